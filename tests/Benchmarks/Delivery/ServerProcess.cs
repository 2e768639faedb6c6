using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace PearlIo.Benchmarks.Delivery;

/// <summary>A server as a process of its own, ended with this one.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; }

    /// <summary>Bytes of memory that it holds.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Bytes of memory that the processes hold that it started.</summary>
    public long ChildrenResidentBytes => Process.GetProcesses().Sum(p => IsChild(p) ? p.WorkingSet64 : 0);

    /// <summary>Starts this program's server in Release.</summary>
    public static Task<ServerProcess> StartPearlAsync(string folder, int port, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pearl.dll")]) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["RENDERS_PER_MINUTE"] = "0";
        start.Environment["FETCH_SOURCES"] = "false";
        start.Environment["LOG_LEVEL"] = "Warning";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return StartAsync(start, port, "/health");
    }

    /// <summary>Starts nginx on a folder of files, with a worker for each core and nothing logged.</summary>
    public static async Task<ServerProcess> StartNginxAsync(string folder, int port, string probe)
    {
        var configuration = Path.Combine(folder, "nginx.conf");

        // As root its workers would be another user's, who cannot look into this folder.
        var user = Environment.IsPrivilegedProcess ? $"user {Environment.UserName};" : "";
        await File.WriteAllTextAsync(configuration, $$"""
            {{user}}
            worker_processes auto;
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 4096; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 100000000;
                types { image/jpeg jpg; }
                client_body_temp_path {{folder}}/t1;
                proxy_temp_path {{folder}}/t2;
                fastcgi_temp_path {{folder}}/t3;
                uwsgi_temp_path {{folder}}/t4;
                scgi_temp_path {{folder}}/t5;
                server { listen 127.0.0.1:{{port}}; root {{folder}}; add_header Cache-Control "public, max-age=300"; }
            }
            """);
        return await StartAsync(new ProcessStartInfo("nginx", ["-e", Path.Combine(folder, "error.log"), "-c", configuration]), port, probe);
    }

    /// <summary>Registers a project.</summary>
    public async Task<Guid> CreateProjectAsync() => await PostAsync("/api/projects", new { title = "Acme Engineering", url = "https://acme.dev" });

    /// <summary>Posts a body and reads the id of what was made.</summary>
    public async Task<Guid> PostAsync(string path, object body)
    {
        using var created = await Client.PostAsJsonAsync(path, body);
        created.EnsureSuccessStatusCode();
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Tells it to stop (SIGTERM), and waits until it has.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        Dispose();
    }

    /// <summary>Kills it (SIGKILL).</summary>
    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // The second field behind the name, which is in brackets; a process may end while it is looked at.
    private bool IsChild(Process process)
    {
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat"));
            return line[(line.LastIndexOf(')') + 1)..].Split(' ')[2] == _process.Id.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<ServerProcess> StartAsync(ProcessStartInfo start, int port, string probe)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{start.FileName} is missing. Install it with 'build/setup bench'.", e);
        }

        process.BeginOutputReadLine();
        var server = new ServerProcess(process, port);
        try
        {
            await server.WaitAsync(probe);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private async Task WaitAsync(string probe)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync(probe, patience.Token);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && !_process.HasExited)
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
