using PearlIo.Application.Analytics;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// The store as cards use it: each call is counted for the tenant whose card it is about. What the service does on its own account (probes,
/// its marks, the sweep) is nobody's.
/// </summary>
public sealed class CardStore(IImageStore store, ViewCounter usage)
{
    /// <inheritdoc cref="IImageStore.PutAsync" />
    public Task PutAsync(Guid tenantId, ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        usage.CountStoreCall(tenantId);
        return store.PutAsync(name, bytes, cancellationToken);
    }

    /// <inheritdoc cref="IImageStore.GetAsync" />
    public Task<byte[]?> GetAsync(Guid tenantId, ObjectName name, CancellationToken cancellationToken)
    {
        usage.CountStoreCall(tenantId);
        return store.GetAsync(name, cancellationToken);
    }

    /// <summary>Deletes an object, or all that are under a prefix.</summary>
    public Task DeleteAsync(Guid tenantId, string nameOrPrefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nameOrPrefix);
        usage.CountStoreCall(tenantId);
        return nameOrPrefix.EndsWith('/')
            ? store.DeleteAllAsync(ObjectPrefix.Parse(nameOrPrefix), cancellationToken)
            : store.DeleteAsync(ObjectName.Parse(nameOrPrefix), cancellationToken);
    }

    /// <inheritdoc cref="IImageStore.ListAsync" />
    public IAsyncEnumerable<StoredObject> ListAsync(Guid tenantId, ObjectPrefix prefix, CancellationToken cancellationToken)
    {
        usage.CountStoreCall(tenantId);
        return store.ListAsync(prefix, cancellationToken);
    }
}
