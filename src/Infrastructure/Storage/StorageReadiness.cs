using PearlIo.Application.CachedImages;
using PearlIo.Application.Health;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Whether the store can be written.</summary>
internal sealed class StorageReadiness(IImageStore store) : IReadinessCheck
{
    public string Name => "storage";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ProbeAsync(cancellationToken);
            return null;
        }
        catch (IOException)
        {
            return "The store of cards cannot be written.";
        }
    }
}
