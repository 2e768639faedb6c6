using System.Data.Common;
using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Persistence;

/// <inheritdoc />
internal sealed class RenderLeases(Database database) : IRenderLeases
{
    private static readonly Statement Take = """
        insert into render_leases (slot, tenant_id, project_id, owner, until) values (@Slot, @TenantId, @ProjectId, @Owner, @Until)
        on conflict (slot, tenant_id) do update set owner = excluded.owner, until = excluded.until
        where render_leases.until <= @now
        """;

    private static readonly Statement Release = "delete from render_leases where slot = @Slot and owner = @Owner";

    public async Task<bool> TryTakeAsync(RenderLease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(session => session.ExecuteAsync(Take, Parameters(lease, now), cancellationToken), cancellationToken) > 0;
        }
        catch (DbException exception) when (DatabaseFaults.IsForeignKeyViolation(exception))
        {
            return false;
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
        lease.Until,
        now,
    };
}
