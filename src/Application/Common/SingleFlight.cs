using System.Collections.Concurrent;

namespace PearlIo.Application.Common;

/// <summary>Does one piece of work per key at a time: who comes while it runs gets the same outcome.</summary>
/// <typeparam name="TKey">Type of the keys.</typeparam>
/// <typeparam name="TValue">Type of the outcome.</typeparam>
public sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Flight> _running = new();

    /// <summary>Joins the work of a key, or starts it. Work that was started goes on when its callers leave.</summary>
    /// <param name="key">What the work is for.</param>
    /// <param name="work">The work; runs without a caller's token.</param>
    /// <param name="cancellationToken">Stops this caller's waiting, not the work.</param>
    public Task<TValue> RunAsync(TKey key, Func<Task<TValue>> work, CancellationToken cancellationToken) =>
        RunAsync(key, _ => work(), mayBeAbandoned: false, cancellationToken);

    /// <summary>Joins the work of a key, or starts it.</summary>
    /// <param name="key">What the work is for.</param>
    /// <param name="work">The work; its token says that every caller has left, so that it may end where it has not begun in earnest.</param>
    /// <param name="cancellationToken">Stops this caller's waiting.</param>
    public Task<TValue> RunAsync(TKey key, Func<CancellationToken, Task<TValue>> work, CancellationToken cancellationToken) =>
        RunAsync(key, work, mayBeAbandoned: true, cancellationToken);

    private async Task<TValue> RunAsync(
        TKey key, Func<CancellationToken, Task<TValue>> work, bool mayBeAbandoned, CancellationToken cancellationToken)
    {
        while (true)
        {
            var flight = _running.GetOrAdd(
                key, static (k, s) => new Flight(s.Owner, k, s.Work, s.Abandon), (Owner: this, Work: work, Abandon: mayBeAbandoned));
            if (!flight.TryJoin())
            {
                // All of its callers left, and it may end without an outcome.
                _running.TryRemove(KeyValuePair.Create(key, flight));
                continue;
            }

            try
            {
                return await flight.Outcome.WaitAsync(cancellationToken);
            }
            finally
            {
                flight.Leave();
            }
        }
    }

#pragma warning disable CA1001 // The source of the token has no timer and no handle, so that there is nothing to dispose of.
    private sealed class Flight
#pragma warning restore CA1001
    {
        private const int Abandoned = -1;

        private readonly CancellationTokenSource _abandoned = new();
        private readonly Lazy<Task<TValue>> _outcome;
        private int _callers;

        public Flight(SingleFlight<TKey, TValue> owner, TKey key, Func<CancellationToken, Task<TValue>> work, bool mayBeAbandoned)
        {
            _outcome = new Lazy<Task<TValue>>(() => DetachedTask.Run(() => LandAsync(owner, key, work)));

            // Work that is never abandoned is as if it had one more caller, who stays.
            _callers = mayBeAbandoned ? 0 : 1;
        }

        public Task<TValue> Outcome => _outcome.Value;

        public bool TryJoin()
        {
            while (true)
            {
                var callers = Volatile.Read(ref _callers);
                if (callers == Abandoned)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _callers, callers + 1, callers) == callers)
                {
                    return true;
                }
            }
        }

        // The last one to leave work that is still running abandons it.
        public void Leave()
        {
            if (Interlocked.Decrement(ref _callers) == 0
                && !Outcome.IsCompleted
                && Interlocked.CompareExchange(ref _callers, Abandoned, 0) == 0)
            {
                _abandoned.Cancel();
            }
        }

        private async Task<TValue> LandAsync(SingleFlight<TKey, TValue> owner, TKey key, Func<CancellationToken, Task<TValue>> work)
        {
            try
            {
                return await work(_abandoned.Token);
            }
            finally
            {
                owner._running.TryRemove(KeyValuePair.Create(key, this));
            }
        }
    }
}
