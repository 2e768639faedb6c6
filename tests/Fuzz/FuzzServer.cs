using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using PearlIo.WebApi.Hosting;

namespace PearlIo.Fuzz;

/// <summary>The whole server in this process, with a database and a store of its own, and a project with some routes.</summary>
internal sealed class FuzzServer : IAsyncDisposable
{
    private const int MaxAnswerBytes = 4 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("pearl-fuzz-").FullName;
    private readonly MeterListener _faultsListener = new();
    private WebApplication? _app;
    private Uri? _address;
    private int _faults;

    /// <summary>Id of the project.</summary>
    public string ProjectId { get; private set; } = "";

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>Starts it.</summary>
    public static async Task<FuzzServer> StartAsync()
    {
        var server = new FuzzServer();
        await server.OpenAsync();
        return server;
    }

    /// <summary>Sends bytes as a request and reads the answer.</summary>
    /// <exception cref="FuzzException">The answer is a fault of the server, or none.</exception>
    public async Task<(int Status, string Head, byte[] Body)> SendAsync(byte[] request)
    {
        var faults = Volatile.Read(ref _faults);
        using var client = new TcpClient();
        await client.ConnectAsync(_address!.Host, _address.Port);
        var answer = await ExchangeAsync(client.GetStream(), request);
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0 || !answer.AsSpan().StartsWith("HTTP/1.1 "u8))
        {
            throw new FuzzException($"was answered nothing, or no HTTP: {Encoding.Latin1.GetString(answer.AsSpan(0, Math.Min(answer.Length, 200)))}");
        }

        var head = Encoding.Latin1.GetString(answer.AsSpan(0, end));
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status >= 500)
        {
            throw new FuzzException($"was answered {status}: {Encoding.UTF8.GetString(answer.AsSpan(end))}");
        }

        return Volatile.Read(ref _faults) == faults ? (status, head, answer[(end + 4)..]) : throw new FuzzException("made a card fail by a fault");
    }

    /// <summary>Sends a request whose parts are ASCII or come as they are.</summary>
    public Task<(int Status, string Head, byte[] Body)> SendAsync(string method, byte[] target, byte[] headers, byte[] body) => SendAsync(
    [
        .. Encoding.ASCII.GetBytes($"{method} "), .. target, .. " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"u8, .. headers, .. "\r\n"u8, .. body,
    ]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _faultsListener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A server that refuses a request may close before it has read all of it.
    private static async Task<byte[]> ExchangeAsync(NetworkStream stream, byte[] request)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request);
            var buffer = new byte[16_384];
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0 && answer.Length < MaxAnswerBytes)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (Exception e) when ((e is IOException or SocketException) && answer.Length > 0)
        {
            return answer.ToArray();
        }

        return answer.ToArray();
    }

    private async Task OpenAsync()
    {
        CountFaults();
        _app = PearlServer.Build(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DATABASE_URL"] = $"sqlite:{Path.Combine(_folder, "pearl.db")}",
            ["STORAGE_PATH"] = Path.Combine(_folder, "storage"),
            ["PORT"] = "0",
            ["LOG_LEVEL"] = "Critical",
            ["RENDERS_PER_MINUTE"] = "0",
            ["FETCH_SOURCES"] = "false",
            ["TRUSTED_PROXIES"] = "127.0.0.1",

            // Whatever a request says of what follows, nothing does.
            ["Requests:HeaderSeconds"] = "2",
            ["Requests:BodySeconds"] = "2",
        });
        await PearlServer.StartAsync(_app, CancellationToken.None);
        _address = new Uri(_app.Urls.First());
        ProjectId = (string)(await PostAsync("/api/projects", new JsonObject { ["title"] = "Acme", ["url"] = "https://acme.dev" }))["id"]!;
        await PostAsync($"/api/projects/{ProjectId}/routes", new JsonObject
        {
            ["path"] = "/blog/{slug}",
            ["query"] = new JsonArray("title", "description", "author"),
            ["returnType"] = "auto",
        });
        await PostAsync($"/api/projects/{ProjectId}/routes", new JsonObject { ["path"] = "/docs/**", ["template"] = "docs", ["returnType"] = "webp" });
    }

    // Whoever asks for a card has a picture all the same.
    private void CountFaults()
    {
        _faultsListener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "pearl_fallbacks_total")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _faultsListener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags.Length > 0 && tags[0].Value is "fault")
            {
                Interlocked.Increment(ref _faults);
            }
        });
        _faultsListener.Start();
    }

    private async Task<JsonObject> PostAsync(string path, JsonObject body)
    {
        using var client = new HttpClient();
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        var response = await client.PostAsync(new Uri(_address!, path), content);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsObject();
    }
}
