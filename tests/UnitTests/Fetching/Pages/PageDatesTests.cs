using PearlIo.Infrastructure.Fetching.Pages;

namespace PearlIo.UnitTests.Fetching.Pages;

public sealed class PageDatesTests
{
    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026-03", "2026-03")]
    [InlineData(" 2026-03-05T10:00:00Z ", "2026-03-05T10:00:00Z")]
    [InlineData("2026-03-05T10:00:00.123Z", "2026-03-05T10:00:00.123Z")]
    [InlineData("2026-03-05T10:00", "2026-03-05T10:00")]
    [InlineData("2026-03-05T10:00:00+0100", "2026-03-05T10:00:00+01:00")]
    [InlineData("2026-03-05T10:00:00-08", "2026-03-05T10:00:00-08:00")]
    [InlineData("2026-03-05 10:00:00", "2026-03-05T10:00:00")]
    [InlineData("2026-03-05 10:00:00 +02:00", "2026-03-05T10:00:00+02:00")]
    [InlineData("2026-03-05 10:00:00 UTC", "2026-03-05T10:00:00Z")]
    [InlineData("2026/03/05", "2026-03-05")]
    [InlineData("20260305", "2026-03-05")]
    [InlineData("20260305T101500Z", "2026-03-05T10:15:00Z")]
    [InlineData("Thu, 05 Mar 2026 10:00:00 GMT", "2026-03-05T10:00:00Z")]
    [InlineData("Thu Mar 05 2026 10:00:00 GMT+0100 (Central European Standard Time)", "2026-03-05T10:00:00+01:00")]
    [InlineData("March 5, 2026", "2026-03-05")]
    [InlineData("5th March 2026", "2026-03-05")]
    [InlineData("Mar 5, 2026 10:30 AM", "2026-03-05T10:30:00")]
    [InlineData("05/03/2026", null)]
    [InlineData("2026-02-30", null)]
    [InlineData("2026-13-01", null)]
    [InlineData("0001-01-01T00:00:00", null)]
    [InlineData("2026-03-05T25:00:00Z", null)]
    [InlineData("2026", null)]
    [InlineData("yesterday", null)]
    [InlineData("May we?", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Become_iso_8601_as_exactly_as_they_are(string? text, string? date) => Assert.Equal(date, PageDates.Normalise(text));
}
