using PearlIo.Domain.Audit;

namespace PearlIo.Application.Audit;

/// <summary>Keeps entries of the audit: they can be added and read. A database that cannot be reached is an exception, never an absence.</summary>
public interface IAuditLog
{
    /// <summary>How long entries are kept.</summary>
    static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    /// <summary>Adds an entry, in the transaction of whoever calls; <see cref="AuditTrail"/> makes it.</summary>
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Entries of the tenant, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The entry to begin behind, or null for the newest.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes entries of all tenants that are older than <see cref="Retention"/>; PostgreSQL asks its own clock too.</summary>
    Task PruneAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Which entries are wanted; null stands for all.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">Moment behind the last.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="TargetType">Sort of thing that it was done to.</param>
/// <param name="TargetId">Id of the thing that it was done to.</param>
public sealed record AuditFilter(
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Actor = null,
    string? Action = null,
    string? TargetType = null,
    string? TargetId = null);
