using System.Net;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Projects;

public sealed class ProjectsApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Registers_a_project_with_its_defaults()
    {
        var (response, project) = await server.SendAsync(HttpMethod.Post, "/api/projects", new { title = " Acme ", url = "https://acme.dev" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/projects/{project["id"]}", response.Headers.Location!.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        Assert.Equal("Acme", (string?)project["title"]);
        Assert.Equal(86_400, (int?)project["cacheDuration"]);
        Assert.False((bool?)project["requireSignature"]);
        Assert.Null(project["favicon"]);
        Assert.Equal(7, Guid.Parse((string)project["id"]!).Version);
        Assert.EndsWith("Z", (string?)project["createdAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_back_what_was_registered()
    {
        var theme = new Dictionary<string, string>(StringComparer.Ordinal) { ["--brand"] = "#0ea5e9" };
        var project = await server.CreateProjectAsync(new
        {
            title = "Café 日本 🚀",
            url = "https://acme.dev/blog",
            favicon = "https://acme.dev/icon.png",
            cacheDuration = 60,
            template = "article",
            theme,
            requireSignature = true,
        });

        var (response, read) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project["id"]}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(JsonNode.DeepEquals(project, read), read.ToJsonString());
        Assert.Equal("#0ea5e9", (string?)read["theme"]!["--brand"]);
    }

    [Fact]
    public async Task Answers_304_to_a_reader_who_has_the_project()
    {
        var id = await server.CreateProjectIdAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/projects/{id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");

        var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Lists_every_project_once_over_pages()
    {
        List<string> made = [];
        for (var i = 0; i < 5; i++)
        {
            made.Add(await server.CreateProjectIdAsync());
        }

        List<string> listed = [];
        for (string? cursor = null, query = "?limit=2"; ; query = $"?limit=2&cursor={cursor}")
        {
            var (_, page) = await server.SendAsync(HttpMethod.Get, "/api/projects" + query);
            var items = page["items"]!.AsArray();
            Assert.InRange(items.Count, 1, 2);
            listed.AddRange(items.Select(i => (string)i!["id"]!));
            cursor = (string?)page["nextCursor"];
            if (cursor is null)
            {
                break;
            }
        }

        Assert.Equal(listed.Count, listed.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(made.Except(listed, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Changes_only_the_members_that_a_patch_names()
    {
        var project = await server.CreateProjectAsync(new { title = "Acme", url = "https://acme.dev", favicon = "https://acme.dev/i.png", cacheDuration = 60 });

        var (response, changed) = await server.SendAsync(
            HttpMethod.Patch, $"/api/projects/{project["id"]}", """{"title": "Acme 2", "favicon": null, "cacheDuration": null}""", "application/merge-patch+json");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"2\"", response.Headers.ETag!.Tag);
        Assert.Equal("Acme 2", (string?)changed["title"]);
        Assert.Equal("https://acme.dev", (string?)changed["url"]);
        Assert.Null(changed["favicon"]);
        Assert.Equal(86_400, (int?)changed["cacheDuration"]);
        Assert.Equal((string?)project["createdAt"], (string?)changed["createdAt"]);
    }

    [Fact]
    public async Task Merges_objects_of_a_patch_member_by_member()
    {
        var theme = new Dictionary<string, string>(StringComparer.Ordinal) { ["--brand"] = "#111111", ["--ink"] = "#222222" };
        var id = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", theme });

        var (_, changed) = await server.SendAsync(HttpMethod.Patch, $"/api/projects/{id}", """{"theme": {"--brand": null, "--paper": "#fff"}}""");

        Assert.Equal("""{"--ink":"#222222","--paper":"#fff"}""", changed["theme"]!.ToJsonString());
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.PreconditionFailed)]
    public async Task Honours_If_Match(string ifMatch, HttpStatusCode expected)
    {
        var id = await server.CreateProjectIdAsync();

        var (patched, _) = await server.SendAsync(HttpMethod.Patch, $"/api/projects/{id}", """{"title": "New"}""", ifMatch: ifMatch);
        Assert.Equal(expected, patched.StatusCode);

        var other = await server.CreateProjectIdAsync();
        var (deleted, problem) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{other}", ifMatch: ifMatch);
        if (expected == HttpStatusCode.OK)
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }
        else
        {
            Assert.Equal(expected, deleted.StatusCode);
            Assert.Equal("projects.version_changed", (string?)problem["code"]);
        }
    }

    [Fact]
    public async Task Loses_no_change_of_many_at_once_that_name_no_version()
    {
        var id = await server.CreateProjectIdAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            server.SendAsync(HttpMethod.Patch, $"/api/projects/{id}", $$"""{"title": "Title {{i}}"}""")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Response.StatusCode));
        var (response, _) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{id}");
        Assert.Equal("\"41\"", response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Deletes_a_project_with_its_routes()
    {
        var id = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(id, new { path = "/x" });

        var (deleted, _) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{id}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var path in new[] { $"/api/projects/{id}", $"/api/projects/{id}/routes", $"/api/projects/{id}/routes/{route["id"]}", $"/api/projects/{id}/analytics" })
        {
            var (response, problem) = await server.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.Equal(404, (int?)problem["status"]);
        }
    }
}
