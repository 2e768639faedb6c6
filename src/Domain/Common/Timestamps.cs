namespace PearlIo.Domain.Common;

/// <summary>Times as the databases can keep them.</summary>
public static class Timestamps
{
    /// <summary>How far the clocks of two replicas may be apart: a time that is further ahead was told by a clock that was wrong.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Now in UTC, cut to whole microseconds: what PostgreSQL keeps, so that a value read back equals the one written.</summary>
    public static DateTimeOffset Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return Cut(clock.GetUtcNow());
    }

    /// <summary>A time in UTC, cut to whole microseconds.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
