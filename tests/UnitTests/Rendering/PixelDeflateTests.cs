using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.UnitTests.Rendering;

public sealed class PixelDeflateTests
{
    private readonly PixelDeflate _deflate = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 700)]
    [InlineData(4096, 3)]
    [InlineData(300, 200)]
    public void Noise_comes_back(int width, int height)
    {
        var noise = new Random(1);
        AssertComesBack(width, height, (_, _) => noise.Next(1 << 24));
    }

    [Fact]
    public void Pictures_of_few_colours_come_back()
    {
        // Many matches of all lengths and distances, and more of them than a block holds.
        var random = new Random(2);
        AssertComesBack(500, 400, (x, y) => random.Next(20) == 0 ? random.Next(5) : (x / 40) + (y / 30));
    }

    [Fact]
    public void One_colour_takes_next_to_nothing()
        => Assert.InRange(AssertComesBack(1200, 630, (_, _) => 0x123456), 1, 12_000);

    [Fact]
    public void Rows_moved_sideways_take_little()
    {
        var random = new Random(3);
        var row = Enumerable.Range(0, 1000).Select(_ => random.Next(1 << 24)).ToArray();

        Assert.InRange(AssertComesBack(400, 300, (x, y) => row[x + y]), 1, 16_000);
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
                var (rows, stride) = Rows(picture.width, picture.height, picture.colours, picture.seed);
                var first = _deflate.Compress(rows, stride).ToArray();
                return Inflate(first).AsSpan().SequenceEqual(rows.AsSpan(..^PixelMatcher.Slack)) && _deflate.Compress(rows, stride).SequenceEqual(first);
            }));
    }

    [Fact]
    public void Codes_stay_as_short_as_they_must()
    {
        // Weights of Fibonacci make the deepest tree.
        var counts = new int[30];
        (counts[0], counts[1]) = (1, 1);
        for (var i = 2; i < counts.Length; i++)
        {
            counts[i] = counts[i - 1] + counts[i - 2];
        }

        var code = new HuffmanCode(counts.Length, longest: 15);
        code.Build(counts);

        Assert.InRange(code.Lengths.ToArray().Max(), 1, 15);
        Assert.Equal(1, code.Lengths.ToArray().Sum(length => Math.Pow(2, -length)), 12);
    }

    [Theory]
    [InlineData("", 1u)]
    [InlineData("a", 0x00620062u)]
    [InlineData("Wikipedia", 0x11E60398u)]
    public void The_check_sum_is_that_of_the_standard(string text, uint expected)
        => Assert.Equal(expected, Adler32.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_check_sum_of_the_largest_bytes_does_not_overflow()
    {
        var bytes = Enumerable.Repeat(byte.MaxValue, 100_003).ToArray();
        var (sum, sums) = (1L, 0L);
        foreach (var value in bytes)
        {
            sum = (sum + value) % 65521;
            sums = (sums + sum) % 65521;
        }

        Assert.Equal((uint)((sums << 16) | sum), Adler32.Of(bytes));
    }

    private static (byte[] Rows, int Stride) Rows(int width, int height, int colours, int seed)
    {
        var random = new Random(seed);
        var palette = Enumerable.Range(0, colours).Select(_ => random.Next(1 << 24)).ToArray();
        return Rows(width, height, (_, _) => palette[random.Next(colours)]);
    }

    private static (byte[] Rows, int Stride) Rows(int width, int height, Func<int, int, int> colour)
    {
        var stride = 1 + (width * PixelMatcher.Step);
        var rows = new byte[(stride * height) + PixelMatcher.Slack];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (at, value) = ((y * stride) + 1 + (x * PixelMatcher.Step), colour(x, y));
                (rows[at], rows[at + 1], rows[at + 2]) = ((byte)(value >> 16), (byte)(value >> 8), (byte)value);
            }
        }

        return (rows, stride);
    }

    /// <summary>zlib's own reader, which checks the sum at the end.</summary>
    private static byte[] Inflate(byte[] stream)
    {
        using var zlib = new ZLibStream(new MemoryStream(stream), CompressionMode.Decompress);
        using var all = new MemoryStream();
        zlib.CopyTo(all);
        return all.ToArray();
    }

    /// <returns>Bytes of the stream.</returns>
    private int AssertComesBack(int width, int height, Func<int, int, int> colour)
    {
        var (rows, stride) = Rows(width, height, colour);
        var stream = _deflate.Compress(rows, stride).ToArray();
        Assert.Equal(rows[..^PixelMatcher.Slack], Inflate(stream));
        return stream.Length;
    }
}
