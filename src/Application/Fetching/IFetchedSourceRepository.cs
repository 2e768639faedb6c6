using PearlIo.Domain.Fetching;

namespace PearlIo.Application.Fetching;

/// <summary>Keeps what was found at addresses outside, by project. A database that cannot be reached is an exception, never an absence.</summary>
public interface IFetchedSourceRepository
{
    /// <summary>What is kept of addresses; those of which nothing is kept are not among them.</summary>
    Task<IReadOnlyList<FetchedSource>> FindAsync(Guid projectId, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken);

    /// <summary>Keeps what was found, in the place of what an earlier try found. Does nothing where the project is gone.</summary>
    Task PutAsync(FetchedSource source, CancellationToken cancellationToken);
}
