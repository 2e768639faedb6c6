using System.Data.Common;
using PearlIo.Application.ApiKeys;
using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class ApiKeyRepository(Database database) : IApiKeyRepository
{
    private const string Columns = """
        id, tenant_id, name, secret_hash, scopes, created_at, expires_at, revoked_at, last_used_at, replaced_by
        """;

    private const string IsUsable = "revoked_at is null and (expires_at is null or expires_at > @now)";

    private static readonly Statement Insert = $"""
        insert into api_keys ({Columns})
        values (@Id, @TenantId, @Name, @SecretHash, @Scopes, @CreatedAt, @ExpiresAt, @RevokedAt, @LastUsedAt, @ReplacedBy)
        """;

    private static readonly Statement FindHolder = new(
        Sqlite: "select k.*, t.suspended as is_suspended from api_keys k join tenants t on t.id = k.tenant_id where k.id = @id",
        PostgreSql: "select * from key_by_id(@id)");

    private static readonly Statement Find = $"select {Columns} from api_keys where id = @id";

    private static readonly Statement List = $"select {Columns} from api_keys where id > @after order by id limit @limit";

    private static readonly Statement LockUsableAdmins = new(
        Sqlite: $"""select id from api_keys where scopes like '%"admin"%' and {IsUsable} order by id""",
        PostgreSql: $"""select id from api_keys where scopes @> '["admin"]' and {IsUsable} order by id for update""");

    private static readonly Statement HasUsableAdmin = new(
        Sqlite: $"""select exists (select 1 from api_keys where scopes like '%"admin"%' and {IsUsable})""",
        PostgreSql: "select has_usable_admin_key(@now)");

    private static readonly Statement Revoke = "update api_keys set revoked_at = @now where id = @id and revoked_at is null";

    private static readonly Statement Replace = """
        update api_keys set replaced_by = @by, expires_at = @expiresAt where id = @id and replaced_by is null and revoked_at is null
        """;

    private static readonly Statement NoteUse = """
        update api_keys set last_used_at = @now where id = @id and (last_used_at is null or last_used_at <= @since)
        """;

    public Task<WriteOutcome> AddAsync(ApiKey key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            try
            {
                await session.ExecuteAsync(Insert, Parameters(key), cancellationToken);
                return WriteOutcome.Done;
            }
            catch (DbException exception) when (DatabaseFaults.IsForeignKeyViolation(exception))
            {
                return WriteOutcome.NotFound;
            }
        },
        cancellationToken);

    public async Task<KeyHolder?> FindHolderAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            DatabaseScope.NoTenant,
            session => session.FindAsync<KeyRow>(FindHolder, new { id = KeyToken.FormatId(id) }, cancellationToken),
            cancellationToken);
        return row is null ? null : new KeyHolder(row.ToKey(), row.IsSuspended);
    }

    public async Task<ApiKey?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var parameters = new { id = KeyToken.FormatId(id) };
        var row = await database.ReadAsync(session => session.FindAsync<KeyRow>(Find, parameters, cancellationToken), cancellationToken);
        return row?.ToKey();
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = KeyToken.FormatId(after ?? Guid.Empty), limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<KeyRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToKey())];
    }

    public async Task<IReadOnlyList<Guid>> LockUsableAdminsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await database.ReadAsync(
            session => session.QueryAsync<string>(LockUsableAdmins, new { now }, cancellationToken), cancellationToken);
        return [.. ids.Select(KeyRow.ReadId)];
    }

    public Task<WriteOutcome> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        UpdateAsync(Revoke, new { id = KeyToken.FormatId(id), now }, cancellationToken);

    public Task<WriteOutcome> ReplaceAsync(Guid id, Guid by, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        UpdateAsync(Replace, new { id = KeyToken.FormatId(id), by = KeyToken.FormatId(by), expiresAt }, cancellationToken);

    public Task NoteUseAsync(Guid id, DateTimeOffset now, DateTimeOffset unlessSince, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.ExecuteAsync(NoteUse, new { id = KeyToken.FormatId(id), now, since = unlessSince }, cancellationToken),
            cancellationToken);

    public Task<bool> HasUsableAdminAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        DatabaseScope.NoTenant, session => session.GetAsync<bool>(HasUsableAdmin, new { now }, cancellationToken), cancellationToken);

    private Task<WriteOutcome> UpdateAsync(Statement statement, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(statement, parameters, cancellationToken) > 0 ? WriteOutcome.Done : WriteOutcome.NotFound,
        cancellationToken);

    private static object Parameters(ApiKey key) => new
    {
        Id = KeyToken.FormatId(key.Id),
        key.TenantId,
        key.Name,
        SecretHash = key.SecretHash.Hex,
        Scopes = JsonValue.Of(key.Scopes.ToNames()),
        key.CreatedAt,
        key.ExpiresAt,
        key.RevokedAt,
        key.LastUsedAt,
        ReplacedBy = key.ReplacedBy is { } id ? KeyToken.FormatId(id) : null,
    };

    private sealed class KeyRow
    {
        public string Id { get; init; } = "";

        public Guid TenantId { get; init; }

        public string Name { get; init; } = "";

        public string SecretHash { get; init; } = "";

        public string Scopes { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }

        public string? ReplacedBy { get; init; }

        public bool IsSuspended { get; init; }

        public static Guid ReadId(string id) => Guid.ParseExact(id, "N");

        public ApiKey ToKey() => new()
        {
            Id = ReadId(Id),
            TenantId = TenantId,
            Name = Name,
            SecretHash = Sha256Hash.Parse(SecretHash),
            Scopes = ScopeRules.Parse(JsonValue.ReadList(Scopes)),
            CreatedAt = CreatedAt,
            ExpiresAt = ExpiresAt,
            RevokedAt = RevokedAt,
            LastUsedAt = LastUsedAt,
            ReplacedBy = ReplacedBy is null ? null : ReadId(ReplacedBy),
        };
    }
}
