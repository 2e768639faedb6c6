using PearlIo.Application.Audit;
using PearlIo.Domain.Audit;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Values;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class AuditLog(Database database) : IAuditLog
{
    private const string Columns = "id, tenant_id, at, actor, address, action, target_type, target_id, before, after";

    private static readonly DateTimeOffset EndOfTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Statement Insert = $"""
        insert into audit_log ({Columns})
        values (@Id, @TenantId, @At, @Actor, @Address, @Action, @TargetType, @TargetId, @Before, @After)
        """;

    private const string Filter = """
        at >= @From and at < @To
            and (cast(@Actor as text) is null or actor = @Actor)
            and (cast(@Action as text) is null or action = @Action)
            and (cast(@TargetType as text) is null or target_type = @TargetType)
            and (cast(@TargetId as text) is null or target_id = @TargetId)
        """;

    private const string Order = "order by at desc, id desc limit @Limit";

    private static readonly Statement List = $"select {Columns} from audit_log where {Filter} {Order}";

    private static readonly Statement ListBehind = $"""
        select {Columns} from audit_log
        where {Filter} and (at, id) < ((select c.at from audit_log c where c.id = @After), @After) {Order}
        """;

    private static readonly Statement Prune = new(
        Sqlite: "delete from audit_log where at < @before",
        PostgreSql: "select prune_audit(@before)");

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Insert, Parameters(entry), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(
        AuditFilter filter, Guid? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            From = filter.From ?? DateTimeOffset.UnixEpoch,
            To = filter.To ?? EndOfTime,
            filter.Actor,
            filter.Action,
            filter.TargetType,
            filter.TargetId,
            After = after ?? Guid.Empty,
            Limit = limit,
        };
        var rows = await database.ReadAsync(
            session => session.QueryAsync<EntryRow>(after is null ? List : ListBehind, parameters, cancellationToken), cancellationToken);
        return [.. rows.Select(r => r.ToEntry())];
    }

    public Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        DatabaseScope.NoTenant,
        session => session.ExecuteAsync(Prune, new { before = now - IAuditLog.Retention }, cancellationToken),
        cancellationToken);

    private static object Parameters(AuditEntry entry) => new
    {
        entry.Id,
        entry.TenantId,
        entry.At,
        entry.Actor,
        entry.Address,
        entry.Action,
        TargetType = entry.Target.Type,
        TargetId = entry.Target.Id,
        Before = JsonValue.OfText(entry.Before),
        After = JsonValue.OfText(entry.After),
    };

    private sealed class EntryRow
    {
        public Guid Id { get; init; }

        public Guid TenantId { get; init; }

        public DateTimeOffset At { get; init; }

        public string Actor { get; init; } = "";

        public string? Address { get; init; }

        public string Action { get; init; } = "";

        public string TargetType { get; init; } = "";

        public string TargetId { get; init; } = "";

        public string? Before { get; init; }

        public string? After { get; init; }

        public AuditEntry ToEntry() => new()
        {
            Id = Id,
            TenantId = TenantId,
            At = At,
            Actor = Actor,
            Address = Address,
            Action = Action,
            Target = new AuditTarget(TargetType, TargetId),
            Before = Before,
            After = After,
        };
    }
}
