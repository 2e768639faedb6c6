using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>What a process that decodes takes away from itself before it reads a stranger's byte.</summary>
internal static unsafe partial class ProcessLimits
{
    private const string Library = "libc";
    private const int ResourceCpu = 0;
    private const int ResourceData = 2;
    private const int ResourceCore = 4;
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int ReadWrite = 2;
    private const int StandardError = 2;
    private const int SetNoNewPrivileges = 38;
    private const nint Ignore = 1;

    /// <summary>Data, the managed heap included; an address-space limit would keep .NET from starting.</summary>
    private const ulong MostDataBytes = 512UL << 20;

    /// <summary>Seconds of processor time that a picture may take, with what is left of the second under way.</summary>
    private const int MostCpuSeconds = 2;

    /// <summary>Applies all that hold for the whole life of the process.</summary>
    /// <exception cref="InvalidOperationException">The system refuses one.</exception>
    public static void Apply()
    {
        Limit(ResourceData, MostDataBytes, isForGood: true);
        Limit(ResourceCore, 0, isForGood: true);
        AllowPicture();
        _ = Control(SetNoNewPrivileges, 1, 0, 0, 0);

        // A terminal's Ctrl-C goes to all of its processes; this one ends with its standard input, after the service.
        _ = Signal(Interrupt, Ignore);
        _ = Signal(Terminate, Ignore);
    }

    /// <summary>Gives the next picture its processor time.</summary>
    public static void AllowPicture()
    {
        var used = (ulong)Math.Ceiling(Environment.CpuUsage.TotalTime.TotalSeconds);
        Limit(ResourceCpu, used + MostCpuSeconds, isForGood: false);
    }

    /// <summary>Throws away what libraries and the runtime say when a file kills them: it would stand in the service's log without sense.</summary>
    public static void Silence()
    {
        var nowhere = Open("/dev/null", ReadWrite);
        _ = Duplicate(nowhere, StandardError);
    }

    /// <summary>Sets a limit, or leaves the one that holds already where that is lower.</summary>
    private static void Limit(int resource, ulong most, bool isForGood)
    {
        var limit = stackalloc ulong[2];
        _ = GetLimit(resource, limit);
        limit[0] = Math.Min(most, limit[1]);
        limit[1] = isForGood ? limit[0] : limit[1];
        if (SetLimit(resource, limit) != 0)
        {
            throw new InvalidOperationException($"The process cannot be limited: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport(Library, EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, ulong* limit);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ulong* limit);

    [LibraryImport(Library, EntryPoint = "prctl")]
    private static partial int Control(int option, nuint one, nuint two, nuint three, nuint four);

    [LibraryImport(Library, EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
