using Microsoft.Extensions.Logging;
using PearlIo.Application.Common;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Common;

public sealed class BackgroundWorkTests : IDisposable
{
    private readonly ListLogger _log = new();
    private readonly ILoggerFactory _logs;
    private readonly BackgroundWork _work;

    public BackgroundWorkTests()
    {
        _logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        _work = new BackgroundWork(_logs.CreateLogger<BackgroundWork>());
    }

    [Fact]
    public async Task Waits_for_all_that_runs()
    {
        var (one, other) = (new TaskCompletionSource(), new TaskCompletionSource());
        _ = _work.Run("one", () => one.Task);
        _ = _work.Run("other", () => other.Task);
        var waiting = _work.WaitAsync(CancellationToken.None);
        one.SetResult();
        Assert.False(waiting.IsCompleted);
        other.SetResult();
        await waiting;
        Assert.Equal(0, _work.Count);
    }

    [Fact]
    public async Task Waits_for_work_that_was_begun_by_work()
    {
        var inner = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        _ = _work.Run("outer", () =>
        {
            _ = _work.Run("inner", () => inner.Task);
            begun.SetResult();
            return Task.CompletedTask;
        });
        await begun.Task;
        var waiting = _work.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        inner.SetResult();
        await waiting;
    }

    [Fact]
    public async Task Has_nothing_to_wait_for_at_first()
    {
        await _work.WaitAsync(CancellationToken.None);
        Assert.Equal(0, _work.Count);
    }

    [Fact]
    public async Task Logs_a_fault_and_passes_it_to_nobody()
    {
        await _work.Run("drawing", () => Task.FromException(new InvalidDataException("broken")));
        await _work.Run("counting", () => throw new InvalidDataException("at once"));
        await _work.WaitAsync(CancellationToken.None);
        Assert.Equal(["In the background: drawing failed", "In the background: counting failed"], _log.Warnings);
    }

    [Fact]
    public async Task Says_nothing_loud_of_a_database_that_is_known_to_be_away()
    {
        await _work.Run("drawing", () => Task.FromException(new DatabaseUnavailableException(new IOException("away")) { IsKnown = true }));
        Assert.Empty(_log.Warnings);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Ends_the_waiting_and_not_the_work_when_whoever_waits_leaves()
    {
        var gate = new TaskCompletionSource();
        var running = _work.Run("drawing", () => gate.Task);
        using var leaving = new CancellationTokenSource();
        var waiting = _work.WaitAsync(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, _work.Count);
        gate.SetResult();
        await running;
    }

    public void Dispose() => _logs.Dispose();
}
