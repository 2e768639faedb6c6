using System.Net;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Images;

public sealed class ImagesApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Lists_what_is_kept_newest_first_and_page_by_page()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev" });
        await DrawAsync(project, "/a", "/b", "/c");

        var first = await ListAsync(project, "?limit=2");
        var rest = await ListAsync(project, $"?limit=2&cursor={first["nextCursor"]}");

        Assert.Equal(["https://acme.dev/c", "https://acme.dev/b"], Urls(first));
        Assert.Equal(["https://acme.dev/a"], Urls(rest));
        Assert.Null(rest["nextCursor"]);
        var card = rest["items"]![0]!;
        Assert.Equal(("image/png", 1200, 630, true, false), ((string?)card["format"], (int?)card["width"], (int?)card["height"], (bool?)card["current"], (bool?)card["provisional"]));
        Assert.InRange((int)card["bytes"]!, 1_000, 300_000);
        Assert.True((DateTime)card["createdAt"]! < (DateTime)card["freshUntil"]! && (DateTime)card["freshUntil"]! < (DateTime)card["expiresAt"]!);
    }

    [Fact]
    public async Task Lists_cards_of_a_page_or_a_route()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev" });
        var route = await server.CreateRouteAsync(project, new { path = "/blog/{slug}", query = new[] { "title" } });
        await DrawAsync(project, "/blog/a", "/blog/a?title=x", "/blog/b", "/other");

        Assert.Equal(["https://acme.dev/blog/a", "https://acme.dev/blog/a"], Urls(await ListAsync(project, "?path=/blog//a/")));
        Assert.Equal(3, Urls(await ListAsync(project, $"?route={route["id"]}")).Count);
        Assert.Empty(Urls(await ListAsync(project, "?path=/nowhere")));
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?cursor=nonsense")]
    [InlineData("?path=blog")]
    [InlineData("?path=/a&route=0195a000-0000-7000-8000-000000000001")]
    public async Task Says_what_is_wrong_with_a_list(string query)
    {
        var project = await server.CreateProjectIdAsync();
        var (response, _) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/images{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Makes_cards_of_a_page_due_and_keeps_them()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev" });
        await DrawAsync(project, "/a", "/b");

        var purged = await PurgeAsync(project, "?path=/a");

        Assert.Equal(("refresh", 1), ((string?)purged["mode"], (int?)purged["cards"]));
        Assert.Contains("Telegram", purged["platforms"]!.AsArray().Select(p => (string?)p!["name"]));
        Assert.Equal(2, Urls(await ListAsync(project)).Count);
        var due = (await ListAsync(project, "?path=/a"))["items"]![0]!;
        Assert.True((DateTime)due["freshUntil"]! <= DateTime.UtcNow);
        Assert.Equal("hit", await DrawAsync(project, "/b"));
        Assert.NotEqual("hit", await DrawAsync(project, "/a"));
    }

    [Fact]
    public async Task Removes_cards_of_a_route_with_their_bytes()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev" });
        var route = await server.CreateRouteAsync(project, new { path = "/blog/{slug}" });
        await DrawAsync(project, "/blog/a", "/blog/b", "/other");

        var purged = await PurgeAsync(project, $"?route={route["id"]}&mode=remove");

        Assert.Equal(("remove", 2), ((string?)purged["mode"], (int?)purged["cards"]));
        Assert.Equal(["https://acme.dev/other"], Urls(await ListAsync(project)));
        await Eventually.TrueAsync(() => FilesOf(project) == 1);
        Assert.Equal("miss", await DrawAsync(project, "/blog/a"));
        Assert.Equal("hit", await DrawAsync(project, "/other"));
    }

    [Fact]
    public async Task Removes_all_cards_of_a_project_and_none_of_another()
    {
        var project = await server.CreateProjectIdAsync();
        var other = await server.CreateProjectIdAsync();
        await DrawAsync(project, "/a", "/b");
        await DrawAsync(other, "/a");

        Assert.Equal(2, (int?)(await PurgeAsync(project, "?all=true&mode=remove"))["cards"]);
        Assert.Equal(0, (int?)(await PurgeAsync(project, "?all=true&mode=remove"))["cards"]);

        Assert.Empty(Urls(await ListAsync(project)));
        Assert.Single(Urls(await ListAsync(other)));
        var (_, audit) = await server.SendAsync(HttpMethod.Get, $"/api/audit?action=cards.purge&target={project}");
        Assert.Equal(2, audit["items"]!.AsArray().Count);
        Assert.Equal("remove", (string?)audit["items"]![0]!["after"]!["mode"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?all=false")]
    [InlineData("?path=/a&all=true")]
    [InlineData("?all=true&mode=burn")]
    public async Task Says_what_is_wrong_with_a_purge(string query)
    {
        var project = await server.CreateProjectIdAsync();
        var (response, _) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/images{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Knows_no_other_project()
    {
        var nobody = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Get, $"/api/projects/{nobody}/images")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Delete, $"/api/projects/{nobody}/images?all=true")).Response.StatusCode);
    }

    private static List<string?> Urls(JsonObject page) => [.. page["items"]!.AsArray().Select(i => (string?)i!["url"])];

    private int FilesOf(string project)
    {
        var folder = Path.Combine(server.StoragePath, "cards", project);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() : 0;
    }

    private async Task<JsonObject> ListAsync(string project, string query = "")
    {
        var (response, body) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/images{query}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return body;
    }

    private async Task<JsonObject> PurgeAsync(string project, string query)
    {
        var (response, body) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/images{query}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return body;
    }

    /// <returns>How the last card came about.</returns>
    private async Task<string> DrawAsync(string project, params string[] pages)
    {
        var outcome = "";
        foreach (var page in pages)
        {
            using var response = await server.Client.GetAsync($"/og/{project}{page}");
            outcome = response.Headers.GetValues("X-Pearl-Cache").Single();
        }

        return outcome;
    }
}
