using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.TestKit.Rendering;

namespace PearlIo.UnitTests.Rendering;

internal static class Pictures
{
    /// <summary>A picture whose pixels a function gives.</summary>
    public static PixelBuffer Paint(int width, int height, Func<int, int, Rgb> colourAt)
    {
        var picture = new PixelBuffer(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                picture.Row(y)[x] = colourAt(x, y).Pixel;
            }
        }

        return picture;
    }

    /// <summary>Pixels that nothing predicts, the same on every run.</summary>
    public static PixelBuffer Noise(int width, int height)
    {
        var state = 1u;
        return Paint(width, height, (_, _) => Rgb.FromPixel(state = (state * 1664525) + 1013904223));
    }

    /// <summary>The picture as the decoder gives it.</summary>
    public static byte[] ToRgb(PixelBuffer picture)
        => picture.Pixels.ToArray().Select(Rgb.FromPixel).SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue }).ToArray();

    public static DecodedPicture Decode(byte[] png) => PngDecoder.Decode(png);
}
