using System.Collections;
using System.Reflection;
using PearlIo.Application.Common;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Common;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();
    private readonly TaskCompletionSource<int> _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    [Fact]
    public async Task Does_the_work_once_for_all_who_come_while_it_runs()
    {
        var all = Enumerable.Range(0, 50).Select(_ => RunAsync("a")).ToArray();
        _gate.SetResult(7);
        Assert.All(await Task.WhenAll(all), value => Assert.Equal(7, value));
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task Does_the_work_once_for_callers_on_many_threads()
    {
        var joining = Enumerable.Range(0, 50).Select(_ => Task.Factory.StartNew(
            () => RunAsync("a"), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default));
        var all = await Task.WhenAll(joining);
        _gate.SetResult(7);
        await Task.WhenAll(all);
        Assert.Equal(1, _started);
        Assert.Equal(0, Entries());
    }

    [Fact]
    public async Task Does_the_work_of_each_key()
    {
        var one = RunAsync("a");
        var other = RunAsync("b");
        _gate.SetResult(1);
        await Task.WhenAll(one, other);
        Assert.Equal(2, _started);
    }

    [Fact]
    public async Task Passes_a_fault_to_all_who_wait_and_starts_anew_for_the_next()
    {
        var all = Enumerable.Range(0, 5).Select(_ => RunAsync("a")).ToArray();
        _gate.SetException(new InvalidDataException("broken"));
        foreach (var one in all)
        {
            Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidDataException>(() => one)).Message);
        }

        Assert.Equal(1, _started);
        Assert.Equal(3, await _flights.RunAsync("a", () => Task.FromResult(3), CancellationToken.None));
    }

    [Fact]
    public async Task Passes_on_a_fault_that_is_thrown_before_any_waiting()
    {
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _flights.RunAsync("a", () => throw new InvalidDataException("at once"), CancellationToken.None));
        Assert.Equal(0, Entries());
    }

    [Fact]
    public async Task Leaves_no_entry_behind()
    {
        var flight = RunAsync("a");
        Assert.Equal(1, Entries());
        _gate.SetResult(1);
        await flight;
        Assert.Equal(0, Entries());
        Assert.Equal(2, await _flights.RunAsync("a", () => Task.FromResult(2), CancellationToken.None));
        Assert.Equal(0, Entries());
    }

    [Fact]
    public async Task Goes_on_when_a_caller_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var left = RunAsync("a", leaving.Token);
        var stayed = RunAsync("a");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _gate.SetResult(9);
        Assert.Equal(9, await stayed);
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task Is_abandoned_once_every_caller_has_left_and_not_before()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = RunUntilAbandonedAsync(first.Token);
        var other = RunUntilAbandonedAsync(second.Token);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(_abandoned.Task.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        await _abandoned.Task;
        Assert.Equal(1, _started);
    }

    [Fact]
    public async Task Starts_anew_for_whoever_comes_after_all_others_have_left()
    {
        using var leaving = new CancellationTokenSource();
        var left = RunUntilAbandonedAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        // The abandoned work still runs.
        Assert.Equal(5, await _flights.RunAsync("a", _ => Task.FromResult(5), CancellationToken.None));
        _gate.SetResult(1);
        await Eventually.TrueAsync(() => Entries() == 0);
    }

    [Fact]
    public async Task Is_never_abandoned_where_nobody_left()
    {
        var one = RunUntilAbandonedAsync(CancellationToken.None);
        _gate.SetResult(4);
        Assert.Equal(4, await one);
        Assert.False(_abandoned.Task.IsCompleted);
    }

    [Fact]
    public async Task Answers_everybody_who_stays_with_many_joining_and_leaving()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var leaving = new CancellationTokenSource();
                var work = _flights.RunAsync("a", YieldAsync, leaving.Token);
                if ((worker + i) % 2 == 0)
                {
                    await leaving.CancelAsync();
                    await work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                }
                else
                {
                    Assert.Equal(6, await work);
                }
            }
        })));
        await Eventually.TrueAsync(() => Entries() == 0);

        static async Task<int> YieldAsync(CancellationToken abandoned)
        {
            await Task.Yield();
            abandoned.ThrowIfCancellationRequested();
            return 6;
        }
    }

    private Task<int> RunUntilAbandonedAsync(CancellationToken cancellationToken) => _flights.RunAsync(
        "a",
        abandoned =>
        {
            Interlocked.Increment(ref _started);
            abandoned.Register(() => _abandoned.TrySetResult());
            return _gate.Task;
        },
        cancellationToken);

    private Task<int> RunAsync(string key, CancellationToken cancellationToken = default) => _flights.RunAsync(
        key,
        () =>
        {
            Interlocked.Increment(ref _started);
            return _gate.Task;
        },
        cancellationToken);

    private int Entries()
    {
        var field = typeof(SingleFlight<string, int>).GetField("_running", BindingFlags.Instance | BindingFlags.NonPublic);
        return ((ICollection)field!.GetValue(_flights)!).Count;
    }
}
