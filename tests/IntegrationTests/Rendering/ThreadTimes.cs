using System.Globalization;

namespace PearlIo.IntegrationTests.Rendering;

/// <summary>What the kernel counts of a thread of this process.</summary>
/// <param name="Cpu">Time on a core.</param>
/// <param name="Switches">How often another thread got the core though this one could have gone on.</param>
internal readonly record struct ThreadTimes(TimeSpan Cpu, long Switches)
{
    public static ThreadTimes operator -(ThreadTimes one, ThreadTimes two) => new(one.Cpu - two.Cpu, one.Switches - two.Switches);

    public static ThreadTimes Of(int threadId)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{threadId}");
        var nanoseconds = File.ReadAllText($"{folder}/schedstat").Split(' ')[0];
        var switches = File.ReadLines($"{folder}/status").Single(line => line.StartsWith("nonvoluntary_ctxt_switches:", StringComparison.Ordinal));
        return new ThreadTimes(
            TimeSpan.FromTicks(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick),
            long.Parse(switches[(switches.IndexOf(':') + 1)..], CultureInfo.InvariantCulture));
    }
}
