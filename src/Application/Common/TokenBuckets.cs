using System.Collections.Concurrent;

namespace PearlIo.Application.Common;

/// <summary>
/// How often something may be done for each key: a bucket of a minute's tokens that fills evenly. Buckets that are full again say nothing
/// and are dropped. The framework's limiters know the machine's clock only and bound no number of keys.
/// </summary>
/// <param name="perMinute">Tokens a minute, from 1; as many are saved up.</param>
/// <param name="clock">The clock.</param>
/// <param name="maxKeys">Most keys that are remembered; where more come all is forgiven, which is at most one minute's tokens.</param>
public sealed class TokenBuckets<TKey>(int perMinute, TimeProvider clock, int maxKeys = TokenBuckets<TKey>.DefaultMaxKeys)
    where TKey : notnull
{
    private const int DefaultMaxKeys = 100_000;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TKey, Bucket> _buckets = new();
    private readonly Lock _sweeping = new();
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>Keys that are remembered.</summary>
    public int Count => _buckets.Count;

    /// <summary>Whether something was done for a key in about the last minute.</summary>
    public bool Knows(TKey key) => _buckets.ContainsKey(key);

    /// <summary>Takes a token, where there is one.</summary>
    public TokenTake Take(TKey key) => Find(key).Take(1, perMinute, clock);

    /// <summary>Says how a key stands, and takes nothing.</summary>
    public TokenTake Look(TKey key) => _buckets.TryGetValue(key, out var bucket)
        ? bucket.Take(0, perMinute, clock)
        : new TokenTake(IsTaken: true, perMinute, TimeSpan.Zero);

    private Bucket Find(TKey key)
    {
        if (_buckets.TryGetValue(key, out var bucket))
        {
            return bucket;
        }

        Sweep();
        return _buckets.GetOrAdd(key, static (_, made) => new Bucket(made.perMinute, made.clock.GetTimestamp()), (perMinute, clock));
    }

    private void Sweep()
    {
        lock (_sweeping)
        {
            if (clock.GetElapsedTime(_sweptAt) < BetweenSweeps && _buckets.Count < maxKeys)
            {
                return;
            }

            _sweptAt = clock.GetTimestamp();
            foreach (var (key, bucket) in _buckets)
            {
                if (bucket.IsFull(perMinute, clock))
                {
                    _buckets.TryRemove(key, out _);
                }
            }

            // Not down to the last key: each new one would cost a sweep.
            if (_buckets.Count > maxKeys / 2)
            {
                _buckets.Clear();
            }
        }
    }

    private sealed class Bucket(double left, long since)
    {
        private readonly Lock _lock = new();
        private double _left = left;
        private long _since = since;

        public TokenTake Take(int tokens, int perMinute, TimeProvider clock)
        {
            lock (_lock)
            {
                Fill(perMinute, clock);
                var isTaken = _left >= Math.Max(1, tokens);
                _left -= isTaken ? tokens : 0;
                var whole = Math.Floor(_left);
                var wait = whole >= perMinute ? TimeSpan.Zero : TimeSpan.FromMinutes((whole + 1 - _left) / perMinute);
                return new TokenTake(isTaken, (int)whole, wait);
            }
        }

        public bool IsFull(int perMinute, TimeProvider clock)
        {
            lock (_lock)
            {
                Fill(perMinute, clock);
                return _left >= perMinute;
            }
        }

        private void Fill(int perMinute, TimeProvider clock)
        {
            _left = Math.Min(perMinute, _left + (clock.GetElapsedTime(_since).TotalMinutes * perMinute));
            _since = clock.GetTimestamp();
        }
    }
}

/// <summary>What came of asking for a token.</summary>
/// <param name="IsTaken">Whether there was one.</param>
/// <param name="Left">Tokens that are left.</param>
/// <param name="UntilNext">The time until there is one more; none where the bucket is full.</param>
public readonly record struct TokenTake(bool IsTaken, int Left, TimeSpan UntilNext);
