namespace PearlIo.Infrastructure.Rendering.Queueing;

/// <summary>Pictures that wait, by tenant: tenants take turns, and of each the first come is the first served. Not for many threads at once.</summary>
internal sealed class TenantTurns
{
    private readonly Dictionary<Guid, LinkedList<RenderJob>> _waiting = [];
    private readonly LinkedList<Guid> _turns = new();

    /// <summary>How many pictures wait.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a picture behind those of its tenant.</summary>
    public void Add(RenderJob job)
    {
        var tenant = job.Order.TenantId;
        if (!_waiting.TryGetValue(tenant, out var jobs))
        {
            _waiting[tenant] = jobs = new LinkedList<RenderJob>();
            _turns.AddLast(tenant);
        }

        jobs.AddLast(job);
        Count++;
    }

    /// <summary>Takes the next picture of the first tenant that may have one; that tenant's next turn is behind all others.</summary>
    /// <param name="mayHave">Whether a tenant may have one, and whether it is the only one that waits.</param>
    public RenderJob? Take(Func<Guid, bool, bool> mayHave)
    {
        var isAlone = _turns.Count == 1;
        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            var tenant = turn.Value;
            if (!mayHave(tenant, isAlone))
            {
                continue;
            }

            var job = _waiting[tenant].First!.Value;
            Remove(job);
            if (_waiting.ContainsKey(tenant))
            {
                _turns.Remove(turn);
                _turns.AddLast(turn);
            }

            return job;
        }

        return null;
    }

    /// <summary>Takes one picture out.</summary>
    /// <returns>False where it does not wait.</returns>
    public bool Remove(RenderJob job)
    {
        var tenant = job.Order.TenantId;
        if (!_waiting.TryGetValue(tenant, out var jobs) || !jobs.Remove(job))
        {
            return false;
        }

        Count--;
        if (jobs.Count == 0)
        {
            _waiting.Remove(tenant);
            _turns.Remove(tenant);
        }

        return true;
    }
}
