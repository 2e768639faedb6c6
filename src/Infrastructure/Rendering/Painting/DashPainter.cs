using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Dashed and dotted lines, with dashes and gaps as Blink's <c>StyledStrokeData</c> has them.</summary>
internal sealed class DashPainter(PaintTools tools)
{
    /// <summary>px up to which dots are squares.</summary>
    private const double WidestSquare = 3;

    /// <summary>More would not be seen, and would take for ever.</summary>
    private const int MostDashes = 4000;

    private readonly PathOutline _track = new();

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>A line over the whole of a side.</summary>
    public void PaintSide(Area border, in BorderSide side, uint colour)
    {
        var strip = side.Strip(border);
        var line = side.IsHorizontal
            ? new DashLine(strip.Left, (strip.Top + strip.Bottom) / 2, 1, 0, strip.Width)
            : new DashLine((strip.Left + strip.Right) / 2, strip.Top, 0, 1, strip.Height);
        PaintLine(line, side.Width, side.Style == BorderStyle.Dotted, colour);
    }

    /// <summary>A straight line.</summary>
    public void PaintLine(in DashLine line, double width, bool isDotted, uint colour)
    {
        var isRound = isDotted && width > WidestSquare;
        var (dash, gap) = DashOf(width, isDotted);

        // Round dots begin and end within the line.
        var length = isRound ? line.Length - width : line.Length;
        var start = isRound ? width / 2 : 0;
        gap = isRound ? BestGap(line.Length, width, width, isClosed: false) + width : BestGap(length, dash, gap, isClosed: false);
        var outline = Canvas.BeginOutline();
        var step = isRound ? gap : dash + gap;
        for (var (at, i) = (0.0, 0); at <= length + 1e-3 && i < MostDashes; at += step, i++)
        {
            if (isRound)
            {
                outline.AddEllipse(line.XAt(start + at), line.YAt(start + at), width / 2, width / 2);
            }
            else
            {
                AddBar(outline, line, at, Math.Min(at + dash, length), width);
            }

            if (step <= 0)
            {
                break;
            }
        }

        Canvas.FillOutline(Canvas.Solid(colour));
    }

    /// <summary>A line around a box, along the middle of its border.</summary>
    public void PaintRing(RoundedArea outer, in Sides<double> widths, BorderStyle style, uint colour)
    {
        var width = widths.Top;
        if (!outer.IsRounded)
        {
            for (var index = 0; index < 4; index++)
            {
                PaintSide(outer.Area, new BorderSide(index, width, style, default), colour);
            }

            return;
        }

        var middle = outer.Inset(new Sides<double>(width / 2));
        _track.Begin(Matrix3x2.Identity);
        _track.AddRounded(middle);
        PaintAlong(_track.Points, width, style == BorderStyle.Dotted, colour);
    }

    private static (double Dash, double Gap) DashOf(double width, bool isDotted)
    {
        if (isDotted)
        {
            return (width, width);
        }

        var dash = width >= WidestSquare ? 2 * width : 3 * width;
        return (dash, width >= WidestSquare ? width : 2 * width);
    }

    /// <summary>The gap nearest to the wanted one that leaves a whole dash at both ends, or at the seam of a ring.</summary>
    private static double BestGap(double length, double dash, double gap, bool isClosed)
    {
        var available = isClosed ? length : length + gap;
        var fewest = Math.Floor(available / (dash + gap));
        var most = fewest + 1;
        var wide = (length - (fewest * dash)) / (isClosed ? fewest : fewest - 1);
        var narrow = (length - (most * dash)) / (isClosed ? most : most - 1);
        var best = narrow <= 0 || Math.Abs(wide - gap) < Math.Abs(narrow - gap) ? wide : narrow;
        return double.IsFinite(best) && best > 0 ? best : gap;
    }

    private static void AddBar(PathOutline outline, in DashLine line, double from, double to, double width)
    {
        if (to <= from)
        {
            return;
        }

        var (acrossX, acrossY) = (-line.DirectionY * width / 2, line.DirectionX * width / 2);
        outline.Add(line.XAt(from) - acrossX, line.YAt(from) - acrossY);
        outline.Add(line.XAt(to) - acrossX, line.YAt(to) - acrossY);
        outline.Add(line.XAt(to) + acrossX, line.YAt(to) + acrossY);
        outline.Add(line.XAt(from) + acrossX, line.YAt(from) + acrossY);
        outline.Close();
    }

    private void PaintAlong(ReadOnlySpan<(double X, double Y)> points, double width, bool isDotted, uint colour)
    {
        var length = 0.0;
        for (var i = 0; i < points.Length; i++)
        {
            length += LineOf(points, i).Length;
        }

        var isRound = isDotted && width > WidestSquare;
        var (dash, gap) = DashOf(width, isDotted);
        gap = BestGap(length, dash, gap, isClosed: true);
        var outline = Canvas.BeginOutline();
        var step = Math.Max(dash + gap, length / MostDashes);
        for (var at = 0.0; at < length - 1e-3; at += step)
        {
            AddStretch(outline, points, at, isRound ? at : at + dash, width, isRound);
        }

        Canvas.FillOutline(Canvas.Solid(colour));
    }

    /// <summary>Adds the bars of a dash, one for each piece of the track that it lies on, or its dot.</summary>
    private static void AddStretch(
        PathOutline outline, ReadOnlySpan<(double X, double Y)> points, double from, double to, double width, bool isRound)
    {
        var passed = 0.0;
        for (var i = 0; i < points.Length; i++)
        {
            var line = LineOf(points, i);
            var (first, last) = (Math.Max(from - passed, 0), Math.Min(to - passed, line.Length));
            if (isRound && from >= passed && from < passed + line.Length)
            {
                outline.AddEllipse(line.XAt(first), line.YAt(first), width / 2, width / 2);
                return;
            }

            AddBar(outline, line, first, last, width);
            passed += line.Length;
        }
    }

    private static DashLine LineOf(ReadOnlySpan<(double X, double Y)> points, int index)
    {
        // From where the upper left corner's curve ends, as Skia's rounded rectangles begin: the outline's last point.
        var (from, to) = (points[(index + points.Length - 1) % points.Length], points[index]);
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        return length > 0 ? new DashLine(from.X, from.Y, x / length, y / length, length) : new DashLine(from.X, from.Y, 1, 0, 0);
    }
}

/// <summary>A straight line in px: where it begins, a unit vector and how long it is.</summary>
internal readonly record struct DashLine(double X, double Y, double DirectionX, double DirectionY, double Length)
{
    public double XAt(double way) => X + (DirectionX * way);

    public double YAt(double way) => Y + (DirectionY * way);
}
