using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <inheritdoc />
internal sealed class AnalyticsReader(Database database) : IAnalyticsReader
{
    private const string InRange = "project_id = @ProjectId and hour >= @From and hour < @To";

    // Without row-level security the tenant must be named, or the key could not be used.
    private const string InRangeOnSqlite = $"tenant_id = (select tenant_id from projects where id = @ProjectId) and {InRange}";

    private const string InDays = "project_id = @ProjectId and day >= @From and day < @To";

    private const string RenderColumns = "route_id, format, bucket, count, kept, bytes, total_ms";

    private const string RenderSums =
        "cast(sum(count) as bigint) as renders, cast(sum(kept) as bigint) as images, cast(sum(bytes) as bigint) as bytes, sum(total_ms) as total_ms";

    private const string ViewColumns = "route_id, crawler, outcome, count";

    private const string ViewSum = "cast(sum(count) as bigint) as count";

    private const string DayOnSqlite = "substr(hour, 1, 10) || 'T00:00:00.000000Z'";

    private static readonly Statement RendersByDay = new(
        Sqlite: GroupRenders($"select {DayOnSqlite} as at, {RenderColumns} from render_stats where {InRangeOnSqlite}"),
        PostgreSql: GroupRenders($"select day as at, {RenderColumns} from daily_renders where {InDays}"));

    private static readonly Statement RendersByHour = new(
        Sqlite: GroupRenders($"select hour as at, {RenderColumns} from render_stats where {InRangeOnSqlite}"),
        PostgreSql: GroupRenders($"select hour as at, {RenderColumns} from render_stats where {InRange}"));

    private static readonly Statement ViewsByDay = new(
        Sqlite: GroupViews($"select {DayOnSqlite} as at, {ViewColumns} from image_views where {InRangeOnSqlite}"),
        PostgreSql: GroupViews($"select day as at, {ViewColumns} from daily_views where {InDays}"));

    private static readonly Statement ViewsByHour = new(
        Sqlite: GroupViews($"select hour as at, {ViewColumns} from image_views where {InRangeOnSqlite}"),
        PostgreSql: GroupViews($"select hour as at, {ViewColumns} from image_views where {InRange}"));

    private static readonly Statement Cache = new(
        Sqlite: """
            select @now as as_of, count(*) as images, coalesce(sum(byte_size), 0) as bytes
            from cached_images where project_id = @ProjectId and expires_at > @now
            """,
        PostgreSql: """
            select r.refreshed_at as as_of, coalesce(c.images, 0) as images, coalesce(c.bytes, 0) as bytes
            from statistics_refresh r left join cache_size c on c.project_id = @ProjectId
            """);

