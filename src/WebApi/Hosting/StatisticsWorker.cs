using PearlIo.Application.Analytics;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Refreshes the daily figures some seconds after a write of this process, and touches no database without one. Once at the start,
/// for a process before may have died between its last write and the refresh.
/// </summary>
internal sealed partial class StatisticsWorker(
    IStatisticsRefresher refresher,
    StatisticsSignal signal,
    ServiceActivity activity,
    TimeProvider clock,
    ILogger<StatisticsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastRefresh = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!signal.Lower() || !activity.IsStarted)
        {
            return;
        }

        // Whoever stops the service does not wait for figures: those of a process that ended early are refreshed with the next write.
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(LastRefresh);
        try
        {
            await refresher.RefreshAsync(signal.SinceWrite, bounded.Token);
        }
        catch (Exception e)
        {
            LogNotRefreshedAtStop(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signal.Keep();
        var pause = Pause;
        try
        {
            while (true)
            {
                await signal.WaitAsync(stoppingToken);
                await Task.Delay(pause, clock, stoppingToken);
                await activity.WaitUntilActiveAsync(stoppingToken);
                pause = await TryRefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that fails takes its services down without a stop, and would log this as a fault.
        }
    }

    // Whatever goes wrong here must not end the service; what is not in the figures yet is tried again.
    private async Task<TimeSpan> TryRefreshAsync(CancellationToken stoppingToken)
    {
        signal.Lower();
        var refreshed = false;
        try
        {
            refreshed = await refresher.RefreshAsync(signal.SinceWrite, stoppingToken);
            return Pause;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e);
            return AfterFailure;
        }
        finally
        {
            if (!refreshed)
            {
                signal.Keep();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Statistics could not be refreshed and are tried again")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Statistics of the last writes could not be refreshed before the stop; the next process does it")]
    private partial void LogNotRefreshedAtStop(Exception exception);
}
