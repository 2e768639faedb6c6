using PearlIo.Application.Common;
using PearlIo.Domain.ApiKeys;

namespace PearlIo.Application.ApiKeys;

/// <summary>Keeps keys, without their secrets. A database that cannot be reached is an exception, never an absence.</summary>
public interface IApiKeyRepository
{
    /// <summary>Adds a key.</summary>
    /// <returns>Done, or NotFound where its tenant was deleted meanwhile.</returns>
    Task<WriteOutcome> AddAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>A key of any tenant, for nobody has entered yet; null where there is none with this id.</summary>
    Task<KeyHolder?> FindHolderAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The key, or null where the tenant has none with this id.</summary>
    Task<ApiKey?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Keys of the tenant by ascending id, revoked ones too, beginning behind <paramref name="after"/>.</summary>
    /// <param name="after">The id to begin behind, or null for the start.</param>
    /// <param name="limit">Most rows to return, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>Ids of the tenant's keys that can manage it at a moment; none of them changes before the transaction ends.</summary>
    Task<IReadOnlyList<Guid>> LockUsableAdminsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Revokes a key that is not revoked.</summary>
    /// <returns>Done, or NotFound where there is no such key.</returns>
    Task<WriteOutcome> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Puts another key in the place of one that is neither replaced nor revoked.</summary>
    /// <param name="id">The key.</param>
    /// <param name="by">The key in its place.</param>
    /// <param name="expiresAt">When the key expires now.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, or NotFound where there is no such key.</returns>
    Task<WriteOutcome> ReplaceAsync(Guid id, Guid by, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Writes that a key was used, where the use written last was before <paramref name="unlessSince"/>.</summary>
    Task NoteUseAsync(Guid id, DateTimeOffset now, DateTimeOffset unlessSince, CancellationToken cancellationToken);

    /// <summary>Whether any tenant has a key that can manage it at a moment.</summary>
    Task<bool> HasUsableAdminAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A key and what must be known of its tenant.</summary>
/// <param name="Key">The key.</param>
/// <param name="IsTenantSuspended">Whether an operator suspended the tenant.</param>
public sealed record KeyHolder(ApiKey Key, bool IsTenantSuspended);
