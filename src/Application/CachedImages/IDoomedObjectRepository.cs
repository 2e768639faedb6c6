namespace PearlIo.Application.CachedImages;

/// <summary>
/// Names of stored objects that no row owns any more: written in the transaction that deleted their rows, removed once
/// the object is gone, so that a crash in between loses no name.
/// </summary>
public interface IDoomedObjectRepository
{
    /// <summary>The doomed names, oldest first.</summary>
    /// <param name="after">The last one of the page before, which may be gone by now; null begins with the oldest.</param>
    /// <param name="limit">Most to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<DoomedObject>> ListAsync(DoomedObject? after, int limit, CancellationToken cancellationToken);

    /// <summary>Forgets a name whose object is gone.</summary>
    Task DeleteAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>One doomed object, or all objects under a prefix.</summary>
/// <param name="Id">UUID v7.</param>
/// <param name="Name">The object's name, or a prefix with its closing slash.</param>
/// <param name="DoomedAt">When its row was deleted.</param>
public sealed record DoomedObject(Guid Id, string Name, DateTimeOffset DoomedAt);
