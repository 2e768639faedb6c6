using System.Net;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Service;

/// <summary>The main job from end to end on each database: it ends with a card, and a restart loses nothing.</summary>
public sealed class TourTests
{
    [Fact]
    public async Task Makes_a_card_that_outlives_a_restart_on_SQLite()
    {
        await using var server = new RunningServer();
        await server.InitializeAsync();
        await TakeAsync(server);
    }

    [Fact]
    public async Task Makes_a_card_that_outlives_a_restart_on_PostgreSQL()
    {
        var postgres = await PostgresServer.GetAsync();
        var url = await postgres.CreateEmptyAsync();
        await using (var server = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = url }))
        {
            await server.InitializeAsync();
            await TakeAsync(server);
        }

        await postgres.DropAsync(url);
    }

    private static async Task TakeAsync(RunningServer server)
    {
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/blog/{slug}", variables = new { title = "{slug}", description = "From the blog" }, query = new[] { "title" } });
        var drawn = await server.Client.GetAsync($"/og/{project}/blog/hello?title=Hello");
        Assert.Equal("miss", drawn.Headers.GetValues("X-Pearl-Cache").Single());

        await server.RestartAsync();

        var (_, read) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/routes/{route["id"]}");
        Assert.Equal("/blog/{slug}", (string?)read["path"]);
        var kept = await server.Client.GetAsync($"/og/{project}/blog/hello?title=Hello");
        Assert.Equal("hit", kept.Headers.GetValues("X-Pearl-Cache").Single());
        Assert.Equal(drawn.Headers.ETag, kept.Headers.ETag);
        var asked = DateTime.UtcNow;
        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics?interval=hour");
        Assert.Equal(1, (int?)analytics["images"]);
        Assert.Equal("/blog/{slug}", (string?)analytics["byRoute"]![0]!["path"]);

        // Daily figures are refreshed behind the scenes, and say how old they are.
        await Eventually.TrueAsync(async () =>
        {
            var (_, daily) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics");
            return (DateTime)daily["asOf"]! > asked && ((int?)daily["images"], (int?)daily["cache"]!["images"]) == (1, 1);
        });

        var (patched, _) = await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}", """{"title": "New"}""", ifMatch: "\"1\"");
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var (conflict, _) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = "/blog/{id}" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        var (deleted, _) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync($"/og/{project}/blog/hello")).StatusCode);

        // The clean-up that the deletion woke may still hold one.
        Assert.Matches("(?m)^pearl_db_connections [01]$", await server.Client.GetStringAsync("/metrics"));
    }
}
