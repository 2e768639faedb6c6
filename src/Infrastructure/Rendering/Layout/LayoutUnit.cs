namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>The 64ths of a px that Blink counts lengths in (<c>LayoutUnit</c>).</summary>
internal static class LayoutUnit
{
    /// <summary>One unit in px.</summary>
    public const double Px = 1 / PerPx;

    private const double PerPx = 64;

    /// <summary>Less than shaping is exact to.</summary>
    private const double Noise = 1e-6;

    /// <summary>px that something is narrower than which fits into some room, both counted in whole units (<c>LayoutUnit(float)</c> cuts).</summary>
    public static double LimitOf(double room) => ((Math.Floor((room + Noise) * PerPx) + 1) / PerPx) - Noise;

    /// <summary>The nearest 64th of a px.</summary>
    public static double Round(double px) => Math.Round(px * PerPx, MidpointRounding.AwayFromZero) / PerPx;

    /// <summary>The next 64th of a px that is no less.</summary>
    public static double Ceiling(double px) => Math.Ceiling((px - Noise) * PerPx) / PerPx;
}
