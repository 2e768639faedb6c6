using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>
/// A linear gradient. Rows of a large fill are the same colours moved sideways, so that they are cut from a few strips, each
/// moved by a fraction of a px.
/// </summary>
internal sealed unsafe class LinearBrush : Brush
{
    private const int LeastPixelsForStrips = 60_000;
    private const int MostStripPixels = 100_000;
    private const int Phases = 8;
    private const double Level = 1e-9;

    private readonly ColourRamp _ramp;
    private readonly PlanePool _planes;
    private readonly double _perX;
    private readonly double _perY;
    private readonly double _atOrigin;
    private PixelRect _strip;
    private uint* _strips;
    private int _stripStride;
    private double _shiftPerRow;

    private LinearBrush(ColourRamp ramp, PlanePool planes, double perX, double perY, double atOrigin)
        => (_ramp, _planes, _perX, _perY, _atOrigin) = (ramp, planes, perX, perY, atOrigin);

    /// <inheritdoc />
    public override bool IsOpaque => _ramp.IsOpaque;

    /// <param name="gradient">As computed.</param>
    /// <param name="box">The box of the gradient, px of the element.</param>
    /// <param name="toPage">From px of the element to px of the page; can be inverted.</param>
    /// <param name="planes">Scratch.</param>
    public static LinearBrush Create(LinearGradient gradient, Area box, Matrix3x2 toPage, PlanePool planes)
    {
        var (directionX, directionY) = DirectionOf(gradient, box);
        var length = (Math.Abs(directionX) * box.Width) + (Math.Abs(directionY) * box.Height);
        var ramp = new ColourRamp(ColourStops.Resolve(gradient, length), gradient.IsRepeating);
        var (x, y) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        var (perX, perY) = length > 0 ? (directionX / length, directionY / length) : (0, 0);
        var atOrigin = 0.5 - (perX * x) - (perY * y);
        Matrix3x2.Invert(toPage, out var back);
        return new LinearBrush(
            ramp,
            planes,
            (perX * back.M11) + (perY * back.M12),
            (perX * back.M21) + (perY * back.M22),
            atOrigin + (perX * back.M31) + (perY * back.M32));
    }

    /// <inheritdoc />
    public override void Prepare(PixelRect area)
    {
        var shift = Math.Abs(_perX) > Level ? _perY / _perX : double.PositiveInfinity;
        var length = area.Width + Math.Ceiling(Math.Abs(shift) * area.Height) + 2;
        if (Math.Abs(_perY) < Level || area.Width * area.Height < LeastPixelsForStrips || length * Phases > MostStripPixels)
        {
            _strip = default;
            return;
        }

        // Row y is row 0 read from (y * shift) px further on; negative shifts begin at the lowest row.
        var start = area.Left + Math.Floor(Math.Min(0, shift * area.Height));
        var strips = _planes.TakePixels(new PixelRect(0, 0, (int)length + 1, Phases));
        for (var phase = 0; phase < Phases; phase++)
        {
            var offset = OffsetAt(start + (phase / (double)Phases), area.Top);
            _ramp.Fill(offset, _perX, strips.Row(phase), (int)length + 1);
        }

        _strips = strips.First;
        (_strip, _stripStride, _shiftPerRow) = (area with { Left = (int)start }, strips.Stride, shift);
    }

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        if (_strip.IsEmpty)
        {
            _ramp.Fill(OffsetAt(x, y), _perX, scratch, count);
            return scratch;
        }

        var steps = (int)Math.Floor((((y - _strip.Top) * _shiftPerRow) + x - _strip.Left) * Phases + 0.5);
        return _strips + ((nint)(steps & (Phases - 1)) * _stripStride) + (steps >> 3);
    }

    /// <summary>The unit vector along the gradient's line; corners are met at right angles to the other diagonal (CSS Images 3, 3.1.1).</summary>
    private static (double X, double Y) DirectionOf(LinearGradient gradient, Area box)
    {
        if (gradient.Corner is not { } corner)
        {
            return Exact(gradient.AngleDegrees);
        }

        if (corner.X == 0 || corner.Y == 0)
        {
            return (corner.X, corner.Y);
        }

        var (x, y) = (corner.X * box.Height, corner.Y * box.Width);
        var length = Math.Sqrt((x * x) + (y * y));
        return length > 0 ? (x / length, y / length) : (0, 1);
    }

    /// <summary>Right angles without the dust of sines.</summary>
    private static (double X, double Y) Exact(double degrees)
    {
        var turned = degrees % 360;
        turned = turned < 0 ? turned + 360 : turned;
        return turned switch
        {
            0 => (0, -1),
            90 => (1, 0),
            180 => (0, 1),
            270 => (-1, 0),
            _ => (Math.Sin(turned * Math.PI / 180), -Math.Cos(turned * Math.PI / 180)),
        };
    }

    private double OffsetAt(double x, double y) => ((x + 0.5) * _perX) + ((y + 0.5) * _perY) + _atOrigin;
}
