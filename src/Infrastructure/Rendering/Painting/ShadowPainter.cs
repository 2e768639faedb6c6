using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary><c>box-shadow</c> (CSS Backgrounds 3, 7.1).</summary>
internal sealed unsafe class ShadowPainter(PaintTools tools) : IDisposable
{
    private readonly ShadowMasks _masks = new(tools.Blur);

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>Shadows outside of a box, which do not show through it.</summary>
    public void PaintOuter(in PaintCommand command, RoundedArea border)
    {
        var shadows = command.Paint.BoxShadows;
        for (var i = shadows.Count - 1; i >= 0; i--)
        {
            if (!shadows[i].IsInset && shadows[i].Color.Alpha > 0)
            {
                PaintOuter(shadows[i], border, command.Opacity);
            }
        }
    }

    /// <summary>Shadows inside of the padding box.</summary>
    public void PaintInset(in PaintCommand command, RoundedArea border)
    {
        var shadows = command.Paint.BoxShadows;
        for (var i = shadows.Count - 1; i >= 0; i--)
        {
            if (shadows[i].IsInset && shadows[i].Color.Alpha > 0)
            {
                PaintInset(shadows[i], border.Inset(command.Border), command.Opacity);
            }
        }
    }

    public void Dispose() => _masks.Dispose();

    private void PaintOuter(in Shadow shadow, RoundedArea border, double opacity)
    {
        var shape = border.Outset(shadow.Spread).Offset(shadow.X, shadow.Y);
        var reach = Blur.ReachOf(DeviationOf(shadow));
        var bounds = shape.Area.Map(Canvas.Transform).Around().Inflate(reach).Intersect(Canvas.Clip.Bounds);
        if (shape.Area.IsEmpty || bounds.IsEmpty)
        {
            return;
        }

        var mask = Canvas.Planes.TakeMask(bounds);
        Draw(mask, shape, shadow);
        Canvas.BeginOutline().AddRounded(border);
        Canvas.CutOutline(mask);
        Canvas.FillMask(mask, Canvas.Solid(PremultipliedColour.ToPixel(shadow.Color, opacity)));
    }

    private void PaintInset(in Shadow shadow, RoundedArea padding, double opacity)
    {
        var bounds = padding.Area.Map(Canvas.Transform).Around().Intersect(Canvas.Clip.Bounds);
        if (padding.Area.IsEmpty || bounds.IsEmpty)
        {
            return;
        }

        var hole = padding.Outset(-shadow.Spread).Offset(shadow.X, shadow.Y);
        var mask = Canvas.Planes.TakeMask(bounds);
        Draw(mask, hole, shadow);
        for (var y = bounds.Top; y < bounds.Bottom; y++)
        {
            Invert(new Span<byte>(mask.Row(y) + bounds.Left, bounds.Width));
        }

        var clip = Canvas.Clip;
        Canvas.Clip = Canvas.Narrow(clip, padding);
        Canvas.FillMask(mask, Canvas.Solid(PremultipliedColour.ToPixel(shadow.Color, opacity)));
        Canvas.Clip = clip;
    }

    private static void Invert(Span<byte> row)
    {
        var whole = MemoryMarshal.Cast<byte, ulong>(row);
        foreach (ref var eight in whole)
        {
            eight = ~eight;
        }

        foreach (ref var value in row[(whole.Length * sizeof(ulong))..])
        {
            value = (byte)~value;
        }
    }

    /// <summary>px of the page.</summary>
    private double DeviationOf(in Shadow shadow) => shadow.Blur / 2 * Math.Sqrt(Math.Abs(Canvas.Transform.GetDeterminant()));

    private void Draw(MaskPlane mask, RoundedArea shape, in Shadow shadow)
    {
        var deviation = DeviationOf(shadow);
        if (Canvas.IsMoveByWholePx)
        {
            _masks.Draw(mask, shape.Offset(Canvas.Transform.M31, Canvas.Transform.M32), deviation);
            return;
        }

        // Blurred apart, for what lies outside of the wanted part is blurred into it.
        Canvas.BeginOutline().AddRounded(shape);
        var wide = Canvas.MaskOutline(mask.Bounds.Inflate(Blur.ReachOf(deviation)), FillRule.NonZero, Blur.ReachOf(deviation));
        tools.Blur.Apply(wide, deviation);
        var area = wide.Bounds.Intersect(mask.Bounds);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            new ReadOnlySpan<byte>(wide.Row(y) + area.Left, area.Width).CopyTo(new Span<byte>(mask.Row(y) + area.Left, area.Width));
        }
    }
}
