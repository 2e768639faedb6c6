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

    [ThreadStatic]
    private static long s_next;

    [ThreadStatic]
    private static TimeSpan s_used;

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
        var left = s_used + Turn - NativeThread.CpuTime;
        if (left <= TimeSpan.Zero)
        {
            Thread.Yield();
            s_used = NativeThread.CpuTime;
            left = Turn;
        }

        // Time in which others had the core does not count, which the clock does not know.
        s_next = Stopwatch.GetTimestamp() + (long)(left.TotalSeconds * Stopwatch.Frequency);
    }
}
