using System.Globalization;
using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The pictures that elements are replaced with, and their natural sizes (CSS Images 3, 4.1; SVG 2, 8.2).</summary>
internal static class ReplacedContents
{
    public static ReplacedContent? Of(MarkupElement element, IPictureSizes? pictures)
    {
        if (element.Svg is { } svg)
        {
            return OfSvg(element, svg);
        }

        if (element.Tag is not "img")
        {
            return null;
        }

        var source = element.Attribute("src")?.Trim();
        source = string.IsNullOrEmpty(source) ? null : source;
        var size = source is null ? null : pictures?.Find(source);
        return new ReplacedContent(source, null, size?.Width, size?.Height, size?.Ratio);
    }

    private static ReplacedContent OfSvg(MarkupElement element, string svg)
    {
        var width = Pixels(element.Attribute("width"));
        var height = Pixels(element.Attribute("height"));
        double? ratio = width > 0 && height > 0 ? width / height : RatioOf(element.Attribute("viewbox"));
        return new ReplacedContent(null, svg, width ?? (height * ratio), height ?? (width / ratio), ratio);
    }

    private static double? RatioOf(string? viewBox)
    {
        var parts = (viewBox ?? string.Empty).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 4
            && double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var width)
            && double.TryParse(parts[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var height)
            && width > 0 && height > 0
            ? width / height
            : null;
    }

    private static double? Pixels(string? value)
    {
        var text = value?.Trim() ?? string.Empty;
        text = text.EndsWith("px", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var px) && px >= 0 ? px : null;
    }
}
