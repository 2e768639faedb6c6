using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.RenderingTests.Pictures;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(2000, 1000, 600, 300)]
    [InlineData(751, 500, 600, 399)]
    [InlineData(64, 3, 1, 1)]
    [InlineData(100, 100, 100, 100)]
    public void A_plain_picture_stays_plain(int fromWidth, int fromHeight, int width, int height)
    {
        using var source = new PixelBuffer(fromWidth, fromHeight);
        source.Pixels.Fill(0x80402010);

        using var resized = PictureResampler.Resize(source, width, height);

        Assert.Equal((width, height), (resized.Width, resized.Height));
        Assert.All(resized.Pixels.ToArray(), pixel => Assert.Equal(0x80402010, pixel));
    }

    [Fact]
    public void A_fine_pattern_becomes_its_mean_and_no_other_pattern()
    {
        using var source = new PixelBuffer(700, 700);
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                source.Row(y)[x] = ((x ^ y) & 1) == 0 ? 0xFFFFFFFF : 0xFF000000;
            }
        }

        using var resized = PictureResampler.Resize(source, 300, 300);

        for (var y = 10; y < 290; y++)
        {
            Assert.All(resized.Row(y)[10..290].ToArray(), pixel => Assert.InRange((int)(pixel & 0xFF), 115, 140));
        }
    }

    [Fact]
    public void No_colour_is_more_than_its_alpha()
    {
        using var source = new PixelBuffer(301, 301);
        for (var i = 0; i < source.Pixels.Length; i++)
        {
            source.Pixels[i] = i % 7 < 3 ? 0xFFFFFFFF : 0;
        }

        using var resized = PictureResampler.Resize(source, 200, 200);

        Assert.All(resized.Pixels.ToArray(), pixel => Assert.True((pixel & 0xFF) <= pixel >> 24));
    }

    [Theory]
    [InlineData(800, 400, 100, 100, 50)]
    [InlineData(30, 20, 100, 30, 20)]
    public void A_picture_is_made_smaller_and_never_larger(int width, int height, int maxSide, int fitWidth, int fitHeight)
    {
        using var picture = new RasterPicture(new PixelBuffer(width, height), isOpaque: false) { Width = width, Height = height };
        var fit = PictureResampler.Fit(picture, maxSide);
        Assert.Equal((fitWidth, fitHeight), (fit.Width, fit.Height));
    }

    [Fact]
    public void A_drawing_is_drawn_as_large_as_asked()
    {
        Assert.Equal(PictureFault.None, PictureDecoder.Decode("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>"u8, out var picture));
        using var fit = PictureResampler.Fit(picture!, 200);
        Assert.Equal((200, 100), (fit.Width, fit.Height));
        picture!.Dispose();
    }
}
