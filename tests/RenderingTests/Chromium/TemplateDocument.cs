using System.Globalization;
using System.Net;
using System.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Queueing;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>
/// A template, filled in, as a document for Chromium. It differs from the file in three ways: the theme stands in the root's
/// <c>style</c>; families name the faces that other scripts take here (a browser looks for them itself, and makes a regular face bolder
/// where there is a bold one); and what Chromium has no words for is said in those that it has: <c>text-fit</c> by the size that came of
/// it here, which is none of what is compared, and <c>line-clamp</c> by its older spelling.
/// </summary>
internal static class TemplateDocument
{
    private static readonly HashSet<string> WithoutEnd = ["br", "hr", "img", "wbr"];

    /// <param name="page">The card, laid out.</param>
    /// <param name="source">The file of its template.</param>
    /// <param name="theme">Custom properties of the root.</param>
    public static string Write(LaidOutPage page, string source, IEnumerable<KeyValuePair<string, string>> theme)
    {
        var styles = new Dictionary<MarkupElement, string>(ReferenceEqualityComparer.Instance)
        {
            [page.Document] = string.Join(';', theme.Select(property => $"{property.Key}:{property.Value}")),
        };
        Collect(page.Root, styles);
        var html = new StringBuilder("<!doctype html>");
        WriteStart(page.Document, styles, html);
        html.Append("<head><meta charset=\"utf-8\"><style>").Append(StyleSheetOf(source)).Append("</style></head>");
        WriteElement(page.Document.Children.OfType<MarkupElement>().Single(child => child.Tag == "body"), styles, html);
        return html.Append("</html>").ToString();
    }

    private static string StyleSheetOf(string source)
    {
        const string Start = "<style>";
        var first = source.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return source[first..source.IndexOf("</style>", StringComparison.Ordinal)]
            .Replace("serif;", $"serif,{HtmlCase.ScriptFamilies};", StringComparison.Ordinal)
            .Replace("monospace;", $"monospace,{HtmlCase.ScriptFamilies};", StringComparison.Ordinal);
    }

    private static void Collect(LayoutBox box, Dictionary<MarkupElement, string> styles)
    {
        if (box.Element?.Source is { } element && StyleFor(box) is { Length: > 0 } style)
        {
            styles[element] = style;
        }

        foreach (var child in box.Children)
        {
            Collect(child, styles);
        }
    }

    private static string StyleFor(LayoutBox box)
    {
        var style = new StringBuilder();
        if (box.Properties.TextFitMinimum is not null && box.Lines.SelectMany(line => line.Fragments).OfType<TextFragment>().FirstOrDefault() is { } text)
        {
            style.Append(CultureInfo.InvariantCulture, $"font-size:{text.Run.Style.FontSize}px;");
        }

        if (box.Properties.LineClamp is { } lines)
        {
            style.Append(CultureInfo.InvariantCulture, $"display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:{lines};");
        }

        return style.ToString();
    }

    private static void WriteElement(MarkupElement element, Dictionary<MarkupElement, string> styles, StringBuilder html)
    {
        WriteStart(element, styles, html);
        if (WithoutEnd.Contains(element.Tag))
        {
            return;
        }

        foreach (var child in element.Children)
        {
            if (child is MarkupElement inner)
            {
                WriteElement(inner, styles, html);
            }
            else
            {
                html.Append(WebUtility.HtmlEncode(((MarkupText)child).Text));
            }
        }

        html.Append("</").Append(element.Tag).Append('>');
    }

    private static void WriteStart(MarkupElement element, Dictionary<MarkupElement, string> styles, StringBuilder html)
    {
        html.Append('<').Append(element.Tag);
        foreach (var attribute in element.Attributes)
        {
            html.Append(CultureInfo.InvariantCulture, $" {attribute.Name}=\"{WebUtility.HtmlEncode(attribute.Value)}\"");
        }

        if (styles.TryGetValue(element, out var style))
        {
            html.Append(CultureInfo.InvariantCulture, $" style=\"{style}\"");
        }

        html.Append('>');
    }
}
