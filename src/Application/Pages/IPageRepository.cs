using PearlIo.Application.Common;
using PearlIo.Domain.Pages;

namespace PearlIo.Application.Pages;

/// <summary>Keeps what is known of single pages. A database that cannot be reached is an exception, never an absence.</summary>
public interface IPageRepository
{
    /// <summary>What is known of a page, or null.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">Its canonical path.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<KnownPage?> FindAsync(Guid projectId, string path, CancellationToken cancellationToken);

    /// <summary>Pages of a project that a build told, by ascending path in the order of the database, beginning behind <paramref name="after"/>.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The path to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<KnownPage>> ListToldAsync(Guid projectId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many pages of all projects of the caller's tenant builds have told.</summary>
    Task<long> CountToldAsync(CancellationToken cancellationToken);

    /// <summary>How often the cards of pages were removed, by path; a page that nothing is known of is not among them.</summary>
    Task<IReadOnlyDictionary<string, long>> GetRevisionsAsync(Guid projectId, IReadOnlyCollection<string> paths, CancellationToken cancellationToken);

    /// <summary>Puts variables in the place of what was known of pages before; each page once. Its count of removals stays.</summary>
    /// <returns>How many pages were not known so before.</returns>
    Task<int> TellAsync(Guid projectId, IReadOnlyCollection<KnownPage> pages, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets what a build told of a page. Its count of removals stays.</summary>
    /// <returns>Done, or NotFound where nothing was told.</returns>
    Task<WriteOutcome> ForgetAsync(Guid projectId, string path, DateTimeOffset now, CancellationToken cancellationToken);
}
