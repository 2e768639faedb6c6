namespace PearlIo.Application.Common;

/// <summary>
/// Whether the service has work to do. Nothing touches the database in the background before it is there with its schema, nor
/// after nobody has asked for anything for a while: a serverless database sleeps then, and a query would wake it.
/// </summary>
/// <remarks>A worker awaits <see cref="WaitUntilActiveAsync"/> before each of its rounds, and needs to know nothing else.</remarks>
public sealed class ServiceActivity(TimeProvider clock)
{
    /// <summary>Time without a request after which the service is idle.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private long _lastSeen = clock.GetTimestamp();
    private volatile bool _started;
    private volatile TaskCompletionSource? _waking;

    /// <summary>Whether the database is there with its schema, so that work can be done.</summary>
    public bool IsStarted => _started;

    /// <summary>Whether nobody has asked for anything for <see cref="IdleAfter"/>.</summary>
    public bool IsIdle => Left <= TimeSpan.Zero;

    private TimeSpan Left => IdleAfter - clock.GetElapsedTime(Interlocked.Read(ref _lastSeen));

    /// <summary>Tells that the database is there with its schema.</summary>
    public void Start()
    {
        _started = true;
        Wake();
    }

    /// <summary>Tells that somebody asks for something.</summary>
    public void See()
    {
        // A full fence: whoever waits has announced it before looking at the time, so that one of both sees the other.
        Interlocked.Exchange(ref _lastSeen, clock.GetTimestamp());
        if (_waking is not null)
        {
            Wake();
        }
    }

    /// <summary>Ends at once where there is no database to work with yet.</summary>
    /// <exception cref="DatabaseUnavailableException">The database has not been there since the start.</exception>
    public void EnsureStarted()
    {
        if (!_started)
        {
            throw new DatabaseUnavailableException("The database has not been there since the start.", innerException: null) { IsKnown = true };
        }
    }

    /// <summary>Waits until background work may touch the database; ends at once where it may already.</summary>
    public async Task WaitUntilActiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var waking = Announce();
            if (_started && !IsIdle)
            {
                return;
            }

            await waking.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until nobody has asked for anything for <see cref="IdleAfter"/>.</summary>
    public async Task WaitUntilIdleAsync(CancellationToken cancellationToken)
    {
        while (Left is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancellationToken);
        }
    }

    private Task Announce()
    {
        lock (_lock)
        {
            _waking ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waking.Task;
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            _waking?.SetResult();
            _waking = null;
        }
    }
}
