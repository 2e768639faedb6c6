using PearlIo.Application.Fetching;
using PearlIo.Domain.Fetching;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class FetchedSourceRepository(Database database) : IFetchedSourceRepository
{
    private const string Columns = "tenant_id, project_id, address, found, etag, last_modified, found_at, tried_at, due_at, cause, status";

    private static readonly Statement Find = new(
        Sqlite: $"select {Columns} from fetched_sources where project_id = @projectId and address in (select value from json_each(@addresses))",
        PostgreSql: $"select {Columns} from fetched_sources where project_id = @projectId and address in (select jsonb_array_elements_text(@addresses))");

    // The project may have gone while its page was fetched, and another replica may have fetched it since.
    private const string Write = """
        on conflict (project_id, address, tenant_id) do update
            set found = excluded.found, etag = excluded.etag, last_modified = excluded.last_modified, found_at = excluded.found_at,
                tried_at = excluded.tried_at, due_at = excluded.due_at, cause = excluded.cause, status = excluded.status
            where fetched_sources.tried_at <= excluded.tried_at
        """;

    private static readonly Statement Put = new(
        Sqlite: $"""
            insert into fetched_sources ({Columns})
            select tenant_id, id, @Address, @Found, @ETag, @LastModified, @FoundAt, @TriedAt, @DueAt, @Cause, @Status from projects where id = @ProjectId
            {Write}
            """,
        PostgreSql: $"""
            with known as materialized (select tenant_id, id from projects where id = @ProjectId for key share)
            insert into fetched_sources ({Columns})
            select tenant_id, id, @Address, @Found, @ETag, @LastModified, @FoundAt, @TriedAt, @DueAt, @Cause, @Status from known
            {Write}
            """);

    public async Task<IReadOnlyList<FetchedSource>> FindAsync(
        Guid projectId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var parameters = new { projectId, addresses = JsonValue.Of(addresses) };
        var rows = await database.ReadAsync(session => session.QueryAsync<SourceRow>(Find, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToSource())];
    }

    public Task PutAsync(FetchedSource source, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            source.ProjectId,
            source.Address,
            Found = source.Values is null ? JsonValue.OfText(null) : JsonValue.Of(source.Values),
            source.ETag,
            source.LastModified,
            source.FoundAt,
            source.TriedAt,
            source.DueAt,
            source.Cause,
            source.Status,
        };
        return database.WriteAsync(session => session.ExecuteAsync(Put, parameters, cancellationToken), cancellationToken);
    }

    private sealed class SourceRow
    {
        public Guid TenantId { get; init; }

        public Guid ProjectId { get; init; }

        public string Address { get; init; } = "";

        public string? Found { get; init; }

        public string? ETag { get; init; }

        public string? LastModified { get; init; }

        public DateTimeOffset? FoundAt { get; init; }

        public DateTimeOffset TriedAt { get; init; }

        public DateTimeOffset DueAt { get; init; }

        public string? Cause { get; init; }

        public int? Status { get; init; }

        public FetchedSource ToSource() => new()
        {
            TenantId = TenantId,
            ProjectId = ProjectId,
            Address = Address,
            Values = Found is null ? null : JsonValue.ReadMap(Found),
            ETag = ETag,
            LastModified = LastModified,
            FoundAt = FoundAt,
            TriedAt = TriedAt,
            DueAt = DueAt,
            Cause = Cause,
            Status = Status,
        };
    }
}
