using PearlIo.Application.Access;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Audit;

/// <summary>
/// Writes down what a use case changed, and for whom. Use cases that change something are
/// <see cref="Common.ITransactional"/>, so that a change and its entry are kept together or not at all.
/// </summary>
public sealed class AuditTrail(IAuditLog log, CallerContext callers, TimeProvider clock)
{
    /// <summary>Adds an entry of the current caller.</summary>
    /// <param name="action">What was done: the feature, a dot, and the verb.</param>
    /// <param name="target">What it was done to.</param>
    /// <param name="before">The target before, by <see cref="AuditJson"/>, or null where there was none.</param>
    /// <param name="after">The target after, or null where there is none.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    public Task AddAsync(string action, AuditTarget target, string? before, string? after, CancellationToken cancellationToken)
    {
        var caller = callers.Current;
        var now = Timestamps.Now(clock);
        var entry = new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            TenantId = caller.TenantId,
            At = now,
            Actor = caller.Actor,
            Address = caller.Address,
            Action = action,
            Target = target,
            Before = before,
            After = after,
        };
        return log.AddAsync(entry, cancellationToken);
    }
}
