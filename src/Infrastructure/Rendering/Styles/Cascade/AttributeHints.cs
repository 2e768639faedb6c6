using System.Globalization;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Properties;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Attributes that stand for styles (HTML, 15.2): as rules of the author before all others, without weight.</summary>
internal static class AttributeHints
{
    /// <summary>Attributes that are looked at besides those of selectors.</summary>
    public static readonly string[] Names =
    [
        "class", "id", "hidden", "dir", "lang", "width", "height", "align", "href", "title", "color", "bgcolor",
        "hspace", "vspace", "border", "marginwidth", "marginheight", "leftmargin", "rightmargin", "topmargin", "bottommargin",
    ];

    private static readonly (string Side, string[] Attributes)[] PageMargins =
    [
        ("margin-top", ["marginheight", "topmargin"]),
        ("margin-right", ["marginwidth", "rightmargin"]),
        ("margin-bottom", ["marginheight", "bottommargin"]),
        ("margin-left", ["marginwidth", "leftmargin"]),
    ];

    private static readonly Declared[] None = [];

    public static Declared[] Of(MarkupElement element)
    {
        List<Declared>? hints = null;
        if (element.Tag is "img" or "svg")
        {
            AddSizes(element, ref hints);
        }

        if (element.Tag is "img")
        {
            AddSpaces(element, ref hints);
        }

        if (element.Tag is "body")
        {
            AddPageMargins(element, ref hints);
        }

        if (element.Attribute("align")?.ToLowerInvariant() is "left" or "right" or "center" or "justify")
        {
            var align = element.Attribute("align")!;
            Add(ref hints, "text-align", element.Tag is "div" or "p" && align is not "justify" ? "-webkit-" + align : align);
        }

        if (element.Tag is "font" && element.Attribute("color") is { } color)
        {
            Add(ref hints, "color", color);
        }

        if (element.Tag is "body" && element.Attribute("bgcolor") is { } background)
        {
            Add(ref hints, "background-color", background);
        }

        return hints is null ? None : [.. hints];
    }

    /// <summary>Space around a picture, and its border (HTML, 15.4.4).</summary>
    private static void AddSpaces(MarkupElement element, ref List<Declared>? hints)
    {
        if (Dimension(element.Attribute("hspace")) is { } across)
        {
            Add(ref hints, "margin-left", across);
            Add(ref hints, "margin-right", across);
        }

        if (Dimension(element.Attribute("vspace")) is { } down)
        {
            Add(ref hints, "margin-top", down);
            Add(ref hints, "margin-bottom", down);
        }

        if (Dimension(element.Attribute("border")) is { } border && IsPx(border))
        {
            Add(ref hints, "border", border + " solid");
        }
    }

    /// <summary>Margins of the body, of which the first attribute that is there counts (HTML, 15.3.2).</summary>
    private static void AddPageMargins(MarkupElement body, ref List<Declared>? hints)
    {
        foreach (var (side, attributes) in PageMargins)
        {
            if (Array.Find(attributes, name => body.Attribute(name) is not null) is { } found && Dimension(body.Attribute(found)) is { } margin && IsPx(margin))
            {
                Add(ref hints, side, margin);
            }
        }
    }

    /// <summary>Width, height, and for an <c>img</c> the ratio of both until its own is known.</summary>
    private static void AddSizes(MarkupElement element, ref List<Declared>? hints)
    {
        var width = Dimension(element.Attribute("width"));
        var height = Dimension(element.Attribute("height"));
        if (width is not null)
        {
            Add(ref hints, "width", width);
        }

        if (height is not null)
        {
            Add(ref hints, "height", height);
        }

        if (element.Tag is "img" && IsPx(width) && IsPx(height))
        {
            Add(ref hints, "aspect-ratio", $"auto {width![..^2]} / {height![..^2]}");
        }
    }

    private static bool IsPx(string? size) => size is not null && size.EndsWith("px", StringComparison.Ordinal);

    /// <summary>A number with or without a percent sign (HTML, 2.3.4.4) as CSS.</summary>
    private static string? Dimension(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.Trim();
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
        {
            digits++;
        }

        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var unit = digits < text.Length && text[digits] == '%' ? "%" : "px";
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }

    private static void Add(ref List<Declared>? hints, string name, string value)
    {
        if (DeclarationParser.Parse(name, value) is { } declared)
        {
            (hints ??= []).AddRange(declared);
        }
    }
}
