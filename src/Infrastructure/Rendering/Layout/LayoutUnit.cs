namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>The 64ths of a px that Blink counts lengths in (<c>LayoutUnit</c>).</summary>
internal static class LayoutUnit
{
    private const double PerPx = 64;

    /// <summary>Less than shaping is exact to.</summary>
    private const double Noise = 1e-6;

    /// <summary>px.</summary>
    public const double Unit = 1 / PerPx;

    /// <summary>The next 64th of a px that is no more.</summary>
    public static double Floor(double px) => Math.Floor((px + Noise) * PerPx) / PerPx;

    /// <summary>Tells whether something is no wider than the room for it, both counted in whole units.</summary>
    /// <param name="px">How wide it is.</param>
    /// <param name="room">px.</param>
    public static bool Fits(double px, double room) => px < Floor(room) + Unit - Noise;

    /// <summary>The next 64th of a px that is no less.</summary>
    public static double Ceiling(double px) => Math.Ceiling((px - Noise) * PerPx) / PerPx;
}
