using PearlIo.Application.Common;
using PearlIo.Application.SigningKeys;
using PearlIo.Domain.SigningKeys;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class SigningKeyRepository(Database database) : ISigningKeyRepository
{
    private const string Columns = "id, tenant_id, project_id, name, secret, created_at, retired_at, revoked_at";

    private static readonly Statement Insert = $"""
        insert into signing_keys ({Columns})
        values (@Id, @TenantId, @ProjectId, @Name, @Secret, @CreatedAt, @RetiredAt, @RevokedAt)
        """;

    private static readonly Statement Find = $"select {Columns} from signing_keys where project_id = @projectId and id = @id";

    private static readonly Statement List = $"""
        select {Columns} from signing_keys where project_id = @projectId and id > @after order by id limit @limit
        """;

    private static readonly Statement ListUsable = $"""
        select {Columns} from signing_keys where project_id = @projectId and revoked_at is null
        order by case when retired_at is null then 0 else 1 end, id desc
        """;

    private static readonly Statement Retire = """
        update signing_keys set retired_at = @now where project_id = @projectId and id = @id and retired_at is null and revoked_at is null
        """;

    private static readonly Statement Revoke = """
        update signing_keys set revoked_at = @now, secret = null where project_id = @projectId and id = @id and revoked_at is null
        """;

    public Task AddAsync(SigningKey key, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Insert, Parameters(key), cancellationToken), cancellationToken);

    public async Task<SigningKey?> FindAsync(Guid projectId, Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            session => session.FindAsync<SigningKeyRow>(Find, new { projectId, id }, cancellationToken), cancellationToken);
        return row?.ToKey();
    }

    public Task<IReadOnlyList<SigningKey>> ListAsync(Guid projectId, Guid? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(List, new { projectId, after = after ?? Guid.Empty, limit }, cancellationToken);

    public Task<IReadOnlyList<SigningKey>> ListUsableAsync(Guid projectId, CancellationToken cancellationToken) =>
        ListAsync(ListUsable, new { projectId }, cancellationToken);

    public Task<WriteOutcome> RetireAsync(Guid projectId, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        UpdateAsync(Retire, new { projectId, id, now }, cancellationToken);

    public Task<WriteOutcome> RevokeAsync(Guid projectId, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        UpdateAsync(Revoke, new { projectId, id, now }, cancellationToken);

    private async Task<IReadOnlyList<SigningKey>> ListAsync(Statement statement, object parameters, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.QueryAsync<SigningKeyRow>(statement, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToKey())];
    }

    private Task<WriteOutcome> UpdateAsync(Statement statement, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(statement, parameters, cancellationToken) > 0 ? WriteOutcome.Done : WriteOutcome.NotFound,
        cancellationToken);

    private static object Parameters(SigningKey key) => new
    {
        key.Id,
        key.TenantId,
        key.ProjectId,
        key.Name,
        Secret = key.Secret?.Reveal(),
        key.CreatedAt,
        key.RetiredAt,
        key.RevokedAt,
    };

    private sealed class SigningKeyRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public Guid ProjectId { get; init; }

        public string? Name { get; init; }

        public string? Secret { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? RetiredAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public SigningKey ToKey() => new()
        {
            Id = Id,
            TenantId = TenantId,
            ProjectId = ProjectId,
            Name = Name,
            Secret = Secret is null ? null : SigningSecret.Of(Secret),
            CreatedAt = CreatedAt,
            RetiredAt = RetiredAt,
            RevokedAt = RevokedAt,
        };
    }
}
