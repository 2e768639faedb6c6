using System.Net.Http.Json;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;
using PearlIo.WebApi.Hosting;

namespace PearlIo.Benchmarks;

/// <summary>Answering a card that is kept, in the process of the server: by the short way alone, and over HTTP on loopback.</summary>
[InProcess] // BenchmarkDotNet looks for a project that is named as the assembly, which ours are not.
[MemoryDiagnoser]
public class CachedCardBenchmarks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;
    private CardRequest _request = null!;
    private string _target = null!;

    /// <summary>Starts a server and draws the card; in-process benchmarks do not wait for an asynchronous set-up.</summary>
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public void Stop()
    {
        _client.Dispose();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Plan, row and object, without HTTP.</summary>
    [Benchmark]
    public async Task<OgImage?> ShortWay()
    {
        var plan = (await _app.Services.GetRequiredService<CardPlanner>().PlanAsync(_request, CancellationToken.None)).Value;
        var cache = _app.Services.GetRequiredService<CardCache>();
        return await cache.LoadAsync(plan, (await cache.FindAsync(plan, CancellationToken.None))!, CardOutcome.Hit, CancellationToken.None);
    }

    /// <summary>A GET over HTTP on loopback.</summary>
    [Benchmark(Baseline = true)]
    public Task<byte[]> Get() => _client.GetByteArrayAsync(_target);

    private async Task StartAsync()
    {
        _app = PearlServer.Build(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = $"sqlite:{_folder.PathOf("pearl.db")}",
            ["STORAGE_PATH"] = _folder.PathOf("storage"),
            ["PORT"] = "0",
            ["FETCH_SOURCES"] = "false",
            ["LOG_LEVEL"] = "Error",
        });
        await PearlServer.StartAsync(_app, CancellationToken.None);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        using var created = await _client.PostAsJsonAsync("/api/projects", new { title = "Acme Engineering", url = "https://acme.dev" });
        var project = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        _target = $"/og/{project}/blog/hello-world";
        _request = new CardRequest(project, PagePath.Parse("/blog/hello-world").Value, new Dictionary<string, string>(StringComparer.Ordinal));
        await _client.GetByteArrayAsync(_target);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
