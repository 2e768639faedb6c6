using System.Collections.Concurrent;
using PearlIo.Application.Access;

namespace PearlIo.Application.Analytics;

/// <summary>Keeps hourly figures for 90 days and daily ones after that.</summary>
public sealed class StatisticsRetention(
    IImageViewRepository views, IRenderRepository renders, CallerContext callers, TimeProvider clock)
{
    /// <summary>How many days can be told by the hour.</summary>
    public const int DaysOfHours = 90;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _done = new();

    /// <summary>The first hour that is kept as such.</summary>
    public static DateTimeOffset FirstHour(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-DaysOfHours);

    /// <summary>Sums older hours of the caller's tenant up to days, once a day. Several processes may do it at once.</summary>
    /// <returns>How many rows went into others.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var before = FirstHour(clock.GetUtcNow());
        var tenant = callers.Current.TenantId;
        if (_done.TryGetValue(tenant, out var done) && done == before)
        {
            return 0;
        }

        var moved = await views.CompactAsync(before, cancellationToken) + await renders.CompactAsync(before, cancellationToken);
        _done[tenant] = before;
        return moved;
    }
}
