using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Replicas;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class ProjectRepository(Database database, ChangeFeed changes) : IProjectRepository
{
    private const string Columns = """
        id, tenant_id, title, url, favicon, cache_duration, template, theme, require_signature, created_at, updated_at, version,
        routes_revision
        """;

    private static readonly Statement Insert = $"""
        insert into projects ({Columns})
        values (@Id, @TenantId, @Title, @Url, @Favicon, @CacheDuration, @Template, @Theme, @RequireSignature, @CreatedAt, @UpdatedAt,
            @Version, @RoutesRevision)
        """;

    private const string Read = $"""
        select {Columns}, cards_revision, removals, purged_at, (select t.suspended from tenants t where t.id = projects.tenant_id) as is_suspended from projects
        """;

    private static readonly Statement Find = $"{Read} where id = @id";

    private static readonly Statement List = $"{Read} where id > @after order by id limit @limit";

    private static readonly Statement Update = """
        update projects
        set title = @Title, url = @Url, favicon = @Favicon, cache_duration = @CacheDuration, template = @Template, theme = @Theme,
            require_signature = @RequireSignature, updated_at = @UpdatedAt, version = @Version
        where id = @Id and version = @ExpectedVersion
        """;

    private static readonly Statement RaiseCardsRevision = "update projects set cards_revision = cards_revision + 1 where id = @id";

    private static readonly Statement MarkPurged = "update projects set cards_revision = cards_revision + 1, purged_at = @now where id = @id";

    private static readonly Statement FindOwner = new(
        Sqlite: "select tenant_id, version from projects where id = @id",
        PostgreSql: "select tenant_id, version from projects where id = @id for update");

    private static readonly Statement Doom = """
        insert into doomed_objects (id, tenant_id, name, doomed_at)
        values (@id, @tenantId, @name, @now)
        """;

    private static readonly Statement Delete = "delete from projects where id = @id";

    public Task AddAsync(Project project, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            // Its id may be kept as one that is unknown.
            session.AfterCommit.Add(() => changes.TellProject(project.Id));
            return session.ExecuteAsync(Insert, Parameters(project, expectedVersion: 0), cancellationToken);
        },
        cancellationToken);

    public async Task<Project?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<ProjectRow>(Find, new { id }, cancellationToken), cancellationToken);
        return row?.ToProject();
    }

    public async Task<IReadOnlyList<Project>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = after ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<ProjectRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToProject())];
    }

    public Task<WriteOutcome> UpdateAsync(Project project, long expectedVersion, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(Update, Parameters(project, expectedVersion), cancellationToken) > 0)
                {
                    session.AfterCommit.Add(() => changes.TellProject(project.Id));
                    return WriteOutcome.Done;
                }

                var owner = await session.FindAsync<OwnerRow>(FindOwner, new { id = project.Id }, cancellationToken);
                return owner is null ? WriteOutcome.NotFound : WriteOutcome.VersionChanged;
            },
            cancellationToken);

    public Task<WriteOutcome> RaiseCardsRevisionAsync(Guid id, CancellationToken cancellationToken) =>
        ChangeCardsAsync(id, RaiseCardsRevision, new { id }, cancellationToken);

    public Task<WriteOutcome> MarkPurgedAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeCardsAsync(id, MarkPurged, new { id, now }, cancellationToken);

    public Task<WriteOutcome> DeleteAsync(Guid id, long? expectedVersion, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var owner = await session.FindAsync<OwnerRow>(FindOwner, new { id }, cancellationToken);
                if (owner is null)
                {
                    return WriteOutcome.NotFound;
                }

                if (expectedVersion is not null && expectedVersion != owner.Version)
                {
                    return WriteOutcome.VersionChanged;
                }

                await ImageLocks.OfProjectAsync(session, id, cancellationToken);
                var doomed = new { id = Guid.CreateVersion7(now), tenantId = owner.TenantId, name = ObjectPrefix.Project(id).Value, now };
                await session.ExecuteAsync(Doom, doomed, cancellationToken);
                await session.ExecuteAsync(Delete, new { id }, cancellationToken);
                session.AfterCommit.Add(() => changes.TellProject(id));
                return WriteOutcome.Done;
            },
            cancellationToken);

    private Task<WriteOutcome> ChangeCardsAsync(Guid id, Statement change, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            session.AfterCommit.Add(() => changes.TellProject(id));
            return await session.ExecuteAsync(change, parameters, cancellationToken) > 0 ? WriteOutcome.Done : WriteOutcome.NotFound;
        },
        cancellationToken);

    private static object Parameters(Project project, long expectedVersion) => new
    {
        project.Id,
        project.TenantId,
        project.Title,
        project.Url,
        project.Favicon,
        project.CacheDuration,
        project.Template,
        Theme = JsonValue.Of(project.Theme),
        project.RequireSignature,
        project.CreatedAt,
        project.UpdatedAt,
        project.Version,
        project.RoutesRevision,
        ExpectedVersion = expectedVersion,
    };

    private sealed class OwnerRow
    {
        public Guid TenantId { get; init; }

        public long Version { get; init; }
    }

    private sealed class ProjectRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public string Title { get; init; } = "";

        public string Url { get; init; } = "";

        public string? Favicon { get; init; }

        public int CacheDuration { get; init; }

        public string? Template { get; init; }

        public string Theme { get; init; } = "";

        public bool RequireSignature { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public long Version { get; init; }

        public long RoutesRevision { get; init; }

        public long CardsRevision { get; init; }

        public long Removals { get; init; }

        public DateTimeOffset? PurgedAt { get; init; }

        public bool IsSuspended { get; init; }

        public Project ToProject() => new()
        {
            Id = Id,
            TenantId = TenantId,
            Title = Title,
            Url = Url,
            Favicon = Favicon,
            CacheDuration = CacheDuration,
            Template = Template,
            Theme = JsonValue.ReadMap(Theme),
            RequireSignature = RequireSignature,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Version = Version,
            RoutesRevision = RoutesRevision,
            CardsRevision = CardsRevision,
            Removals = Removals,
            PurgedAt = PurgedAt,
            IsSuspended = IsSuspended,
        };
    }
}
