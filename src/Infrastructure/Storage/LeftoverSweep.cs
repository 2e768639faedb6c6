using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Sweeps the store's leftovers once, beside the start and not before it.</summary>
internal sealed partial class LeftoverSweep(LocalImageStore store, TimeProvider clock, ILogger<LeftoverSweep> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Sweep(stoppingToken), stoppingToken);

    private void Sweep(CancellationToken cancellationToken)
    {
        try
        {
            var swept = store.SweepLeftovers(clock.GetUtcNow(), cancellationToken);
            if (swept > 0)
            {
                LogSwept(swept);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} temporary files that killed writers left in the store")]
    private partial void LogSwept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Temporary files that killed writers left in the store could not be deleted")]
    private partial void LogFailed(Exception exception);
}
