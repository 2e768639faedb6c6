using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

/// <summary>The program as a process of its own, with an environment and a working folder of its own.</summary>
internal sealed partial class PearlProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What a process needs to run at all.</summary>
    private static readonly string[] SystemVariables = ["PATH", "HOME", "TMPDIR", "LANG", "DOTNET_ROOT", "LD_LIBRARY_PATH"];

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _output = new();

    private PearlProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Receive(e.Data);
        process.ErrorDataReceived += (_, e) =>
        {
            lock (_error)
            {
                _error.AppendLine(e.Data);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything on standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program.</summary>
    /// <param name="folder">Its working folder.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Its environment beside what the system needs; nothing of the tests' own leaks in.</param>
    public static PearlProcess Start(TemporaryFolder folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pearl.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        foreach (var name in start.Environment.Keys.Where(n => !SystemVariables.Contains(n, StringComparer.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["PORT"] = "0";
        start.Environment["FETCH_SOURCES"] = "false";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new PearlProcess(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        TemporaryFolder folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Start(folder, arguments, settings);
        return await process.WaitAsync();
    }

    /// <summary>Waits until the server says where it listens.</summary>
    public Uri WaitUntilListening()
    {
        using var patience = new CancellationTokenSource(Patience);
        foreach (var line in _lines.GetConsumingEnumerable(patience.Token))
        {
            // In JSON the address stands in quotes.
            if (ListeningAt().Match(line) is { Success: true } found)
            {
                return new Uri(found.Groups["address"].Value.Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
            }
        }

        throw new InvalidOperationException($"The program ended before it listened: {Output} {_error}");
    }

    /// <summary>Waits for the end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        lock (_error)
        {
            return (_process.ExitCode, Output, _error.ToString());
        }
    }

    /// <summary>Asks the program to stop, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends the program at once, as a power cut does.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _lines.Dispose();
    }

    [GeneratedRegex("""Listening at [^h]*(?<address>http[^",\\]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningAt();

    private void Receive(string? line)
    {
        if (line is null)
        {
            _lines.CompleteAdding();
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        _lines.Add(line);
    }
}
