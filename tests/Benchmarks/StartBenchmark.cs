using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks;

/// <summary>Time from the start of the process to the last byte of the first card, drawn and not kept. Goal: under 2 s.</summary>
internal static class StartBenchmark
{
    private const int Runs = 7;
    private const string Address = "http://127.0.0.1:28571";

    /// <summary>Prints the median of some starts on a migrated database.</summary>
    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        List<double> times = [];
        string? project = null;
        for (var run = 0; run <= Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Start(folder);
            try
            {
                project ??= await CreateProjectAsync(client);
                await GetWhenListeningAsync(client, $"/og/{project}/start-{run}");
                var ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                Console.WriteLine(run == 0 ? $"first start, with migrations: {ms:0} ms" : $"start {run}: {ms:0} ms");
                times.Add(ms);
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        var sorted = times.Skip(1).Order().ToList();
        Console.WriteLine($"from process start to the first card served, median of {Runs}: {sorted[Runs / 2]:0} ms (goal: under 2000)");
    }

    private static Process Start(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pearl.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["FETCH_SOURCES"] = "false";
        start.Environment["PORT"] = new Uri(Address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<string> CreateProjectAsync(HttpClient client)
    {
        await GetWhenListeningAsync(client, "/health");
        using var created = await client.PostAsJsonAsync("/api/projects", new { title = "Acme Engineering", url = "https://acme.dev" });
        return (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task GetWhenListeningAsync(HttpClient client, string target)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await client.GetByteArrayAsync(target, patience.Token);
                return;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
