using System.Globalization;
using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Queueing;

namespace PearlIo.IntegrationTests.Rendering;

/// <summary>A thread that does nothing but use a core, as nice as render threads are, until this is disposed.</summary>
internal sealed unsafe partial class BusyThread : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _isEnded;

    private BusyThread(int core)
    {
        _thread = new Thread(() => Spin(core)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Starts it on a core that it shares with another thread, which stays there.</summary>
    /// <param name="threadId">The kernel's number of the other thread.</param>
    public static BusyThread Beside(int threadId)
    {
        var core = FirstCore();
        Pin(threadId, core);
        return new BusyThread(core);
    }

    public void Dispose()
    {
        _isEnded = true;
        _thread.Join();
    }

    private void Spin(int core)
    {
        NativeThread.SetNiceness(RenderThread.Niceness);
        Pin(NativeThread.Id, core);
        while (!_isEnded)
        {
            Thread.SpinWait(1000);
        }
    }

    /// <summary>The first core that this process may use, which need not be the machine's first.</summary>
    private static int FirstCore()
    {
        const string Name = "Cpus_allowed_list:";
        var cores = File.ReadLines("/proc/self/status").Single(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..];
        return int.Parse(cores.Split(',', '-')[0], CultureInfo.InvariantCulture);
    }

    private static void Pin(int threadId, int core)
    {
        var cores = 1UL << core;
        if (SetAffinity(threadId, sizeof(ulong), &cores) != 0)
        {
            throw new InvalidOperationException($"The thread cannot be kept on core {core}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int threadId, nint bytes, ulong* cores);
}
