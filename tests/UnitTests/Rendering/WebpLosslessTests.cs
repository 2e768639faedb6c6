using FsCheck;
using FsCheck.Fluent;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Encoding.Webp;

namespace PearlIo.UnitTests.Rendering;

/// <summary>What is encoded is decoded by libwebp, pixel for pixel.</summary>
public sealed class WebpLosslessTests
{
    private readonly WebpLossless _encoder = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 700)]
    [InlineData(16_384, 3)]
    [InlineData(300, 200)]
    public void Noise_comes_back(int width, int height)
    {
        var noise = new Random(1);
        AssertComesBack(width, height, (_, _) => (uint)noise.Next(1 << 24));
    }

    [Fact]
    public void Pictures_of_few_colours_come_back()
    {
        var random = new Random(2);
        AssertComesBack(500, 400, (x, y) => (uint)(random.Next(20) == 0 ? random.Next(5) : (x / 40) + (y / 30)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(40)]
    public void Copies_of_all_neighbours_come_back(int width)
    {
        // Pieces of noise that stand again at each distance near and far, narrow pictures too, in which a neighbour wraps around.
        var random = new Random(3);
        var pixels = new uint[width * 400];
        for (var at = 0; at < pixels.Length;)
        {
            var distance = random.Next(1, (9 * width) + 10);
            var length = Math.Min(random.Next(1, 12), pixels.Length - at);
            for (var end = at + length; at < end; at++)
            {
                pixels[at] = distance <= at ? pixels[at - distance] : (uint)random.Next(1 << 24);
            }
        }

        AssertComesBack(width, 400, (x, y) => pixels[(y * width) + x]);
    }

    [Fact]
    public void One_colour_takes_next_to_nothing()
        => Assert.InRange(AssertComesBack(1200, 630, (_, _) => 0x123456), 1, 1_000);

    [Fact]
    public void Rows_moved_sideways_take_little()
    {
        var random = new Random(3);
        var row = Enumerable.Range(0, 1000).Select(_ => (uint)random.Next(1 << 24)).ToArray();

        Assert.InRange(AssertComesBack(400, 300, (x, y) => row[x + y]), 1, 8_000);
    }

    [Fact]
    public void Far_copies_come_back()
    {
        // Farther than what is looked through.
        var random = new Random(4);
        var block = Enumerable.Range(0, 140_000).Select(_ => (uint)random.Next(1 << 24)).ToArray();
        AssertComesBack(1000, 420, (x, y) => block[((y * 1000) + x) % block.Length]);
    }

    [Fact]
    public void Any_small_picture_comes_back_and_has_the_same_bytes_again()
    {
        var pictures =
            from width in Gen.Choose(1, 40)
            from height in Gen.Choose(1, 20)
            from colours in Gen.Choose(1, 30)
            from seed in Gen.Choose(0, int.MaxValue)
            select (width, height, colours, seed);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(pictures.ToArbitrary(), picture =>
            {
                var random = new Random(picture.seed);
                var palette = Enumerable.Range(0, picture.colours).Select(_ => (uint)random.Next(1 << 24)).ToArray();
                AssertComesBack(picture.width, picture.height, (_, _) => palette[random.Next(palette.Length)]);
            }));
    }

    [Fact]
    public void Alphas_are_taken_for_opaque()
    {
        using var picture = new PixelBuffer(7, 3);
        picture.Pixels.Fill(0x00_30_20_10);

        Assert.All(Decode(_encoder.Encode(picture), picture), pixel => Assert.Equal(0xFF_30_20_10, pixel));
    }

    private int AssertComesBack(int width, int height, Func<int, int, uint> colour)
    {
        using var picture = new PixelBuffer(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                picture.Pixels[(y * width) + x] = 0xFF000000 | colour(x, y);
            }
        }

        var file = _encoder.Encode(picture);
        Assert.True(picture.Pixels.SequenceEqual(Decode(file, picture)), $"{width}x{height}");
        Assert.Equal(file, _encoder.Encode(picture));
        Assert.Equal(0, file.Length % 2);
        return file.Length;
    }

    private static uint[] Decode(byte[] file, PixelBuffer picture)
    {
        Assert.Equal(PictureFault.None, PictureDecoder.Decode(file, new DecodeOrder(PictureLimits.OfStrangers), out var decoded, out var format));
        using (decoded)
        {
            Assert.Equal((PictureFormat.Webp, picture.Width, picture.Height), (format, decoded!.Width, decoded.Height));
            return ((RasterPicture)decoded).Pixels.Pixels.ToArray();
        }
    }
}
