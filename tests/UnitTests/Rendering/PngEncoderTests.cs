using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.TestKit.Rendering;

namespace PearlIo.UnitTests.Rendering;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(7, 5)]
    [InlineData(8, 8)]
    [InlineData(33, 17)]
    public void Writes_truecolour_that_decodes_to_the_same_pixels(int width, int height)
    {
        using var picture = Pictures.Noise(width, height);
        using var encoder = new PngEncoder();

        var decoded = Pictures.Decode(encoder.EncodeTruecolour(picture));

        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(Pictures.ToRgb(picture), decoded.Rgb);
    }

    [Fact]
    public void Stores_a_row_like_the_one_above_as_a_difference_that_decodes()
    {
        using var picture = Pictures.Paint(200, 40, (x, y) => new Rgb((byte)x, (byte)(x * 7), (byte)((x + y) % 40 == 0 ? 200 : 3)));
        using var encoder = new PngEncoder();

        var decoded = Pictures.Decode(encoder.EncodeTruecolourStrongly(picture));

        Assert.Equal(Pictures.ToRgb(picture), decoded.Rgb);
    }

    [Fact]
    public void Writes_a_palette_that_decodes_to_the_same_pixels()
    {
        using var picture = Pictures.Paint(50, 30, (x, y) => new Rgb((byte)(x / 10), (byte)(y / 3), 7));
        using var encoder = new PngEncoder();
        var palette = Palette.Exact(Palette.CountColours(picture));

        var file = encoder.EncodeIndexed(picture, palette!);

        Assert.Contains("PLTE", PngDecoder.ChunkNames(file));
        Assert.Equal(Pictures.ToRgb(picture), Pictures.Decode(file).Rgb);
    }

    [Fact]
    public void Gives_the_same_bytes_when_its_buffers_are_used_again()
    {
        using var large = Pictures.Noise(64, 64);
        using var small = Pictures.Noise(9, 4);
        using var encoder = new PngEncoder();

        var first = encoder.EncodeTruecolour(small);
        encoder.EncodeTruecolour(large);

        Assert.Equal(first, encoder.EncodeTruecolour(small));
    }

    [Fact]
    public void A_changed_byte_does_not_decode()
    {
        using var picture = Pictures.Noise(9, 9);
        using var encoder = new PngEncoder();
        var file = encoder.EncodeTruecolour(picture);

        file[^20] ^= 1;

        Assert.Throws<InvalidDataException>(() => Pictures.Decode(file));
    }

    [Fact]
    public void The_check_sum_is_that_of_the_standard()
        => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
}
