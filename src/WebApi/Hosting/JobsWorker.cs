using PearlIo.Application.Common;
using PearlIo.Application.Jobs;

namespace PearlIo.WebApi.Hosting;

/// <summary>Works on jobs as soon as they are asked for here, and looks now and then for those that others asked for or left.</summary>
internal sealed partial class JobsWorker(
    JobRunner runner, JobSignal signal, ServiceActivity activity, TimeProvider clock, ILogger<JobsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await activity.WaitUntilActiveAsync(stoppingToken);
                if (!await TryRunAsync(stoppingToken))
                {
                    await WaitAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A start that fails takes its services down without a stop, and would log this as a fault.
        }
    }

    // Whatever goes wrong here must not end the service; the job goes on from what was written last.
    private async Task<bool> TryRunAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await runner.RunAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(e, e is DatabaseUnavailableException { IsKnown: true } ? LogLevel.Debug : LogLevel.Warning);
            return false;
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(signal.WaitAsync(either.Token), Task.Delay(Interval, clock, either.Token));
        await either.CancelAsync();
    }

    [LoggerMessage(Message = "A job was interrupted by a fault and goes on later")]
    private partial void LogFailed(Exception exception, LogLevel level);
}
