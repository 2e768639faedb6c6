using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Commands;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>A database that takes connections and answers nothing.</summary>
public sealed class HangingDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Gives_everybody_a_picture_and_says_so_once()
    {
        var postgres = await PostgresServer.GetAsync();
        var url = await postgres.CreateMigratedAsync();
        await using var proxy = TcpProxy.Start(url);
        using var process = PearlProcess.Start(_folder, [], ("DATABASE_URL", proxy.Before(url)));
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
        var server = client.BaseAddress!;
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        using var created = await client.PostAsJsonAsync("/api/projects", new { title = "Acme", url = "https://acme.dev" });
        var project = (string)(await created.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        var hot = $"/og/{project}/hot";
        await RawHttp.UntilHitAsync(server, hot);

        proxy.Freeze();
        var unknown = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RawHttp.SendAsync(server, "GET", $"/og/{Guid.CreateVersion7()}/x")));
        var cold = await RawHttp.SendAsync(server, "GET", $"/og/{project}/cold");
        var hit = await RawHttp.SendAsync(server, "GET", hot);
        proxy.Thaw();
        process.Terminate();
        var (_, output, _) = await process.WaitAsync();

        Assert.All(unknown, a => Assert.Equal((200, "fallback"), (a.Status, RawHttp.Header(a.Head, "X-Pearl-Cache"))));
        Assert.Equal(200, cold.Status);
        Assert.Equal(("png", 1200, 630), Picture.Describe(cold.Body));
        Assert.Equal((200, ("png", 1200, 630)), (hit.Status, Picture.Describe(hit.Body)));
        Assert.DoesNotContain("ERR", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), l => l.Contains("general cards were answered", StringComparison.Ordinal));
        await postgres.DropAsync(url);
    }
}
