namespace PearlIo.Application.Analytics;

/// <summary>Reads figures of a project's drawn cards.</summary>
public interface IAnalyticsReader
{
    /// <summary>The figures of the cards drawn in a span of time; all zero where there are none.</summary>
    Task<AnalyticsReport> ReadAsync(AnalyticsRange range, CancellationToken cancellationToken);
}

/// <summary>What figures are asked for.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="From">Start, inclusive, UTC.</param>
/// <param name="To">End, exclusive, UTC.</param>
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

/// <summary>Figures of cards drawn in a span of time.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ByRoute">Per route, most images first; the entry without a route is that of pages that no route matched.</param>
/// <param name="ByFormat">Per format, most images first.</param>
/// <param name="Series">Per step that has images, ascending.</param>
public sealed record AnalyticsReport(
    ImageFigures Total,
    IReadOnlyList<RouteFigures> ByRoute,
    IReadOnlyList<FormatFigures> ByFormat,
    IReadOnlyList<StepFigures> Series);

/// <summary>Figures of some cards.</summary>
/// <param name="Images">How many.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="RenderMs">How long they took to draw, or null where there are none.</param>
public sealed record ImageFigures(long Images, long Bytes, RenderFigures? RenderMs);

/// <summary>How long cards took to draw and encode, in milliseconds; percentiles by nearest rank.</summary>
public sealed record RenderFigures(double Mean, double P50, double P95);

/// <summary>Figures of one route's cards.</summary>
public sealed record RouteFigures(Guid? RouteId, string? Path, long Images, long Bytes, double MeanRenderMs);

/// <summary>Figures of the cards of one format.</summary>
/// <param name="Format">The media type, such as <c>image/png</c>.</param>
/// <param name="Images">How many.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="MeanRenderMs">Mean milliseconds to draw and encode one.</param>
public sealed record FormatFigures(string Format, long Images, long Bytes, double MeanRenderMs);

/// <summary>Figures of the cards drawn in one step of the series.</summary>
/// <param name="At">Start of the step, UTC.</param>
/// <param name="Images">How many.</param>
/// <param name="Bytes">Sum of their sizes.</param>
/// <param name="MeanRenderMs">Mean milliseconds to draw and encode one.</param>
public sealed record StepFigures(DateTimeOffset At, long Images, long Bytes, double MeanRenderMs);
