using System.Collections.Concurrent;

namespace PearlIo.Application.Common;

/// <summary>Does one piece of work per key at a time: who comes while it runs gets the same outcome.</summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
/// <typeparam name="TValue">Type of the outcome.</typeparam>
internal sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _running = new();

    /// <summary>Joins the work of a key, or starts it. Work that was started goes on when its callers leave.</summary>
    /// <param name="key">What the work is for.</param>
    /// <param name="work">The work; runs without a caller's token.</param>
    /// <param name="cancellationToken">Stops this caller's waiting, not the work.</param>
    public Task<TValue> RunAsync(TKey key, Func<Task<TValue>> work, CancellationToken cancellationToken)
    {
        var flight = _running.GetOrAdd(
            key,
            static (k, state) =>
            {
                Lazy<Task<TValue>>? self = null;
                self = new Lazy<Task<TValue>>(() => state.Owner.LandAsync(k, self!, state.Work));
                return self;
            },
            (Owner: this, Work: work));
        return flight.Value.WaitAsync(cancellationToken);
    }

    private async Task<TValue> LandAsync(TKey key, Lazy<Task<TValue>> self, Func<Task<TValue>> work)
    {
        // Off the caller's thread, so that the flight is listed before it can land.
        await Task.Yield();
        try
        {
            return await work();
        }
        finally
        {
            _running.TryRemove(KeyValuePair.Create(key, self));
        }
    }
}
