using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads colours (CSS Color 4 and <c>color-mix()</c> of 5).</summary>
internal static class ColorParser
{
    /// <summary>The colour that starts here, or null; the reader stays where it was then.</summary>
    public static SpecifiedColor? Parse(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        var start = reader.Position;
        var token = reader.Current;
        var color = token.Kind switch
        {
            CssTokenKind.Hash => Hex(token.Text),
            CssTokenKind.Ident => Named(token.Text),
            CssTokenKind.Function => Function(token.Text.ToLowerInvariant(), reader),
            _ => null,
        };
        if (color is null)
        {
            reader.Position = start;
        }
        else if (token.Kind != CssTokenKind.Function)
        {
            reader.Skip();
        }

        return color;
    }

    private static SpecifiedColor? Named(string name)
    {
        if (name.Equals("currentcolor", StringComparison.OrdinalIgnoreCase))
        {
            return CurrentColor.Instance;
        }

        if (name.Equals("transparent", StringComparison.OrdinalIgnoreCase))
        {
            return KnownColor.Transparent;
        }

        return ColorNames.Find(name) is { } color ? new KnownColor(color) : null;
    }

    private static KnownColor? Hex(string digits)
    {
        Span<int> values = stackalloc int[8];
        if (digits.Length is not (3 or 4 or 6 or 8))
        {
            return null;
        }

        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiHexDigit(digits[i]))
            {
                return null;
            }

            values[i] = Convert.ToInt32(digits.Substring(i, 1), 16);
        }

        return digits.Length <= 4
            ? new KnownColor(ColorNames.OfBytes(values[0] * 17, values[1] * 17, values[2] * 17, digits.Length == 4 ? values[3] / 15.0 : 1))
            : new KnownColor(ColorNames.OfBytes(
                (values[0] * 16) + values[1],
                (values[2] * 16) + values[3],
                (values[4] * 16) + values[5],
                digits.Length == 8 ? ((values[6] * 16) + values[7]) / 255.0 : 1));
    }

    private static SpecifiedColor? Function(string name, TokenReader reader)
    {
        if (reader.Enter() is not { } arguments)
        {
            return null;
        }

        return name switch
        {
            "rgb" or "rgba" => Rgb(arguments),
            "hsl" or "hsla" => Parts(arguments, ColorSpace.Hsl),
            "hwb" => Parts(arguments, ColorSpace.Hwb),
            "lab" => Parts(arguments, ColorSpace.Lab),
            "lch" => Parts(arguments, ColorSpace.Lch),
            "oklab" => Parts(arguments, ColorSpace.Oklab),
            "oklch" => Parts(arguments, ColorSpace.Oklch),
            "color" => OfSpace(arguments),
            "color-mix" => ColorMixParser.Parse(arguments),
            _ => null,
        };
    }

    /// <summary>Parts are rounded to 8 bits, as Chromium keeps them.</summary>
    private static KnownColor? Rgb(TokenReader reader)
    {
        Span<double> parts = stackalloc double[3];
        var withCommas = false;
        for (var i = 0; i < 3; i++)
        {
            if (i == 1)
            {
                withCommas = reader.Comma();
            }
            else if (i == 2 && withCommas && !reader.Comma())
            {
                return null;
            }

            if (Part(reader, 255) is not { } part)
            {
                return null;
            }

            parts[i] = Math.Round(Math.Clamp(part, 0, 255), MidpointRounding.AwayFromZero);
        }

        return Alpha(reader, withCommas) is { } alpha && reader.AtEnd
            ? new KnownColor(ColorNames.OfBytes((int)parts[0], (int)parts[1], (int)parts[2], alpha))
            : null;
    }

    private static KnownColor? Parts(TokenReader reader, ColorSpace space)
    {
        var scale = Scale(space);
        Span<double> parts = stackalloc double[3];
        var withCommas = false;
        for (var i = 0; i < 3; i++)
        {
            if (i == 1)
            {
                withCommas = reader.Comma();
            }
            else if (i == 2 && withCommas && !reader.Comma())
            {
                return null;
            }

            var part = scale[i] == 360 ? Hue(reader) : Part(reader, scale[i]);
            if (part is null)
            {
                return null;
            }

            parts[i] = part.Value;
        }

        if (Alpha(reader, withCommas) is not { } alpha || !reader.AtEnd || (withCommas && space != ColorSpace.Hsl))
        {
            return null;
        }

        Limit(space, parts);
        var color = ColorSpaces.ToSrgb(space, (parts[0], parts[1], parts[2]), alpha);
        return new KnownColor(space is ColorSpace.Hsl or ColorSpace.Hwb ? Rounded(color) : color);
    }

    private static CssColor Rounded(CssColor color)
        => ColorNames.OfBytes(Byte(color.Red), Byte(color.Green), Byte(color.Blue), color.Alpha);

    private static int Byte(float part) => (int)MathF.Round(part * 255, MidpointRounding.AwayFromZero);

    /// <summary>What 100% is in each part; 360 for hues.</summary>
    private static double[] Scale(ColorSpace space) => space switch
    {
        ColorSpace.Hsl or ColorSpace.Hwb => [360, 100, 100],
        ColorSpace.Lab => [100, 125, 125],
        ColorSpace.Lch => [100, 150, 360],
        ColorSpace.Oklab => [1, 0.4, 0.4],
        _ => [1, 0.4, 360],
    };

    private static void Limit(ColorSpace space, Span<double> parts)
    {
        switch (space)
        {
            case ColorSpace.Hsl or ColorSpace.Hwb:
                parts[1] = Math.Clamp(parts[1], 0, 100) / 100;
                parts[2] = Math.Clamp(parts[2], 0, 100) / 100;
                break;
            default:
                parts[0] = Math.Clamp(parts[0], 0, space is ColorSpace.Lab or ColorSpace.Lch ? 100 : 1);
                parts[1] = space is ColorSpace.Lch or ColorSpace.Oklch ? Math.Max(parts[1], 0) : parts[1];
                break;
        }
    }

    private static KnownColor? OfSpace(TokenReader reader)
    {
        ColorSpace? space = reader.AnyIdent()?.ToLowerInvariant() switch
        {
            "srgb" => ColorSpace.Srgb,
            "srgb-linear" => ColorSpace.SrgbLinear,
            "display-p3" => ColorSpace.DisplayP3,
            "xyz" or "xyz-d65" => ColorSpace.XyzD65,
            "xyz-d50" => ColorSpace.XyzD50,
            _ => null,
        };
        if (space is null || Part(reader, 1) is not { } a || Part(reader, 1) is not { } b || Part(reader, 1) is not { } c)
        {
            return null;
        }

        return Alpha(reader, withCommas: false) is { } alpha && reader.AtEnd ? new KnownColor(ColorSpaces.ToSrgb(space.Value, (a, b, c), alpha)) : null;
    }

    private static double? Part(TokenReader reader, double whole)
    {
        if (reader.Ident("none"))
        {
            return 0;
        }

        return Numbers.Percentage(reader) is { } percent ? percent / 100 * whole : Numbers.Number(reader);
    }

    private static double? Hue(TokenReader reader) => reader.Ident("none") ? 0 : Numbers.Angle(reader) ?? Numbers.Number(reader);

    private static double? Alpha(TokenReader reader, bool withCommas)
    {
        if (reader.AtEnd)
        {
            return 1;
        }

        var isThere = withCommas ? reader.Comma() : reader.Delim('/');
        return isThere && Part(reader, 1) is { } alpha ? Math.Clamp(alpha, 0, 1) : null;
    }
}
