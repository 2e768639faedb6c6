using PearlIo.Application.Common;
using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Keeps tenants, for operators. A database that cannot be reached is an exception, never an absence.</summary>
public interface ITenantRepository
{
    /// <summary>Whether the database can keep the rows of several tenants apart.</summary>
    bool HoldsMany { get; }

    /// <summary>Adds a tenant.</summary>
    Task AddAsync(Tenant tenant, CancellationToken cancellationToken);

    /// <summary>The tenant, or null where there is none with this id.</summary>
    Task<Tenant?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Tenants by ascending id, beginning behind <paramref name="after"/>.</summary>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Tenant>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the tenant where it still has <paramref name="expectedVersion"/>; the row keeps its creation time and gets the
    /// <see cref="Tenant.Version"/> of <paramref name="tenant"/>.
    /// </summary>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> UpdateAsync(Tenant tenant, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Deletes the tenant with its keys.</summary>
    /// <param name="id">The tenant.</param>
    /// <param name="expectedVersion">The version it must have.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, NotFound, VersionChanged, or InUse where it has projects or objects that are being deleted.</returns>
    Task<WriteOutcome> DeleteAsync(Guid id, long expectedVersion, CancellationToken cancellationToken);
}
