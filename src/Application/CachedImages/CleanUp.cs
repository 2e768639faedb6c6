using Microsoft.Extensions.Logging;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Deletes what nobody owns any more: rows of expired cards, then doomed objects. The object goes first and its doomed name
/// after it, so that a crash leaves a name to try again and never an object that nobody knows.
/// </summary>
public sealed partial class CleanUp(
    ICachedImageRepository images, IDoomedObjectRepository doomed, IImageStore store, TimeProvider clock, ILogger<CleanUp> logger)
{
    private const int BatchSize = 500;

    /// <summary>Deletes all that is due now.</summary>
    /// <returns>How many doomed names were settled.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = Timestamps.Now(clock);
        while (await images.DeleteExpiredAsync(now, BatchSize, cancellationToken) == BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var settled = 0;
        IReadOnlyList<DoomedObject> batch;
        do
        {
            batch = await doomed.ListAsync(BatchSize, cancellationToken);
            foreach (var item in batch)
            {
                await DeleteAsync(item, cancellationToken);
            }

            settled += batch.Count;
        }
        while (batch.Count == BatchSize);

        if (settled > 0)
        {
            LogSettled(settled);
        }

        return settled;
    }

    private async Task DeleteAsync(DoomedObject item, CancellationToken cancellationToken)
    {
        if (item.Name.EndsWith('/'))
        {
            await store.DeleteAllAsync(ObjectPrefix.Parse(item.Name), cancellationToken);
        }
        else
        {
            await store.DeleteAsync(ObjectName.Parse(item.Name), cancellationToken);
        }

        await doomed.DeleteAsync(item.Id, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Clean-up deleted {Count} stored objects or groups of them")]
    private partial void LogSettled(int count);
}
