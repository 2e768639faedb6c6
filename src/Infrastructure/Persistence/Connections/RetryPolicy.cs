namespace PearlIo.Infrastructure.Persistence.Connections;

/// <summary>Says when work that failed for a passing reason is tried again, with jitter, so that callers do not come back all at once.</summary>
internal sealed class RetryPolicy(Func<double> random)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public RetryPolicy()
        : this(Random.Shared.NextDouble)
    {
    }

    /// <summary>Time after which nothing is tried again: the longest that a sleeping compute takes to wake, and some.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How long to wait before the next try, or null where there is none.</summary>
    /// <param name="fault">Why the last try failed.</param>
    /// <param name="tries">How many there were.</param>
    /// <param name="elapsed">Time since the first began.</param>
    public TimeSpan? NextPause(PassingFault fault, int tries, TimeSpan elapsed)
    {
        if (tries >= MostTries(fault))
        {
            return null;
        }

        var longest = FirstPause * Math.Pow(2, Math.Min(tries - 1, 10));
        var pause = (longest < LongestPause ? longest : LongestPause) * (0.5 + (random() / 2));
        return elapsed + pause <= Patience ? pause : null;
    }
    // A statement that kills its own connection must not go on doing so.
    private static int MostTries(PassingFault fault) => fault switch
    {
        PassingFault.Unreachable => int.MaxValue,
        PassingFault.Lost => 3,
        PassingFault.Conflict => 5,
        _ => 0,
    };
}
