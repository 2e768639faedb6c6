using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>One side of a border.</summary>
/// <param name="Index">0 for the top, then clockwise.</param>
/// <param name="Width">px.</param>
/// <param name="Style">As computed.</param>
/// <param name="Colour">As computed.</param>
internal readonly record struct BorderSide(int Index, double Width, BorderStyle Style, CssColor Colour)
{
    public bool IsHorizontal => (Index & 1) == 0;

    public static BorderSide Of(int index, in Sides<double> widths, in Sides<BorderStyle> styles, in Sides<CssColor> colours) => index switch
    {
        0 => new(index, widths.Top, styles.Top, colours.Top),
        1 => new(index, widths.Right, styles.Right, colours.Right),
        2 => new(index, widths.Bottom, styles.Bottom, colours.Bottom),
        _ => new(index, widths.Left, styles.Left, colours.Left),
    };

    /// <summary>The side as a plain rectangle where no other side meets it; else null.</summary>
    public Area? TryGetRectangle(Area border, in Sides<double> widths)
    {
        var meets = IsHorizontal ? widths.Left > 0 || widths.Right > 0 : widths.Top > 0 || widths.Bottom > 0;
        return meets ? null : Strip(border);
    }

    /// <summary>The side over its whole length.</summary>
    public Area Strip(Area border) => Index switch
    {
        0 => border with { Bottom = border.Top + Width },
        1 => border with { Left = border.Right - Width },
        2 => border with { Top = border.Bottom - Width },
        _ => border with { Right = border.Left + Width },
    };

    /// <summary>Adds the part of the box that belongs to the side: cut from the outer to the inner corners and on to the middle.</summary>
    public void AddMitred(PathOutline outline, RoundedArea border, in Sides<double> widths)
    {
        var (outer, inner) = (border.Area, border.Inset(widths));
        var (start, end) = CornersOf(outer);
        var (innerStart, innerEnd) = CornersOf(inner.Area);
        var (radiusStart, radiusEnd) = RadiiOf(inner);
        Add(outline, start);
        Add(outline, end);
        Add(outline, Extend(end, innerEnd, radiusEnd));
        Add(outline, Extend(start, innerStart, radiusStart));
        outline.Close();
    }

    private static void Add(PathOutline outline, (double X, double Y) point) => outline.Add(point.X, point.Y);

    /// <summary>The mitre's line goes on until it is within the inner corner's curve.</summary>
    private static (double X, double Y) Extend((double X, double Y) outer, (double X, double Y) inner, CornerRadius radius)
    {
        var (x, y) = (inner.X - outer.X, inner.Y - outer.Y);
        if (radius.IsSharp || x == 0 || y == 0)
        {
            return inner;
        }

        var times = 1 + Math.Min(radius.X / Math.Abs(x), radius.Y / Math.Abs(y));
        return (outer.X + (x * times), outer.Y + (y * times));
    }

    /// <summary>The side's ends, clockwise.</summary>
    private ((double X, double Y) Start, (double X, double Y) End) CornersOf(Area area) => Index switch
    {
        0 => ((area.Left, area.Top), (area.Right, area.Top)),
        1 => ((area.Right, area.Top), (area.Right, area.Bottom)),
        2 => ((area.Right, area.Bottom), (area.Left, area.Bottom)),
        _ => ((area.Left, area.Bottom), (area.Left, area.Top)),
    };

    private (CornerRadius Start, CornerRadius End) RadiiOf(RoundedArea area) => Index switch
    {
        0 => (area.Radii.TopLeft, area.Radii.TopRight),
        1 => (area.Radii.TopRight, area.Radii.BottomRight),
        2 => (area.Radii.BottomRight, area.Radii.BottomLeft),
        _ => (area.Radii.BottomLeft, area.Radii.TopLeft),
    };
}
