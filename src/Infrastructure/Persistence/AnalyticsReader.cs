using PearlIo.Application.Analytics;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class AnalyticsReader(Database database) : IAnalyticsReader
{
    private const string Range = "i.project_id = @ProjectId and i.created_at >= @From and i.created_at < @To";

    private const string Figures = "count(*) as images, coalesce(sum(i.byte_size), 0) as bytes, coalesce(avg(i.render_ms), 0) as mean_render_ms";

    private static readonly Statement Total = $"select {Figures} from cached_images i where {Range}";

    private static readonly Statement Ranked = $"""
        select i.render_ms from cached_images i where {Range} order by i.render_ms limit 1 offset @Offset
        """;

    private static readonly Statement ByRoute = $"""
        select i.route_id, r.path, {Figures}
        from cached_images i left join routes r on r.id = i.route_id
        where {Range} group by i.route_id, r.path
        """;

    private static readonly Statement ByFormat = $"""
        select i.content_type as format, {Figures} from cached_images i where {Range} group by i.content_type
        """;

    private static readonly Statement ByDay = new(
        Sqlite: $"""
            select substr(i.created_at, 1, 10) || 'T00:00:00.000000Z' as at, {Figures} from cached_images i where {Range} group by 1 order by 1
            """,
        PostgreSql: $"""
            select date_trunc('day', i.created_at, 'UTC') as at, {Figures} from cached_images i where {Range} group by 1 order by 1
            """);

    private static readonly Statement ByHour = new(
        Sqlite: $"""
            select substr(i.created_at, 1, 13) || ':00:00.000000Z' as at, {Figures} from cached_images i where {Range} group by 1 order by 1
            """,
        PostgreSql: $"""
            select date_trunc('hour', i.created_at, 'UTC') as at, {Figures} from cached_images i where {Range} group by 1 order by 1
            """);

    public Task<AnalyticsReport> ReadAsync(AnalyticsRange range, CancellationToken cancellationToken) => database.ReadSnapshotAsync(
        async session =>
        {
            var span = new { range.ProjectId, range.From, range.To };
            var total = await ReadTotalAsync(session, range, cancellationToken);
            var routes = await session.QueryAsync<FiguresRow>(ByRoute, span, cancellationToken);
            var formats = await session.QueryAsync<FiguresRow>(ByFormat, span, cancellationToken);
            var steps = await session.QueryAsync<FiguresRow>(
                range.Interval is AnalyticsInterval.Day ? ByDay : ByHour, span, cancellationToken);
            return new AnalyticsReport(
                total,
                [.. routes.OrderByDescending(r => r.Images).ThenBy(r => r.Path, StringComparer.Ordinal).Select(r => r.ToRoute())],
                [.. formats.OrderByDescending(r => r.Images).ThenBy(r => r.Format, StringComparer.Ordinal).Select(r => r.ToFormat())],
                [.. steps.Select(r => r.ToStep())]);
        },
        cancellationToken);

    private static async Task<ImageFigures> ReadTotalAsync(
        DatabaseSession session, AnalyticsRange range, CancellationToken cancellationToken)
    {
        var total = await session.GetAsync<FiguresRow>(Total, new { range.ProjectId, range.From, range.To }, cancellationToken);
        if (total.Images == 0)
        {
            return new ImageFigures(0, 0, RenderMs: null);
        }

        var p50 = await ReadRankAsync(session, range, Rank(total.Images, percent: 50), cancellationToken);
        var p95 = await ReadRankAsync(session, range, Rank(total.Images, percent: 95), cancellationToken);
        return new ImageFigures(total.Images, total.Bytes, new RenderFigures(total.MeanRenderMs, p50, p95));
    }

    private static Task<double> ReadRankAsync(
        DatabaseSession session, AnalyticsRange range, long rank, CancellationToken cancellationToken) =>
        session.GetAsync<double>(Ranked, new { range.ProjectId, range.From, range.To, Offset = rank - 1 }, cancellationToken);

    // Nearest rank: the smallest value that at least so many percent are not above, counted from 1, in whole numbers.
    private static long Rank(long count, int percent) => (count * percent + 99) / 100;

    private sealed class FiguresRow
    {
        public Guid? RouteId { get; init; }

        public string? Path { get; init; }

        public string Format { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public long Images { get; init; }

        public long Bytes { get; init; }

        public double MeanRenderMs { get; init; }

        public RouteFigures ToRoute() => new(RouteId, Path, Images, Bytes, MeanRenderMs);

        public FormatFigures ToFormat() => new(Format, Images, Bytes, MeanRenderMs);

        public StepFigures ToStep() => new(At, Images, Bytes, MeanRenderMs);
    }
}
