using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>px above and below a baseline.</summary>
internal readonly record struct Extent(double Ascent, double Descent)
{
    /// <summary>Of nothing: unlike an extent of no height it makes no line.</summary>
    public static readonly Extent None = new(double.NegativeInfinity, double.NegativeInfinity);

    public double Height => Ascent + Descent;

    public bool IsNone => double.IsNegativeInfinity(Ascent);

    /// <summary>What holds both, counted from one baseline.</summary>
    public Extent Unite(Extent other) => new(Math.Max(Ascent, other.Ascent), Math.Max(Descent, other.Descent));

    /// <summary>The same, moved down by px.</summary>
    public Extent Move(double down) => new(Ascent - down, Descent + down);
}

/// <summary>Line heights and half-leading (CSS 2, 10.8.1), rounded as Blink's <c>ComputedLineHeightAsFixed</c> and <c>FontHeight</c> round them.</summary>
internal static class LineHeights
{
    /// <summary>Steps of a px that Blink lays out in.</summary>
    private const float Units = 64;

    /// <summary>px of a line height.</summary>
    public static double Resolve(TextProperties style, FontMetrics metrics)
    {
        var height = style.LineHeight;
        return height.IsNormal ? metrics.Height + Math.Floor(metrics.LineGap + 0.5)
            : height.IsMultiple ? MathF.Floor((float)Round(style.FontSize) * (float)(height.Value * 100) / 100f * Units) / Units
            : Round(height.Value);
    }

    /// <summary>The extent of an inline box with its leading.</summary>
    public static Extent ExtentOf(TextProperties style, FontMetrics metrics)
    {
        var height = Resolve(style, metrics);
        var half = Math.Truncate((height - metrics.Height) * Units / 2) / Units;
        var ascent = metrics.Ascent + Math.Floor(half);
        return new Extent(ascent, height - ascent);
    }

    private static double Round(double px) => Math.Floor((px * Units) + 0.5) / Units;
}
