using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>Looks every hour whether the sweep of orphans is due. Replicas begin some minutes after their start, each at another time.</summary>
internal sealed partial class OrphanSweepWorker(
    OrphanSweep sweep, ServiceActivity activity, TimeProvider clock, ILogger<OrphanSweepWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause * (0.5 + Random.Shared.NextDouble());
        try
        {
            while (true)
            {
                await Task.Delay(pause, clock, stoppingToken);
                await activity.WaitUntilActiveAsync(stoppingToken);
                await TryRunAsync(stoppingToken);
                pause = Interval;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that fails takes its services down without a stop, and would log this as a fault.
        }
    }

    // Whatever goes wrong here must not end the service: orphans only take room.
    private async Task TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await sweep.RunAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep of orphans failed and is tried again")]
    private partial void LogFailed(Exception exception);
}
