using System.Data.Common;
using PearlIo.Application.Common;
using PearlIo.Application.Routes;
using PearlIo.Domain.Routes;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class RouteRepository(Database database, ChangeFeed changes) : IRouteRepository
{
    private const string Columns = """
        id, tenant_id, project_id, path, path_shape, return_type, cache_duration, template, variables, query, source, byte_budget,
        created_at, updated_at, version
        """;

    // First in every transaction: the writers of a project's routes stand in line at its row.
    private static readonly Statement RaiseRevision = """
        update projects set routes_revision = routes_revision + 1 where id = @ProjectId
        """;

    private static readonly Statement Insert = $"""
        insert into routes ({Columns})
        values (@Id, @TenantId, @ProjectId, @Path, @PathShape, @ReturnType, @CacheDuration, @Template, @Variables, @Query, @Source,
            @ByteBudget, @CreatedAt, @UpdatedAt, @Version)
        on conflict (tenant_id, project_id, path_shape) do nothing
        """;

    private static readonly Statement Find = $"select {Columns}, removals from routes where project_id = @projectId and id = @id";

    private static readonly Statement List = $"""
        select {Columns}, removals from routes where project_id = @projectId and id > @after order by id limit @limit
        """;

    private static readonly Statement ListAll = $"select {Columns}, removals from routes where project_id = @projectId";

    private static readonly Statement Update = """
        update routes
        set path = @Path, path_shape = @PathShape, return_type = @ReturnType, cache_duration = @CacheDuration, template = @Template,
            variables = @Variables, query = @Query, source = @Source, byte_budget = @ByteBudget, updated_at = @UpdatedAt,
            version = @Version
        where project_id = @ProjectId and id = @Id and version = @ExpectedVersion
        """;

    private static readonly Statement FindVersion = new(
        Sqlite: "select version from routes where project_id = @ProjectId and id = @Id",
        PostgreSql: "select version from routes where project_id = @ProjectId and id = @Id for update");

    // An image is doomed once, so its own id names the doomed object too.
    private static readonly Statement Doom = """
        insert into doomed_objects (id, tenant_id, name, doomed_at)
        select id, tenant_id, storage_path, @Now from cached_images where route_id = @Id
        """;

    private static readonly Statement DeleteCards = """
        delete from cards where image_id in (select id from cached_images where route_id = @Id)
        """;

    private static readonly Statement Delete = "delete from routes where project_id = @ProjectId and id = @Id";

    public Task<WriteOutcome> AddAsync(Route route, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var parameters = Parameters(route, expectedVersion: 0);
            if (await RaiseRevisionAsync(session, route.ProjectId, cancellationToken) == 0)
            {
                return WriteOutcome.NotFound;
            }

            var added = await session.ExecuteAsync(Insert, parameters, cancellationToken);
            return added > 0 ? WriteOutcome.Done : WriteOutcome.Taken;
        },
        cancellationToken);

    public async Task<Route?> FindAsync(Guid projectId, Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FindAsync<RouteRow>(Find, new { projectId, id }, cancellationToken), cancellationToken);
        return row?.ToRoute();
    }

    public Task<IReadOnlyList<Route>> ListAsync(Guid projectId, Guid? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(List, new { projectId, after = after ?? Guid.Empty, limit }, cancellationToken);

    public Task<IReadOnlyList<Route>> ListAllAsync(Guid projectId, CancellationToken cancellationToken) =>
        ListAsync(ListAll, new { projectId }, cancellationToken);

    public Task<WriteOutcome> UpdateAsync(Route route, long expectedVersion, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var parameters = Parameters(route, expectedVersion);
                if (await RaiseRevisionAsync(session, route.ProjectId, cancellationToken) == 0)
                {
                    return WriteOutcome.NotFound;
                }

                try
                {
                    var updated = await session.ExecuteAsync(Update, parameters, cancellationToken);
                    return updated > 0 ? WriteOutcome.Done : await WhyNotAsync(session, parameters, cancellationToken);
                }
                catch (DbException exception) when (DatabaseFaults.IsUniqueViolation(exception))
                {
                    return WriteOutcome.Taken;
                }
            },
            cancellationToken);

    public Task<WriteOutcome> DeleteAsync(
        Guid projectId, Guid id, long? expectedVersion, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var parameters = new { ProjectId = projectId, Id = id, Now = now };
                await RaiseRevisionAsync(session, projectId, cancellationToken);
                var version = await session.FindAsync<long?>(FindVersion, parameters, cancellationToken);
                if (version is null)
                {
                    return WriteOutcome.NotFound;
                }

                if (expectedVersion is not null && expectedVersion != version)
                {
                    return WriteOutcome.VersionChanged;
                }

                await ImageLocks.OfRouteAsync(session, id, cancellationToken);
                await session.ExecuteAsync(Doom, parameters, cancellationToken);
                await session.ExecuteAsync(DeleteCards, parameters, cancellationToken);
                await session.ExecuteAsync(Delete, parameters, cancellationToken);
                return WriteOutcome.Done;
            },
            cancellationToken);

    private Task<int> RaiseRevisionAsync(DatabaseSession session, Guid projectId, CancellationToken cancellationToken)
    {
        session.AfterCommit.Add(() => changes.TellProject(projectId));
        return session.ExecuteAsync(RaiseRevision, new { ProjectId = projectId }, cancellationToken);
    }

    private static async Task<WriteOutcome> WhyNotAsync(DatabaseSession session, object parameters, CancellationToken cancellationToken)
    {
        var version = await session.FindAsync<long?>(FindVersion, parameters, cancellationToken);
        return version is null ? WriteOutcome.NotFound : WriteOutcome.VersionChanged;
    }

    private async Task<IReadOnlyList<Route>> ListAsync(Statement statement, object parameters, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<RouteRow>(statement, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToRoute())];
    }

    private static object Parameters(Route route, long expectedVersion) => new
    {
        route.Id,
        route.TenantId,
        route.ProjectId,
        route.Path,
        route.PathShape,
        ReturnType = EnumText.Of(route.ReturnType),
        route.CacheDuration,
        route.Template,
        Variables = JsonValue.Of(route.Variables),
        Query = JsonValue.Of(route.Query),
        Source = route.Source is { } source ? EnumText.Of(source) : null,
        route.ByteBudget,
        route.CreatedAt,
        route.UpdatedAt,
        route.Version,
        ExpectedVersion = expectedVersion,
    };

    private sealed class RouteRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public Guid ProjectId { get; init; }

        public string Path { get; init; } = "";

        public string PathShape { get; init; } = "";

        public string ReturnType { get; init; } = "";

        public int CacheDuration { get; init; }

        public string? Template { get; init; }

        public string Variables { get; init; } = "";

        public string Query { get; init; } = "";

        public string? Source { get; init; }

        public int ByteBudget { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public long Version { get; init; }

        public long Removals { get; init; }

        public Route ToRoute() => new()
        {
            Id = Id,
            TenantId = TenantId,
            ProjectId = ProjectId,
            Path = Path,
            PathShape = PathShape,
            ReturnType = EnumText.Read<ReturnType>(ReturnType),
            CacheDuration = CacheDuration,
            Template = Template,
            Variables = JsonValue.ReadMap(Variables),
            Query = JsonValue.ReadList(Query),
            Source = Source is null ? null : EnumText.Read<RouteSource>(Source),
            ByteBudget = ByteBudget,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Version = Version,
            Removals = Removals,
        };
    }
}
