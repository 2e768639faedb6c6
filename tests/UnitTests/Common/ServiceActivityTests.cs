using PearlIo.Application.Common;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Common;

public sealed class ServiceActivityTests
{
    private readonly FakeClock _clock = new();
    private readonly ServiceActivity _activity;

    public ServiceActivityTests() => _activity = new ServiceActivity(_clock);

    [Fact]
    public void Is_idle_after_five_minutes_without_a_request()
    {
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(_activity.IsIdle);
        _activity.See();
        _clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(_activity.IsIdle);
        _clock.Advance(TimeSpan.FromMinutes(0.1));
        Assert.True(_activity.IsIdle);
        _activity.See();
        Assert.False(_activity.IsIdle);
    }

    [Fact]
    public async Task Keeps_workers_waiting_until_the_database_is_there()
    {
        Assert.Throws<DatabaseUnavailableException>(_activity.EnsureStarted);
        var waiting = _activity.WaitUntilActiveAsync(CancellationToken.None);
        _activity.See();
        Assert.False(waiting.IsCompleted);

        _activity.Start();

        await waiting;
        _activity.EnsureStarted();
        Assert.True(_activity.WaitUntilActiveAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wakes_all_workers_with_the_first_request_after_idleness()
    {
        _activity.Start();
        _clock.Advance(ServiceActivity.IdleAfter);
        var waiting = Enumerable.Range(0, 3).Select(_ => _activity.WaitUntilActiveAsync(CancellationToken.None)).ToList();
        Assert.All(waiting, w => Assert.False(w.IsCompleted));

        _activity.See();

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task Tells_when_it_becomes_idle_however_often_a_request_puts_it_off()
    {
        var waiting = _activity.WaitUntilIdleAsync(CancellationToken.None);
        var start = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(3));
        _activity.See();

        await _clock.RunAsync(waiting);

        Assert.Equal(TimeSpan.FromMinutes(8), _clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Stops_waiting_with_its_caller()
    {
        using var stopped = new CancellationTokenSource();
        var active = _activity.WaitUntilActiveAsync(stopped.Token);
        var idle = _activity.WaitUntilIdleAsync(stopped.Token);

        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => active);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => idle);
    }
}
