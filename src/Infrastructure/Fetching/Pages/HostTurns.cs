namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Lets few fetches at once go to one host, so that nobody is flooded and a host that hangs holds up only its own.</summary>
internal sealed class HostTurns
{
    /// <summary>Fetches of one host at once.</summary>
    public const int AtOnce = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hosts that are being fetched from, or waited for.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _hosts.Count;
            }
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="host">The host.</param>
    /// <param name="patience">Longest wait.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Ends the turn when disposed of; null where the wait was too long.</returns>
    public async Task<IDisposable?> TakeAsync(string host, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entry = Join(host);
        try
        {
            if (await entry.Turns.WaitAsync(patience, cancellationToken))
            {
                return new Turn(this, host, entry);
            }
        }
        catch (OperationCanceledException)
        {
            Leave(host, entry);
            throw;
        }

        Leave(host, entry);
        return null;
    }

    private Host Join(string host)
    {
        lock (_lock)
        {
            if (!_hosts.TryGetValue(host, out var entry))
            {
                _hosts.Add(host, entry = new Host());
            }

            entry.Users++;
            return entry;
        }
    }

    private void Leave(string host, Host entry)
    {
        lock (_lock)
        {
            if (--entry.Users == 0)
            {
                _hosts.Remove(host);
                entry.Turns.Dispose();
            }
        }
    }

    private sealed class Host
    {
        public SemaphoreSlim Turns { get; } = new(AtOnce);

        public int Users { get; set; }
    }

    private sealed class Turn(HostTurns owner, string host, Host entry) : IDisposable
    {
        public void Dispose()
        {
            entry.Turns.Release();
            owner.Leave(host, entry);
        }
    }
}
