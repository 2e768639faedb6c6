using PearlIo.Application.Audit;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Makes this database the one that deletes from the store, because somebody said so. No use case in a transaction: the store is none of
/// the database's. The audit comes first, so that it misses no adoption.
/// </summary>
public sealed class StoreAdoption(StoreOwnership ownership, AuditTrail audit)
{
    /// <summary>Adopts the store, where it is not this database's already.</summary>
    /// <returns>Whose it is now: somebody else's where another database did the same this moment.</returns>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    public async Task<StoreOwner> RunAsync(CancellationToken cancellationToken)
    {
        var before = await ownership.GetAsync(cancellationToken);
        if (before.IsThisDatabase)
        {
            return before;
        }

        await audit.AddAsync(
            "store.adopt",
            AuditTargets.Store,
            before.Database is null ? null : AuditJson.Of(before.Database),
            AuditJson.Of(before.ThisDatabase),
            cancellationToken);
        return await ownership.AdoptAsync(cancellationToken);
    }
}
