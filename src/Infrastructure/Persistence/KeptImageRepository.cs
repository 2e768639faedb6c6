using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class KeptImageRepository(Database database) : IKeptImageRepository
{
    private const string Columns = """
        i.id, i.url, i.route_id, i.content_type, i.width, i.height, i.byte_size, i.created_at, coalesce(c.fresh_until, i.fresh_until) as fresh_until,
        i.expires_at, c.last_hit_at, (c.slot is not null) as is_current, i.provisional
        """;

    private const string ShownOf = $"""
        select {Columns} from cached_images i left join cards c on c.image_id = i.id
        where i.expires_at > @now and (i.created_at, i.id) < (@at, @id) and i.project_id = @projectId
        """;

    private const string NewestFirst = "order by i.created_at desc, i.id desc limit @limit";

    private static readonly Statement List = $"{ShownOf} {NewestFirst}";

    private static readonly Statement ListOfRoute = $"{ShownOf} and i.route_id = @routeId {NewestFirst}";

    private static readonly Statement ListOfPage = $"{ShownOf} and i.page = @page {NewestFirst}";

    private const string Positions = """
        select created_at, id from cached_images
        where created_at <= @until and (created_at, id) > (@at, @id) and project_id = @projectId
        """;

    private const string OldestFirst = "order by created_at, id limit @limit";

    private static readonly Statement Find = $"{Positions} {OldestFirst}";

    private static readonly Statement FindOfRoute = $"{Positions} and route_id = @routeId {OldestFirst}";

    private static readonly Statement FindOfPage = $"{Positions} and page = @page {OldestFirst}";

    // Slots in one order, so that two who make cards due do not wait for each other in a circle.
    private static readonly Statement MakeDue = new(
        Sqlite: "update cards set fresh_until = @now where image_id in (select value from json_each(@images)) and fresh_until > @now",
        PostgreSql: """
            with due as materialized (
                select slot from cards
                where image_id in (select cast(jsonb_array_elements_text(@images) as uuid)) and fresh_until > @now
                order by slot for update
            )
            update cards set fresh_until = @now from due where cards.slot = due.slot
            """);

    // All who delete take images before slots.
    private const string DeleteOnPostgreSql = """
        with old as materialized (
            select id, expires_at from cached_images
            where id in (select cast(jsonb_array_elements_text(@images) as uuid)) order by id for update
        ), shown as materialized (
            select slot from cards where image_id in (select id from old) order by slot for update
        ), gone as (
            delete from cached_images using old where cached_images.expires_at = old.expires_at and cached_images.id = old.id
            returning cached_images.id, cached_images.tenant_id, cached_images.storage_path
        ), doomed as (
            insert into doomed_objects (id, tenant_id, name, doomed_at) select id, tenant_id, storage_path, @now from gone
        ), slots as (
            delete from cards using shown where cards.slot = shown.slot
        )
        select count(*) from gone
        """;

    private const string GivenOnSqlite = "(select value from json_each(@images))";

    private static readonly string[] DeleteOnSqlite =
    [
        $"""
        insert into doomed_objects (id, tenant_id, name, doomed_at)
        select id, tenant_id, storage_path, @now from cached_images where id in {GivenOnSqlite}
        """,
        $"delete from cards where image_id in {GivenOnSqlite}",
        $"delete from cached_images where id in {GivenOnSqlite}",
    ];

    // The table of routes is kept by the project's revision of it.
    private static readonly Statement RaiseRoutesRevision = "update projects set routes_revision = routes_revision + 1 where id = @projectId";

    private static readonly Statement CountOfProject = "update projects set removals = removals + 1 where id = @projectId";

    private static readonly Statement CountOfRoute = "update routes set removals = removals + 1 where project_id = @projectId and id = @routeId";

    private static readonly Statement CountOfPage = """
        insert into pages (tenant_id, project_id, path, revision, updated_at) values (@tenantId, @projectId, @path, 1, @at)
        on conflict (project_id, path, tenant_id) do update set revision = pages.revision + 1, updated_at = excluded.updated_at
        """;

    private const string UsedOnSqlite = "max(coalesce(c.last_hit_at, i.created_at), i.created_at)";

    private const string UsedOnPostgreSql = "greatest(coalesce(c.last_hit_at, i.created_at), i.created_at)";

    private static readonly TimeSpan LongTimeout = TimeSpan.FromMinutes(5);

    private static readonly Statement LeastUsed = new(Sqlite: LeastUsedBy(UsedOnSqlite), PostgreSql: LeastUsedBy(UsedOnPostgreSql)) { Timeout = LongTimeout };

    private static readonly Statement LeastUsedOfAll = new(Sqlite: LeastUsedBy(UsedOnSqlite), PostgreSql: "select least_used_until(@most, @now)") { Timeout = LongTimeout };

    private static readonly Statement Unused = new(Sqlite: UnusedBy(UsedOnSqlite), PostgreSql: UnusedBy(UsedOnPostgreSql)) { Timeout = LongTimeout };

    public async Task<IReadOnlyList<KeptImage>> ListAsync(
        KeptImages which, ImagePosition? after, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<ImageRow>(
                Choose(which, List, ListOfRoute, ListOfPage), Parameters(which, after ?? Last, now, limit), cancellationToken),
            cancellationToken);
        return [.. rows.Select(r => r.ToImage())];
    }

    public async Task<IReadOnlyList<ImagePosition>> FindAsync(
        KeptImages which, ImagePosition? after, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<PositionRow>(
                Choose(which, Find, FindOfRoute, FindOfPage), Parameters(which, after ?? First, until, limit), cancellationToken),
            cancellationToken);
        return [.. rows.Select(r => new ImagePosition(r.CreatedAt, r.Id))];
    }

    public Task<int> MakeDueAsync(IReadOnlyCollection<Guid> images, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.ExecuteAsync(MakeDue, new { images = JsonValue.Of(images), now }, cancellationToken), cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<Guid> images, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var parameters = new { images = JsonValue.Of(images), now };
            if (session.Engine is DatabaseEngine.PostgreSql)
            {
                return await session.GetAsync<int>(DeleteOnPostgreSql, parameters, cancellationToken);
            }

            var rows = 0;
            foreach (var statement in DeleteOnSqlite)
            {
                rows = await session.ExecuteAsync(statement, parameters, cancellationToken);
            }

            return rows;
        },
        cancellationToken);

    public Task CountRemovalAsync(KeptImages which, RemovalOrigin origin, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var parameters = new
            {
                projectId = which.ProjectId,
                routeId = which.RouteId,
                tenantId = origin.TenantId,
                path = origin.Path,
                at = origin.At,
            };
            if (which.RouteId is not null)
            {
                await session.ExecuteAsync(RaiseRoutesRevision, parameters, cancellationToken);
            }

            return await session.ExecuteAsync(Choose(which, CountOfProject, CountOfRoute, CountOfPage), parameters, cancellationToken);
        },
        cancellationToken);

    public Task<DateTimeOffset?> FindLeastUsedOfAllAsync(long mostBytes, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant, session => session.GetAsync<DateTimeOffset?>(LeastUsedOfAll, new { most = mostBytes, now }, cancellationToken), cancellationToken);

    public Task<DateTimeOffset?> FindLeastUsedAsync(long mostBytes, DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.GetAsync<DateTimeOffset?>(LeastUsed, new { most = mostBytes, now }, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Guid>> FindUnusedAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<Guid>(Unused, new { until, limit }, cancellationToken), cancellationToken);

    private static ImagePosition First { get; } = new(DateTimeOffset.UnixEpoch, Guid.Empty);

    private static ImagePosition Last { get; } = new(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), Guid.Empty);

    private static Statement Choose(KeptImages which, Statement ofProject, Statement ofRoute, Statement ofPage) =>
        which.RouteId is not null ? ofRoute : which.Page is not null ? ofPage : ofProject;

    private static object Parameters(KeptImages which, ImagePosition position, DateTimeOffset time, int limit) => new
    {
        projectId = which.ProjectId,
        routeId = which.RouteId,
        page = which.Page?.Hex,
        at = position.CreatedAt,
        id = position.Id,
        now = time,
        until = time,
        limit,
    };

    private static string LeastUsedBy(string used) => $"""
        with used as (
            select i.byte_size, {used} as at from cached_images i left join cards c on c.image_id = i.id where i.expires_at > @now
        ), freed as (
            select at, sum(byte_size) over (order by at) as bytes from used
        ), excess as (
            select sum(byte_size) - @most as bytes from used
        )
        select min(freed.at) as at, max(excess.bytes) as excess from freed, excess where excess.bytes > 0 and freed.bytes >= excess.bytes
        """;

    private static string UnusedBy(string used) => $"""
        select i.id from cached_images i left join cards c on c.image_id = i.id where {used} <= @until limit @limit
        """;

    private sealed class PositionRow
    {
        public DateTimeOffset CreatedAt { get; init; }

        public Guid Id { get; init; }
    }

    private sealed class ImageRow
    {
        public Guid Id { get; init; }

        public string Url { get; init; } = "";

        public Guid? RouteId { get; init; }

        public string ContentType { get; init; } = "";

        public int Width { get; init; }

        public int Height { get; init; }

        public int ByteSize { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset FreshUntil { get; init; }

        public DateTimeOffset ExpiresAt { get; init; }

        public DateTimeOffset? LastHitAt { get; init; }

        public bool IsCurrent { get; init; }

        public bool Provisional { get; init; }

        public KeptImage ToImage() => new()
        {
            Id = Id,
            Url = Url,
            RouteId = RouteId,
            ContentType = ContentType,
            Width = Width,
            Height = Height,
            ByteSize = ByteSize,
            CreatedAt = CreatedAt,
            FreshUntil = FreshUntil,
            ExpiresAt = ExpiresAt,
            LastHitAt = LastHitAt,
            IsCurrent = IsCurrent,
            Provisional = Provisional,
        };
    }
}
