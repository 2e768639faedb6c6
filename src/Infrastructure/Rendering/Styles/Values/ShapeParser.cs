using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>A shape or transform as written: a function of the units.</summary>
internal delegate T Deferred<out T>(UnitContext context);

/// <summary>Reads shapes of <c>clip-path</c> and functions of <c>transform</c> (CSS Shapes 1, CSS Transforms 1 and 2).</summary>
internal static class ShapeParser
{
    public static Deferred<ClipShape>? Clip(TokenReader reader)
    {
        var name = !reader.AtEnd && reader.Current.Kind == CssTokenKind.Function ? reader.Current.Text.ToLowerInvariant() : string.Empty;
        if (reader.Enter() is not { } arguments)
        {
            return null;
        }

        return name switch
        {
            "circle" or "ellipse" => Ellipse(arguments, name is "circle"),
            "inset" => Inset(arguments),
            "polygon" => Polygon(arguments),
            _ => null,
        };
    }

    /// <summary>One to four lengths around a box, in the order of <c>margin</c>.</summary>
    public static Sides<SpecifiedLength>? Around(TokenReader reader, Func<TokenReader, SpecifiedLength?> read)
    {
        if (read(reader) is not { } top)
        {
            return null;
        }

        var right = read(reader);
        var bottom = right is null ? null : read(reader);
        var left = bottom is null ? null : read(reader);
        return new Sides<SpecifiedLength>(top, right ?? top, bottom ?? top, left ?? right ?? top);
    }

    /// <summary>The value of <c>border-radius</c>.</summary>
    public static Corners<SpecifiedPair>? Radii(TokenReader reader)
    {
        if (Around(reader, Numbers.NonNegativeLengthPercentage) is not { } across)
        {
            return null;
        }

        var down = across;
        if (reader.Delim('/'))
        {
            if (Around(reader, Numbers.NonNegativeLengthPercentage) is not { } read)
            {
                return null;
            }

            down = read;
        }

        return new Corners<SpecifiedPair>(
            new(across.Top, down.Top), new(across.Right, down.Right), new(across.Bottom, down.Bottom), new(across.Left, down.Left));
    }

    public static List<Deferred<TransformFunction>>? Transforms(TokenReader reader)
    {
        var functions = new List<Deferred<TransformFunction>>();
        if (reader.Ident("none"))
        {
            return functions;
        }

        while (!reader.AtEnd)
        {
            var name = reader.Current.Kind == CssTokenKind.Function ? reader.Current.Text.ToLowerInvariant() : string.Empty;
            if (reader.Enter() is not { } arguments || TransformParser.Function(name, arguments) is not { } function || !arguments.AtEnd)
            {
                return null;
            }

            functions.Add(function);
        }

        return functions.Count == 0 ? null : functions;
    }

    private static Deferred<ClipShape>? Ellipse(TokenReader reader, bool isCircle)
    {
        SpecifiedPair? radii = null;
        var isFarthest = reader.Ident("farthest-side");
        if (!isFarthest && !reader.Ident("closest-side") && Numbers.NonNegativeLengthPercentage(reader) is { } first)
        {
            var second = isCircle ? first : Numbers.NonNegativeLengthPercentage(reader);
            if (second is null)
            {
                return null;
            }

            radii = new SpecifiedPair(first, second);
        }
        else if (!isCircle && !reader.Ident("farthest-side"))
        {
            _ = reader.Ident("closest-side");
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

        return reader.AtEnd ? context => new EllipseClip(isCircle, radii?.Compute(context), isFarthest, centre.Compute(context)) : null;
    }

    private static Deferred<ClipShape>? Inset(TokenReader reader)
    {
        if (Around(reader, Numbers.LengthPercentage) is not { } sides)
        {
            return null;
        }

        Corners<SpecifiedPair>? radii = null;
        if (reader.Ident("round"))
        {
            radii = Radii(reader);
            if (radii is null)
            {
                return null;
            }
        }

        return reader.AtEnd ? context => new InsetClip(Compute(sides, context), Compute(radii, context)) : null;
    }

    private static Sides<Length> Compute(Sides<SpecifiedLength> sides, UnitContext context)
        => new(sides.Top.Compute(context), sides.Right.Compute(context), sides.Bottom.Compute(context), sides.Left.Compute(context));

    private static Corners<LengthPair> Compute(Corners<SpecifiedPair>? radii, UnitContext context) => radii is { } corners
        ? new(corners.TopLeft.Compute(context), corners.TopRight.Compute(context), corners.BottomRight.Compute(context), corners.BottomLeft.Compute(context))
        : new(new LengthPair(Length.Zero, Length.Zero));

    private static Deferred<ClipShape>? Polygon(TokenReader reader)
    {
        var isEvenOdd = reader.Ident("evenodd");
        if ((isEvenOdd || reader.Ident("nonzero")) && !reader.Comma())
        {
            return null;
        }

        var points = new List<SpecifiedPair>();
        do
        {
            if (Numbers.LengthPercentage(reader) is not { } x || Numbers.LengthPercentage(reader) is not { } y)
            {
                return null;
            }

            points.Add(new SpecifiedPair(x, y));
        }
        while (reader.Comma());

        return reader.AtEnd ? context => new PolygonClip(points.ConvertAll(point => point.Compute(context)), isEvenOdd) : null;
    }
}
