using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>px above and below a baseline.</summary>
internal readonly record struct Extent(double Ascent, double Descent)
{
    public double Height => Ascent + Descent;
}

/// <summary>Half-leading (CSS 2, 10.8.1), rounded as Blink's <c>FontHeight</c> rounds it.</summary>
internal static class LineHeights
{
    /// <summary>px of a line height.</summary>
    public static double Resolve(TextProperties style, FontMetrics metrics)
    {
        var height = style.LineHeight;
        return height.IsNormal ? metrics.Height + Math.Floor(metrics.LineGap + 0.5)
            : height.IsMultiple ? height.Value * style.FontSize
            : height.Value;
    }

    /// <summary>The extent of an inline box with its leading.</summary>
    public static Extent ExtentOf(TextProperties style, FontMetrics metrics)
    {
        var height = Resolve(style, metrics);
        var ascent = metrics.Ascent + Math.Floor((height - metrics.Height) / 2);
        return new Extent(ascent, height - ascent);
    }
}
