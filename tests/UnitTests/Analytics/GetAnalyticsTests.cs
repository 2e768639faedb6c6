using System.Globalization;
using NSubstitute;
using PearlIo.Application.Analytics;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Analytics;

public sealed class GetAnalyticsTests : IDisposable
{
    private static readonly AnalyticsReport Report = new(
        FakeClock.Noon, new DrawnFigures(3, 3, 9, RenderMs: null), ViewFigures.None, [], [], [], [], new CacheFigures(2, 6, FakeClock.Noon));

    private static readonly DateTimeOffset Midnight = FakeClock.Noon.AddHours(-12);

    private readonly TestApplication _application = new();

    public GetAnalyticsTests()
    {
        _application.Knows(Make.Project());
        _application.Analytics.ReadAsync(Arg.Any<AnalyticsRange>(), FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(Report);
    }

    [Fact]
    public async Task Reads_thirty_days_by_the_day_where_nobody_says_more()
    {
        var analytics = (await SendAsync()).Value;
        Assert.Equal(Range(Midnight.AddDays(-29), Midnight.AddDays(1), AnalyticsInterval.Day), analytics.Range);
        Assert.Same(Report, analytics.Report);
        await _application.Analytics.Received(1).ReadAsync(analytics.Range, FakeClock.Noon, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Reads_two_days_by_the_hour() => Assert.Equal(
        Range(FakeClock.Noon.AddDays(-2), FakeClock.Noon, AnalyticsInterval.Hour),
        (await SendAsync(interval: AnalyticsInterval.Hour)).Value.Range);

    [Fact]
    public async Task Counts_the_default_start_from_the_end_that_is_given()
    {
        var to = FakeClock.Noon.AddDays(-100);
        Assert.Equal(Range(Midnight.AddDays(-129), Midnight.AddDays(-99), AnalyticsInterval.Day), (await SendAsync(to: to)).Value.Range);
    }

    [Fact]
    public async Task Reads_times_of_any_zone_in_utc()
    {
        var range = (await SendAsync(
            from: new DateTimeOffset(2026, 3, 1, 5, 0, 0, TimeSpan.FromHours(5)),
            to: new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(-3)),
            interval: AnalyticsInterval.Hour)).Value.Range;
        Assert.Equal(TimeSpan.Zero, range.From.Offset);
        Assert.Equal(TimeSpan.Zero, range.To.Offset);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), range.From);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero), range.To);
    }

    [Theory]
    [InlineData(AnalyticsInterval.Day, "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z", "2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z")]
    [InlineData(AnalyticsInterval.Day, "2026-03-01T23:59:59.9999999Z", "2026-03-03T00:00:00.0000001Z", "2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z")]
    [InlineData(AnalyticsInterval.Hour, "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z")]
    [InlineData(AnalyticsInterval.Hour, "2026-03-01T10:59:59.9999999Z", "2026-03-01T11:00:00.0000001Z", "2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z")]
    public async Task Widens_the_span_to_whole_steps(AnalyticsInterval interval, string from, string to, string start, string end) => Assert.Equal(
        Range(Time(start), Time(end), interval), (await SendAsync(Time(from), Time(to), interval)).Value.Range);

    [Fact]
    public async Task Refuses_hours_that_are_days_by_now_and_reads_them_by_the_day()
    {
        var first = Midnight.AddDays(-90);
        Assert.Null((await SendAsync(first, first.AddDays(1), AnalyticsInterval.Hour)).Failure);
        var failure = (await SendAsync(first.AddTicks(-1), first.AddDays(1), AnalyticsInterval.Hour)).Failure;
        AssertRefused("from", failure);
        Assert.Contains("2025-12-14", failure!.Errors!["from"].Single(), StringComparison.Ordinal);
        Assert.Null((await SendAsync(first.AddDays(-100), first, AnalyticsInterval.Day)).Failure);
    }

    [Theory]
    [InlineData(AnalyticsInterval.Day, 400)]
    [InlineData(AnalyticsInterval.Hour, 31)]
    public async Task Limits_the_span_to_what_makes_sense_for_the_steps(AnalyticsInterval interval, int days)
    {
        Assert.Null((await SendAsync(FakeClock.Noon.AddDays(-days), FakeClock.Noon, interval)).Failure);
        AssertRefused("from", (await SendAsync(FakeClock.Noon.AddDays(-days).AddTicks(-1), FakeClock.Noon, interval)).Failure);
    }

    [Fact]
    public async Task Refuses_a_span_that_ends_before_or_as_it_begins()
    {
        AssertRefused("from", (await SendAsync(FakeClock.Noon, FakeClock.Noon)).Failure);
        AssertRefused("from", (await SendAsync(FakeClock.Noon.AddTicks(1), FakeClock.Noon)).Failure);
        AssertRefused("from", (await SendAsync(from: FakeClock.Noon.AddDays(1))).Failure);
        await _application.Analytics.DidNotReceiveWithAnyArgs().ReadAsync(default!, default, default);
    }

    [Fact]
    public async Task Refuses_the_ends_of_time_and_does_not_fail_on_them()
    {
        AssertRefused("from", (await SendAsync(to: DateTimeOffset.MinValue)).Failure);
        AssertRefused("from", (await SendAsync(from: DateTimeOffset.MinValue)).Failure);
        AssertRefused("from", (await SendAsync(from: DateTimeOffset.MinValue, to: DateTimeOffset.MaxValue)).Failure);
        Assert.Null((await SendAsync(to: DateTimeOffset.MaxValue)).Failure);
    }

    [Fact]
    public async Task Reports_an_unknown_project() => Assert.Same(
        ProjectFailures.NotFound,
        (await _application.SendAsync(new GetAnalytics(Make.OtherId, From: null, To: null, Interval: null))).Failure);

    public void Dispose() => _application.Dispose();

    private static AnalyticsRange Range(DateTimeOffset from, DateTimeOffset to, AnalyticsInterval interval) =>
        new(Make.ProjectId, from, to, interval);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static void AssertRefused(string field, Failure? failure)
    {
        Assert.Equal(FailureKind.Invalid, failure?.Kind);
        Assert.Equal([field], failure?.Errors?.Keys);
    }

    private Task<Result<ProjectAnalytics>> SendAsync(
        DateTimeOffset? from = null, DateTimeOffset? to = null, AnalyticsInterval? interval = null) =>
        _application.SendAsync(new GetAnalytics(Make.ProjectId, from, to, interval));
}