    public Task<AnalyticsReport> ReadAsync(AnalyticsRange range, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadSnapshotAsync(
            async session =>
            {
                var byDay = range.Interval is AnalyticsInterval.Day;
                var parameters = new { range.ProjectId, range.From, range.To, now };
                var cache = await session.GetAsync<CacheRow>(Cache, parameters, cancellationToken);
                var renders = await session.QueryAsync<RenderRow>(byDay ? RendersByDay : RendersByHour, parameters, cancellationToken);
                var views = await session.QueryAsync<ViewRow>(byDay ? ViewsByDay : ViewsByHour, parameters, cancellationToken);
                return Report(byDay ? cache.AsOf : now, cache, renders, views);
            },
            cancellationToken);

    // What is read of a project is read once and summed up three ways.
    private static string GroupRenders(string source) => $"""
        with found as ({source})
        select 'step' as part, at, null as route_id, null as path, null as format, bucket, {RenderSums} from found group by at, bucket
        union all
        select 'route', null, f.route_id, r.path, null, bucket, {RenderSums}
        from found f left join routes r on r.id = f.route_id and r.project_id = @ProjectId group by f.route_id, r.path, bucket
        union all
        select 'format', null, null, null, format, bucket, {RenderSums} from found group by format, bucket
        """;

    private static string GroupViews(string source) => $"""
        with found as ({source})
        select 'step' as part, at, null as route_id, null as path, null as crawler, outcome, {ViewSum} from found group by at, outcome
        union all
        select 'route', null, f.route_id, r.path, null, outcome, {ViewSum}
        from found f left join routes r on r.id = f.route_id and r.project_id = @ProjectId group by f.route_id, r.path, outcome
        union all
        select 'crawler', null, null, null, crawler, outcome, {ViewSum} from found group by crawler, outcome
        """;

    private static AnalyticsReport Report(
        DateTimeOffset asOf, CacheRow cache, IReadOnlyList<RenderRow> renders, IReadOnlyList<ViewRow> views)
    {
        var (drawnIn, viewedIn) = (Of(renders, "step"), Of(views, "step"));
        var (drawnBy, viewedBy) = (Of(renders, "route"), Of(views, "route"));
        return new AnalyticsReport(
            asOf,
            Drawn(drawnIn),
            Viewed(viewedIn),
            Routes(drawnBy.ToLookup(r => (r.RouteId, r.Path)), viewedBy.ToLookup(v => (v.RouteId, v.Path))),
            [.. Of(renders, "format").GroupBy(r => r.Format!, StringComparer.Ordinal)
                .Select(g => new FormatFigures(g.Key, Drawn(g)))
                .OrderByDescending(f => f.Drawn.Images).ThenBy(f => f.Format, StringComparer.Ordinal)],
            [.. Of(views, "crawler").GroupBy(v => v.Crawler!, StringComparer.Ordinal)
                .Select(g => new CrawlerFigures(g.Key, Viewed(g)))
                .OrderByDescending(c => c.Views.Total).ThenBy(c => c.Crawler, StringComparer.Ordinal)],
            Series(drawnIn.ToLookup(r => r.At!.Value), viewedIn.ToLookup(v => v.At!.Value)),
            new CacheFigures(cache.Images, cache.Bytes, cache.AsOf));
    }

    private static IReadOnlyList<RouteFigures> Routes(
        ILookup<(Guid? Id, string? Path), RenderRow> renders, ILookup<(Guid? Id, string? Path), ViewRow> views) =>
    [
        .. renders.Select(r => r.Key).Union(views.Select(v => v.Key))
            .Select(route => new RouteFigures(
                route.Id == Guid.Empty ? null : route.Id, route.Path, Drawn(renders[route]), Viewed(views[route])))
            .OrderByDescending(r => r.Drawn.Images).ThenByDescending(r => r.Views.Total).ThenBy(r => r.Path, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<StepFigures> Series(ILookup<DateTimeOffset, RenderRow> renders, ILookup<DateTimeOffset, ViewRow> views) =>
    [
        .. renders.Select(r => r.Key).Union(views.Select(v => v.Key)).Order()
            .Select(at => new StepFigures(at, Drawn(renders[at]), Viewed(views[at]))),
    ];

    private static DrawnFigures Drawn(IEnumerable<RenderRow> rows)
    {
        var times = new RenderHistogram();
        var (images, bytes) = (0L, 0L);
        foreach (var row in rows)
        {
            times.Add(row.Bucket, row.Renders, row.TotalMs);
            images += row.Images;
            bytes += row.Bytes;
        }

        return times.Count == 0
            ? DrawnFigures.None
            : new DrawnFigures(times.Count, images, bytes, new RenderFigures(times.MeanMs, times.PercentileMs(50), times.PercentileMs(95)));
    }

    private static ViewFigures Viewed(IEnumerable<ViewRow> rows) => rows.Aggregate(ViewFigures.None, (sum, row) => row.AddTo(sum));

    private static List<T> Of<T>(IReadOnlyList<T> rows, string part)
        where T : GroupRow => [.. rows.Where(r => string.Equals(r.Part, part, StringComparison.Ordinal))];

    private abstract class GroupRow
    {
        public string Part { get; init; } = "";

        public DateTimeOffset? At { get; init; }

        public Guid? RouteId { get; init; }

        public string? Path { get; init; }
    }

    private sealed class RenderRow : GroupRow
    {
        public string? Format { get; init; }

        public int Bucket { get; init; }

        public long Renders { get; init; }

        public long Images { get; init; }

        public long Bytes { get; init; }

        public double TotalMs { get; init; }
    }

    private sealed class ViewRow : GroupRow
    {
        public string? Crawler { get; init; }

        public string Outcome { get; init; } = "";

        public long Count { get; init; }

        public ViewFigures AddTo(ViewFigures sum) => EnumText.Read<ViewOutcome>(Outcome) switch
        {
            ViewOutcome.Hit => sum with { Hits = sum.Hits + Count },
            ViewOutcome.Stale => sum with { Stale = sum.Stale + Count },
            ViewOutcome.Miss => sum with { Misses = sum.Misses + Count },
            _ => sum with { Errors = sum.Errors + Count },
        };
    }

    private sealed class CacheRow
    {
        public DateTimeOffset AsOf { get; init; }

        public long Images { get; init; }

        public long Bytes { get; init; }
    }
}
