using System.Diagnostics;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>How long a render may take. Each step asks between pieces of work, so that a page that asks for too much stops.</summary>
/// <param name="limit">From now on.</param>
internal sealed class RenderBudget(TimeSpan limit)
{
    /// <summary>What a card may take at most; whoever waited for it has had something else long since.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    private readonly long _end = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Stops a page that takes too long, and is a <see cref="YieldPoint"/> of one that does not.</summary>
    /// <exception cref="RenderTooLongException">The time is up.</exception>
    public void ThrowIfOver()
    {
        YieldPoint.Pass();
        if (Stopwatch.GetTimestamp() >= _end)
        {
            throw new RenderTooLongException(limit);
        }
    }
}

/// <summary>A page took longer to draw than a page may.</summary>
/// <param name="limit">What it may take.</param>
internal sealed class RenderTooLongException(TimeSpan limit)
    : Exception(FormattableString.Invariant($"The page took longer than {limit.TotalSeconds:0.###} s to draw. Make it simpler: fewer elements, gradients, filters or shadows."));
