using System.Net;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Service;

public sealed class ServiceTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    public async Task Says_OK(string path)
    {
        var response = await server.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("OK", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/api/projects")]
    public async Task Answers_HEAD_wherever_it_answers_GET(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Tells_that_every_part_is_ready()
    {
        var (response, report) = await server.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True((bool?)report["ready"]);
        Assert.Equal(["database", "migrations", "renderer", "storage"], report["parts"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Describes_itself_to_a_program()
    {
        var (_, description) = await server.SendAsync(HttpMethod.Get, "/");

        Assert.Equal("Pearl-IO", (string?)description["name"]);
        Assert.Equal("/openapi/v1.json", (string?)description["openapi"]);
    }

    [Fact]
    public async Task Shows_readable_documents()
    {
        var page = await server.Client.GetStringAsync("/docs/index.html");

        Assert.Contains("Pearl-IO API", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_what_it_does()
    {
        await using var own = new RunningServer();
        await own.InitializeAsync();
        var project = await own.CreateProjectIdAsync();
        await own.Client.GetAsync($"/og/{project}/x");
        await own.Client.GetAsync($"/og/{project}/x");

        var metrics = await own.Client.GetStringAsync("/metrics");

        foreach (var line in new[]
        {
            "pearl_cards_total{outcome=\"hit\"} 1\n",
            "pearl_cards_total{outcome=\"miss\"} 1\n",
            "pearl_renders_total{template=\"article\",format=\"png\"} 1\n",
            "pearl_render_seconds_count 1\n",
            "pearl_render_seconds_bucket{le=\"+Inf\"} 1\n",
            "pearl_cached_images 1\n",
            "pearl_cache_bytes{layer=\"store\"} ",
            "# TYPE pearl_render_queue gauge\n",
            "# TYPE pearl_store_seconds histogram\n",
            "# TYPE pearl_db_command_seconds histogram\n",
            "# TYPE pearl_db_connections gauge\n",
            "# TYPE dotnet_gc_collections counter\n",
        })
        {
            Assert.Contains(line, metrics, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(project, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_host_names_that_only_resolve_to_loopback()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/projects");
        request.Headers.Host = "rebinding.example";

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }
}
