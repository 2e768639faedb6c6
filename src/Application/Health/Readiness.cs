using System.Collections.Concurrent;
using PearlIo.Application.Common;

namespace PearlIo.Application.Health;

/// <summary>Asks all parts of the service whether they can work.</summary>
public sealed class Readiness(IEnumerable<IReadinessCheck> checks, ServiceActivity activity)
{
    // Real time always: whoever asks waits in it. Balancers ask every few seconds and give up as soon.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>The parts in order of their names, each with what is wrong or null.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string?>>> CheckAsync(CancellationToken cancellationToken)
    {
        var parts = await Task.WhenAll(checks.Select(async c => KeyValuePair.Create(c.Name, await CheckAsync(c, cancellationToken))));
        return [.. parts.OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    private Task<string?> CheckAsync(IReadinessCheck check, CancellationToken cancellationToken)
    {
        if (check.AsksDatabase && !activity.IsStarted)
        {
            return Task.FromResult<string?>("The database has not been there since the start.");
        }

        // Whoever asks only whether the service is ready must not keep a database awake. One that was not well is asked all the
        // same: no balancer would send the request that ends the idleness.
        var mayRest = check.AsksDatabase && activity.IsIdle && !_problems.ContainsKey(check.Name);
        return mayRest ? Task.FromResult<string?>(null) : AskAsync(check, cancellationToken);
    }

    private async Task<string?> AskAsync(IReadinessCheck check, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string? problem;
        try
        {
            problem = await check.CheckAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = $"It did not answer within {Patience.TotalSeconds:0} seconds.";
        }

        Remember(check.Name, problem);
        return problem;
    }

    private void Remember(string name, string? problem)
    {
        if (problem is null)
        {
            _problems.TryRemove(name, out _);
        }
        else
        {
            _problems[name] = problem;
        }
    }
}
