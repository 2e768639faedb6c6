using System.Text.Json.Serialization;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;
using PearlIo.Domain.Pages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class PageRepository(Database database) : IPageRepository
{
    private const string Columns = "tenant_id, project_id, path, variables, origin, revision, updated_at";

    private static readonly Statement Find = $"select {Columns} from pages where project_id = @projectId and path = @path";

    private static readonly Statement ListTold = $"""
        select {Columns} from pages where project_id = @projectId and origin = 'build' and path > @after order by path limit @limit
        """;

    private static readonly Statement CountTold = "select count(*) from pages where origin = 'build'";

    private static readonly Statement GetRevisions = new(
        Sqlite: "select path, revision from pages where project_id = @projectId and path in (select value from json_each(@paths))",
        PostgreSql: "select path, revision from pages where project_id = @projectId and path in (select jsonb_array_elements_text(@paths))");

    // All in one order, so that none waits in a circle. The project is locked as its pages need it, so that it cannot go meanwhile.
    private const string Insert = """
        insert into pages (tenant_id, project_id, path, variables, origin, revision, updated_at)
        select known.tenant_id, known.id, told.path, told.variables, 'build', 0, @now
        from told cross join known
        where true order by told.path
        on conflict (project_id, path, tenant_id) do update
            set variables = excluded.variables, origin = excluded.origin, updated_at = excluded.updated_at
            where pages.variables is distinct from excluded.variables or pages.origin is distinct from excluded.origin
        """;

    private static readonly Statement Tell = new(
        Sqlite: $"""
            with told as (
                select value ->> 'path' as path, value ->> 'variables' as variables from json_each(@pages)
            ), known as (select tenant_id, id from projects where id = @projectId)
            {Insert}
            """,
        PostgreSql: $"""
            with told as materialized (
                select path, variables from jsonb_to_recordset(@pages) as t (path text, variables jsonb)
            ), known as materialized (
                select tenant_id, id from projects where id = @projectId for key share
            )
            {Insert}
            """);

    private static readonly Statement Forget = """
        update pages set variables = null, origin = null, updated_at = @now
        where project_id = @projectId and path = @path and origin = 'build'
        """;

    // A count of removals must never begin anew: addresses that were used before would come back.
    private static readonly Statement DeleteEmpty = """
        delete from pages where project_id = @projectId and path = @path and variables is null and validators is null and revision = 0
        """;

    public async Task<KnownPage?> FindAsync(Guid projectId, string path, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FindAsync<PageRow>(Find, new { projectId, path }, cancellationToken), cancellationToken);
        return row?.ToPage();
    }

    public async Task<IReadOnlyList<KnownPage>> ListToldAsync(Guid projectId, string? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { projectId, after = after ?? "", limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<PageRow>(ListTold, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToPage())];
    }

    public Task<long> CountToldAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.GetAsync<long>(CountTold, parameters: null, cancellationToken), cancellationToken);

    public async Task<IReadOnlyDictionary<string, long>> GetRevisionsAsync(
        Guid projectId, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var parameters = new { projectId, paths = JsonValue.Of(paths) };
        var rows = await database.ReadAsync(session => session.QueryAsync<PageRow>(GetRevisions, parameters, cancellationToken), cancellationToken);
        return rows.ToDictionary(r => r.Path, r => r.Revision, StringComparer.Ordinal);
    }

    public Task<int> TellAsync(Guid projectId, IReadOnlyCollection<KnownPage> pages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var parameters = new { projectId, pages = JsonValue.Of(pages.Select(ToldRow.Of)), now };
        return pages.Count == 0
            ? Task.FromResult(0)
            : database.WriteAsync(session => session.ExecuteAsync(Tell, parameters, cancellationToken), cancellationToken);
    }

    public Task<WriteOutcome> ForgetAsync(Guid projectId, string path, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(Forget, new { projectId, path, now }, cancellationToken) == 0)
                {
                    return WriteOutcome.NotFound;
                }

                await session.ExecuteAsync(DeleteEmpty, new { projectId, path }, cancellationToken);
                return WriteOutcome.Done;
            },
            cancellationToken);

    private sealed record ToldRow(
        [property: JsonPropertyName("path")] string Path,
        [property: JsonPropertyName("variables")] IReadOnlyDictionary<string, string> Variables)
    {
        // SQLite compares the text, so that equal variables must have one.
        public static ToldRow Of(KnownPage page) =>
            new(page.Path, new SortedDictionary<string, string>(page.Variables!.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    private sealed class PageRow
    {
        public Guid TenantId { get; init; }

        public Guid ProjectId { get; init; }

        public string Path { get; init; } = "";

        public string? Variables { get; init; }

        public string? Origin { get; init; }

        public long Revision { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public KnownPage ToPage() => new()
        {
            TenantId = TenantId,
            ProjectId = ProjectId,
            Path = Path,
            Variables = Variables is null ? null : JsonValue.ReadMap(Variables),
            Origin = Origin is null ? null : EnumText.Read<PageOrigin>(Origin),
            Revision = Revision,
            UpdatedAt = UpdatedAt,
        };
    }
}
