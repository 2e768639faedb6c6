namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Spaces that colours are written or mixed in.</summary>
internal enum ColorSpace : byte
{
    Srgb,
    SrgbLinear,
    DisplayP3,
    XyzD65,
    XyzD50,
    Lab,
    Lch,
    Oklab,
    Oklch,
    Hsl,
    Hwb,
}

/// <summary>Conversions of CSS Color 4, 10 to 18. What sRGB does not have is clipped, as Chromium does.</summary>
internal static class ColorSpaces
{
    private const double Epsilon = 216.0 / 24389;
    private const double Kappa = 24389.0 / 27;

    /// <summary>A colour of any space in sRGB.</summary>
    public static CssColor ToSrgb(ColorSpace space, (double A, double B, double C) value, double alpha)
    {
        var rgb = space switch
        {
            ColorSpace.Srgb => value,
            ColorSpace.SrgbLinear => Encoded(value),
            ColorSpace.DisplayP3 => Encoded(XyzToLinear(P3ToXyz(Decoded(value)))),
            ColorSpace.XyzD65 => Encoded(XyzToLinear(value)),
            ColorSpace.XyzD50 => Encoded(XyzToLinear(D50ToD65(value))),
            ColorSpace.Lab => Encoded(XyzToLinear(D50ToD65(LabToXyz(value)))),
            ColorSpace.Lch => Encoded(XyzToLinear(D50ToD65(LabToXyz(Rectangular(value))))),
            ColorSpace.Oklab => Encoded(OklabToLinear(value)),
            ColorSpace.Oklch => Encoded(OklabToLinear(Rectangular(value))),
            ColorSpace.Hsl => HslToRgb(value),
            _ => HwbToRgb(value),
        };
        return new CssColor(Part(rgb.A), Part(rgb.B), Part(rgb.C), Part(alpha));
    }

    /// <summary>A colour of sRGB in any space.</summary>
    public static (double A, double B, double C) FromSrgb(ColorSpace space, CssColor color)
    {
        (double, double, double) rgb = (color.Red, color.Green, color.Blue);
        return space switch
        {
            ColorSpace.Srgb or ColorSpace.DisplayP3 => rgb,
            ColorSpace.SrgbLinear => Decoded(rgb),
            ColorSpace.XyzD65 => LinearToXyz(Decoded(rgb)),
            ColorSpace.XyzD50 => D65ToD50(LinearToXyz(Decoded(rgb))),
            ColorSpace.Lab => XyzToLab(D65ToD50(LinearToXyz(Decoded(rgb)))),
            ColorSpace.Lch => Polar(XyzToLab(D65ToD50(LinearToXyz(Decoded(rgb)))), 0.0015),
            ColorSpace.Oklab => LinearToOklab(Decoded(rgb)),
            ColorSpace.Oklch => Polar(LinearToOklab(Decoded(rgb)), 0.000004),
            ColorSpace.Hsl => RgbToHsl(rgb),
            _ => RgbToHwb(rgb),
        };
    }

    /// <summary>Light as sRGB stores it, 0 to 1; beyond that the curve goes on.</summary>
    public static double Encode(double value)
    {
        var size = Math.Abs(value);
        return size > 0.0031308 ? Math.Sign(value) * ((1.055 * Math.Pow(size, 1 / 2.4)) - 0.055) : 12.92 * value;
    }

    /// <summary>XYZ whose white is D50 as red, green and blue light of sRGB, 0 to 1 and beyond.</summary>
    public static (double A, double B, double C) ToLight((double A, double B, double C) xyzD50) => XyzToLinear(D50ToD65(xyzD50));

    private static double Decode(double value)
    {
        var size = Math.Abs(value);
        return size <= 0.04045 ? value / 12.92 : Math.Sign(value) * Math.Pow((size + 0.055) / 1.055, 2.4);
    }

    private static float Part(double value) => double.IsNaN(value) ? 0 : (float)Math.Clamp(value, 0, 1);

