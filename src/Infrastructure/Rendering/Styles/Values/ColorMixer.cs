namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Which way round hues go (CSS Color 4, 12.4).</summary>
internal enum HuePath : byte
{
    Shorter,
    Longer,
    Increasing,
    Decreasing,
}

/// <summary>Mixes colours (CSS Color 4, 12).</summary>
internal static class ColorMixer
{
    /// <param name="space">Where they meet.</param>
    /// <param name="path">Which way round hues go.</param>
    /// <param name="first">One colour.</param>
    /// <param name="second">The other.</param>
    /// <param name="share">Share of the second, 0 to 1.</param>
    public static CssColor Mix(ColorSpace space, HuePath path, CssColor first, CssColor second, double share)
    {
        var a = ColorSpaces.FromSrgb(space, first);
        var b = ColorSpaces.FromSrgb(space, second);
        var alpha = first.Alpha + ((second.Alpha - first.Alpha) * share);
        if (alpha <= 0)
        {
            return CssColor.Transparent;
        }

        double Part(double x, double y) => double.IsNaN(x) ? y : double.IsNaN(y) ? x
            : ((x * first.Alpha * (1 - share)) + (y * second.Alpha * share)) / alpha;
        double Hue(double x, double y) => MixHue(x, y, share, path);
        var mixed = space switch
        {
            ColorSpace.Hsl or ColorSpace.Hwb => (Hue(a.A, b.A), Part(a.B, b.B), Part(a.C, b.C)),
            ColorSpace.Lch or ColorSpace.Oklch => (Part(a.A, b.A), Part(a.B, b.B), Hue(a.C, b.C)),
            _ => (Part(a.A, b.A), Part(a.B, b.B), Part(a.C, b.C)),
        };
        return ColorSpaces.ToSrgb(space, mixed, alpha);
    }

    private static double MixHue(double from, double to, double share, HuePath path)
    {
        if (double.IsNaN(from) || double.IsNaN(to))
        {
            return double.IsNaN(from) ? double.IsNaN(to) ? 0 : to : from;
        }

        var way = to - from;
        way = path switch
        {
            HuePath.Shorter => way > 180 ? way - 360 : way < -180 ? way + 360 : way,
            HuePath.Longer => way is > 0 and < 180 ? way - 360 : way is > -180 and <= 0 ? way + 360 : way,
            HuePath.Increasing => way < 0 ? way + 360 : way,
            _ => way > 0 ? way - 360 : way,
        };
        return from + (way * share);
    }
}
