using System.Globalization;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <summary>How routes and times stand in the keys of the statistics.</summary>
internal static class StatisticsKeys
{
    /// <summary>The all-zero id for pages that no route matched: a key has no nulls.</summary>
    public static Guid Route(Guid? routeId) => routeId ?? Guid.Empty;

    /// <summary>A day as both engines take it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The hour that a moment belongs to, UTC.</summary>
    public static DateTimeOffset Hour(DateTimeOffset at)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerHour));
    }
}
