using PearlIo.WebApi.OgImages;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardRangeTests
{
    private const int Total = 10_000;

    // RFC 9110 section 14.1.2, with a representation of 10,000 bytes.
    [Theory]
    [InlineData("bytes=0-499", 0, 500)]
    [InlineData("bytes=500-999", 500, 500)]
    [InlineData("bytes=-500", 9_500, 500)]
    [InlineData("bytes=9500-", 9_500, 500)]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=-1", 9_999, 1)]
    [InlineData("bytes=9999-9999", 9_999, 1)]
    [InlineData("bytes=0-", 0, Total)]
    [InlineData("bytes=0-524288", 0, Total)]
    [InlineData("bytes=9999-10000", 9_999, 1)]
    [InlineData("bytes=-10000", 0, Total)]
    [InlineData("bytes=-10001", 0, Total)]
    [InlineData("bytes=0-99999999999999999999999", 0, Total)]
    [InlineData("bytes=5-9223372036854775808", 5, Total - 5)]
    [InlineData("bytes=-99999999999999999999999", 0, Total)]
    [InlineData("bytes=007-0010", 7, 4)]
    [InlineData("BYTES=0-1", 0, 2)]
    [InlineData("Bytes=0-1", 0, 2)]
    [InlineData("bytes= 0-1 ", 0, 2)]
    [InlineData("bytes=\t0-1\t", 0, 2)]
    [InlineData("bytes=0 - 1", 0, 2)]
    public void Reads_a_part(string header, int first, int length) =>
        Assert.Equal(new CardRange(CardRangeKind.Part, first, length), CardRange.Read(header, Total));

    [Theory]
    [InlineData("bytes=10000-")]
    [InlineData("bytes=10000-10000")]
    [InlineData("bytes=99999999999999999999999-")]
    [InlineData("bytes=9223372036854775807-9223372036854775807")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=-000")]
    public void Cannot_satisfy_what_begins_behind_the_last_byte(string header) =>
        Assert.Equal(CardRangeKind.Unsatisfiable, CardRange.Read(header, Total).Kind);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=1")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=0-b")]
    [InlineData("bytes=a-1")]
    [InlineData("bytes=2-1")]
    [InlineData("bytes=20000-10000")]
    [InlineData("bytes=+0-1")]
    [InlineData("bytes=0-+1")]
    [InlineData("bytes=0x0-0x1")]
    [InlineData("bytes=0-1.5")]
    [InlineData("bytes=0-1-2")]
    [InlineData("bytes=0 0-1")]
    [InlineData("bytes=٠-١")]
    [InlineData("bytes 0-1")]
    [InlineData("lines=0-1")]
    [InlineData("bytesx=0-1")]
    [InlineData(" bytes=0-1")]
    public void Ignores_what_is_no_range_of_bytes(string? header) => Assert.Equal(default, CardRange.Read(header, Total));

    [Theory]
    [InlineData("bytes=0-1,2-3")]
    [InlineData("bytes=0-0,-1")]
    [InlineData("bytes=0-1,")]
    [InlineData("bytes=,0-1")]
    [InlineData("bytes=500-600,601-999")]
    public void Ignores_several_ranges_at_once(string header) => Assert.Equal(CardRangeKind.Whole, CardRange.Read(header, Total).Kind);
}
