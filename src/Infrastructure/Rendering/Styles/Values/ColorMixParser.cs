using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads <c>color-mix()</c> (CSS Color 5, 3).</summary>
internal static class ColorMixParser
{
    public static MixedColor? Parse(TokenReader reader)
    {
        var (space, path) = (ColorSpace.Oklab, HuePath.Shorter);
        if (reader.Ident("in"))
        {
            if (SpaceOf(reader.AnyIdent()) is not { } named || HueOf(reader) is not { } way || !reader.Comma())
            {
                return null;
            }

            (space, path) = (named, way);
        }

        if (Part(reader) is not { } first || !reader.Comma() || Part(reader) is not { } second || !reader.AtEnd)
        {
            return null;
        }

        var (a, b) = (first.Percent, second.Percent) switch
        {
            (null, null) => (50.0, 50.0),
            ({ } left, null) => (left, 100 - left),
            (null, { } right) => (100 - right, right),
            ({ } left, { } right) => (left, right),
        };
        var sum = a + b;
        return sum <= 0 ? null : new MixedColor(space, path, first.Color, second.Color, b / sum, Math.Min(sum, 100) / 100);
    }

    private static (SpecifiedColor Color, double? Percent)? Part(TokenReader reader)
    {
        var percent = Numbers.Percentage(reader);
        if (ColorParser.Parse(reader) is not { } color)
        {
            return null;
        }

        percent ??= Numbers.Percentage(reader);
        return percent is < 0 or > 100 ? null : (color, percent);
    }

    private static ColorSpace? SpaceOf(string? name) => name?.ToLowerInvariant() switch
    {
        "srgb" => ColorSpace.Srgb,
        "srgb-linear" => ColorSpace.SrgbLinear,
        "lab" => ColorSpace.Lab,
        "lch" => ColorSpace.Lch,
        "oklab" => ColorSpace.Oklab,
        "oklch" => ColorSpace.Oklch,
        "hsl" => ColorSpace.Hsl,
        "hwb" => ColorSpace.Hwb,
        "xyz" or "xyz-d65" => ColorSpace.XyzD65,
        "xyz-d50" => ColorSpace.XyzD50,
        _ => null,
    };

    private static HuePath? HueOf(TokenReader reader)
    {
        HuePath? path = reader.Ident("shorter") ? HuePath.Shorter
            : reader.Ident("longer") ? HuePath.Longer
            : reader.Ident("increasing") ? HuePath.Increasing
            : reader.Ident("decreasing") ? HuePath.Decreasing
            : null;
        return path is null ? HuePath.Shorter : reader.Ident("hue") ? path : null;
    }
}
