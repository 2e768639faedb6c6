using System.Diagnostics;

namespace PearlIo.Infrastructure.Pictures;

/// <summary>How this program is started as a process that decodes.</summary>
internal static class DecoderCommand
{
    /// <summary>The hidden command.</summary>
    public const string Name = "decode-worker";

    private const string Program = "pearl";
    private const string Runtime = "dotnet";

    /// <summary>All that the process has of the service's environment: secrets stay where they are.</summary>
    private static readonly string[] Passed = ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "XDG_DATA_HOME"];

    /// <summary>A small heap that gives memory back, and no time spent on what pays only after minutes.</summary>
    private static readonly (string Name, string Value)[] Set =
    [
        ("DOTNET_gcServer", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("DOTNET_GCHeapHardLimit", "0x10000000"),
        ("DOTNET_GCgen0size", "0x400000"),
        ("DOTNET_GCConserveMemory", "7"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_TC_QuickJitForLoops", "0"),
        ("DOTNET_EnableDiagnostics", "0"),
        ("MALLOC_ARENA_MAX", "1"),

        // What usual pictures take is kept for the next one: pages that the system has to hand out anew cost as much as decoding.
        ("MALLOC_MMAP_THRESHOLD_", "8388608"),
        ("MALLOC_TRIM_THRESHOLD_", "16777216"),
    ];

    /// <summary>How to start a process.</summary>
    /// <param name="fontFolder">Folder below which fonts are found.</param>
    public static ProcessStartInfo Create(string fontFolder)
    {
        var (file, arguments) = Find(Environment.ProcessPath, AppContext.BaseDirectory);
        var start = new ProcessStartInfo(file, [.. arguments, Name, fontFolder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var name in Passed)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach (var (name, value) in Set)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>The program as it was started itself; in another program, such as one that tests it, the one that lies beside that.</summary>
    internal static (string File, string[] Arguments) Find(string? processPath, string folder)
    {
        var name = Path.GetFileName(processPath);
        if (name is Program)
        {
            return (processPath!, []);
        }

        return (name is Runtime ? processPath! : Runtime, [Path.Combine(folder, Program + ".dll")]);
    }
}
