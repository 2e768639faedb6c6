namespace PearlIo.Domain.Analytics;

/// <summary>How many answers with a card there were in an hour.</summary>
/// <param name="ProjectId">The project that was asked for.</param>
/// <param name="RouteId">The route that won, or null where none matched.</param>
/// <param name="At">Any moment of the hour.</param>
/// <param name="Crawler">Who asked: the name of a known crawler, or <c>other</c>; at most <see cref="MaxCrawlerLength"/> characters.</param>
/// <param name="Outcome">How the answers came about.</param>
/// <param name="Count">How many.</param>
public sealed record ViewCount(Guid ProjectId, Guid? RouteId, DateTimeOffset At, string Crawler, ViewOutcome Outcome, long Count)
{
    /// <summary>Longest name of a crawler, in characters.</summary>
    public const int MaxCrawlerLength = 50;
}

/// <summary>How an answer with a card came about.</summary>
public enum ViewOutcome
{
    /// <summary>From the cache.</summary>
    Hit,

    /// <summary>From the cache though it was due.</summary>
    Stale,

    /// <summary>Drawn for the request.</summary>
    Miss,

    /// <summary>A general picture, for the card could not be had: an error in the figures.</summary>
    Fallback,
}
