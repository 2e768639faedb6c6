using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Copying;

/// <summary>What a copy needs of stores beyond their folders.</summary>
/// <param name="OpenBucket">Opens the bucket that the settings name, or gives null where they name none.</param>
/// <param name="Open">Makes the guard of a store for a database.</param>
internal sealed record CopyStoreAccess(Func<IImageStore?> OpenBucket, Func<IImageStore, DatabaseIdentity, StoreOwnership> Open)
{
    /// <summary>Takes an empty store for the target database before the first card is put into it.</summary>
    public Task ClaimAsync(IImageStore store, DatabaseIdentity owner, CancellationToken cancellationToken) =>
        Open(store, owner).ClaimAsync(cancellationToken);
}