    private static (double A, double B, double C) Encoded((double A, double B, double C) linear)
        => (Encode(linear.A), Encode(linear.B), Encode(linear.C));

    private static (double A, double B, double C) Decoded((double A, double B, double C) value)
        => (Decode(value.A), Decode(value.B), Decode(value.C));

    private static (double A, double B, double C) Rectangular((double A, double B, double C) polar)
        => (polar.A, polar.B * Math.Cos(polar.C * Math.PI / 180), polar.B * Math.Sin(polar.C * Math.PI / 180));

    /// <summary>A colour without chroma has no hue, which is NaN.</summary>
    private static (double A, double B, double C) Polar((double A, double B, double C) lab, double least)
    {
        var chroma = Math.Sqrt((lab.B * lab.B) + (lab.C * lab.C));
        var hue = Math.Atan2(lab.C, lab.B) * 180 / Math.PI;
        return (lab.A, chroma, chroma <= least ? double.NaN : (hue + 360) % 360);
    }

    private static (double A, double B, double C) Times((double A, double B, double C) v, ReadOnlySpan<double> m) => (
        (m[0] * v.A) + (m[1] * v.B) + (m[2] * v.C),
        (m[3] * v.A) + (m[4] * v.B) + (m[5] * v.C),
        (m[6] * v.A) + (m[7] * v.B) + (m[8] * v.C));

    private static (double A, double B, double C) LinearToXyz((double A, double B, double C) v) => Times(v,
        [506752.0 / 1228815, 87881.0 / 245763, 12673.0 / 70218,
        87098.0 / 409605, 175762.0 / 245763, 12673.0 / 175545,
        7918.0 / 409605, 87881.0 / 737289, 1001167.0 / 1053270]);

    private static (double A, double B, double C) XyzToLinear((double A, double B, double C) v) => Times(v,
        [12831.0 / 3959, -329.0 / 214, -1974.0 / 3959,
        -851781.0 / 878810, 1648619.0 / 878810, 36519.0 / 878810,
        705.0 / 12673, -2585.0 / 12673, 705.0 / 667]);

    private static (double A, double B, double C) P3ToXyz((double A, double B, double C) v) => Times(v,
        [608311.0 / 1250200, 189793.0 / 714400, 198249.0 / 1000160,
        35783.0 / 156275, 247089.0 / 357200, 198249.0 / 2500400,
        0, 32229.0 / 714400, 5220557.0 / 5000800]);

    private static (double A, double B, double C) D50ToD65((double A, double B, double C) v) => Times(v,
        [0.955473421488075, -0.02309845494876471, 0.06325924320057072,
        -0.0283697093338637, 1.0099953980813041, 0.021041441191917323,
        0.012314014864481998, -0.020507649298898964, 1.330365926242124]);

    private static (double A, double B, double C) D65ToD50((double A, double B, double C) v) => Times(v,
        [1.0479297925449969, 0.022946870601609652, -0.05019226628920524,
        0.02962780877005599, 0.9904344267538799, -0.017073799063418826,
        -0.009243040646204504, 0.015055191490298152, 0.7518742814281371]);

    private static (double A, double B, double C) LabToXyz((double A, double B, double C) lab)
    {
        var y = (lab.A + 16) / 116;
        var x = (lab.B / 500) + y;
        var z = y - (lab.C / 200);
        return (Cube(x) * (0.3457 / 0.3585), (lab.A > Kappa * Epsilon ? y * y * y : lab.A / Kappa), Cube(z) * ((1 - 0.3457 - 0.3585) / 0.3585));
    }

    private static double Cube(double value) => value * value * value > Epsilon ? value * value * value : ((116 * value) - 16) / Kappa;

