using System.Diagnostics;

namespace PearlIo.TestKit;

/// <summary>
/// A server that a shell keeps, in a folder of its own: the shell ends it when its own input ends, which it does however the
/// test process dies, and takes lines that tell it what to do.
/// </summary>
internal sealed class KeptProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    // Held for as long as the server is wanted: collecting it would close the shell's input.
    private readonly Process _shell;

    private KeptProcess(Process shell, string folder)
    {
        _shell = shell;
        Folder = folder;
    }

    /// <summary>Where the server keeps its files, with a <c>log</c> among them.</summary>
    public string Folder { get; }

    /// <summary>Starts a script, which is given how to run as the server's user, the folder, and the arguments.</summary>
    /// <param name="name">Beginning of the folder's name.</param>
    /// <param name="script">For <c>/bin/sh</c>; runs until its input ends.</param>
    /// <param name="prepare">Puts files into the folder, or null.</param>
    /// <param name="arguments">Further arguments of the script.</param>
    public static async Task<KeptProcess> StartAsync(string name, string script, Func<string, Task>? prepare, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory(name).FullName;
        if (prepare is not null)
        {
            await prepare(folder);
        }

        var runAs = "";
        if (Environment.IsPrivilegedProcess)
        {
            // Neither PostgreSQL nor PgBouncer runs as root.
            runAs = "setpriv --reuid=postgres --regid=postgres --clear-groups";
            await RunAsync("chown", "-R", "postgres", folder);
        }

        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", runAs, folder, .. arguments])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        return new KeptProcess(Process.Start(start)!, folder);
    }

    /// <summary>Gives the script a line.</summary>
    public async Task TellAsync(string line)
    {
        await _shell.StandardInput.WriteLineAsync(line);
        await _shell.StandardInput.FlushAsync();
    }

    /// <summary>Looks until the server is as it should be; fails with its log when it is not within a minute.</summary>
    public async Task WaitAsync(Func<Task<bool>> isSo)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (_shell.HasExited || Stopwatch.GetElapsedTime(start) > StartTime)
            {
                var log = Path.Combine(Folder, "log");
                throw new InvalidOperationException(
                    $"A server for tests in {Folder} did not do as it was told: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "(no log)")}");
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'{program} {string.Join(' ', arguments)}' failed. Is PostgreSQL installed whole? {PostgresServer.Install}");
        }
    }
}
