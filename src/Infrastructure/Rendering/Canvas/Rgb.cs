using System.Globalization;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>An opaque colour in sRGB.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);

    /// <summary>WCAG 2's relative luminance, 0 (black) to 1 (white).</summary>
    public double Luminance => (0.2126 * ToLinear(Red)) + (0.7152 * ToLinear(Green)) + (0.0722 * ToLinear(Blue));

    /// <summary>The colour as a pixel: blue, green, red, 255 from the lowest byte.</summary>
    public uint Pixel => 0xFF000000 | ((uint)Red << 16) | ((uint)Green << 8) | Blue;

    public static Rgb FromPixel(uint pixel) => new((byte)(pixel >> 16), (byte)(pixel >> 8), (byte)pixel);

    /// <summary>Reads <c>#rgb</c> or <c>#rrggbb</c>; white space around it counts for nothing.</summary>
    public static Rgb? Parse(string? text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.Length is not (4 or 7) || digits[0] != '#')
        {
            return null;
        }

        if (!uint.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        return digits.Length == 7 ? FromPixel(value) : new Rgb(Double(value >> 8), Double(value >> 4), Double(value));
    }

    /// <summary>The colour that is <paramref name="share"/> of the way to another, 0 to 1.</summary>
    public Rgb Mix(Rgb other, double share)
        => new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <summary>As CSS writes it, <c>#rrggbb</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>WCAG 2's contrast ratio, 1 to 21.</summary>
    public double ContrastWith(Rgb other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Floor(from + ((to - from) * share) + 0.5);

    private static byte Double(uint digit) => (byte)((digit & 0xF) * 0x11);

    private static double ToLinear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
