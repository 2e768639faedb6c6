using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.OgImages;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Statistics;

/// <inheritdoc />
internal sealed class RenderRepository(Database database, StatisticsSignal signal) : IRenderRepository
{
    private const string OnConflictAdd = """
        on conflict (tenant_id, project_id, hour, route_id, format, template, bucket) do update
        set count = render_stats.count + excluded.count, kept = render_stats.kept + excluded.kept,
            bytes = render_stats.bytes + excluded.bytes, total_ms = render_stats.total_ms + excluded.total_ms
        """;

    private const string AddRender = $"""
        insert into render_stats (tenant_id, project_id, route_id, hour, format, template, bucket, count, kept, bytes, total_ms)
        select tenant_id, id, @RouteId, @Hour, @Format, @Template, @Bucket, 1, @Kept, @Bytes, @Ms from project where id = @ProjectId
        {OnConflictAdd}
        """;

    private const string OnConflictAddUsage = """
        on conflict (tenant_id, day) do update
        set renders = usage_daily.renders + excluded.renders, bytes_kept = usage_daily.bytes_kept + excluded.bytes_kept
        """;

    // The project is locked before any count of it, as those who delete it do.
    private const string AddOnPostgreSql = $"""
        with project as materialized (
            select tenant_id, id from projects where id = @ProjectId for key share
        ), used as (
            insert into usage_daily (tenant_id, day, renders, bytes_kept)
            select tenant_id, cast(@Hour at time zone 'UTC' as date), 1, @Bytes from project
            {OnConflictAddUsage}
        )
        {AddRender}
        """;

    private static readonly string[] AddOnSqlite =
    [
        $"with project as (select tenant_id, id from projects) {AddRender}",
        $"""
        insert into usage_daily (tenant_id, day, renders, bytes_kept)
        select tenant_id, substr(@Hour, 1, 10), 1, @Bytes from projects where id = @ProjectId
        {OnConflictAddUsage}
        """,
    ];

    private static readonly HourCompaction Compaction = new(
        "render_stats", "format, template, bucket", ["count", "kept", "bytes", "total_ms"], OnConflictAdd);

    public async Task AddAsync(Render render, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => AddAsync(session, render, cancellationToken), cancellationToken);
        signal.Raise();
    }

    public Task<int> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Compaction.RunAsync(session, before, cancellationToken), cancellationToken);

    /// <summary>Counts a render in the transaction that keeps its card, so that figures and rows agree whenever a process dies.</summary>
    internal static async Task<int> AddAsync(DatabaseSession session, Render render, CancellationToken cancellationToken)
    {
        var parameters = Parameters(render);
        if (session.Engine is DatabaseEngine.PostgreSql)
        {
            return await session.ExecuteAsync(AddOnPostgreSql, parameters, cancellationToken);
        }

        var rows = 0;
        foreach (var statement in AddOnSqlite)
        {
            rows += await session.ExecuteAsync(statement, parameters, cancellationToken);
        }

        return rows;
    }

    private static object Parameters(Render render) => new
    {
        render.ProjectId,
        RouteId = StatisticsKeys.Route(render.RouteId),
        Hour = StatisticsKeys.Hour(render.At),
        Format = render.Format.ContentType(),
        render.Template,
        Bucket = (short)RenderBuckets.Of(render.Ms),
        Kept = render.KeptBytes is null ? 0L : 1L,
        Bytes = (long)(render.KeptBytes ?? 0),
        render.Ms,
    };
}
