namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>A decoded picture. Never changed once decoded, so that threads may share it.</summary>
internal abstract class Picture : IDisposable
{
    /// <summary>Natural width in px; at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Natural height in px; at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>Whether it is drawn anew for every size rather than scaled.</summary>
    public abstract bool IsVector { get; }

    /// <summary>What it takes in memory.</summary>
    public abstract long Bytes { get; }

    /// <summary>Draws the whole picture over a plane.</summary>
    public abstract void Draw(PixelPlane target);

    public abstract void Dispose();
}

/// <summary>A picture of pixels, with halves, quarters and so on of it made when they are first asked for.</summary>
internal sealed unsafe class RasterPicture : Picture
{
    private readonly Lock _gate = new();
    private readonly List<PixelBuffer> _levels;

    /// <param name="pixels">Premultiplied; the picture owns them from now on.</param>
    /// <param name="isOpaque">Whether all alphas are 255.</param>
    public RasterPicture(PixelBuffer pixels, bool isOpaque)
    {
        _levels = [pixels];
        IsOpaque = isOpaque;
    }

    public bool IsOpaque { get; }

    /// <summary>The pixels; fewer or more than the natural size where the file was decoded in another one.</summary>
    public PixelBuffer Pixels => _levels[0];

    /// <inheritdoc />
    public override bool IsVector => false;

    /// <inheritdoc />
    public override long Bytes => 4L * Pixels.Width * Pixels.Height * 4 / 3;

    /// <inheritdoc />
    public override void Draw(PixelPlane target) => PictureScaler.Scale(PixelPlane.Of(LevelFor(target.Bounds.Width, target.Bounds.Height)), target);

    /// <summary>The smallest level that is not smaller than a size, as Chromium picks mipmaps.</summary>
    public PixelBuffer LevelFor(double width, double height)
    {
        lock (_gate)
        {
            var level = 0;
            while (_levels[level].Width / 2 >= Math.Max(1, width) && _levels[level].Height / 2 >= Math.Max(1, height))
            {
                if (++level == _levels.Count)
                {
                    _levels.Add(PictureScaler.Halve(_levels[^1]));
                }
            }

            return _levels[level];
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var level in _levels)
        {
            level.Dispose();
        }
    }
}
