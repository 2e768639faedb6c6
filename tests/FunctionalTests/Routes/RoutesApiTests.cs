using System.Net;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Routes;

public sealed class RoutesApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Adds_a_route_with_its_defaults()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", cacheDuration = 77 });

        var (response, route) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = "/blog/{slug}" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/projects/{project}/routes/{route["id"]}", response.Headers.Location!.ToString());
        Assert.Equal("png", (string?)route["returnType"]);
        Assert.Equal(77, (int?)route["cacheDuration"]);
        Assert.Equal(300_000, (int?)route["byteBudget"]);
        Assert.Equal("{}", route["variables"]!.ToJsonString());
        Assert.Equal("[]", route["query"]!.ToJsonString());
        Assert.Null(route["source"]);
    }

    [Fact]
    public async Task Reads_back_what_was_added()
    {
        var project = await server.CreateProjectIdAsync();
        var added = await server.CreateRouteAsync(project, new
        {
            path = "/café/{slug}/**",
            returnType = "webp",
            cacheDuration = 0,
            template = "article",
            variables = new { title = "{slug} 日本" },
            query = new[] { "title" },
            source = "page",
            byteBudget = 50_000,
        });

        var (_, read) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/routes/{added["id"]}");

        Assert.True(JsonNode.DeepEquals(added, read), read.ToJsonString());
        Assert.Equal("/café/{slug}/**", (string?)read["path"]);
    }

    [Theory]
    [InlineData("/blog/{slug}", "/blog/{id}")]
    [InlineData("/blog", "/blog/")]
    [InlineData("/café", "/caf%C3%A9")]
    [InlineData("/", "/")]
    public async Task Reports_a_conflict_when_the_path_exists(string first, string second)
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = first });

        var (response, problem) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = second });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("routes.path_taken", (string?)problem["code"]);
    }

    [Fact]
    public async Task Lets_exactly_one_of_many_creators_have_a_path()
    {
        var project = await server.CreateProjectIdAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = $"/race/{{v{i}}}" })));

        Assert.Single(answers, a => a.Response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(a => a.Response.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Moves_a_route_only_to_a_free_path()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/a" });
        var route = await server.CreateRouteAsync(project, new { path = "/b", variables = new { title = "B", description = "d" } });
        var address = $"/api/projects/{project}/routes/{route["id"]}";

        var (taken, _) = await server.SendAsync(HttpMethod.Patch, address, """{"path": "/a"}""");
        var (moved, changed) = await server.SendAsync(HttpMethod.Patch, address, """{"path": "/c", "variables": {"description": null}, "returnType": "jpeg"}""");

        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal("/c", (string?)changed["path"]);
        Assert.Equal("jpeg", (string?)changed["returnType"]);
        Assert.Equal("""{"title":"B"}""", changed["variables"]!.ToJsonString());
    }

    [Fact]
    public async Task Gives_a_route_the_projects_duration_again_when_its_own_is_taken_away()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", cacheDuration = 55 });
        var route = await server.CreateRouteAsync(project, new { path = "/x", cacheDuration = 9 });

        var (_, changed) = await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}/routes/{route["id"]}", """{"cacheDuration": null}""");

        Assert.Equal(55, (int?)changed["cacheDuration"]);
    }

    [Fact]
    public async Task Honours_If_Match()
    {
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/x" });
        var address = $"/api/projects/{project}/routes/{route["id"]}";

        var (stale, _) = await server.SendAsync(HttpMethod.Delete, address, ifMatch: "\"2\"");
        var (gone, _) = await server.SendAsync(HttpMethod.Delete, address, ifMatch: "\"1\"");
        var (absent, problem) = await server.SendAsync(HttpMethod.Get, address);

        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Equal("routes.not_found", (string?)problem["code"]);
    }

    [Fact]
    public async Task Keeps_routes_of_projects_apart()
    {
        var (one, other) = (await server.CreateProjectIdAsync(), await server.CreateProjectIdAsync());
        var route = await server.CreateRouteAsync(one, new { path = "/x" });

        var (read, _) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{other}/routes/{route["id"]}");
        var (_, page) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{other}/routes");
        var (_, own) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{one}/routes?limit=1");

        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Empty(page["items"]!.AsArray());
        Assert.Single(own["items"]!.AsArray());
        Assert.Null(own["nextCursor"]);
    }

    [Theory]
    [InlineData("{}", "path")]
    [InlineData("{\"path\": \"blog\"}", "path")]
    [InlineData("{\"path\": \"/a//b\"}", "path")]
    [InlineData("{\"path\": \"/a/../b\"}", "path")]
    [InlineData("{\"path\": \"/a?b\"}", "path")]
    [InlineData("{\"path\": \"/**/a\"}", "path")]
    [InlineData("{\"path\": \"/{a}/{a}\"}", "path")]
    [InlineData("{\"path\": \"/{a-b}\"}", "path")]
    [InlineData("{\"path\": \"/%00\"}", "path")]
    [InlineData("{\"path\": \"/x\", \"cacheDuration\": -1}", "cacheDuration")]
    [InlineData("{\"path\": \"/x\", \"byteBudget\": 1}", "byteBudget")]
    [InlineData("{\"path\": \"/x\", \"template\": \"none\"}", "template")]
    [InlineData("{\"path\": \"/x\", \"query\": [\"a b\"]}", "query")]
    [InlineData("{\"path\": \"/x\", \"query\": [null]}", "query")]
    [InlineData("{\"path\": \"/x\", \"query\": [\"sig\"]}", "query")]
    [InlineData("{\"path\": \"/x\", \"variables\": {\"a b\": \"\"}}", "variables")]
    [InlineData("{\"path\": \"/x\", \"variables\": {\"title\": \"\\u0007\"}}", "variables")]
    public async Task Names_the_field_that_breaks_a_rule(string body, string field)
    {
        var project = await server.CreateProjectIdAsync();

        var (response, problem) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, Assert.Single(problem["errors"]!.AsObject()).Key);
    }

    [Fact]
    public async Task Refuses_a_path_over_512_characters()
    {
        var project = await server.CreateProjectIdAsync();

        var (fits, _) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = "/" + new string('日', 511) });
        var (over, _) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = "/" + new string('x', 512) });

        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, over.StatusCode);
    }

    [Theory]
    [InlineData("{\"path\": \"/x\", \"returnType\": \"gif\"}", "'returnType' must be one of: png, jpeg, webp, auto.")]
    [InlineData("{\"path\": \"/x\", \"returnType\": 1}", "'returnType' must be one of: png, jpeg, webp, auto.")]
    [InlineData("{\"path\": \"/x\", \"source\": \"web\"}", "'source' must be one of: page, none.")]
    [InlineData("{\"path\": \"/x\", \"query\": \"title\"}", "'query' must be a list of texts.")]
    [InlineData("{\"path\": \"/x\", \"variables\": {\"title\": 1}}", "'variables' must be an object whose members are texts.")]
    public async Task Tells_what_a_member_may_be(string body, string expected)
    {
        var project = await server.CreateProjectIdAsync();

        var (response, problem) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(expected, (string?)problem["detail"]);
    }
}
