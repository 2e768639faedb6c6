using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>What the operating system knows of the calling thread.</summary>
internal static partial class NativeThread
{
    private const string Library = "libc";
    private const int PriorityOfProcess = 0;

    /// <summary>CLOCK_THREAD_CPUTIME_ID.</summary>
    private const int ClockOfThread = 3;

    /// <summary>The kernel's number of the calling thread.</summary>
    public static int Id => GetThreadId();

    /// <summary>
    /// Gives the calling thread the niceness, 0 to 19. On Linux a thread is a process to the scheduler, and
    /// <see cref="Thread.Priority"/> does nothing there.
    /// </summary>
    /// <returns>0, or the error number.</returns>
    public static int SetNiceness(int niceness)
        => SetPriority(PriorityOfProcess, GetThreadId(), niceness) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>What the calling thread has used of cores.</summary>
    public static TimeSpan CpuTime
    {
        get
        {
            _ = GetTime(ClockOfThread, out var time);
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [LibraryImport(Library, EntryPoint = "gettid")]
    private static partial int GetThreadId();

    [LibraryImport(Library, EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int priority);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
