using System.Text.Json.Serialization;
using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class ImageViewRepository(Database database, StatisticsSignal signal) : IImageViewRepository
{
    private const string OnConflictAdd = """
        on conflict (tenant_id, project_id, hour, route_id, crawler, outcome) do update set count = image_views.count + excluded.count
        """;

    private const string Insert = $"""
        insert into image_views (tenant_id, project_id, hour, route_id, crawler, outcome, count)
        select known.tenant_id, known.id, added.hour, added.route_id, added.crawler, added.outcome, added.count
        from added join known on known.id = added.project_id
        where true order by 1, 2, 3, 4, 5, 6
        {OnConflictAdd}
        """;

    // Projects are locked before any count of them, as those who delete one do, and all in one order, so that none waits in a circle.
    private static readonly Statement Add = new(
        Sqlite: $"""
            with added as (
                select value ->> 'project_id' as project_id, value ->> 'route_id' as route_id, value ->> 'hour' as hour,
                    value ->> 'crawler' as crawler, value ->> 'outcome' as outcome, sum(value ->> 'count') as count
                from json_each(@views) group by 1, 2, 3, 4, 5
            ), known as (select tenant_id, id from projects)
            {Insert}
            """,
        PostgreSql: $"""
            with added as materialized (
                select project_id, route_id, hour, crawler, outcome, cast(sum(count) as bigint) as count
                from jsonb_to_recordset(@views)
                    as v (project_id uuid, route_id uuid, hour timestamptz, crawler text, outcome text, count bigint)
                group by 1, 2, 3, 4, 5
            ), known as materialized (
                select tenant_id, id from projects where id in (select project_id from added) order by id for key share
            )
            {Insert}
            """);

    private static readonly HourCompaction Compaction = new("image_views", "crawler, outcome", ["count"], OnConflictAdd);

    public async Task AddAsync(IReadOnlyCollection<ViewCount> views, CancellationToken cancellationToken)
    {
        if (views.Count == 0)
        {
            return;
        }

        var parameters = new { views = JsonValue.Of(views.Select(ViewRow.Of)) };
        await database.WriteAsync(session => session.ExecuteAsync(Add, parameters, cancellationToken), cancellationToken);
        signal.Raise();
    }

    public Task<int> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Compaction.RunAsync(session, before, cancellationToken), cancellationToken);

    private sealed record ViewRow(
        [property: JsonPropertyName("project_id")] Guid ProjectId,
        [property: JsonPropertyName("route_id")] Guid RouteId,
        [property: JsonPropertyName("hour")] string Hour,
        [property: JsonPropertyName("crawler")] string Crawler,
        [property: JsonPropertyName("outcome")] string Outcome,
        [property: JsonPropertyName("count")] long Count)
    {
        public static ViewRow Of(ViewCount view) => new(
            view.ProjectId,
            StatisticsKeys.Route(view.RouteId),
            SqliteTime.Write(StatisticsKeys.Hour(view.At)),
            view.Crawler,
            EnumText.Of(view.Outcome),
            view.Count);
    }
}
