using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Who draws which card just now, over all replicas. A lease ends by itself, so that a replica that dies holds nothing up; no
/// connection is held meanwhile. A database that cannot be reached is an exception.
/// </summary>
public interface IRenderLeases
{
    /// <summary>Takes the lease of a slot where nobody has it, or whoever had it let it run out.</summary>
    /// <returns>Whether it was taken; false also where the project is gone.</returns>
    Task<bool> TryTakeAsync(RenderLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, where its owner still has it.</summary>
    Task ReleaseAsync(RenderLease lease, CancellationToken cancellationToken);
}

/// <summary>A right to draw the card of a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="TenantId">Tenant of the project.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Owner">Whoever draws: one id for each render.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record RenderLease(Slot Slot, Guid TenantId, Guid ProjectId, Guid Owner, DateTimeOffset Until);
