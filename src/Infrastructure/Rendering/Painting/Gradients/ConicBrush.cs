using System.Numerics;
using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>A conic gradient. Colours come from a table by the angle.</summary>
internal sealed unsafe class ConicBrush : Brush
{
    private const double TableLength = 2048;

    private readonly ColourTable _table;
    private readonly Matrix3x2 _toCentre;

    private ConicBrush(ColourTable table, Matrix3x2 toCentre) => (_table, _toCentre) = (table, toCentre);

    /// <inheritdoc />
    public override bool IsOpaque => _table.IsOpaque;

    /// <param name="gradient">As computed.</param>
    /// <param name="box">The box of the gradient, px of the element.</param>
    /// <param name="toPage">From px of the element to px of the page; can be inverted.</param>
    public static ConicBrush Create(ConicGradient gradient, Area box, Matrix3x2 toPage)
    {
        var (x, y) = (box.Left + gradient.Centre.X.Resolve(box.Width), box.Top + gradient.Centre.Y.Resolve(box.Height));
        var ramp = new ColourRamp(ColourStops.Resolve(gradient, 1), gradient.IsRepeating);
        Matrix3x2.Invert(toPage, out var back);

        // Turned so that the first colour begins upwards.
        var turned = back * Matrix3x2.CreateTranslation((float)-x, (float)-y)
            * Matrix3x2.CreateRotation((float)(-gradient.FromDegrees * Math.PI / 180));
        return new ConicBrush(new ColourTable(ramp, TableLength), turned);
    }

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        var (startX, startY) = (
            ((x + 0.5f) * _toCentre.M11) + ((y + 0.5f) * _toCentre.M21) + _toCentre.M31,
            ((x + 0.5f) * _toCentre.M12) + ((y + 0.5f) * _toCentre.M22) + _toCentre.M32);
        var lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        var (scale, bias) = (Vector256.Create(_table.Scale), Vector256.Create(_table.Bias));
        fixed (uint* table = _table.Colours)
        {
            for (var at = 0; at < count; at += Vector256<float>.Count)
            {
                var steps = lanes + Vector256.Create((float)at);
                var (across, down) = (Vector256.Create(startX) + (steps * _toCentre.M11), Vector256.Create(startY) + (steps * _toCentre.M12));
                ColourTable.Store(_table.Look(table, (Turn(across, down) * scale) + bias), scratch + at, count - at);
            }
        }

        return scratch;
    }

    /// <summary>The angle from upwards, clockwise, as a part of a turn; wrong by less than a ten-thousandth of a degree.</summary>
    private static Vector256<float> Turn(Vector256<float> x, Vector256<float> y)
    {
        var (acrossSize, downSize) = (Vector256.Abs(x), Vector256.Abs(y));
        var larger = Vector256.Max(Vector256.Max(acrossSize, downSize), Vector256.Create(1e-12f));
        var ratio = Vector256.Min(acrossSize, downSize) / larger;
        var square = ratio * ratio;

        // Abramowitz and Stegun 4.4.49, of an angle up to an eighth of a turn.
        var angle = Vector256.Create(0.0028662257f);
        angle = (angle * square) + Vector256.Create(-0.0161657367f);
        angle = (angle * square) + Vector256.Create(0.0429096138f);
        angle = (angle * square) + Vector256.Create(-0.0752896400f);
        angle = (angle * square) + Vector256.Create(0.1065626393f);
        angle = (angle * square) + Vector256.Create(-0.1420889944f);
        angle = (angle * square) + Vector256.Create(0.1999355085f);
        angle = (angle * square) + Vector256.Create(-0.3333314528f);
        angle = ((angle * square) + Vector256.Create(1f)) * ratio * (0.5f / MathF.PI);

        // From the upward axis: the angle itself where |x| is the smaller, else a quarter less it.
        var fromUp = Vector256.ConditionalSelect(Vector256.GreaterThan(acrossSize, downSize), Vector256.Create(0.25f) - angle, angle);
        fromUp = Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.Zero), Vector256.Create(0.5f) - fromUp, fromUp);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(1f) - fromUp, fromUp);
    }
}
