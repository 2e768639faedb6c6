using System.Net;
using System.Text;

namespace PearlIo.RenderingTests.Search;

/// <summary>A part of a document made by chance: an element, or text where it has no name.</summary>
/// <param name="Name">The element's name; empty for text.</param>
/// <param name="Text">Of text, what it says.</param>
/// <param name="Styles">Declarations of its style attribute.</param>
/// <param name="Children">What is inside of it.</param>
internal sealed record RandomElement(string Name, string Text, IReadOnlyList<string> Styles, IReadOnlyList<RandomElement> Children)
{
    private static readonly HashSet<string> WithoutEnd = new(StringComparer.Ordinal) { "br", "img" };

    /// <summary>How much there is to read in it; what is reduced gets smaller.</summary>
    public int Size => 1 + Text.Length + Styles.Sum(style => 1 + style.Length) + Children.Sum(child => child.Size);

    public static RandomElement OfText(string text) => new("", text, [], []);

    public string ToHtml()
    {
        var html = new StringBuilder();
        Append(html);
        return html.ToString();
    }

    private void Append(StringBuilder html)
    {
        if (Name.Length == 0)
        {
            html.Append(WebUtility.HtmlEncode(Text));
            return;
        }

        html.Append('<').Append(Name);
        if (Styles.Count > 0)
        {
            html.Append(" style=\"").AppendJoin(';', Styles).Append('"');
        }

        html.Append(Name == "img" ? " width=40 height=30>" : ">");
        foreach (var child in Children)
        {
            child.Append(html);
        }

        if (!WithoutEnd.Contains(Name))
        {
            html.Append("</").Append(Name).Append('>');
        }
    }
}
