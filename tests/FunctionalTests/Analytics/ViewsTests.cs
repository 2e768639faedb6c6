using System.Text.Json.Nodes;
using PearlIo.Domain.Tenants;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Analytics;

public sealed class ViewsTests
{
    private const string Discord = "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)";

    [Fact]
    public async Task Counts_who_asked_for_which_card_and_loses_nothing_at_a_stop()
    {
        await using var server = new RunningServer();
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();
        var bytes = 0L;
        foreach (var agent in new[] { Discord, Discord, "Twitterbot/1.0" })
        {
            bytes += await AskAsync(server, $"/og/{project}/a", agent);
        }

        await server.RestartAsync();

        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics?interval=hour");
        Assert.Equal((3, 2, 1), ((int?)analytics["views"]!["total"], (int?)analytics["views"]!["hits"], (int?)analytics["views"]!["misses"]));
        Assert.Equal(["discord 2", "x 1"], analytics["byCrawler"]!.AsArray().Select(c => $"{c!["crawler"]} {c["views"]!["total"]}").Order(StringComparer.Ordinal));
        var (_, images) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/images");
        Assert.NotNull(images["items"]![0]!["lastHitAt"]);
        var (_, usage) = await server.SendAsync(HttpMethod.Get, $"/api/tenants/{Tenant.DefaultId}/usage");
        Assert.Equal(bytes, (long?)usage["bytesSent"]);

        // The card was put once, and answered from memory.
        Assert.Equal(1, (long?)usage["storeCalls"]);
    }

    [Fact]
    public async Task Gives_cards_new_addresses_once_they_were_removed_and_only_those()
    {
        await using var server = new RunningServer();
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/blog/{slug}" });
        string[] pages = ["/a", "/b", "/blog/c"];
        foreach (var page in pages)
        {
            await AskAsync(server, $"/og/{project}{page}", Discord);
        }

        var changed = new List<string>();
        var before = await VersionsAsync(server, project, pages);
        foreach (var purge in new[] { "path=/a", "path=/a&mode=remove", $"route={route["id"]}&mode=remove", "all=true", "all=true&mode=remove" })
        {
            await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/images?{purge}");
            var after = await VersionsAsync(server, project, pages);
            changed.Add(string.Join(' ', pages.Where((_, i) => before[i] != after[i])));
            before = after;
        }

        Assert.Equal(["", "/a", "/blog/c", "", "/a /b /blog/c"], changed);
    }

    private static async Task<long> AskAsync(RunningServer server, string address, string agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        using var response = await server.Client.SendAsync(request);
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<List<string?>> VersionsAsync(RunningServer server, string project, IEnumerable<string> pages)
    {
        List<string?> versions = [];
        foreach (var page in pages)
        {
            JsonObject meta;
            (_, meta) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path={page}");
            versions.Add((string?)meta["v"]);
        }

        return versions;
    }
}
