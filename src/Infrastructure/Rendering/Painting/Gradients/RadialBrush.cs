using System.Numerics;
using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>A radial gradient. Colours come from a table by the distance from the centre.</summary>
internal sealed unsafe class RadialBrush : Brush
{
    private readonly ColourTable _table;
    private readonly Matrix3x2 _toUnit;

    private RadialBrush(ColourTable table, Matrix3x2 toUnit) => (_table, _toUnit) = (table, toUnit);

    /// <inheritdoc />
    public override bool IsOpaque => _table.IsOpaque;

    /// <param name="gradient">As computed.</param>
    /// <param name="box">The box of the gradient, px of the element.</param>
    /// <param name="toPage">From px of the element to px of the page; can be inverted.</param>
    public static RadialBrush Create(RadialGradient gradient, Area box, Matrix3x2 toPage)
    {
        var (x, y) = (box.Left + gradient.Centre.X.Resolve(box.Width), box.Top + gradient.Centre.Y.Resolve(box.Height));
        var (radiusX, radiusY) = RadialShape.RadiiOf(gradient, box, x, y);
        var ramp = new ColourRamp(ColourStops.Resolve(gradient, radiusX), gradient.IsRepeating);
        Matrix3x2.Invert(toPage, out var back);
        var toUnit = back * Matrix3x2.CreateTranslation((float)-x, (float)-y) * Matrix3x2.CreateScale((float)(1 / radiusX), (float)(1 / radiusY));
        return new RadialBrush(new ColourTable(ramp, Math.Max(radiusX, radiusY)), toUnit);
    }

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        var (startX, startY) = (
            ((x + 0.5f) * _toUnit.M11) + ((y + 0.5f) * _toUnit.M21) + _toUnit.M31,
            ((x + 0.5f) * _toUnit.M12) + ((y + 0.5f) * _toUnit.M22) + _toUnit.M32);
        var lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        var (scale, bias) = (Vector256.Create(_table.Scale), Vector256.Create(_table.Bias));
        fixed (uint* table = _table.Colours)
        {
            for (var at = 0; at < count; at += Vector256<float>.Count)
            {
                var steps = lanes + Vector256.Create((float)at);
                var (across, down) = (Vector256.Create(startX) + (steps * _toUnit.M11), Vector256.Create(startY) + (steps * _toUnit.M12));
                var distance = Vector256.Sqrt((across * across) + (down * down));
                ColourTable.Store(_table.Look(table, (distance * scale) + bias), scratch + at, count - at);
            }
        }

        return scratch;
    }
}

/// <summary>The radii of a radial gradient (CSS Images 3, 3.2.1 and 3.2.2).</summary>
internal static class RadialShape
{
    /// <summary>Radii that are nothing become so small that only the last colour is left.</summary>
    private const double Least = 1e-3;

    private static readonly double Diagonal = Math.Sqrt(2);

    public static (double X, double Y) RadiiOf(RadialGradient gradient, Area box, double x, double y)
    {
        var (radiusX, radiusY) = gradient.Radii is { } given
            ? (given.X.Resolve(box.Width), given.Y.Resolve(gradient.IsCircle ? box.Width : box.Height))
            : ByExtent(gradient, box, x, y);
        return (Math.Max(radiusX, Least), Math.Max(radiusY, Least));
    }

    private static (double X, double Y) ByExtent(RadialGradient gradient, Area box, double x, double y)
    {
        var (left, right) = (Math.Abs(x - box.Left), Math.Abs(box.Right - x));
        var (top, bottom) = (Math.Abs(y - box.Top), Math.Abs(box.Bottom - y));
        var isFar = gradient.Extent is RadialExtent.FarthestCorner or RadialExtent.FarthestSide;
        var across = isFar ? Math.Max(left, right) : Math.Min(left, right);
        var down = isFar ? Math.Max(top, bottom) : Math.Min(top, bottom);
        var toCorner = gradient.Extent is RadialExtent.FarthestCorner or RadialExtent.ClosestCorner;
        if (gradient.IsCircle)
        {
            var radius = toCorner ? Math.Sqrt((across * across) + (down * down)) : isFar ? Math.Max(across, down) : Math.Min(across, down);
            return (radius, radius);
        }

        // An ellipse through a corner has the ratio of the one to the sides.
        return toCorner ? (across * Diagonal, down * Diagonal) : (across, down);
    }
}
