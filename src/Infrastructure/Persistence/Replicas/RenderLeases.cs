using System.Data.Common;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Infrastructure.Persistence.Connections;

namespace PearlIo.Infrastructure.Persistence.Replicas;

/// <inheritdoc />
internal sealed class RenderLeases(Database database) : IRenderLeases
{
    // An end that is further away than a lease is long was set by a clock that was wrong.
    private const string TakeOnSqlite = """
        insert into render_leases (slot, tenant_id, project_id, owner, until) values (@Slot, @TenantId, @ProjectId, @Owner, @Until)
        on conflict (slot, tenant_id) do update set owner = excluded.owner, until = excluded.until
        where render_leases.until <= @now or render_leases.until > @Latest
        """;

    // The one clock that all replicas have in common is the server's.
    private static readonly Statement Take = new(
        Sqlite: TakeOnSqlite,
        PostgreSql: TakeOnSqlite
            .Replace("@Until", "now() + make_interval(secs => @Seconds)", StringComparison.Ordinal)
            .Replace("@now", "now()", StringComparison.Ordinal)
            .Replace("@Latest", "now() + make_interval(secs => 2 * @Seconds)", StringComparison.Ordinal));

    private static readonly Statement Release = "delete from render_leases where slot = @Slot and owner = @Owner";

    public async Task<WriteOutcome> TryTakeAsync(RenderLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await database.WriteAsync(session => session.ExecuteAsync(Take, Parameters(lease, now), cancellationToken), cancellationToken);
            return taken > 0 ? WriteOutcome.Done : WriteOutcome.Taken;
        }
        catch (DbException exception) when (DatabaseFaults.IsForeignKeyViolation(exception))
        {
            return WriteOutcome.NotFound;
        }
    }

    public Task ReleaseAsync(RenderLease lease, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(Release, new { Slot = lease.Slot.Hash.Hex, lease.Owner }, cancellationToken), cancellationToken);

    private static object Parameters(RenderLease lease, DateTimeOffset now) => new
    {
        Slot = lease.Slot.Hash.Hex,
        lease.TenantId,
        lease.ProjectId,
        lease.Owner,
        Until = now + lease.Length,
        Latest = now + (2 * lease.Length),
        Seconds = lease.Length.TotalSeconds,
        now,
    };
}
