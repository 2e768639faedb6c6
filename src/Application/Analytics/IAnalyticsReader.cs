namespace PearlIo.Application.Analytics;

/// <summary>Reads figures of a project from what was counted as cards were drawn and answered; rows of cards may be gone since.</summary>
public interface IAnalyticsReader
{
    /// <summary>The figures of a span of time; all zero where there are none.</summary>
    /// <param name="range">What is asked for: whole steps, and for hours none that <see cref="StatisticsRetention"/> may have compacted.</param>
    /// <param name="now">What is kept now is what expires later than this.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    Task<AnalyticsReport> ReadAsync(AnalyticsRange range, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What figures are asked for.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="From">Start, inclusive, UTC, on a whole step.</param>
/// <param name="To">End, exclusive, UTC, on a whole step.</param>
/// <param name="Interval">Width of the steps of the series.</param>
public sealed record AnalyticsRange(Guid ProjectId, DateTimeOffset From, DateTimeOffset To, AnalyticsInterval Interval);

/// <summary>Width of the steps of a series, in UTC.</summary>
public enum AnalyticsInterval
{
    /// <summary>A day from midnight UTC.</summary>
    Day,

    /// <summary>A whole hour.</summary>
    Hour,
}

/// <summary>Figures of a span of time.</summary>
/// <param name="AsOf">When the figures were true; what was written since is not in them.</param>
/// <param name="Drawn">All cards drawn.</param>
/// <param name="Views">All answers.</param>
/// <param name="ByRoute">Per route, most images first; the entry without an id is that of pages that no route matched.</param>
/// <param name="ByFormat">Per format, most images first.</param>
/// <param name="ByCrawler">Per crawler, most answers first.</param>
/// <param name="Series">Per step in which a card was drawn or answered, ascending.</param>
/// <param name="Cache">What is kept now, whatever the span.</param>
public sealed record AnalyticsReport(
    DateTimeOffset AsOf,
    DrawnFigures Drawn,
    ViewFigures Views,
    IReadOnlyList<RouteFigures> ByRoute,
    IReadOnlyList<FormatFigures> ByFormat,
    IReadOnlyList<CrawlerFigures> ByCrawler,
    IReadOnlyList<StepFigures> Series,
    CacheFigures Cache);

/// <summary>Figures of some drawn cards.</summary>
/// <param name="Renders">How many were drawn, those that were never kept included.</param>
/// <param name="Images">How many of them were kept.</param>
/// <param name="Bytes">Sum of the sizes of those.</param>
/// <param name="RenderMs">How long drawing took, or null where nothing was drawn.</param>
public sealed record DrawnFigures(long Renders, long Images, long Bytes, RenderFigures? RenderMs)
{
    /// <summary>Where nothing was drawn.</summary>
    public static DrawnFigures None { get; } = new(0, 0, 0, RenderMs: null);
}

/// <summary>
/// How long cards took to draw and encode, in milliseconds. Percentiles are by nearest rank and off by a factor of
/// <see cref="Domain.Analytics.RenderBuckets.Width"/> at most.
/// </summary>
public sealed record RenderFigures(double Mean, double P50, double P95);

/// <summary>Figures of some answers.</summary>
/// <param name="Hits">From the cache.</param>
/// <param name="Stale">From the cache though they were due.</param>
/// <param name="Misses">Drawn for the request.</param>
/// <param name="Errors">A general picture, for the card could not be had.</param>
public sealed record ViewFigures(long Hits, long Stale, long Misses, long Errors)
{
    /// <summary>Where nobody asked.</summary>
    public static ViewFigures None { get; } = new(0, 0, 0, 0);

    /// <summary>All of them.</summary>
    public long Total => Hits + Stale + Misses + Errors;

    /// <summary>The part that came from the cache, 0-1, or null where nobody asked.</summary>
    public double? HitRatio => Total == 0 ? null : (double)(Hits + Stale) / Total;
}

/// <summary>Figures of one route.</summary>
/// <param name="RouteId">The route, or null for pages that no route matched.</param>
/// <param name="Path">Its path, or null where it is gone.</param>
/// <param name="Drawn">Its drawn cards.</param>
/// <param name="Views">Answers with its cards.</param>
public sealed record RouteFigures(Guid? RouteId, string? Path, DrawnFigures Drawn, ViewFigures Views);

/// <summary>Figures of the drawn cards of one format.</summary>
/// <param name="Format">The media type, such as <c>image/png</c>.</param>
/// <param name="Drawn">Its drawn cards.</param>
public sealed record FormatFigures(string Format, DrawnFigures Drawn);

/// <summary>Figures of the answers to one crawler.</summary>
public sealed record CrawlerFigures(string Crawler, ViewFigures Views);

/// <summary>Figures of one step of the series.</summary>
/// <param name="At">Start of the step, UTC.</param>
/// <param name="Drawn">Cards drawn in it.</param>
/// <param name="Views">Answers in it.</param>
public sealed record StepFigures(DateTimeOffset At, DrawnFigures Drawn, ViewFigures Views);

/// <summary>What is kept of a project.</summary>
/// <param name="Images">How many cards.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="AsOf">When that was true.</param>
public sealed record CacheFigures(long Images, long Bytes, DateTimeOffset AsOf);
