using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using PearlIo.Application.Analytics;
using PearlIo.Application.Common;
using PearlIo.WebApi.Hosting;

namespace PearlIo.UnitTests.Hosting;

public sealed class StatisticsWorkerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SkippingClock _clock = new();
    private readonly IStatisticsRefresher _refresher = Substitute.For<IStatisticsRefresher>();
    private readonly ConcurrentQueue<Func<bool>> _answers = [];
    private readonly SemaphoreSlim _refreshes = new(0);
    private readonly StatisticsSignal _signal;
    private readonly StatisticsWorker _worker;

    public StatisticsWorkerTests()
    {
        _signal = new StatisticsSignal(_clock);
        _worker = new StatisticsWorker(_refresher, _signal, Active(_clock), _clock, NullLogger<StatisticsWorker>.Instance);
        _refresher.RefreshAsync(Arg.Any<TimeSpan?>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            _refreshes.Release();
            return !_answers.TryDequeue(out var answer) || answer();
        });
    }

    [Fact]
    public async Task Refreshes_once_at_the_start_and_then_after_a_write()
    {
        await _worker.StartAsync(CancellationToken.None);
        await RefreshedAsync();
        Assert.False(_signal.Lower());
        _signal.Raise();
        await RefreshedAsync();
        await _worker.StopAsync(CancellationToken.None);
        Assert.Equal(0, _refreshes.CurrentCount);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)], _clock.Pauses);
    }

    [Fact]
    public async Task Tries_again_where_another_was_refreshing()
    {
        _answers.Enqueue(() => false);
        await _worker.StartAsync(CancellationToken.None);
        await RefreshedAsync();
        await RefreshedAsync();
        await _worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Goes_on_after_a_failure()
    {
        _answers.Enqueue(() => throw new DatabaseUnavailableException(new IOException("away")));
        await _worker.StartAsync(CancellationToken.None);
        await RefreshedAsync();
        await RefreshedAsync();
        await _worker.StopAsync(CancellationToken.None);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)], _clock.Pauses);
    }

    [Fact]
    public async Task Tries_once_more_where_it_is_stopped_with_something_to_do()
    {
        _clock.Skips = false;
        _signal.Raise();
        await _worker.StartAsync(CancellationToken.None);
        await _worker.StopAsync(CancellationToken.None);
        await RefreshedAsync();
        Assert.Equal(0, _refreshes.CurrentCount);
    }

    [Fact]
    public async Task Stops_where_the_last_refresh_fails()
    {
        _clock.Skips = false;
        _signal.Raise();
        _answers.Enqueue(() => throw new DatabaseUnavailableException(new IOException("away")));
        await _worker.StartAsync(CancellationToken.None);
        await _worker.StopAsync(CancellationToken.None);
        await RefreshedAsync();
    }

    public void Dispose()
    {
        _worker.Dispose();
        _refreshes.Dispose();
    }

    private async Task RefreshedAsync() => Assert.True(await _refreshes.WaitAsync(Patience));

    /// <summary>Every pause is over at once, or never.</summary>
    private sealed class SkippingClock : TimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _pauses = [];

        public bool Skips { get; set; } = true;

        public IEnumerable<TimeSpan> Pauses => _pauses;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _pauses.Enqueue(dueTime);
            return System.CreateTimer(callback, state, Skips ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static ServiceActivity Active(TimeProvider clock)
    {
        var activity = new ServiceActivity(clock);
        activity.Start();
        return activity;
    }
}
