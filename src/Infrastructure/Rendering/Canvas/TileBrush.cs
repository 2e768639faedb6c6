using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>An image that stands at one place or at many. Outside of it is nothing.</summary>
internal sealed unsafe class TileBrush : Brush
{
    private readonly PixelPlane _image;
    private readonly Matrix3x2 _toImage;
    private readonly double _stepX;
    private readonly double _stepY;
    private readonly bool _isExact;

    /// <param name="image">Its bounds begin at (0, 0).</param>
    /// <param name="isOpaque">Whether all of what is fetched is.</param>
    /// <param name="toImage">From px of the page to px of the first image.</param>
    /// <param name="stepX">px of the image from one to the next; 0 for one only.</param>
    /// <param name="stepY">px of the image from one to the next; 0 for one only.</param>
    public TileBrush(PixelPlane image, bool isOpaque, Matrix3x2 toImage, double stepX, double stepY)
    {
        (_image, IsOpaque, _toImage, _stepX, _stepY) = (image, isOpaque, toImage, stepX, stepY);
        _isExact = toImage.M11 == 1 && toImage.M22 == 1 && toImage.M12 == 0 && toImage.M21 == 0
            && toImage.M31 == MathF.Floor(toImage.M31) && toImage.M32 == MathF.Floor(toImage.M32)
            && stepX == Math.Floor(stepX) && stepY == Math.Floor(stepY);
    }

    /// <inheritdoc />
    public override bool IsOpaque { get; }

    /// <inheritdoc />
    public override uint* Fetch(int x, int y, int count, uint* scratch)
    {
        if (_isExact)
        {
            Copy(x + (int)_toImage.M31, y + (int)_toImage.M32, count, scratch);
        }
        else
        {
            Sample(x, y, count, scratch);
        }

        return scratch;
    }

    private static double Wrap(double at, double step) => step > 0 ? at - (Math.Floor(at / step) * step) : at;

    private void Copy(int x, int y, int count, uint* row)
    {
        var (width, height) = (_image.Bounds.Width, _image.Bounds.Height);
        new Span<uint>(row, count).Clear();
        y = (int)Wrap(y, _stepY);
        if (y < 0 || y >= height)
        {
            return;
        }

        var source = _image.Row(y);
        for (var at = 0; at < count;)
        {
            var column = (int)Wrap(x + at, _stepX);
            var until = column < 0 ? -column : column < width ? width - column : _stepX > 0 ? (int)_stepX - column : int.MaxValue;
            var length = Math.Min(until, count - at);
            if (column >= 0 && column < width)
            {
                new ReadOnlySpan<uint>(source + column, length).CopyTo(new Span<uint>(row + at, length));
            }

            at += length;
        }
    }

    private void Sample(int x, int y, int count, uint* row)
    {
        var (width, height) = (_image.Bounds.Width, _image.Bounds.Height);
        for (var i = 0; i < count; i++)
        {
            var (pageX, pageY) = (x + i + 0.5, y + 0.5);
            var column = Wrap((pageX * _toImage.M11) + (pageY * _toImage.M21) + _toImage.M31, _stepX);
            var line = Wrap((pageX * _toImage.M12) + (pageY * _toImage.M22) + _toImage.M32, _stepY);
            if (column < 0 || line < 0 || column >= width || line >= height)
            {
                // Half a px around still touches pixels on a soft edge, which the shape that is filled cuts.
                row[i] = column < -1 || line < -1 || column > width + 1 || line > height + 1 ? 0 : Between(column, line, width, height);
                continue;
            }

            row[i] = Between(column, line, width, height);
        }
    }

    private uint Between(double column, double line, int width, int height)
    {
        var (left, right, across) = PictureScaler.Locate(column - 0.5, width);
        var (upper, lower, down) = PictureScaler.Locate(line - 0.5, height);
        return PictureScaler.Between(_image.Row(upper), _image.Row(lower), left, right, across, down);
    }
}
