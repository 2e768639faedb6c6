using PearlIo.Application.Common;
using PearlIo.Domain.Projects;

namespace PearlIo.Application.Projects;

/// <summary>Keeps projects. A database that cannot be reached is an exception, never an absence.</summary>
public interface IProjectRepository
{
    /// <summary>Adds a project.</summary>
    Task AddAsync(Project project, CancellationToken cancellationToken);

    /// <summary>The project, or null where there is none with this id.</summary>
    Task<Project?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Projects by ascending id, beginning behind <paramref name="after"/>.</summary>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Project>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the project where it still has <paramref name="expectedVersion"/>; the row keeps its tenant, creation time
    /// and routes revision, and gets the <see cref="Project.Version"/> of <paramref name="project"/>.
    /// </summary>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> UpdateAsync(Project project, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>
    /// Tells all replicas that what the project's cards depend on has changed, so that none answers with cards that it keeps in
    /// memory before looking anew. Part of the transaction of that change.
    /// </summary>
    /// <returns>Done or NotFound.</returns>
    Task<WriteOutcome> RaiseCardsRevisionAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Raises the same counter, and has what was read of the project's pages and pictures so far read again.</summary>
    /// <param name="id">The project.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <returns>Done or NotFound.</returns>
    Task<WriteOutcome> MarkPurgedAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the project with its routes, cached images and cards, and dooms its stored objects, in one transaction.
    /// </summary>
    /// <param name="id">The project.</param>
    /// <param name="expectedVersion">The version it must have, or null for any.</param>
    /// <param name="now">When the objects are doomed.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> DeleteAsync(Guid id, long? expectedVersion, DateTimeOffset now, CancellationToken cancellationToken);
}
