using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;

namespace PearlIo.WebApi.Hosting;

/// <summary>
/// Runs the clean-up at the start, as soon as something was deleted, and now and then for what expired; then the upkeep of partitions,
/// which drops what the clean-up emptied.
/// </summary>
internal sealed partial class CleanUpWorker(
    CleanUp cleanUp,
    PartitionUpkeep partitions,
    CleanUpSignal signal,
    CardQuotaSettings quota,
    ServiceActivity activity,
    TimeProvider clock,
    ILogger<CleanUpWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    // More may be kept soon than may be.
    private static readonly TimeSpan IntervalWithQuota = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private TimeSpan RegularInterval => quota.MaxBytes is null ? Interval : IntervalWithQuota;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await activity.WaitUntilActiveAsync(stoppingToken);
            var pause = await TryRunAsync(stoppingToken) ? RegularInterval : AfterFailure;
            await WaitAsync(pause, stoppingToken);
        }
    }

    // Days are made whatever the clean-up comes to: a store that is away must not keep cards from their partitions.
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        var cleaned = await TryAsync(CleanUpAsync, stoppingToken);
        return await TryAsync(partitions.RunAsync, stoppingToken) && cleaned;
    }

    private async Task<bool> CleanUpAsync(CancellationToken stoppingToken)
    {
        await cleanUp.RunAsync(stoppingToken);
        return true;
    }

    // Whatever goes wrong here must not end the service: cards are answered without a clean-up too.
    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> work, CancellationToken stoppingToken)
    {
        try
        {
            return await work(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e);
            return false;
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var timer = Task.Delay(pause, clock, either.Token);
        await Task.WhenAny(signal.WaitAsync(either.Token), timer);
        await either.CancelAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clean-up failed and is tried again")]
    private partial void LogFailed(Exception exception);
}
