using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads images (CSS Images 4): addresses and gradients.</summary>
internal static class ImageParser
{
    public static SpecifiedImage? Parse(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        if (Address(reader) is { } address)
        {
            return new SpecifiedUrl(address);
        }

        var name = reader.Current.Kind == CssTokenKind.Function ? reader.Current.Text.ToLowerInvariant() : string.Empty;
        var isRepeating = name.StartsWith("repeating-", StringComparison.Ordinal);
        var kind = isRepeating ? name[10..] : name;
        if (kind is not ("linear-gradient" or "radial-gradient" or "conic-gradient" or "image-set" or "-webkit-image-set")
            || reader.Enter() is not { } arguments)
        {
            return null;
        }

        return kind switch
        {
            "linear-gradient" => Linear(arguments, isRepeating),
            "radial-gradient" => Radial(arguments, isRepeating),
            "conic-gradient" => Conic(arguments, isRepeating),
            _ => OfSet(arguments),
        };
    }

    /// <summary>The address of <c>url()</c>; null where none starts here, or where it names a file of the machine.</summary>
    public static string? Address(TokenReader reader)
    {
        var start = reader.Position;
        var address = reader.Take(CssTokenKind.Url)?.Text;
        if (address is null && reader.Function("url") is { } arguments)
        {
            address = arguments.Take(CssTokenKind.String)?.Text;
        }

        address = address?.Trim();
        if (address is null || address.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
        {
            reader.Position = start;
            return null;
        }

        return address;
    }

    /// <summary>The first of an <c>image-set()</c>, or the one for the resolution of a card.</summary>
    private static SpecifiedImage? OfSet(TokenReader reader)
    {
        SpecifiedImage? best = null;
        foreach (var part in reader.Split())
        {
            var image = part.Take(CssTokenKind.String) is { } text ? new SpecifiedUrl(text.Text) : Parse(part);
            if (image is null)
            {
                return null;
            }

            var isOne = part.AtEnd || part.Current is { Kind: CssTokenKind.Dimension, Number: 1 };
            best = best is null || isOne ? image : best;
        }

        return best;
    }

    private static SpecifiedLinear? Linear(TokenReader reader, bool isRepeating)
    {
        var (angle, corner) = (180.0, ((int, int)?)null);
        if (reader.Ident("to"))
        {
            if (Corner(reader) is not { } to)
            {
                return null;
            }

            (angle, corner) = to switch
            {
                (0, -1) => (0, null),
                (1, 0) => (90, null),
                (0, 1) => (180, null),
                (-1, 0) => (270, null),
                _ => (180.0, ((int, int)?)to),
            };
            if (!reader.Comma())
            {
                return null;
            }
        }
        else if (Numbers.Angle(reader) is { } degrees)
        {
            angle = degrees;
            if (!reader.Comma())
            {
                return null;
            }
        }
        else if (!SkipInterpolation(reader))
        {
            return null;
        }

        return Stops(reader, isConic: false) is { } stops ? new SpecifiedLinear(angle, corner) { Stops = stops, IsRepeating = isRepeating } : null;
    }

    /// <summary><c>in srgb</c> is what happens anyway; other spaces are not supported.</summary>
    private static bool SkipInterpolation(TokenReader reader) => !reader.Ident("in") || (reader.Ident("srgb") && reader.Comma());

    private static (int X, int Y)? Corner(TokenReader reader)
    {
        var (x, y) = (0, 0);
        while (reader.AnyIdent()?.ToLowerInvariant() is { } word)
        {
            switch (word)
            {
                case "left" or "right" when x == 0:
                    x = word is "left" ? -1 : 1;
                    break;
                case "top" or "bottom" when y == 0:
                    y = word is "top" ? -1 : 1;
                    break;
                default:
                    return null;
            }
        }

        return x == 0 && y == 0 ? null : (x, y);
    }

    private static SpecifiedRadial? Radial(TokenReader reader, bool isRepeating)
    {
        var start = reader.Position;
        bool? isCircle = null;
        RadialExtent? extent = null;
        var radii = new List<SpecifiedLength>();
        while (true)
        {
            if (reader.Ident("circle"))
            {
                isCircle = true;
            }
            else if (reader.Ident("ellipse"))
            {
                isCircle = false;
            }
            else if (Extent(reader) is { } named)
            {
                extent = named;
            }
            else if (radii.Count < 2 && Numbers.NonNegativeLengthPercentage(reader) is { } radius)
            {
                radii.Add(radius);
            }
            else
            {
                break;
            }
        }

        var centre = SpecifiedPair.Middle;
        if (reader.Ident("at"))
        {
            if (PositionParser.Parse(reader) is not { } at)
            {
                return null;
            }

            centre = at;
        }

        var isShaped = reader.Position != start;
        if ((isShaped && !reader.AtEnd && !reader.Comma()) || (isCircle == true && radii.Count == 2) || (isCircle == false && radii.Count == 1)
            || (!isShaped && !SkipInterpolation(reader)) || Stops(reader, isConic: false) is not { } stops)
        {
            return null;
        }

        var pair = radii.Count switch { 0 => null, 1 => new SpecifiedPair(radii[0], radii[0]), _ => new SpecifiedPair(radii[0], radii[1]) };
        return new SpecifiedRadial(isCircle ?? radii.Count == 1, extent ?? RadialExtent.FarthestCorner, pair, centre)
        {
            Stops = stops,
            IsRepeating = isRepeating,
        };
    }

    private static RadialExtent? Extent(TokenReader reader)
        => reader.Ident("farthest-corner") ? RadialExtent.FarthestCorner
        : reader.Ident("farthest-side") ? RadialExtent.FarthestSide
        : reader.Ident("closest-corner") ? RadialExtent.ClosestCorner
        : reader.Ident("closest-side") ? RadialExtent.ClosestSide
        : null;

    private static SpecifiedConic? Conic(TokenReader reader, bool isRepeating)
    {
        var start = reader.Position;
        var from = 0.0;
        var centre = SpecifiedPair.Middle;
        if (reader.Ident("from"))
        {
            if (Numbers.Angle(reader) is not { } angle)
            {
                return null;
            }

            from = angle;
        }

        if (reader.Ident("at"))
        {
            if (PositionParser.Parse(reader) is not { } at)
            {
                return null;
            }

            centre = at;
        }

        var isShaped = reader.Position != start;
        return (!isShaped || reader.Comma()) && SkipInterpolation(reader) && Stops(reader, isConic: true) is { } stops
            ? new SpecifiedConic(from, centre) { Stops = stops, IsRepeating = isRepeating }
            : null;
    }

    private static List<SpecifiedStop>? Stops(TokenReader reader, bool isConic)
    {
        var stops = new List<SpecifiedStop>();
        var wasHint = true;
        foreach (var part in reader.Split())
        {
            var color = ColorParser.Parse(part);
            var first = Offset(part, isConic);
            color ??= ColorParser.Parse(part);
            var second = color is null || first is null ? null : Offset(part, isConic);
            if (!part.AtEnd || (color is null && (first is null || wasHint)))
            {
                return null;
            }

            wasHint = color is null;
            stops.Add(new SpecifiedStop(color, first));
            if (second is not null)
            {
                stops.Add(new SpecifiedStop(color, second));
            }
        }

        return wasHint || stops.Count == 0 ? null : stops;
    }

    private static SpecifiedLength? Offset(TokenReader reader, bool isConic)
    {
        if (isConic && Numbers.Angle(reader) is { } degrees)
        {
            return new FixedLength(Length.Percentage(degrees / 3.6));
        }

        return Numbers.LengthPercentage(reader) is { } length ? length : null;
    }
}