    private static (double A, double B, double C) XyzToLab((double A, double B, double C) xyz)
    {
        var x = Root(xyz.A / (0.3457 / 0.3585));
        var y = Root(xyz.B);
        var z = Root(xyz.C / ((1 - 0.3457 - 0.3585) / 0.3585));
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double Root(double value) => value > Epsilon ? Math.Cbrt(value) : ((Kappa * value) + 16) / 116;

    private static (double A, double B, double C) OklabToLinear((double A, double B, double C) lab)
    {
        var l = lab.A + (0.3963377773761749 * lab.B) + (0.2158037573099136 * lab.C);
        var m = lab.A - (0.1055613458156586 * lab.B) - (0.0638541728258133 * lab.C);
        var s = lab.A - (0.0894841775298119 * lab.B) - (1.2914855480194092 * lab.C);
        return Times((l * l * l, m * m * m, s * s * s),
            [4.0767416360759583, -3.3077115392580629, 0.2309699031821043,
            -1.2684379732850315, 2.6097573492876882, -0.3413193760026570,
            -0.0041960761386756, -0.7034186179359362, 1.7076146940746117]);
    }

    private static (double A, double B, double C) LinearToOklab((double A, double B, double C) v)
    {
        var (l, m, s) = Times(v,
            [0.4122214694707630, 0.5363325372617348, 0.0514459932675022,
            0.2119034958178252, 0.6806995506452344, 0.1073969535369406,
            0.0883024591900564, 0.2817188391361215, 0.6299787016738222]);
        return Times((Math.Cbrt(l), Math.Cbrt(m), Math.Cbrt(s)),
            [0.2104542683093140, 0.7936177747023054, -0.0040720430116193,
            1.9779985324311684, -2.4285922420485799, 0.4505937096174110,
            0.0259040424655478, 0.7827717124575296, -0.8086757549230774]);
    }

    /// <summary>Hue in degrees, saturation and lightness 0 to 1.</summary>
    private static (double A, double B, double C) HslToRgb((double A, double B, double C) hsl)
    {
        var hue = ((hsl.A % 360) + 360) % 360;
        return (Channel(0), Channel(8), Channel(4));

        double Channel(int n)
        {
            var k = (n + (hue / 30)) % 12;
            return hsl.C - (hsl.B * Math.Min(hsl.C, 1 - hsl.C) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1)));
        }
    }

    private static (double A, double B, double C) HwbToRgb((double A, double B, double C) hwb)
    {
        if (hwb.B + hwb.C >= 1)
        {
            var grey = hwb.B / (hwb.B + hwb.C);
            return (grey, grey, grey);
        }

        var (r, g, b) = HslToRgb((hwb.A, 1, 0.5));
        var rest = 1 - hwb.B - hwb.C;
        return ((r * rest) + hwb.B, (g * rest) + hwb.B, (b * rest) + hwb.B);
    }

    private static (double A, double B, double C) RgbToHsl((double A, double B, double C) rgb)
    {
        var max = Math.Max(rgb.A, Math.Max(rgb.B, rgb.C));
        var min = Math.Min(rgb.A, Math.Min(rgb.B, rgb.C));
        var light = (min + max) / 2;
        var range = max - min;
        if (range < 1e-7)
        {
            return (double.NaN, 0, light);
        }

        var saturation = light is 0 or 1 ? 0 : (max - light) / Math.Min(light, 1 - light);
        var hue = max == rgb.A ? ((rgb.B - rgb.C) / range) + (rgb.B < rgb.C ? 6 : 0)
            : max == rgb.B ? ((rgb.C - rgb.A) / range) + 2
            : ((rgb.A - rgb.B) / range) + 4;
        return (hue * 60, saturation, light);
    }

    private static (double A, double B, double C) RgbToHwb((double A, double B, double C) rgb)
    {
        var hue = RgbToHsl(rgb).A;
        return (hue, Math.Min(rgb.A, Math.Min(rgb.B, rgb.C)), 1 - Math.Max(rgb.A, Math.Max(rgb.B, rgb.C)));
    }
}
