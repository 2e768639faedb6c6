using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Painting.Gradients;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Makes brushes of gradients and pictures. They live as long as the command that they are for.</summary>
internal sealed class ImageBrushes(PaintTools tools)
{
    /// <summary>Larger tiles would not fit a page several times; what is drawn of them is drawn directly.</summary>
    private const int LargestTile = 4096;

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>A brush of a layer's images.</summary>
    /// <param name="image">A gradient or an address.</param>
    /// <param name="picture">The picture of an address.</param>
    /// <param name="tiles">Where images stand.</param>
    /// <param name="shown">What will be filled, px of the element.</param>
    public Brush? Create(CssImage image, Picture? picture, BackgroundTiles tiles, Area shown)
    {
        if (!Matrix3x2.Invert(Canvas.Transform, out var toElement))
        {
            return null;
        }

        if (image is Gradient gradient && tiles.IsSingle(shown))
        {
            return OfGradient(gradient, tiles.First, Canvas.Transform);
        }

        var size = new PixelRect(0, 0, WholeSize(tiles.First.Width), WholeSize(tiles.First.Height));
        var toTile = toElement
            * Matrix3x2.CreateTranslation((float)-tiles.First.Left, (float)-tiles.First.Top)
            * Matrix3x2.CreateScale((float)(size.Width / tiles.First.Width), (float)(size.Height / tiles.First.Height));
        var (stepX, stepY) = (tiles.StepX * size.Width / tiles.First.Width, tiles.StepY * size.Height / tiles.First.Height);
        if (image is Gradient tiled)
        {
            return new TileBrush(DrawTile(tiled, size), isOpaque: false, toTile, stepX, stepY);
        }

        return picture is null ? null : OfPicture(picture, size, toTile, stepX, stepY, tiles.First.Contains(shown));
    }

    /// <summary>A brush of a gradient over a box.</summary>
    public Brush OfGradient(Gradient gradient, Area box, Matrix3x2 toPage) => gradient switch
    {
        LinearGradient linear => LinearBrush.Create(linear, box, toPage, Canvas.Planes),
        RadialGradient radial => RadialBrush.Create(radial, box, toPage),
        ConicGradient conic => ConicBrush.Create(conic, box, toPage),
        _ => throw new ArgumentOutOfRangeException(nameof(gradient), gradient, "Unknown gradient."),
    };

    private static int WholeSize(double px) => (int)Math.Clamp(Math.Round(px), 1, LargestTile);

    private TileBrush OfPicture(Picture picture, PixelRect size, Matrix3x2 toTile, double stepX, double stepY, bool coversAll)
    {
        var isOpaque = coversAll && picture is RasterPicture { IsOpaque: true };
        if (Canvas.IsMoveByWholePx || picture.IsVector)
        {
            var scaled = Canvas.Planes.TakePixels(DrawnSize(size, picture));
            picture.Draw(scaled);
            return Resized(scaled, size, toTile, isOpaque, stepX, stepY);
        }

        var scale = Math.Sqrt(Math.Abs(Canvas.Transform.GetDeterminant()));
        var level = PixelPlane.Of(((RasterPicture)picture).LevelFor(size.Width * scale, size.Height * scale));
        return Resized(level, size, toTile, isOpaque, stepX, stepY);
    }

    /// <summary>Vectors are drawn as large as they are shown.</summary>
    private PixelRect DrawnSize(PixelRect size, Picture picture)
    {
        var scale = picture.IsVector ? Math.Max(0.01, Math.Sqrt(Math.Abs(Canvas.Transform.GetDeterminant()))) : 1;
        return new PixelRect(0, 0, WholeSize(size.Width * scale), WholeSize(size.Height * scale));
    }

    private static TileBrush Resized(PixelPlane plane, PixelRect size, Matrix3x2 toTile, bool isOpaque, double stepX, double stepY)
    {
        var (x, y) = (plane.Bounds.Width / (double)size.Width, plane.Bounds.Height / (double)size.Height);
        return new TileBrush(plane, isOpaque, toTile * Matrix3x2.CreateScale((float)x, (float)y), stepX * x, stepY * y);
    }

    private unsafe PixelPlane DrawTile(Gradient gradient, PixelRect size)
    {
        var tile = Canvas.Planes.TakePixels(size);
        var brush = OfGradient(gradient, Area.Of(size), Matrix3x2.Identity);
        brush.Prepare(size);
        for (var y = 0; y < size.Height; y++)
        {
            var row = tile.Row(y);
            var colours = brush.Fetch(0, y, size.Width, row);
            if (colours != row)
            {
                new ReadOnlySpan<uint>(colours, size.Width).CopyTo(new Span<uint>(row, size.Width));
            }
        }

        return tile;
    }
}
