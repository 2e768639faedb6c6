using PearlIo.Application.Analytics;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Writes counted answers some seconds after the first, so that nothing is left by the time the service is idle, and once more when it
/// stops. While the database is away they are kept and tried again.
/// </summary>
internal sealed partial class ViewsWorker(ViewCounter counter, ServiceActivity activity, TimeProvider clock, ILogger<ViewsWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastFlush = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!activity.IsStarted)
        {
            return;
        }

        // A database that is away must not hold up the stop for long.
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(LastFlush);
        try
        {
            await counter.FlushAsync(bounded.Token);
        }
        catch (Exception e)
        {
            LogLost(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Pause;
        try
        {
            while (true)
            {
                await counter.WaitAsync(stoppingToken);
                await PauseAsync(pause, stoppingToken);
                await activity.WaitUntilActiveAsync(stoppingToken);
                pause = await TryFlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that fails takes its services down without a stop, and would log this as a fault.
        }
    }

    // A failure is waited out however much is counted: trying harder mends no database.
    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        if (pause != Pause)
        {
            await Task.Delay(pause, clock, stoppingToken);
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(Task.Delay(pause, clock, either.Token), counter.WaitUntilFullAsync(either.Token));
        await either.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }

    private async Task<TimeSpan> TryFlushAsync(CancellationToken stoppingToken)
    {
        try
        {
            await counter.FlushAsync(stoppingToken);
            return Pause;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e, e is DatabaseUnavailableException { IsKnown: true } ? LogLevel.Debug : LogLevel.Warning);
            return AfterFailure;
        }
    }

    [LoggerMessage(Message = "Counted answers could not be written; they are kept and tried again")]
    private partial void LogFailed(Exception exception, LogLevel level);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Counted answers could not be written before the stop and are lost")]
    private partial void LogLost(Exception exception);
}
