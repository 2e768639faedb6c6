namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>
/// The pictures that wait for a render thread, at most so many. Tenants take turns; while another tenant waits, none has more than half of
/// the threads. Pictures that nobody waits for come behind all others and have at most a quarter of the threads, or one.
/// </summary>
/// <param name="capacity">Most pictures that wait, at least 1.</param>
/// <param name="threads">Threads that draw, at least 1.</param>
internal sealed class RenderQueue(int capacity, int threads)
{
    private readonly TenantTurns _asked = new();
    private readonly TenantTurns _ahead = new();
    private readonly Dictionary<Guid, int> _running = [];
    private int _runningAhead;
    private bool _isClosed;

    /// <summary>How many pictures wait.</summary>
    public int Count
    {
        get
        {
            lock (_running)
            {
                return _asked.Count + _ahead.Count;
            }
        }
    }

    private int MaxAhead => Math.Max(1, threads / 4);

    private int MaxOfTenant => Math.Max(1, threads / 2);

    /// <summary>Adds a picture.</summary>
    /// <returns>False where the queue is full or closed.</returns>
    public bool TryAdd(RenderJob job)
    {
        lock (_running)
        {
            // What nobody waits for must not keep out what somebody does.
            var room = job.Order.IsAhead ? (capacity + 1) / 2 : capacity;
            if (_isClosed || _asked.Count + _ahead.Count >= room)
            {
                return false;
            }

            (job.Order.IsAhead ? _ahead : _asked).Add(job);
            Monitor.Pulse(_running);
            return true;
        }
    }

    /// <summary>Takes a picture out that nobody waits for any more.</summary>
    /// <returns>False where it has started already.</returns>
    public bool TryRemove(RenderJob job)
    {
        lock (_running)
        {
            return (job.Order.IsAhead ? _ahead : _asked).Remove(job);
        }
    }

    /// <summary>Waits for the next picture; <see cref="Finish"/> must follow.</summary>
    /// <returns>Null once the queue is closed and empty.</returns>
    public RenderJob? Take()
    {
        lock (_running)
        {
            while (true)
            {
                if (Next() is { } job)
                {
                    Start(job);
                    return job;
                }

                if (_isClosed && _asked.Count + _ahead.Count == 0)
                {
                    return null;
                }

                Monitor.Wait(_running);
            }
        }
    }

    /// <summary>Says that a picture that was taken is done, so that the share of its tenant is free again.</summary>
    public void Finish(RenderJob job)
    {
        lock (_running)
        {
            _runningAhead -= job.Order.IsAhead ? 1 : 0;
            if (--_running[job.Order.TenantId] == 0)
            {
                _running.Remove(job.Order.TenantId);
            }

            Monitor.Pulse(_running);
        }
    }

    /// <summary>Takes no more pictures; those that wait are still handed out.</summary>
    public void Close()
    {
        lock (_running)
        {
            _isClosed = true;
            Monitor.PulseAll(_running);
        }
    }

    private RenderJob? Next() =>
        TakeFairly(_asked) ?? (_runningAhead < MaxAhead ? TakeFairly(_ahead) : null);

    // Where all who wait have their share already, an idle thread would help nobody.
    private RenderJob? TakeFairly(TenantTurns turns) => turns.Take(IsWithinShare) ?? turns.Take((_, _) => true);

    // A share is only kept free for somebody who waits.
    private bool IsWithinShare(Guid tenant, bool isAlone) => isAlone || _running.GetValueOrDefault(tenant) < MaxOfTenant;

    private void Start(RenderJob job)
    {
        _runningAhead += job.Order.IsAhead ? 1 : 0;
        _running[job.Order.TenantId] = _running.GetValueOrDefault(job.Order.TenantId) + 1;
    }
}
