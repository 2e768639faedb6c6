using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>Knows which stored objects something in the database owns. A database that cannot be reached is an exception, never an absence.</summary>
public interface IObjectOwners
{
    /// <summary>
    /// Those of the names that a row of any tenant owns, or that are doomed and so the clean-up's to delete, by themselves or with
    /// their project.
    /// </summary>
    /// <param name="names">Names, at most a few hundred.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlySet<ObjectName>> FindOwnedAsync(IReadOnlyCollection<ObjectName> names, CancellationToken cancellationToken);
}
