using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Turns clips into pixels.</summary>
internal sealed class ClipPainter(PaintTools tools)
{
    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>What a clip and those around it let through of a part of the page.</summary>
    public PixelClip Realise(ClipNode? node, PixelRect within)
    {
        if (node is null)
        {
            return new PixelClip(within);
        }

        var outer = Realise(node.Parent, within);
        if (outer.Bounds.IsEmpty)
        {
            return default;
        }

        Canvas.Transform = node.Transform;
        return node switch
        {
            BoxClip box => Canvas.Narrow(outer, box.Shape),
            PathClip path => Narrow(outer, path),
            _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Unknown clip."),
        };
    }

    private PixelClip Narrow(PixelClip outer, PathClip path)
    {
        switch (path.Shape)
        {
            case InsetClip inset:
                return Canvas.Narrow(outer, Inset(inset, path.Box));
            case EllipseClip ellipse:
                AddEllipse(ellipse, path.Box);
                return Canvas.Narrow(outer);
            case PolygonClip polygon:
                AddPolygon(polygon, path.Box);
                return Canvas.Narrow(outer, polygon.IsEvenOdd ? FillRule.EvenOdd : FillRule.NonZero);
            default:
                throw new ArgumentOutOfRangeException(nameof(path), path.Shape, "Unknown clip-path.");
        }
    }

    private static RoundedArea Inset(InsetClip inset, Area box)
    {
        var area = new Area(
            box.Left + inset.Inset.Left.Resolve(box.Width),
            box.Top + inset.Inset.Top.Resolve(box.Height),
            box.Right - inset.Inset.Right.Resolve(box.Width),
            box.Bottom - inset.Inset.Bottom.Resolve(box.Height));
        return RoundedArea.Of(area, inset.Radius, box.Width, box.Height);
    }

    private void AddPolygon(PolygonClip polygon, Area box)
    {
        var outline = Canvas.BeginOutline();
        for (var i = 0; i < polygon.Points.Count; i++)
        {
            var point = polygon.Points[i];
            outline.Add(box.Left + point.X.Resolve(box.Width), box.Top + point.Y.Resolve(box.Height));
        }

        outline.Close();
    }

    private void AddEllipse(EllipseClip ellipse, Area box)
    {
        var (x, y) = (box.Left + ellipse.Centre.X.Resolve(box.Width), box.Top + ellipse.Centre.Y.Resolve(box.Height));
        var (radiusX, radiusY) = RadiiOf(ellipse, box, x, y);
        Canvas.BeginOutline().AddEllipse(x, y, radiusX, radiusY);
    }

    /// <summary>CSS Shapes 1, 3.1: percentages of a circle's radius are of the box's diagonal over the root of two.</summary>
    private static (double X, double Y) RadiiOf(EllipseClip ellipse, Area box, double x, double y)
    {
        if (ellipse.Radii is { } radii)
        {
            var diagonal = Math.Sqrt(((box.Width * box.Width) + (box.Height * box.Height)) / 2);
            return ellipse.IsCircle
                ? (Math.Max(0, radii.X.Resolve(diagonal)), Math.Max(0, radii.X.Resolve(diagonal)))
                : (Math.Max(0, radii.X.Resolve(box.Width)), Math.Max(0, radii.Y.Resolve(box.Height)));
        }

        var (left, right) = (Math.Abs(x - box.Left), Math.Abs(box.Right - x));
        var (top, bottom) = (Math.Abs(y - box.Top), Math.Abs(box.Bottom - y));
        var across = ellipse.FarthestSide ? Math.Max(left, right) : Math.Min(left, right);
        var down = ellipse.FarthestSide ? Math.Max(top, bottom) : Math.Min(top, bottom);
        var radius = ellipse.FarthestSide ? Math.Max(across, down) : Math.Min(across, down);
        return ellipse.IsCircle ? (radius, radius) : (across, down);
    }
}
