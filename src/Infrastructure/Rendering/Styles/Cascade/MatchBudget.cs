namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The time that selectors may take to be matched with a structure, for some of them look at every other element.</summary>
/// <param name="limit">Time from now.</param>
/// <param name="cancellationToken">Ends it earlier.</param>
internal sealed class MatchBudget(TimeSpan limit, CancellationToken cancellationToken)
{
    private readonly long _end = Environment.TickCount64 + (long)limit.TotalMilliseconds;

    /// <exception cref="MatchTooLongException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Environment.TickCount64 >= _end)
        {
            throw new MatchTooLongException();
        }
    }
}

/// <summary>Matching was given up.</summary>
internal sealed class MatchTooLongException() : Exception("The selectors take too long to be matched: use classes, and fewer of :has() and ~.");
