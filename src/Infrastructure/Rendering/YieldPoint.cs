using System.Diagnostics;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering;

/// <summary>
/// A place in long pieces of drawing where the thread lets whoever waits for its core go first. A kernel looks at its clock every 4 ms
/// or so: until then a request that is ready waits behind a card, however nice the thread is that draws it.
/// </summary>
internal static class YieldPoint
{
    /// <summary>Time on a core after which it is offered: short against what a request takes, long against the call.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(200);

    /// <summary>When to look again at what the thread has used, by <see cref="Stopwatch"/>.</summary>
    [ThreadStatic]
    private static long s_next;

    /// <summary>What the thread had used of cores when its turn began.</summary>
    [ThreadStatic]
    private static TimeSpan s_turn;

    /// <summary>Offers the core if the thread has had it for long enough; else it costs a look at the clock.</summary>
    public static void Pass()
    {
        if (Stopwatch.GetTimestamp() >= s_next)
        {
            Offer();
        }
    }

    private static void Offer()
    {
        // Time in which others had the core does not count, which the clock of Pass does not know.
        var used = NativeThread.CpuTime;
        if (used >= s_turn + Turn)
        {
            Thread.Yield();
            s_turn = used;
        }

        s_next = Stopwatch.GetTimestamp() + (long)((s_turn + Turn - used).TotalSeconds * Stopwatch.Frequency);
    }
}
