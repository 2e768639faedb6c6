using NSubstitute;
using PearlIo.Application.CachedImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.CachedImages;

public sealed class PartitionUpkeepTests : IDisposable
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(FakeClock.Noon.UtcDateTime);

    private readonly TestApplication _application = new();
    private readonly SortedSet<DateOnly> _days = [];
    private readonly List<DateOnly> _filled = [];
    private int _busy;

    public PartitionUpkeepTests()
    {
        Partitions.AreUsed.Returns(true);
        Partitions.ListDaysAsync(Arg.Any<CancellationToken>()).Returns(_ => _days.ToList());
        Partitions.MakeAsync(Arg.Any<DateOnly>(), Arg.Any<CancellationToken>()).Returns(call => Make(call.Arg<DateOnly>()));
        Partitions.DropAsync(Arg.Any<DateOnly>(), Arg.Any<CancellationToken>()).Returns(call => Drop(call.Arg<DateOnly>()));
    }

    private IPartitions Partitions => _application.Partitions;

    [Fact]
    public async Task Makes_today_and_the_days_ahead()
    {
        Assert.True(await RunAsync());

        Assert.Equal(Enumerable.Range(0, 41).Select(Today.AddDays), _days);
    }

    [Fact]
    public async Task Makes_only_what_is_missing()
    {
        await RunAsync();
        Partitions.ClearReceivedCalls();
        _application.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync();

        await Partitions.Received(1).MakeAsync(Arg.Any<DateOnly>(), Arg.Any<CancellationToken>());
        Assert.Equal(Today.AddDays(41), _days.Max);
    }

    [Fact]
    public async Task Drops_days_that_are_over_by_any_clock()
    {
        _days.UnionWith([Today.AddDays(-3), Today.AddDays(-2), Today.AddDays(-1), Today]);

        await RunAsync();

        Assert.Equal(Today.AddDays(-1), _days.Min);
    }

    [Fact]
    public async Task Asks_nothing_more_on_a_day_on_which_all_is_done()
    {
        await RunAsync();
        Partitions.ClearReceivedCalls();
        Partitions.AreUsed.Returns(true);

        Assert.True(await RunAsync());

        await Partitions.DidNotReceive().ListDaysAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Comes_back_to_a_day_that_still_had_rows()
    {
        var past = Today.AddDays(-2);
        _days.Add(past);
        _filled.Add(past);
        Assert.True(await RunAsync());
        Assert.Contains(past, _days);

        _filled.Clear();
        Assert.True(await RunAsync());

        Assert.DoesNotContain(past, _days);
    }

    [Fact]
    public async Task Tries_again_where_the_table_is_busy()
    {
        _busy = 3;

        Assert.True(await RunAsync());

        Assert.Equal(41, _days.Count);
    }

    [Fact]
    public async Task Says_where_something_stays_busy()
    {
        _busy = 5;

        Assert.False(await RunAsync());
        Assert.Equal(40, _days.Count);

        Assert.True(await RunAsync());
        Assert.Equal(41, _days.Count);
    }

    [Fact]
    public async Task Watches_the_default_partition_for_the_days_ahead()
    {
        await RunAsync();

        await Partitions.Received(1).CountDefaultRowsAsync(Today, Today.AddDays(41), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Does_nothing_on_a_database_without_partitions()
    {
        Partitions.AreUsed.Returns(false);

        Assert.True(await RunAsync());

        await Partitions.DidNotReceive().ListDaysAsync(Arg.Any<CancellationToken>());
    }

    public void Dispose() => _application.Dispose();

    private Task<bool> RunAsync() => _application.Get<PartitionUpkeep>().RunAsync(CancellationToken.None);

    private PartitionOutcome Make(DateOnly day)
    {
        if (_busy > 0)
        {
            _busy--;
            return PartitionOutcome.Busy;
        }

        return _days.Add(day) ? PartitionOutcome.Made : PartitionOutcome.Exists;
    }

    private PartitionOutcome Drop(DateOnly day)
    {
        if (_filled.Contains(day))
        {
            return PartitionOutcome.Filled;
        }

        return _days.Remove(day) ? PartitionOutcome.Dropped : PartitionOutcome.Missing;
    }
}
