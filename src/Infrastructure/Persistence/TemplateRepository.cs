using PearlIo.Application.Common;
using PearlIo.Application.Templates;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Templates;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class TemplateRepository(Database database, ChangeFeed changes) : ITemplateRepository
{
    private const string Read = """
        select id, tenant_id, name, published_version, created_at, updated_at, version,
            (select max(v.version) from template_versions v where v.template_id = templates.id) as latest_version
        from templates
        """;

    private static readonly Statement Insert = """
        insert into templates (id, tenant_id, name, published_version, created_at, updated_at, version)
        values (@Id, @TenantId, @Name, @PublishedVersion, @CreatedAt, @UpdatedAt, @Version)
        on conflict (tenant_id, name) do nothing
        """;

    private static readonly Statement InsertVersion = """
        insert into template_versions (tenant_id, template_id, version, html, content_hash, width, height, variables, created_at)
        values (@TenantId, @TemplateId, @Number, @Html, @ContentHash, @Width, @Height, @Variables, @CreatedAt)
        """;

    private static readonly Statement Find = $"{Read} where name = @name";

    // Whoever changes or deletes the template stands in line behind those that are about to name it, and they behind it.
    private static readonly Statement Hold = new(Sqlite: $"{Read} where name = @name", PostgreSql: $"{Read} where name = @name for share");

    private static readonly Statement FindVersion = """
        select tenant_id, template_id, version as number, content_hash, width, height, variables, created_at from template_versions
        where template_id = @templateId and version = @number
        """;

    private static readonly Statement FindHtml = "select html from template_versions where template_id = @templateId and version = @number";

    private const string ReadResolved = """
        select t.tenant_id, t.id as template_id, t.name, t.published_version, v.version, v.content_hash, v.width, v.height
        from templates t join template_versions v on v.template_id = t.id
        """;

    private static readonly Statement Resolve = new(
        Sqlite: $"""
            {ReadResolved}
            where (t.name in (select value from json_each(@names)) and v.version = t.published_version)
                or t.name || '@' || v.version in (select value from json_each(@pins))
            """,
        PostgreSql: $"""
            {ReadResolved}
            where (t.name in (select jsonb_array_elements_text(@names)) and v.version = t.published_version)
                or t.name || '@' || v.version in (select jsonb_array_elements_text(@pins))
            """);

    private static readonly Statement List = """
        select t.id, t.tenant_id, t.name, t.published_version, t.created_at, t.updated_at, t.version, v.variables,
            (select max(l.version) from template_versions l where l.template_id = t.id) as latest_version
        from templates t join template_versions v on v.template_id = t.id
        where t.id > @after
            and v.version = coalesce(t.published_version, (select max(l.version) from template_versions l where l.template_id = t.id))
        order by t.id limit @limit
        """;

    private static readonly Statement Update = """
        update templates set published_version = @PublishedVersion, updated_at = @UpdatedAt, version = @Version
        where id = @Id and version = @ExpectedVersion
        """;

    private static readonly Statement FindState = new(
        Sqlite: "select version from templates where id = @Id",
        PostgreSql: "select version from templates where id = @Id for update");

    private static readonly Statement CountVersions = "select count(*) from template_versions where template_id = @Id";

    private static readonly Statement Prune = """
        delete from template_versions where template_id = @Id and version in (
            select v.version from template_versions v join templates t on t.id = v.template_id
            where v.template_id = @Id and v.version <> @LatestVersion and v.version is distinct from t.published_version
                and not exists (select 1 from projects p where p.template = t.name || '@' || v.version)
                and not exists (select 1 from routes r where r.template = t.name || '@' || v.version)
            order by v.version limit @excess)
        """;

    // In one order, so that two publications never wait in a circle.
    private static readonly Statement Announce = new(Sqlite: RaiseRevisions(""), PostgreSql: RaiseRevisions("for update of p"));

    private static readonly Statement CountUses = """
        select (select count(*) from projects where template = @Name or template like @Name || '@%')
            + (select count(*) from routes where template = @Name or template like @Name || '@%')
        """;

    private static readonly Statement Delete = "delete from templates where id = @Id";

    public Task<WriteOutcome> AddAsync(Template made, TemplateVersion first, string html, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Insert, Parameters(made), cancellationToken) == 0)
            {
                return WriteOutcome.Taken;
            }

            await session.ExecuteAsync(InsertVersion, Parameters(first, html), cancellationToken);
            return WriteOutcome.Done;
        },
        cancellationToken);

    public Task<Template?> FindAsync(string name, CancellationToken cancellationToken) => FindAsync(Find, name, cancellationToken);

    public Task<Template?> HoldAsync(string name, CancellationToken cancellationToken) => FindAsync(Hold, name, cancellationToken);

    public async Task<TemplateVersion?> FindVersionAsync(Guid templateId, int number, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FindAsync<VersionRow>(FindVersion, new { templateId, number }, cancellationToken), cancellationToken);
        return row?.ToVersion();
    }

    public Task<string?> FindHtmlAsync(Guid templateId, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync<string>(FindHtml, new { templateId, number }, cancellationToken), cancellationToken);

    public async Task<IReadOnlyDictionary<TemplateReference, ResolvedTemplate>> ResolveAsync(
        IReadOnlyCollection<TemplateReference> references, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            names = JsonValue.Of(references.Where(r => r.Version is null).Select(r => r.Name)),
            pins = JsonValue.Of(references.Where(r => r.Version is not null).Select(r => r.ToString())),
        };
        var rows = await database.ReadAsync(session => session.QueryAsync<ResolvedRow>(Resolve, parameters, cancellationToken), cancellationToken);
        return references
            .Select(reference => (reference, row: rows.FirstOrDefault(row => row.IsMeantBy(reference))))
            .Where(found => found.row is not null)
            .ToDictionary(found => found.reference, found => found.row!.ToResolved());
    }

    public async Task<IReadOnlyList<TemplateListing>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = after ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<TemplateRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => new TemplateListing(r.ToTemplate(), VariableJson.Read(r.Variables)))];
    }

    public Task<WriteOutcome> AddVersionAsync(
        Template changed, long expectedVersion, TemplateVersion version, string html, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var updated = await UpdateAsync(session, changed, expectedVersion, cancellationToken);
            if (updated != WriteOutcome.Done)
            {
                return updated;
            }

            await session.ExecuteAsync(InsertVersion, Parameters(version, html), cancellationToken);
            return await MakeRoomAsync(session, changed, cancellationToken) ? WriteOutcome.Done : WriteOutcome.InUse;
        },
        cancellationToken);

    public Task<WriteOutcome> PublishAsync(Template changed, long expectedVersion, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var updated = await UpdateAsync(session, changed, expectedVersion, cancellationToken);
            if (updated != WriteOutcome.Done)
            {
                return updated;
            }

            var projects = await session.QueryAsync<Guid>(Announce, new { changed.Name }, cancellationToken);
            session.AfterCommit.AddRange(projects.Select(project => (Action)(() => changes.TellProject(project))));
            return WriteOutcome.Done;
        },
        cancellationToken);

    public Task<WriteOutcome> DeleteAsync(Template unused, long expectedVersion, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (await session.FindAsync<long?>(FindState, new { unused.Id }, cancellationToken) is not { } version)
            {
                return WriteOutcome.NotFound;
            }

            if (version != expectedVersion)
            {
                return WriteOutcome.VersionChanged;
            }

            if (await session.GetAsync<long>(CountUses, new { unused.Name }, cancellationToken) > 0)
            {
                return WriteOutcome.InUse;
            }

            await session.ExecuteAsync(Delete, new { unused.Id }, cancellationToken);
            return WriteOutcome.Done;
        },
        cancellationToken);

    private static string RaiseRevisions(string locking) => $"""
        update projects set cards_revision = cards_revision + 1 where id in (
            select p.id from projects p
            where p.template = @Name or exists (select 1 from routes r where r.project_id = p.id and r.template = @Name)
            order by p.id {locking})
        returning id
        """;

    private static async Task<WriteOutcome> UpdateAsync(DatabaseSession session, Template changed, long expectedVersion, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(Update, Parameters(changed, expectedVersion), cancellationToken) > 0)
        {
            return WriteOutcome.Done;
        }

        var version = await session.FindAsync<long?>(FindState, new { changed.Id }, cancellationToken);
        return version is null ? WriteOutcome.NotFound : WriteOutcome.VersionChanged;
    }

    private static async Task<bool> MakeRoomAsync(DatabaseSession session, Template template, CancellationToken cancellationToken)
    {
        var excess = (int)await session.GetAsync<long>(CountVersions, new { template.Id }, cancellationToken) - Template.MaxVersions;
        return excess <= 0 || await session.ExecuteAsync(Prune, new { template.Id, template.LatestVersion, excess }, cancellationToken) == excess;
    }

    private async Task<Template?> FindAsync(Statement statement, string name, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<TemplateRow>(statement, new { name }, cancellationToken), cancellationToken);
        return row?.ToTemplate();
    }

    private static object Parameters(Template template, long expectedVersion = 0) => new
    {
        template.Id,
        template.TenantId,
        template.Name,
        template.PublishedVersion,
        template.CreatedAt,
        template.UpdatedAt,
        template.Version,
        ExpectedVersion = expectedVersion,
    };

    private static object Parameters(TemplateVersion version, string html) => new
    {
        version.TenantId,
        version.TemplateId,
        version.Number,
        Html = html,
        ContentHash = version.ContentHash.Hex,
        version.Width,
        version.Height,
        Variables = VariableJson.Of(version.Variables),
        version.CreatedAt,
    };

    private sealed class TemplateRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public string Name { get; init; } = "";

        public int? PublishedVersion { get; init; }

        public int LatestVersion { get; init; }

        public string Variables { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public long Version { get; init; }

        public Template ToTemplate() => new()
        {
            Id = Id,
            TenantId = TenantId,
            Name = Name,
            PublishedVersion = PublishedVersion,
            LatestVersion = LatestVersion,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Version = Version,
        };
    }

    private sealed class VersionRow
    {
        public Guid TenantId { get; init; }

        public Guid TemplateId { get; init; }

        public int Number { get; init; }

        public string ContentHash { get; init; } = "";

        public int Width { get; init; }

        public int Height { get; init; }

        public string Variables { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public TemplateVersion ToVersion() => new()
        {
            TenantId = TenantId,
            TemplateId = TemplateId,
            Number = Number,
            ContentHash = Sha256Hash.Parse(ContentHash),
            Width = Width,
            Height = Height,
            Variables = VariableJson.Read(Variables),
            CreatedAt = CreatedAt,
        };
    }

    private sealed class ResolvedRow
    {
        public Guid TenantId { get; init; }

        public Guid TemplateId { get; init; }

        public string Name { get; init; } = "";

        public int? PublishedVersion { get; init; }

        public int Version { get; init; }

        public string ContentHash { get; init; } = "";

        public int Width { get; init; }

        public int Height { get; init; }

        public bool IsMeantBy(TemplateReference reference) =>
            string.Equals(Name, reference.Name, StringComparison.Ordinal) && Version == (reference.Version ?? PublishedVersion);

        public ResolvedTemplate ToResolved() => new(TenantId, TemplateId, Name, Version, Sha256Hash.Parse(ContentHash), Width, Height);
    }
}
