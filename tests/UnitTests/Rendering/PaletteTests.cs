using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.UnitTests.Rendering;

public sealed class PaletteTests
{
    [Fact]
    public void Takes_up_to_256_colours_as_they_are()
    {
        using var picture = Pictures.Paint(16, 16, (x, y) => new Rgb((byte)x, (byte)y, 0));

        Assert.Equal(256, Palette.Exact(Palette.CountColours(picture))?.Count);
    }

    [Fact]
    public void Has_no_exact_form_for_257_colours()
    {
        using var picture = Pictures.Paint(257, 1, (x, _) => new Rgb((byte)x, (byte)(x / 256), 0));

        Assert.Null(Palette.Exact(Palette.CountColours(picture)));
    }

    [Theory]
    [InlineData(256, 12)]
    [InlineData(64, 40)]
    [InlineData(16, 70)]
    public void Quantises_a_gradient_to_colours_near_it(int colours, int mostDifference)
    {
        using var picture = Pictures.Paint(128, 64, (x, y) => new Rgb((byte)(x * 2), (byte)(y * 2), 90));
        using var encoder = new PngEncoder();
        var palette = Palette.Quantise(Palette.CountColours(picture), colours);

        var decoded = Pictures.Decode(encoder.EncodeIndexed(picture, palette));

        Assert.InRange(palette.Count, 2, colours);
        Assert.InRange(LargestDifference(Pictures.ToRgb(picture), decoded.Rgb), 0, mostDifference);
    }

    [Fact]
    public void Quantises_one_colour_to_itself()
    {
        using var picture = Pictures.Paint(4, 4, (_, _) => new Rgb(1, 2, 3));

        Assert.Equal(new byte[] { 1, 2, 3 }, Palette.Quantise(Palette.CountColours(picture), 256).ToBytes());
    }

    [Fact]
    public void Counts_every_pixel_once()
    {
        using var picture = Pictures.Paint(10, 10, (x, _) => x < 3 ? Rgb.Black : Rgb.White);

        var counts = Palette.CountColours(picture);

        Assert.Equal((30, 70), (counts[Rgb.Black.Pixel], counts[Rgb.White.Pixel]));
    }

    private static int LargestDifference(byte[] one, byte[] two) => one.Zip(two, (a, b) => Math.Abs(a - b)).Max();
}
