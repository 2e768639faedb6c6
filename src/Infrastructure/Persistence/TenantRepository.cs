using System.Data.Common;
using System.Text.Json;
using PearlIo.Application.Common;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class TenantRepository(Database database, ChangeFeed changes) : ITenantRepository
{
    private const string Columns = "id, name, suspended, limits, created_at, version";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Statement Insert = $"""
        insert into tenants ({Columns}) values (@Id, @Name, @Suspended, @Limits, @CreatedAt, @Version)
        """;

    private static readonly Statement Find = $"select {Columns} from tenants where id = @id";

    private static readonly Statement List = $"select {Columns} from tenants where id > @after order by id limit @limit";

    private static readonly Statement Update = """
        update tenants set name = @Name, suspended = @Suspended, limits = @Limits, version = @Version
        where id = @Id and version = @ExpectedVersion
        """;

    private static readonly Statement FindVersion = "select version from tenants where id = @Id";

    private static readonly Statement Delete = "delete from tenants where id = @Id and version = @ExpectedVersion";

    public bool HoldsMany => database.Address.Engine is DatabaseEngine.PostgreSql;

    public Task AddAsync(Tenant tenant, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Insert, Parameters(tenant, expectedVersion: 0), cancellationToken), cancellationToken);

    public async Task<Tenant?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(session => session.FindAsync<TenantRow>(Find, new { id }, cancellationToken), cancellationToken);
        return row?.ToTenant();
    }

    public async Task<IReadOnlyList<Tenant>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new { after = after ?? Guid.Empty, limit };
        var rows = await database.ReadAsync(session => session.QueryAsync<TenantRow>(List, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToTenant())];
    }

    public Task<WriteOutcome> UpdateAsync(Tenant tenant, long expectedVersion, CancellationToken cancellationToken) =>
        WriteAsync(Update, tenant.Id, Parameters(tenant, expectedVersion), cancellationToken);

    public Task<WriteOutcome> DeleteAsync(Guid id, long expectedVersion, CancellationToken cancellationToken) =>
        WriteAsync(Delete, id, new { Id = id, ExpectedVersion = expectedVersion }, cancellationToken);

    private Task<WriteOutcome> WriteAsync(Statement statement, Guid id, object parameters, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            try
            {
                if (await session.ExecuteAsync(statement, parameters, cancellationToken) > 0)
                {
                    session.AfterCommit.Add(() => changes.TellTenant(id));
                    return WriteOutcome.Done;
                }

                var version = await session.FindAsync<long?>(FindVersion, parameters, cancellationToken);
                return version is null ? WriteOutcome.NotFound : WriteOutcome.VersionChanged;
            }
            catch (DbException exception) when (DatabaseFaults.IsForeignKeyViolation(exception))
            {
                return WriteOutcome.InUse;
            }
        },
        cancellationToken);

    private static object Parameters(Tenant tenant, long expectedVersion) => new
    {
        tenant.Id,
        tenant.Name,
        Suspended = tenant.IsSuspended,
        Limits = JsonValue.OfText(JsonSerializer.Serialize(tenant.Limits, Json)),
        tenant.CreatedAt,
        tenant.Version,
        ExpectedVersion = expectedVersion,
    };

    private sealed class TenantRow
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public bool Suspended { get; init; }

        public string Limits { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public long Version { get; init; }

        public Tenant ToTenant() => new()
        {
            Id = Id,
            Name = Name,
            IsSuspended = Suspended,
            Limits = JsonSerializer.Deserialize<TenantLimits>(Limits, Json)!,
            CreatedAt = CreatedAt,
            Version = Version,
        };
    }
}
