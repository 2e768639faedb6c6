using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary><c>filter</c> (Filter Effects 1), on what is painted of a layer.</summary>
internal sealed unsafe class FilterPainter(PaintTools tools)
{
    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>Applies filters in their order.</summary>
    /// <param name="plane">The layer; is changed.</param>
    /// <param name="filters">As computed.</param>
    /// <param name="transform">From px of the element to px of the page.</param>
    /// <returns>The layer, or another plane.</returns>
    public PixelPlane Apply(PixelPlane plane, IReadOnlyList<FilterFunction> filters, Matrix3x2 transform)
    {
        var scale = Math.Sqrt(Math.Abs(transform.GetDeterminant()));
        for (var i = 0; i < filters.Count; i++)
        {
            var filter = filters[i];
            if (filter.Kind == FilterKind.Blur)
            {
                tools.Blur.Apply(plane, filter.Amount * scale, Canvas.Planes);
            }
            else if (filter.Kind == FilterKind.DropShadow)
            {
                plane = DropShadow(plane, filter.Shadow, transform, scale);
            }
            else if (ColourMatrix.Of(filter) is { } matrix)
            {
                for (var y = plane.Bounds.Top; y < plane.Bounds.Bottom; y++)
                {
                    matrix.Apply(new Span<uint>(plane.Row(y) + plane.Bounds.Left, plane.Bounds.Width));
                }
            }
        }

        return plane;
    }

    private PixelPlane DropShadow(PixelPlane plane, in Shadow shadow, Matrix3x2 transform, double scale)
    {
        var bounds = plane.Bounds;
        var (moveX, moveY) = (
            (int)Math.Round((shadow.X * transform.M11) + (shadow.Y * transform.M21)),
            (int)Math.Round((shadow.X * transform.M12) + (shadow.Y * transform.M22)));
        var mask = Canvas.Planes.TakeMask(bounds);
        var area = bounds.Intersect(bounds.Offset(moveX, moveY));
        for (var y = area.Top; y < area.Bottom; y++)
        {
            var from = plane.Row(y - moveY);
            var to = mask.Row(y);
            for (var x = area.Left; x < area.Right; x++)
            {
                to[x] = (byte)(from[x - moveX] >> 24);
            }
        }

        // Unlike that of box-shadow, the length is the deviation itself (Filter Effects 1, 7.1).
        tools.Blur.Apply(mask, shadow.Blur * scale);
        var both = Canvas.Planes.TakePixels(bounds);
        var colour = PremultipliedColour.ToPixel(shadow.Color);
        for (var y = bounds.Top; y < bounds.Bottom; y++)
        {
            var row = both.Row(y) + bounds.Left;
            PixelBlender.FillMasked(row, mask.Row(y) + bounds.Left, bounds.Width, colour);
            PixelBlender.Put(row, plane.Row(y) + bounds.Left, bounds.Width, 255);
        }

        return both;
    }
}
