using PearlIo.Application.CachedImages;
using PearlIo.Application.Health;

namespace PearlIo.Infrastructure.Storage;

/// <summary>Whether the store can be written.</summary>
/// <param name="store">The store.</param>
/// <param name="rest">For how long a store that worked is not asked again: calls of a bucket are paid for, and balancers ask often.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class StorageReadiness(IImageStore store, TimeSpan rest, TimeProvider clock) : IReadinessCheck
{
    private long? _worked;

    public string Name => "storage";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (_worked is { } worked && clock.GetElapsedTime(worked) < rest)
        {
            return null;
        }

        _worked = null;
        try
        {
            await store.ProbeAsync(cancellationToken);
            _worked = clock.GetTimestamp();
            return null;
        }
        catch (IOException)
        {
            return "The store of cards cannot be written.";
        }
    }
}
