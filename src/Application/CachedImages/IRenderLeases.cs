using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Who draws which card just now, over all replicas. A lease ends by itself, so that a replica that dies holds nothing up; no
/// connection is held meanwhile. A server's own clock tells the time, so that one whose clock is wrong neither takes what others have nor
/// holds it for longer. A database that cannot be reached is an exception.
/// </summary>
public interface IRenderLeases
{
    /// <summary>
    /// Takes the lease of a slot where nobody has it, whoever had it let it run out, or its end is one that only a clock that was wrong can
    /// have set.
    /// </summary>
    /// <param name="lease">The lease.</param>
    /// <param name="now">The time, for a database that is this process's own.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Done, Taken where another has it, or NotFound where the project is gone.</returns>
    Task<WriteOutcome> TryTakeAsync(RenderLease lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, where its owner still has it.</summary>
    Task ReleaseAsync(RenderLease lease, CancellationToken cancellationToken);
}

/// <summary>A right to draw the card of a slot.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="TenantId">Tenant of the project.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Owner">Whoever draws: one id for each render.</param>
/// <param name="Length">Time after which it ends by itself.</param>
public sealed record RenderLease(Slot Slot, Guid TenantId, Guid ProjectId, Guid Owner, TimeSpan Length);
