using System.Text.Json.Serialization;
using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence.Statistics;

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

    private static readonly Statement Begin = """
        insert into view_batches (id, tenant_id, at) values (@Id, @TenantId, @At) on conflict (id, tenant_id) do nothing
        """;

    // A tenant that was deleted meanwhile has nothing to be counted.
    private const string AddUsage = """
        insert into usage_daily (tenant_id, day, bytes_sent, store_calls)
        select id, cast(@day as date), @bytes, @calls from tenants where id = @tenantId order by 1
        on conflict (tenant_id, day) do update
        set bytes_sent = usage_daily.bytes_sent + excluded.bytes_sent, store_calls = usage_daily.store_calls + excluded.store_calls
        """;

    private static readonly Statement Use = new(
        Sqlite: AddUsage.Replace("cast(@day as date)", "@day", StringComparison.Ordinal),
        PostgreSql: AddUsage);

    // Whoever changes a card this moment goes first: when it was hit last is written again within the hour. A time to come is one of a
    // clock that was wrong.
    private static readonly Statement Hit = new(
        Sqlite: """
            update cards set last_hit_at = @at
            where slot in (select value from json_each(@slots)) and (last_hit_at is null or last_hit_at < @before or last_hit_at > @after)
            """,
        PostgreSql: """
            with hit as materialized (
                select slot from cards
                where slot in (select jsonb_array_elements_text(@slots)) and (last_hit_at is null or last_hit_at < @before or last_hit_at > @after)
                order by slot for update skip locked
            )
            update cards set last_hit_at = @at from hit where cards.slot = hit.slot
            """);

    private static readonly TimeSpan HitInterval = TimeSpan.FromHours(1);

    private static readonly HourCompaction Compaction = new("image_views", "crawler, outcome", ["count"], OnConflictAdd);

    public async Task AddAsync(IReadOnlyCollection<ViewCount> views, CancellationToken cancellationToken)
    {
        if (views.Count == 0)
        {
            return;
        }

        await database.WriteAsync(session => AddAsync(session, views, cancellationToken), cancellationToken);
        signal.Raise();
    }

    public async Task AddAsync(ViewBatch batch, CancellationToken cancellationToken)
    {
        var added = await database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(Begin, new { batch.Id, batch.TenantId, batch.At }, cancellationToken) == 0)
                {
                    return 0;
                }

                await AddAsync(session, batch.Views, cancellationToken);
                await UseAsync(session, batch, cancellationToken);
                await HitAsync(session, batch, cancellationToken);
                return 1;
            },
            cancellationToken);
        if (added > 0)
        {
            signal.Raise();
        }
    }

    public Task<int> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Compaction.RunAsync(session, before, cancellationToken), cancellationToken);

    private static Task<int> AddAsync(DatabaseSession session, IReadOnlyCollection<ViewCount> views, CancellationToken cancellationToken) =>
        views.Count == 0
            ? Task.FromResult(0)
            : session.ExecuteAsync(Add, new { views = JsonValue.Of(views.Select(ViewRow.Of)) }, cancellationToken);

    private static async Task UseAsync(DatabaseSession session, ViewBatch batch, CancellationToken cancellationToken)
    {
        foreach (var day in batch.BytesSent.Keys.Union(batch.StoreCalls.Keys).Order())
        {
            var (bytes, calls) = (batch.BytesSent.GetValueOrDefault(day), batch.StoreCalls.GetValueOrDefault(day));
            if (bytes + calls > 0)
            {
                var parameters = new { tenantId = batch.TenantId, day = StatisticsKeys.Day(day), bytes, calls };
                await session.ExecuteAsync(Use, parameters, cancellationToken);
            }
        }
    }

    private static Task<int> HitAsync(DatabaseSession session, ViewBatch batch, CancellationToken cancellationToken) =>
        batch.Slots.Count == 0
            ? Task.FromResult(0)
            : session.ExecuteAsync(
                Hit,
                new { slots = JsonValue.Of(batch.Slots.Select(s => s.Hash.Hex)), at = batch.At, before = batch.At - HitInterval, after = batch.At + HitInterval },
                cancellationToken);

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
