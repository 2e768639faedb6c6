using PearlIo.Domain.CachedImages;

namespace PearlIo.UnitTests.CachedImages;

public sealed class Sha256HashTests
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Is_what_fips_180_says_of_abc() => Assert.Equal(OfAbc, Sha256Hash.Of("abc"u8).Hex);

    [Fact]
    public void Reads_its_digits_back() => Assert.Equal(Sha256Hash.Of("abc"u8), Sha256Hash.Parse(OfAbc));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a\n")]
    public void Refuses_anything_else(string? hex)
    {
        Assert.False(Sha256Hash.TryParse(hex, out _));
        Assert.Throws<FormatException>(() => Sha256Hash.Parse(hex!));
    }
}
