using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.UnitTests.Rendering;

public sealed class ByteBudgetTests
{
    [Fact]
    public void Takes_the_first_that_fits_and_makes_no_other()
    {
        var made = new List<int>();

        var kept = ByteBudget.Keep(100, Attempts(made, 150, 100, 20));

        Assert.Equal(100, kept.Bytes.Length);
        Assert.Equal([150, 100], made);
    }

    [Fact]
    public void Takes_the_smallest_where_none_fits()
        => Assert.Equal(30, ByteBudget.Keep(10, Attempts([], 50, 30, 40)).Bytes.Length);

    [Fact]
    public void Needs_an_attempt() => Assert.Throws<ArgumentException>(() => ByteBudget.Keep(10, []));

    private static IEnumerable<EncodedPicture> Attempts(List<int> made, params int[] sizes)
    {
        foreach (var size in sizes)
        {
            made.Add(size);
            yield return new EncodedPicture(new byte[size], ImageFormat.Png, "png");
        }
    }
}
