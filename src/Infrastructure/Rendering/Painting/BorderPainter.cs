using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Borders (CSS Backgrounds 3, 4): a ring where all sides are alike, else each side cut at the corners' mitres.</summary>
internal sealed class BorderPainter(PaintTools tools)
{
    private readonly DashPainter _dashes = new(tools);

    private RasterCanvas Canvas => tools.Canvas;

    public void Paint(in PaintCommand command, RoundedArea border)
    {
        var (widths, styles, colours) = (command.Border, command.Paint.BorderStyle, command.Paint.BorderColor);
        if (!PaintRules.HasBorder(widths) || border.Area.IsEmpty)
        {
            return;
        }

        if (IsOneRing(widths, styles, colours))
        {
            PaintRing(border, widths, styles.Top, PremultipliedColour.ToPixel(colours.Top, command.Opacity));
            return;
        }

        for (var side = 0; side < 4; side++)
        {
            PaintSide(border, widths, BorderSide.Of(side, widths, styles, colours), command.Opacity);
        }
    }

    /// <summary>A ring all of one style around a box.</summary>
    public void PaintRing(RoundedArea outer, in Sides<double> widths, BorderStyle style, uint colour)
    {
        if (style == BorderStyle.Double && Narrowest(widths) >= 3)
        {
            var third = Share(widths, 1 / 3.0);
            FillRing(outer, outer.Inset(third), colour);
            FillRing(outer.Inset(Share(widths, 2 / 3.0)), outer.Inset(widths), colour);
            return;
        }

        if (style is BorderStyle.Dashed or BorderStyle.Dotted)
        {
            _dashes.PaintRing(outer, widths, style, colour);
            return;
        }

        FillRing(outer, outer.Inset(widths), colour);
    }

    private static bool IsOneRing(in Sides<double> widths, in Sides<BorderStyle> styles, in Sides<CssColor> colours)
    {
        var isAlike = colours.Top == colours.Right && colours.Top == colours.Bottom && colours.Top == colours.Left
            && styles.Top == styles.Right && styles.Top == styles.Bottom && styles.Top == styles.Left;
        return isAlike
            && (styles.Top == BorderStyle.Solid
                || (widths.Top == widths.Right && widths.Top == widths.Bottom && widths.Top == widths.Left && widths.Top > 0));
    }

    private static double Narrowest(in Sides<double> widths)
        => Math.Min(Math.Min(widths.Top, widths.Right), Math.Min(widths.Bottom, widths.Left));

    /// <summary>A part of the widths in whole px, the outer line of a double border being the wider.</summary>
    private static Sides<double> Share(in Sides<double> widths, double share)
    {
        return new(Round(widths.Top), Round(widths.Right), Round(widths.Bottom), Round(widths.Left));

        double Round(double width) => share < 0.5 ? Math.Ceiling(width * share) : Math.Floor(width * share);
    }

    private void FillRing(RoundedArea outer, RoundedArea inner, uint colour)
    {
        var brush = Canvas.Solid(colour);
        if (!outer.IsRounded && Canvas.WholePixels(outer.Area) is not null && Canvas.WholePixels(inner.Area) is not null)
        {
            var (whole, hole) = (outer.Area, inner.Area);
            if (hole.IsEmpty)
            {
                Canvas.Fill(whole, brush);
                return;
            }

            Canvas.Fill(whole with { Bottom = hole.Top }, brush);
            Canvas.Fill(whole with { Top = hole.Bottom }, brush);
            Canvas.Fill(new Area(whole.Left, hole.Top, hole.Left, hole.Bottom), brush);
            Canvas.Fill(new Area(hole.Right, hole.Top, whole.Right, hole.Bottom), brush);
            return;
        }

        var outline = Canvas.BeginOutline();
        outline.AddRounded(outer);
        if (!inner.Area.IsEmpty)
        {
            outline.AddRounded(inner);
        }

        Canvas.FillOutline(brush, FillRule.EvenOdd);
    }

    private void PaintSide(RoundedArea border, in Sides<double> widths, in BorderSide side, double opacity)
    {
        if (side.Width <= 0 || side.Style is BorderStyle.None or BorderStyle.Hidden || side.Colour.Alpha <= 0)
        {
            return;
        }

        var colour = PremultipliedColour.ToPixel(side.Colour, opacity);
        if (!border.IsRounded && side.Style is BorderStyle.Dashed or BorderStyle.Dotted && !border.IsRounded)
        {
            _dashes.PaintSide(border.Area, side, colour);
            return;
        }

        if (!border.IsRounded && side.Style == BorderStyle.Solid && side.TryGetRectangle(border.Area, widths) is { } rectangle)
        {
            Canvas.Fill(rectangle, Canvas.Solid(colour));
            return;
        }

        var clip = Canvas.Clip;
        side.AddMitred(Canvas.BeginOutline(), border, widths);
        Canvas.Clip = Canvas.Narrow(clip);
        PaintRing(border, side.Style is BorderStyle.Solid ? widths : Even(widths, side), side.Style, colour);
        Canvas.Clip = clip;
    }

    /// <summary>A dashed line runs along its own side's middle.</summary>
    private static Sides<double> Even(in Sides<double> widths, in BorderSide side)
        => side.Style is BorderStyle.Dashed or BorderStyle.Dotted ? new Sides<double>(side.Width) : widths;
}
