namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>
/// Keeps a dead database from taking every request with it: opens once nothing has reached it for a while and several tried,
/// and then lets one caller through now and then, whose success closes it.
/// </summary>
/// <remarks>
/// It waits a while because callers of a waking compute may be many: all of them would be refused at once by a breaker that only
/// counts, when a few seconds of patience give all of them their answer.
/// </remarks>
internal sealed class ConnectionBreaker(TimeProvider clock)
{
    /// <summary>Failures in a row that it takes to open.</summary>
    public const int Failures = 5;

    /// <summary>How long nothing must have reached the database for it to open.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Time from one caller that is let through to the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private int _failures;
    private long _failingSince;
    private long? _lastTrial;

    /// <summary>Whether callers are refused.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _lastTrial is not null;
            }
        }
    }

    /// <summary>Whether a caller may try.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_lastTrial is { } last)
            {
                if (clock.GetElapsedTime(last) < Pause)
                {
                    return false;
                }

                // However this one ends, the next is let through after another pause: none has to give its place back.
                _lastTrial = clock.GetTimestamp();
            }

            return true;
        }
    }

    /// <summary>Tells that the database answered, be it with a refusal of a statement.</summary>
    /// <returns>How long it was away where that closed the breaker, else null.</returns>
    public TimeSpan? Reached()
    {
        lock (_lock)
        {
            TimeSpan? away = _lastTrial is null ? null : clock.GetElapsedTime(_failingSince);
            _failures = 0;
            _lastTrial = null;
            return away;
        }
    }

    /// <summary>Tells that the database could not be reached.</summary>
    /// <returns>Whether that opened the breaker.</returns>
    public bool Failed()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_failures++ == 0)
            {
                _failingSince = now;
            }

            if (_lastTrial is not null || _failures < Failures || clock.GetElapsedTime(_failingSince, now) < Patience)
            {
                return false;
            }

            _lastTrial = now;
            return true;
        }
    }
}
