using PearlIo.Application.Common;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.SigningKeys;

/// <summary>Keeps signing keys. A database that cannot be reached is an exception, never an absence.</summary>
public interface ISigningKeyRepository
{
    /// <summary>Adds a key.</summary>
    Task AddAsync(SigningKey key, CancellationToken cancellationToken);

    /// <summary>The key, or null where the project has none with this id.</summary>
    Task<SigningKey?> FindAsync(Guid projectId, Guid id, CancellationToken cancellationToken);

    /// <summary>Keys of a project by ascending id, revoked ones too, beginning behind <paramref name="after"/>.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<SigningKey>> ListAsync(Guid projectId, Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>All keys of a project that are not revoked, live ones first, the newest of each first.</summary>
    Task<IReadOnlyList<SigningKey>> ListUsableAsync(Guid projectId, CancellationToken cancellationToken);

    /// <summary>Retires a live key.</summary>
    /// <returns>Done, or NotFound where there is no such key.</returns>
    Task<WriteOutcome> RetireAsync(Guid projectId, Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Revokes a key that is not revoked, and forgets its secret.</summary>
    /// <returns>Done, or NotFound where there is no such key.</returns>
    Task<WriteOutcome> RevokeAsync(Guid projectId, Guid id, DateTimeOffset now, CancellationToken cancellationToken);
}
