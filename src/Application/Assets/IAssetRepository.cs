using PearlIo.Application.Common;
using PearlIo.Domain.Assets;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.Assets;

/// <summary>
/// Keeps assets of tenants. Whatever changes them tells the tenant's projects, so that cards are drawn with what there is. A database that
/// cannot be reached is an exception, never an absence.
/// </summary>
public interface IAssetRepository
{
    /// <summary>Adds an asset; the database decides whether its name is free.</summary>
    /// <returns>Done or Taken.</returns>
    Task<WriteOutcome> AddAsync(Asset made, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The asset, or null.</summary>
    Task<Asset?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>An asset's bytes, or null where it is not there any more or has others now.</summary>
    /// <param name="id">The asset.</param>
    /// <param name="hash">Hash of the bytes that are wanted.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<byte[]?> FindBytesAsync(Guid id, Sha256Hash hash, CancellationToken cancellationToken);

    /// <summary>Assets by their ids, oldest first.</summary>
    /// <param name="after">The id to begin behind, or null for the first.</param>
    /// <param name="limit">Most assets.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Asset>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// All of the tenant's assets, oldest first. Part of the transaction that adds or replaces one, and whoever else adds one waits for its
    /// end, so that what was counted holds.
    /// </summary>
    Task<IReadOnlyList<Asset>> HoldAllAsync(CancellationToken cancellationToken);

    /// <summary>Gives an asset other bytes.</summary>
    /// <param name="changed">The asset as it becomes.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="expectedVersion">The version that it must have.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> ReplaceAsync(Asset changed, ReadOnlyMemory<byte> bytes, long expectedVersion, CancellationToken cancellationToken);

    /// <summary>Deletes an asset.</summary>
    /// <returns>Done, NotFound or VersionChanged.</returns>
    Task<WriteOutcome> DeleteAsync(Guid id, long expectedVersion, CancellationToken cancellationToken);
}
