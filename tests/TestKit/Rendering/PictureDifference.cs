using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.TestKit.Rendering;

/// <summary>Where two pictures of one size differ.</summary>
public static class PictureDifference
{
    private const int Gain = 8;

    /// <summary>The largest difference of a channel, 0 to 255.</summary>
    /// <param name="expected">One picture.</param>
    /// <param name="actual">The other.</param>
    /// <param name="pixel">Row by row from the top.</param>
    public static int At(DecodedPicture expected, DecodedPicture actual, int pixel)
    {
        var largest = 0;
        for (var at = pixel * 3; at < (pixel * 3) + 3; at++)
        {
            largest = Math.Max(largest, Math.Abs(expected.Rgb[at] - actual.Rgb[at]));
        }

        return largest;
    }

    /// <summary>A PNG that is white where pixels differ a lot, black where they do not.</summary>
    public static byte[] Draw(DecodedPicture expected, DecodedPicture actual)
    {
        using var picture = new PixelBuffer(expected.Width, expected.Height);
        for (var pixel = 0; pixel < picture.Pixels.Length; pixel++)
        {
            var level = (byte)Math.Min(255, At(expected, actual, pixel) * Gain);
            picture.Pixels[pixel] = new Rgb(level, level, level).Pixel;
        }

        using var encoder = new PngEncoder();
        return encoder.EncodeTruecolour(picture);
    }
}
