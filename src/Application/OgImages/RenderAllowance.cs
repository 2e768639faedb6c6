using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace PearlIo.Application.OgImages;

/// <summary>
/// How many new cards requests may have drawn for a project: paths that somebody invents must not cost a render, a row and an object
/// each. A bucket of a minute's renders for each project, filled evenly.
/// </summary>
public sealed class RenderAllowance(IOptions<DeliveryOptions> options, TimeProvider clock)
{
    private const int MaxProjects = 100_000;

    private readonly int _perMinute = options.Value.RendersPerMinute;
    private readonly ConcurrentDictionary<Guid, Bucket> _buckets = new();

    /// <summary>Takes one render of a project.</summary>
    /// <returns>False where the project has used up its share for the moment.</returns>
    public bool TryTake(Guid projectId)
    {
        if (_perMinute == 0)
        {
            return true;
        }

        // Full buckets say nothing, so that beginning anew forgives at most one minute's renders.
        if (_buckets.Count > MaxProjects)
        {
            _buckets.Clear();
        }

        return _buckets.GetOrAdd(projectId, _ => new Bucket(_perMinute, clock.GetTimestamp())).TryTake(_perMinute, clock);
    }

    private sealed class Bucket(double left, long since)
    {
        private readonly Lock _lock = new();
        private double _left = left;
        private long _since = since;

        public bool TryTake(int perMinute, TimeProvider clock)
        {
            lock (_lock)
            {
                _left = Math.Min(perMinute, _left + (clock.GetElapsedTime(_since).TotalMinutes * perMinute));
                _since = clock.GetTimestamp();
                if (_left < 1)
                {
                    return false;
                }

                _left--;
                return true;
            }
        }
    }
}
