using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>A stop whose place and colour are known.</summary>
/// <param name="Offset">1 at the end of the gradient's line.</param>
/// <param name="Color">As computed.</param>
internal readonly record struct ColourStop(double Offset, CssColor Color);

/// <summary>Finds the places of stops (CSS Images 3, 3.5.3) and turns hints into stops.</summary>
internal static class ColourStops
{
    private const double Least = 1e-6;

    /// <summary>Stops in order, at least one.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="length">px of the gradient's line.</param>
    public static ColourStop[] Resolve(Gradient gradient, double length)
    {
        var offsets = PlaceStops(gradient.Stops, length);
        var stops = new List<ColourStop>(offsets.Length + 1);
        for (var i = 0; i < offsets.Length; i++)
        {
            if (gradient.Stops[i].Color is { } colour)
            {
                stops.Add(new ColourStop(offsets[i], colour));
            }
            else if (stops.Count > 0 && i + 1 < offsets.Length && gradient.Stops[i + 1].Color is { } next)
            {
                AddHint(stops, offsets[i], new ColourStop(offsets[i + 1], next));
            }
        }

        return stops.Count == 0 ? [new ColourStop(0, CssColor.Transparent)] : [.. stops];
    }

    private static double[] PlaceStops(IReadOnlyList<GradientStop> stops, double length)
    {
        var offsets = new double[stops.Count];
        var largest = double.NegativeInfinity;
        for (var i = 0; i < offsets.Length; i++)
        {
            var offset = OffsetOf(stops[i], length);
            if (offset is null && (i == 0 || i == offsets.Length - 1))
            {
                offset = i == 0 ? 0 : 1;
            }

            // A stop before one that stands earlier in the list is moved to it.
            offsets[i] = offset is { } placed ? largest = Math.Max(largest, placed) : double.NaN;
        }

        SpreadBetween(offsets);
        return offsets;
    }

    private static double? OffsetOf(GradientStop stop, double length)
    {
        if (stop.Offset is not { } offset)
        {
            return null;
        }

        return length > Least ? offset.Resolve(length) / length : offset.Resolve(0) > 0 ? 1 : offset.Percent / 100;
    }

    private static void SpreadBetween(double[] offsets)
    {
        for (var i = 1; i < offsets.Length; i++)
        {
            if (!double.IsNaN(offsets[i]))
            {
                continue;
            }

            var end = i;
            while (double.IsNaN(offsets[end]))
            {
                end++;
            }

            var (from, steps) = (offsets[i - 1], end - i + 1);
            for (var step = 1; i < end; i++, step++)
            {
                offsets[i] = from + ((offsets[end] - from) * step / steps);
            }
        }
    }

    /// <summary>A hint bends the way from one colour to the next (CSS Images 4, 3.5.3); nine stops follow the bend, as in Chromium.</summary>
    private static void AddHint(List<ColourStop> stops, double hint, ColourStop next)
    {
        var last = stops[^1];
        var (before, after) = (hint - last.Offset, next.Offset - hint);
        if (Math.Abs(before - after) < Least)
        {
            return;
        }

        if (before < Least || after < Least)
        {
            stops.Add(new ColourStop(hint, before < Least ? next.Color : last.Color));
            return;
        }

        Span<double> offsets = stackalloc double[9];
        SpreadAround(offsets, last.Offset, before, hint, after);
        var whole = before + after;
        var bend = Math.Log(0.5) / Math.Log(before / whole);
        foreach (var offset in offsets)
        {
            stops.Add(new ColourStop(offset, Mix(last.Color, next.Color, Math.Pow((offset - last.Offset) / whole, bend))));
        }
    }

    private static void SpreadAround(Span<double> offsets, double start, double before, double hint, double after)
    {
        if (before > after)
        {
            for (var i = 0; i < 7; i++)
            {
                offsets[i] = start + (before * (7 + i) / 13);
            }

            (offsets[7], offsets[8]) = (hint + (after / 3), hint + (after * 2 / 3));
            return;
        }

        (offsets[0], offsets[1]) = (start + (before / 3), start + (before * 2 / 3));
        for (var i = 0; i < 7; i++)
        {
            offsets[i + 2] = hint + (after * i / 13);
        }
    }

    private static CssColor Mix(CssColor one, CssColor two, double share)
    {
        var (first, second) = ((float)(1 - share), (float)share);
        var alpha = (one.Alpha * first) + (two.Alpha * second);
        if (alpha <= 0)
        {
            return CssColor.Transparent;
        }

        var (firstPart, secondPart) = (one.Alpha * first / alpha, two.Alpha * second / alpha);
        return new CssColor(
            (one.Red * firstPart) + (two.Red * secondPart),
            (one.Green * firstPart) + (two.Green * secondPart),
            (one.Blue * firstPart) + (two.Blue * secondPart),
            alpha);
    }
}
