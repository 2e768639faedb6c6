using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Keeps the figures of kept cards up to date for whoever reads them, without counting rows for every reader.</summary>
public sealed class KeptCards(
    ICachedImageRepository images, CardMemory memory, CardMetrics metrics, ServiceActivity activity, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _countedAt = long.MinValue;

    /// <summary>Counts anew where the last count is a minute old; with the database away or the service idle the last figure stays.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        metrics.Held(memory.Bytes);
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref _countedAt);
        var isRecent = last != long.MinValue && clock.GetElapsedTime(last, now) < Interval;
        if (isRecent || activity.IsIdle || !activity.IsStarted)
        {
            return;
        }

        try
        {
            metrics.Kept(await images.GetTotalsAsync(clock.GetUtcNow(), cancellationToken));
            Interlocked.Exchange(ref _countedAt, now);
        }
        catch (DatabaseUnavailableException)
        {
            // Whoever reads figures while the database is away needs the others most; its errors are counted where they happen.
        }
    }
}
