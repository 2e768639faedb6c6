using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Build;

/// <summary>What <c>build/setup</c> says on machines that this one is not: programs that it asks are stood in for.</summary>
[SupportedOSPlatform("linux")]
public sealed class SetupScriptTests : IDisposable
{
    private readonly TemporaryFolder _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public void Says_without_root_exactly_what_to_install()
    {
        StandIn("dpkg-query", "echo not-installed");
        StandIn("id", "echo 1000");

        var (exitCode, error) = Run("test");

        Assert.Equal(1, exitCode);
        Assert.Contains("sudo apt-get update && sudo apt-get install --yes --no-install-recommends libcairo2 ", error, StringComparison.Ordinal);
        Assert.Contains(" postgresql pgbouncer curl nodejs python3 openssl chromium\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_only_what_is_missing()
    {
        StandIn("dpkg-query", "case \"$*\" in *fonts-inter*) echo not-installed;; *) echo installed;; esac");
        StandIn("id", "echo 1000");

        var (exitCode, error) = Run("run");

        Assert.Equal(1, exitCode);
        Assert.Contains("--no-install-recommends fonts-inter\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_nothing_where_all_is_there()
    {
        StandIn("dpkg-query", "echo installed");
        StandIn("apt-get", "echo must not be called >&2; exit 9");

        Assert.Equal((0, string.Empty), Run("test"));
    }

    [Fact]
    public void Says_that_the_SDK_is_missing()
    {
        StandIn("dotnet", "echo '8.0.100 [/usr/share/dotnet/sdk]'");

        var (exitCode, error) = Run("run");

        Assert.Equal(1, exitCode);
        Assert.Contains(".NET SDK 10 is missing", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_it_is_used() => Assert.Equal((2, "usage: build/setup run|test|bench\n"), Run("everything"));

    private static string ScriptPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "build", "setup"));

    private void StandIn(string program, string script)
    {
        var path = _programs.PathOf(program);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int ExitCode, string Error) Run(string argument)
    {
        var start = new ProcessStartInfo("bash", [ScriptPath(), argument]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_programs.Path}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
