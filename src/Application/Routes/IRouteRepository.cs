using PearlIo.Application.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Routes;

/// <summary>
/// Keeps routes. Every change raises the project's <see cref="Domain.Projects.Project.RoutesRevision"/> in the same
/// transaction. A database that cannot be reached is an exception, never an absence.
/// </summary>
public interface IRouteRepository
{
    /// <summary>Adds a route; the database decides whether its shape is free.</summary>
    /// <returns>Done, Taken, or NotFound where the project does not exist.</returns>
    Task<WriteOutcome> AddAsync(Route route, CancellationToken cancellationToken);

    /// <summary>The route, or null where the project has none with this id.</summary>
    Task<Route?> FindAsync(Guid projectId, Guid id, CancellationToken cancellationToken);

    /// <summary>Routes of a project by ascending id, beginning behind <paramref name="after"/>.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Route>> ListAsync(Guid projectId, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>All routes of a project, in no particular order.</summary>
    Task<IReadOnlyList<Route>> ListAllAsync(Guid projectId, CancellationToken cancellationToken);

    /// <summary>Replaces the route where it still has <paramref name="expectedVersion"/>; the row keeps its creation time.</summary>
    /// <returns>Done, NotFound, VersionChanged, or Taken where another route has the new shape.</returns>
    Task<WriteOutcome> UpdateAsync(Route route, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Deletes the route with its cached images and their cards, and dooms their stored objects, in one transaction.</summary>
    /// <param name="projectId">The project of the route.</param>
    /// <param name="id">The route.</param>
    /// <param name="expectedVersion">The version it must have, or null for any.</param>
    /// <param name="now">When the objects are doomed.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> DeleteAsync(
        Guid projectId, Guid id, long? expectedVersion, DateTimeOffset now, CancellationToken cancellationToken);
}
