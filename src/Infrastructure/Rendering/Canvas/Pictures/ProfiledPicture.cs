namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Pictures whose colours are still those of their file's profile.</summary>
internal static class ProfiledPicture
{
    /// <summary>
    /// Takes a picture to sRGB, in the size in which it will be shown. Browsers do it the other way round: they scale what is sRGB already. The two differ by
    /// what the mean of some pixels is before and after a curve, and curves of profiles are near sRGB's own; while a photo has ten times the pixels of its card.
    /// </summary>
    /// <param name="picture">The picture; it is used up.</param>
    /// <param name="transform">What the profile does; null for nothing.</param>
    /// <param name="order">How large it will be shown.</param>
    public static Picture? ToSrgb(Picture? picture, ColourTransform? transform, DecodeOrder order)
    {
        if (transform is null or { ChangesNothing: true } || picture is not RasterPicture raster)
        {
            return picture;
        }

        var pixels = order.MaxSide is { } maxSide ? PictureResampler.Fit(raster, maxSide) : raster.Pixels;
        if (!ReferenceEquals(pixels, raster.Pixels))
        {
            raster.Dispose();
        }

        Apply(transform, pixels, raster.IsOpaque);
        return new RasterPicture(pixels, raster.IsOpaque) { Width = raster.Width, Height = raster.Height };
    }

    private static void Apply(ColourTransform transform, PixelBuffer pixels, bool isOpaque)
    {
        if (!isOpaque)
        {
            StraightPixels.Divide(pixels.Pixels);
        }

        transform.Apply(pixels.Pixels);
        if (!isOpaque)
        {
            StraightPixels.Multiply(pixels.Pixels);
        }
    }
}
