using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PearlIo.TestKit;
using PearlIo.WebApi.Hosting;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>The whole server on a free port of loopback, with a database and a store of its own.</summary>
public sealed class RunningServer : IAsyncLifetime, IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly TimeProvider? _clock;
    private WebApplication? _app;

    public RunningServer()
        : this(settings: null)
    {
    }

    internal RunningServer(IReadOnlyDictionary<string, string?>? settings, TimeProvider? clock = null)
    {
        _clock = clock;
        _settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = $"sqlite:{Path.Combine(Folder.Path, "pearl.db")}",
            ["STORAGE_PATH"] = Path.Combine(Folder.Path, "storage"),
            ["PORT"] = "0",
            ["LOG_LEVEL"] = "Error",

            // The sites of tests are not there; those that are about fetching say so.
            ["FETCH_SOURCES"] = "false",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            _settings[name] = value;
        }
    }

    internal TemporaryFolder Folder { get; } = new();

    internal string StoragePath => _settings["STORAGE_PATH"]!;

    internal HttpClient Client { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    internal IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        _app = PearlServer.Build(_settings, _clock);
        await PearlServer.StartAsync(_app, CancellationToken.None);
        Address = new Uri(_app.Urls.First());

        // Paths are sent as a test writes them, and a redirect would be an answer of its own.
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>Stops the server and starts it again on the same database and store.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    internal async Task<(HttpResponseMessage Response, JsonObject Body)> SendAsync(
        HttpMethod method, string path, object? body = null, string contentType = "application/json", string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body);
            request.Content = new StringContent(text, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        var response = await Client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return (response, answer.Length == 0 ? [] : JsonNode.Parse(answer)!.AsObject());
    }

    /// <summary>Sends a file as the body.</summary>
    internal async Task<(HttpResponseMessage Response, JsonObject Body)> UploadAsync(
        string path, byte[] file, string contentType = "application/octet-stream", string? key = null, HttpMethod? method = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        // One that is refused by its length is answered before it is sent.
        request.Headers.ExpectContinue = true;
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        var response = await Client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return (response, answer.Length == 0 ? [] : JsonNode.Parse(answer)!.AsObject());
    }

    internal async Task<JsonObject> CreateProjectAsync(object? body = null)
    {
        var (response, project) = await SendAsync(HttpMethod.Post, "/api/projects", body ?? new { title = "Acme Engineering", url = "https://acme.dev" });
        Assert.Equal(201, (int)response.StatusCode);
        return project;
    }

    internal async Task<string> CreateProjectIdAsync(object? body = null) => (string)(await CreateProjectAsync(body))["id"]!;

    internal async Task<JsonObject> CreateRouteAsync(string projectId, object body)
    {
        var (response, route) = await SendAsync(HttpMethod.Post, $"/api/projects/{projectId}/routes", body);
        Assert.Equal(201, (int)response.StatusCode);
        return route;
    }

    internal async Task StopAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
            _app = null;
        }
    }
}
