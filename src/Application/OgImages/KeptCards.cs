using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;

namespace PearlIo.Application.OgImages;

/// <summary>Keeps the figure of kept cards up to date for whoever reads it, without counting rows for every reader.</summary>
public sealed class KeptCards(ICachedImageRepository images, CardMetrics metrics, ServiceActivity activity, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _countedAt = long.MinValue;

    /// <summary>Counts anew where the last count is a minute old; with the database away or the service idle the last figure stays.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().Ticks;
        var last = Interlocked.Read(ref _countedAt);
        var isRecent = last != long.MinValue && now - last < Interval.Ticks;
        if (isRecent || activity.IsIdle || !activity.IsStarted)
        {
            return;
        }

        try
        {
            metrics.Kept(await images.CountAsync(cancellationToken));
            Interlocked.Exchange(ref _countedAt, now);
        }
        catch (DatabaseUnavailableException)
        {
            // Whoever reads figures while the database is away needs the others most; its errors are counted where they happen.
        }
    }
}
