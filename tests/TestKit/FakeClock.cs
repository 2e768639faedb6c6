namespace PearlIo.TestKit;

/// <summary>A clock that stands still until a test moves it; timers of it ring while it is moved past their time.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>What the clock shows until it is moved, where a test does not care.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = now;
    private TimeSpan _wrong;

    public FakeClock()
        : this(Noon)
    {
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now + _wrong;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }

        while (TakeDue() is { } ring)
        {
            ring();
        }
    }

    /// <summary>Puts the time of day forward or back, as somebody does who sets a clock: no time passes by that, and no timer rings.</summary>
    public void Set(TimeSpan by)
    {
        lock (_lock)
        {
            _wrong += by;
        }
    }

    /// <summary>Moves the clock from timer to timer until the work is done.</summary>
    public async Task RunAsync(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        while (!work.IsCompleted)
        {
            if (NextDue() is { } due)
            {
                Advance(due - new DateTimeOffset(GetTimestamp(), TimeSpan.Zero));
            }

            await Task.Yield();
        }
    }

    private DateTimeOffset? NextDue()
    {
        lock (_lock)
        {
            return _timers.MinBy(t => t.Due)?.Due;
        }
    }

    private Action? TakeDue()
    {
        lock (_lock)
        {
            var timer = _timers.Where(t => t.Due <= _now).MinBy(t => t.Due);
            if (timer is null)
            {
                return null;
            }

            timer.Due += timer.Period;
            if (timer.Period <= TimeSpan.Zero)
            {
                _timers.Remove(timer);
            }

            return timer.Ring;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Ring => ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    (Due, Period) = (clock._now + dueTime, period);
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
