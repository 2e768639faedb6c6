namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>The pictures that wait for a render thread, first come, first served, and at most so many.</summary>
/// <param name="capacity">At least 1.</param>
internal sealed class RenderQueue(int capacity)
{
    private readonly LinkedList<RenderJob> _waiting = new();
    private bool _isClosed;

    /// <summary>How many pictures wait.</summary>
    public int Count
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a picture.</summary>
    /// <returns>False where the queue is full or closed.</returns>
    public bool TryAdd(RenderJob job)
    {
        lock (_waiting)
        {
            if (_isClosed || _waiting.Count >= capacity)
            {
                return false;
            }

            _waiting.AddLast(job);
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>Takes a picture out that nobody waits for any more.</summary>
    /// <returns>False where it has started already.</returns>
    public bool TryRemove(RenderJob job)
    {
        lock (_waiting)
        {
            return _waiting.Remove(job);
        }
    }

    /// <summary>Waits for the next picture.</summary>
    /// <returns>Null once the queue is closed and empty.</returns>
    public RenderJob? Take()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_waiting);
            }

            var first = _waiting.First;
            if (first is not null)
            {
                _waiting.RemoveFirst();
            }

            return first?.Value;
        }
    }

    /// <summary>Takes no more pictures; those that wait are still handed out.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Monitor.PulseAll(_waiting);
        }
    }
}
