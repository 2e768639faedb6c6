using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PearlIo.Application.Common;

/// <summary>Work that goes on when whoever began it has its answer, and that a stop waits for.</summary>
public sealed partial class BackgroundWork(ILogger<BackgroundWork> logger)
{
    private readonly ConcurrentDictionary<Task, string> _running = new();

    /// <summary>How many pieces run.</summary>
    public int Count => _running.Count;

    /// <summary>Begins a piece of work; what it throws is logged.</summary>
    /// <param name="what">What it is, for the log.</param>
    /// <param name="work">The work.</param>
    /// <returns>Ends with the work, and never with its fault.</returns>
    public Task Run(string what, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var task = DetachedTask.Run(() => TryAsync(what, work));
        _running.TryAdd(task, what);
        return task.ContinueWith(
            done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);
            await Task.Yield();
        }
    }

    private async Task<bool> TryAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
#pragma warning disable CA1031 // Nobody waits for the outcome; the log is where it can be seen.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogFailed(fault, what, fault is DatabaseUnavailableException { IsKnown: true } ? LogLevel.Debug : LogLevel.Warning);
            return false;
        }
    }

    [LoggerMessage(Message = "In the background: {What} failed")]
    private partial void LogFailed(Exception exception, string what, LogLevel level);
}
