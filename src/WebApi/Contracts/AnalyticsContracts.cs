using PearlIo.Application.Analytics;

namespace PearlIo.WebApi.Contracts;

/// <summary>Figures of the cards drawn and answered for a project.</summary>
/// <param name="From">Start of the span, inclusive, UTC, on a whole step.</param>
/// <param name="To">End of the span, exclusive, UTC, on a whole step.</param>
/// <param name="Interval">Width of the steps of the series.</param>
/// <param name="AsOf">When the figures were true, UTC; what happened since is not in them yet.</param>
/// <param name="Images">How many cards were drawn and kept.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="Renders">How many cards were drawn, those that were never kept included.</param>
/// <param name="RenderMs">How long they took to draw and encode, or null where none was drawn.</param>
/// <param name="Views">Answers with a card.</param>
/// <param name="ByRoute">Per route; the entry without a route is that of pages that no route matched.</param>
/// <param name="ByFormat">Per format.</param>
/// <param name="ByCrawler">Per crawler.</param>
/// <param name="Series">Per step in which a card was drawn or answered, ascending.</param>
/// <param name="Cache">What is kept now, whatever the span.</param>
internal sealed record AnalyticsResource(
    DateTime From,
    DateTime To,
    AnalyticsInterval Interval,
    DateTime AsOf,
    long Images,
    long Bytes,
    long Renders,
    RenderMsResource? RenderMs,
    ViewsResource Views,
    IReadOnlyList<RouteFiguresResource> ByRoute,
    IReadOnlyList<FormatFiguresResource> ByFormat,
    IReadOnlyList<CrawlerFiguresResource> ByCrawler,
    IReadOnlyList<StepFiguresResource> Series,
    CacheResource Cache)
{
    public static AnalyticsResource Of(ProjectAnalytics analytics)
    {
        var (range, report) = analytics;
        return new AnalyticsResource(
            range.From.UtcDateTime,
            range.To.UtcDateTime,
            range.Interval,
            report.AsOf.UtcDateTime,
            report.Drawn.Images,
            report.Drawn.Bytes,
            report.Drawn.Renders,
            RenderMsResource.Of(report.Drawn.RenderMs),
            ViewsResource.Of(report.Views),
            [.. report.ByRoute.Select(RouteFiguresResource.Of)],
            [.. report.ByFormat.Select(FormatFiguresResource.Of)],
            [.. report.ByCrawler.Select(c => new CrawlerFiguresResource(c.Crawler, ViewsResource.Of(c.Views)))],
            [.. report.Series.Select(StepFiguresResource.Of)],
            new CacheResource(report.Cache.Images, report.Cache.Bytes, report.Cache.AsOf.UtcDateTime));
    }
}

/// <summary>Milliseconds to draw and encode a card; percentiles by nearest rank, off by a factor of 1.42 at most.</summary>
internal sealed record RenderMsResource(double Mean, double P50, double P95)
{
    public static RenderMsResource? Of(RenderFigures? ms) =>
        ms is null ? null : new RenderMsResource(Round(ms.Mean), Round(ms.P50), Round(ms.P95));

    private static double Round(double ms) => Math.Round(ms, 3);
}

/// <summary>Answers with a card.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Hits">From the cache.</param>
/// <param name="Stale">From the cache though they were due.</param>
/// <param name="Misses">Drawn for the request.</param>
/// <param name="Errors">A general picture, for the card could not be had.</param>
/// <param name="HitRatio">The part that came from the cache, stale or not, 0-1; null where nobody asked.</param>
internal sealed record ViewsResource(long Total, long Hits, long Stale, long Misses, long Errors, double? HitRatio)
{
    public static ViewsResource Of(ViewFigures views) =>
        new(views.Total, views.Hits, views.Stale, views.Misses, views.Errors, views.HitRatio is { } ratio ? Math.Round(ratio, 4) : null);
}

/// <summary>Figures of one route.</summary>
/// <param name="RouteId">The route, or null for pages that no route matched.</param>
/// <param name="Path">Its path, or null where there is none, or not any more.</param>
/// <param name="Images">How many cards were drawn and kept.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="Renders">How many cards were drawn.</param>
/// <param name="RenderMs">How long they took, or null where none was drawn.</param>
/// <param name="Views">Answers with a card.</param>
internal sealed record RouteFiguresResource(
    Guid? RouteId, string? Path, long Images, long Bytes, long Renders, RenderMsResource? RenderMs, ViewsResource Views)
{
    public static RouteFiguresResource Of(RouteFigures route) => new(
        route.RouteId,
        route.Path,
        route.Drawn.Images,
        route.Drawn.Bytes,
        route.Drawn.Renders,
        RenderMsResource.Of(route.Drawn.RenderMs),
        ViewsResource.Of(route.Views));
}

/// <summary>Figures of the cards of one format.</summary>
/// <param name="Format">The media type, such as `image/png`.</param>
/// <param name="Images">How many cards were drawn and kept.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="Renders">How many cards were drawn.</param>
/// <param name="RenderMs">How long they took.</param>
internal sealed record FormatFiguresResource(string Format, long Images, long Bytes, long Renders, RenderMsResource? RenderMs)
{
    public static FormatFiguresResource Of(FormatFigures format) => new(
        format.Format, format.Drawn.Images, format.Drawn.Bytes, format.Drawn.Renders, RenderMsResource.Of(format.Drawn.RenderMs));
}

/// <summary>Figures of the answers to one crawler.</summary>
internal sealed record CrawlerFiguresResource(string Crawler, ViewsResource Views);

/// <summary>Figures of one step of the series.</summary>
/// <param name="At">Start of the step, UTC.</param>
/// <param name="Images">How many cards were drawn and kept.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="Renders">How many cards were drawn.</param>
/// <param name="RenderMs">How long they took, or null where none was drawn.</param>
/// <param name="Views">Answers with a card.</param>
internal sealed record StepFiguresResource(
    DateTime At, long Images, long Bytes, long Renders, RenderMsResource? RenderMs, ViewsResource Views)
{
    public static StepFiguresResource Of(StepFigures step) => new(
        step.At.UtcDateTime,
        step.Drawn.Images,
        step.Drawn.Bytes,
        step.Drawn.Renders,
        RenderMsResource.Of(step.Drawn.RenderMs),
        ViewsResource.Of(step.Views));
}

/// <summary>What is kept of a project now.</summary>
/// <param name="Images">How many cards.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="AsOf">When that was true, UTC.</param>
internal sealed record CacheResource(long Images, long Bytes, DateTime AsOf);
