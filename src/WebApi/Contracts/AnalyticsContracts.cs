using PearlIo.Application.Analytics;

namespace PearlIo.WebApi.Contracts;

/// <summary>Figures of the cards drawn for a project.</summary>
/// <param name="From">Start of the span, inclusive, UTC.</param>
/// <param name="To">End of the span, exclusive, UTC.</param>
/// <param name="Interval">Width of the steps of the series.</param>
/// <param name="AsOf">When the figures were true, UTC.</param>
/// <param name="Images">How many cards were drawn and kept.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="RenderMs">How long they took to draw and encode, or null where there are none.</param>
/// <param name="ByRoute">Per route; the entry without a route is that of pages that no route matched.</param>
/// <param name="ByFormat">Per format.</param>
/// <param name="Series">Per step that has images, ascending.</param>
internal sealed record AnalyticsResource(
    DateTime From,
    DateTime To,
    AnalyticsInterval Interval,
    DateTime AsOf,
    long Images,
    long Bytes,
    RenderMsResource? RenderMs,
    IReadOnlyList<RouteFiguresResource> ByRoute,
    IReadOnlyList<FormatFiguresResource> ByFormat,
    IReadOnlyList<StepFiguresResource> Series)
{
    public static AnalyticsResource Of(ProjectAnalytics analytics)
    {
        var (range, asOf, report) = analytics;
        return new AnalyticsResource(
            range.From.UtcDateTime,
            range.To.UtcDateTime,
            range.Interval,
            asOf.UtcDateTime,
            report.Total.Images,
            report.Total.Bytes,
            report.Total.RenderMs is { } ms ? new RenderMsResource(Round(ms.Mean), Round(ms.P50), Round(ms.P95)) : null,
            [.. report.ByRoute.Select(r => new RouteFiguresResource(r.RouteId, r.Path, r.Images, r.Bytes, Round(r.MeanRenderMs)))],
            [.. report.ByFormat.Select(f => new FormatFiguresResource(f.Format, f.Images, f.Bytes, Round(f.MeanRenderMs)))],
            [.. report.Series.Select(s => new StepFiguresResource(s.At.UtcDateTime, s.Images, s.Bytes, Round(s.MeanRenderMs)))]);
    }

    private static double Round(double ms) => Math.Round(ms, 3);
}

/// <summary>Milliseconds to draw and encode a card; percentiles by nearest rank.</summary>
internal sealed record RenderMsResource(double Mean, double P50, double P95);

/// <summary>Figures of one route's cards.</summary>
internal sealed record RouteFiguresResource(Guid? RouteId, string? Path, long Images, long Bytes, double MeanRenderMs);

/// <summary>Figures of the cards of one format.</summary>
internal sealed record FormatFiguresResource(string Format, long Images, long Bytes, double MeanRenderMs);

/// <summary>Figures of the cards drawn in one step of the series.</summary>
internal sealed record StepFiguresResource(DateTime At, long Images, long Bytes, double MeanRenderMs);
