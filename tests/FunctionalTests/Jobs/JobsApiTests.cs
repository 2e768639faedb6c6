using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Jobs;

public sealed class JobsApiTests : IAsyncLifetime
{
    private readonly RunningServer _server = new(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Fetching:AllowLoopback"] = "true" });

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Draws_the_cards_of_a_list_before_anybody_asks()
    {
        var project = await _server.CreateProjectIdAsync();

        var (response, queued) = await WarmAsync(project, new { paths = new[] { "/a", "/b" } });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"/api/jobs/{queued["id"]}", response.Headers.Location!.ToString());
        Assert.Equal(("warm", 2), ((string?)queued["kind"], (int?)queued["total"]));

        var job = await EndAsync(queued);
        Assert.Equal(("done", 2, 0), ((string?)job["state"], (int?)job["done"], (int?)job["failed"]));
        Assert.Equal("hit", await CacheAsync(project, "/a"));
        Assert.Equal("hit", await CacheAsync(project, "/b"));
        Assert.Equal("miss", await CacheAsync(project, "/c"));
    }

    [Fact]
    public async Task Draws_the_cards_of_a_sitemap()
    {
        await using var site = await StartSiteAsync();
        var project = await _server.CreateProjectIdAsync(new { title = "Acme", url = site.Urls.First() });

        var (_, queued) = await WarmAsync(project, new { sitemap = $"{site.Urls.First()}/sitemap.xml", since = "2026-01-01" });
        var job = await EndAsync(queued);

        Assert.Equal(("done", 2, 2), ((string?)job["state"], (int?)job["total"], (int?)job["done"]));
        Assert.Equal("hit", await CacheAsync(project, "/new"));
        Assert.Equal("miss", await CacheAsync(project, "/old"));
    }

    [Fact]
    public async Task Tells_why_a_sitemap_cannot_be_had()
    {
        await using var site = await StartSiteAsync();
        var project = await _server.CreateProjectIdAsync(new { title = "Acme", url = site.Urls.First() });

        var (_, queued) = await WarmAsync(project, new { sitemap = $"{site.Urls.First()}/missing.xml" });
        var job = await EndAsync(queued);

        Assert.Equal("failed", (string?)job["state"]);
        Assert.Contains("could not be fetched", (string?)job["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_what_failed()
    {
        var project = await _server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature = true });

        var (_, queued) = await WarmAsync(project, new { paths = new[] { "/a" } });
        var job = await EndAsync(queued);

        Assert.Equal(("done", 0, 1), ((string?)job["state"], (int?)job["done"], (int?)job["failed"]));
        Assert.Equal("/a", (string?)job["report"]![0]!["path"]);
        Assert.StartsWith("cards.", (string?)job["report"]![0]!["code"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_after_a_restart()
    {
        var project = await _server.CreateProjectIdAsync();
        var (_, queued) = await WarmAsync(project, new { paths = Enumerable.Range(0, 60).Select(i => $"/{i}") });
        await _server.RestartAsync();

        var job = await EndAsync(queued);

        Assert.Equal(("done", 60, 0), ((string?)job["state"], (int?)job["done"], (int?)job["failed"]));
        Assert.Equal("hit", await CacheAsync(project, "/59"));
    }

    [Fact]
    public async Task Cancels_a_job()
    {
        var project = await _server.CreateProjectIdAsync();
        var (_, queued) = await WarmAsync(project, new { paths = Enumerable.Range(0, 5_000).Select(i => $"/{i}") });

        Assert.Equal(HttpStatusCode.NoContent, (await _server.SendAsync(HttpMethod.Delete, $"/api/jobs/{queued["id"]}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _server.SendAsync(HttpMethod.Delete, $"/api/jobs/{queued["id"]}")).Response.StatusCode);

        var (_, job) = await _server.SendAsync(HttpMethod.Get, $"/api/jobs/{queued["id"]}");
        Assert.Equal("cancelled", (string?)job["state"]);
        Assert.NotNull(job["finishedAt"]);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"paths": []}""")]
    [InlineData("""{"paths": ["a"]}""")]
    [InlineData("""{"paths": [null]}""")]
    [InlineData("""{"paths": ["/a"], "sitemap": "https://acme.dev/s.xml"}""")]
    [InlineData("""{"sitemap": "https://evil.dev/s.xml"}""")]
    [InlineData("""{"sitemap": "https://acme.dev/s.xml", "since": "yesterday"}""")]
    [InlineData("""{"pages": ["/a"]}""")]
    public async Task Says_what_is_wrong(string body)
    {
        var project = await _server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev" });
        var (response, _) = await WarmAsync(project, JsonNode.Parse(body)!);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Knows_no_other_job_and_project()
    {
        var nobody = Guid.CreateVersion7();
        Assert.Equal(HttpStatusCode.NotFound, (await _server.SendAsync(HttpMethod.Get, $"/api/jobs/{nobody}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.SendAsync(HttpMethod.Delete, $"/api/jobs/{nobody}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await WarmAsync(nobody.ToString(), new { paths = new[] { "/a" } })).Response.StatusCode);
    }

    private static async Task<WebApplication> StartSiteAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/sitemap.xml", context =>
        {
            var host = $"http://{context.Request.Host}";
            return context.Response.WriteAsync($"""
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{host}/new</loc><lastmod>2026-02-01</lastmod></url>
                <url><loc>{host}/old</loc><lastmod>2025-02-01</lastmod></url><url><loc>{host}/silent</loc></url></urlset>
                """);
        });
        await site.StartAsync();
        return site;
    }

    private Task<(HttpResponseMessage Response, JsonObject Body)> WarmAsync(string project, object body) =>
        _server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/warm", body);

    private async Task<JsonObject> EndAsync(JsonObject queued)
    {
        JsonObject job = queued;
        await Eventually.TrueAsync(async () =>
        {
            (_, job) = await _server.SendAsync(HttpMethod.Get, $"/api/jobs/{queued["id"]}");
            return job["finishedAt"] is not null;
        });
        return job;
    }

    private async Task<string> CacheAsync(string project, string page)
    {
        using var response = await _server.Client.GetAsync($"/og/{project}{page}");
        return response.Headers.GetValues("X-Pearl-Cache").Single();
    }
}
