using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Sweeps the leftovers of a store in a folder once, beside the start and not before it.</summary>
internal sealed partial class LeftoverSweep(IImageStore store, TimeProvider clock, ILogger<LeftoverSweep> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        store is LocalImageStore local ? Task.Run(() => Sweep(local, stoppingToken), stoppingToken) : Task.CompletedTask;

    private void Sweep(LocalImageStore local, CancellationToken cancellationToken)
    {
        try
        {
            var swept = local.SweepLeftovers(clock.GetUtcNow(), cancellationToken);
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
