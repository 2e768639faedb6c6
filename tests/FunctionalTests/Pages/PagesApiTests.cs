using System.Net;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.SigningKeys;

namespace PearlIo.FunctionalTests.Pages;

public sealed class SqlitePagesApiTests(RunningServer server) : PagesApiTests(server), IClassFixture<RunningServer>;

public sealed class PostgresPagesApiTests(PostgresRunningServer server) : PagesApiTests(server.Server), IClassFixture<PostgresRunningServer>;

/// <summary>What builds tell of pages, and what becomes of it, on each database.</summary>
public abstract class PagesApiTests(RunningServer server)
{
    private string Address => server.Address.ToString().TrimEnd('/');

    [Fact]
    public async Task Gives_each_page_its_address_and_tags_and_draws_nothing()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/news/**", returnType = "jpeg", variables = new { title = "News" } });

        var told = await PutAsync(project, ("/blog/größe/", "Größe & Mehr"), ("/news/1", null), ("/", null));

        Assert.Equal(["/blog/gr%C3%B6%C3%9Fe", "/news/1", "/"], told.Select(i => (string?)i["path"]));
        Assert.Equal(["Größe & Mehr", "News", "Acme Engineering"], told.Select(i => (string?)i["title"]));
        Assert.Equal($"{Address}/og/{project}/blog/gr%C3%B6%C3%9Fe/og.png?v={told[0]["v"]}", (string?)told[0]["url"]);
        Assert.Equal($"{Address}/og/{project}/news/1/og.jpg?v={told[1]["v"]}", (string?)told[1]["url"]);
        Assert.Equal($"{Address}/og/{project}/og.png?v={told[2]["v"]}", (string?)told[2]["url"]);
        Assert.Contains("<meta property=\"og:title\" content=\"Größe &amp; Mehr\">", told[0]["tags"]!.AsArray().Select(t => (string?)t));
        Assert.False(Directory.Exists(Path.Combine(server.StoragePath, "cards", project)));
        foreach (var item in told)
        {
            Assert.Equal((string?)item["v"], (string?)(await MetaAsync(project, (string)item["path"]!))["v"]);
            Assert.Equal((string?)item["type"], (await server.Client.GetAsync((string)item["url"]!)).Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Changes_card_and_version_with_what_is_told()
    {
        var project = await server.CreateProjectIdAsync();
        var before = (await server.Client.GetAsync($"/og/{project}/a")).Headers.ETag;

        var first = (await PutAsync(project, ("/a", "One"))).Single();
        var one = await server.Client.GetAsync($"/og/{project}/a");
        var second = (await PutAsync(project, ("/a", "Two"))).Single();
        var two = await server.Client.GetAsync($"/og/{project}/a");
        var third = (await PutAsync(project, ("/a", "One"))).Single();

        Assert.Equal(3, new[] { before, one.Headers.ETag, two.Headers.ETag }.Distinct().Count());
        Assert.NotEqual((string?)first["v"], (string?)second["v"]);
        Assert.Equal((string?)first["v"], (string?)third["v"]);
    }

    [Fact]
    public async Task Changes_nothing_where_the_same_is_told_again()
    {
        var project = await server.CreateProjectIdAsync();
        var first = await PutAsync(project, ("/a", "One"), ("/b", null));
        var told = await ListAsync(project);

        Assert.Equal(first.Select(i => i.ToJsonString()), (await PutAsync(project, ("/a", "One"), ("/b", null))).Select(i => i.ToJsonString()));

        Assert.Equal(told.Select(i => i.ToJsonString()), (await ListAsync(project)).Select(i => i.ToJsonString()));
        var (_, audit) = await server.SendAsync(HttpMethod.Get, $"/api/audit?action=pages.put&target={project}");
        Assert.Equal("""{"told":2,"changed":2}""", audit["items"]!.AsArray().Single()!["after"]!.ToJsonString());
    }

    [Fact]
    public async Task Lists_pages_and_forgets_one()
    {
        var project = await server.CreateProjectIdAsync();
        await PutAsync(project, [.. Enumerable.Range(0, 7).Select(i => ($"/p{i}", (string?)$"T{i}"))]);
        var plain = (string?)(await MetaAsync(await server.CreateProjectIdAsync(), "/p3"))["title"];

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"/p{i}"), (await ListAsync(project)).Select(i => (string?)i["path"]));
        Assert.Equal((204, null), await DeleteAsync(project, "/p3/"));

        Assert.Equal((404, "pages.not_found"), await DeleteAsync(project, "/p3"));
        Assert.Equal((400, "request.invalid"), await DeleteAsync(project, "p3"));
        Assert.Equal(6, (await ListAsync(project)).Count);
        Assert.Equal(plain, (string?)(await MetaAsync(project, "/p3"))["title"]);
        Assert.Equal("T4", (string?)(await MetaAsync(project, "/p4"))["title"]);
    }

    [Fact]
    public async Task Takes_a_thousand_pages_at_once()
    {
        var project = await server.CreateProjectIdAsync();
        var told = await PutAsync(project, [.. Enumerable.Range(0, 1_000).Select(i => ($"/blog/post-{i}", (string?)$"Post {i} 😀"))]);
        Assert.Equal(1_000, told.Select(i => (string?)i["v"]).Distinct(StringComparer.Ordinal).Count());

        var (tooMany, body) = await server.SendAsync(
            HttpMethod.Put, $"/api/projects/{project}/pages", new { items = Enumerable.Range(0, 1_001).Select(i => new { path = $"/{i}" }) });
        Assert.Equal((400, "items"), ((int)tooMany.StatusCode, body["errors"]!.AsObject().Single().Key));
        // The server ends a connection whose body it will not read, so the client asks first.
        using var large = new HttpRequestMessage(HttpMethod.Put, $"/api/projects/{project}/pages")
        {
            Content = new StringContent($$"""{"items": [{"path": "/{{new string('x', 1 << 20)}}"}]}""", System.Text.Encoding.UTF8, "application/json"),
        };
        large.Headers.ExpectContinue = true;
        var tooLarge = await server.Client.SendAsync(large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Theory]
    [InlineData("""{}""", "items")]
    [InlineData("""{"items": [{}]}""", "items[0].path")]
    [InlineData("""{"items": [null]}""", "items[0].path")]
    [InlineData("""{"items": [{"path": "/a"}, {"path": "/b/../a"}]}""", "items[1].path")]
    [InlineData("""{"items": [{"path": "/a", "variables": {"a b": "x"}}]}""", "items[0].variables")]
    [InlineData("""{"items": [{"path": "/a", "variables": {"title": null}}]}""", "items[0].variables")]
    [InlineData("""{"items": {}}""", null)]
    [InlineData("""{"items": [{"path": "/a", "title": "x"}]}""", null)]
    [InlineData("""{"items": [{"path": "/a"}, {"path": "/b", "variables": {"title": 1}}]}""", null)]
    [InlineData("""{"pages": []}""", null)]
    public async Task Refuses_pages_that_cannot_be_and_keeps_none(string json, string? field)
    {
        var project = await server.CreateProjectIdAsync();

        var (response, body) = await server.SendAsync(HttpMethod.Put, $"/api/projects/{project}/pages", json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field is null ? "request.json_invalid" : "request.invalid", (string?)body["code"]);
        Assert.True(field is null || body["errors"]!.AsObject().ContainsKey(field), body.ToJsonString());
        Assert.Empty(await ListAsync(project));
    }

    [Fact]
    public async Task Says_which_page_has_another_shape()
    {
        var (_, body) = await server.SendAsync(
            HttpMethod.Put, $"/api/projects/{await server.CreateProjectIdAsync()}/pages", """{"items": [{"path": "/a"}, {"path": "/b", "variables": {"title": 1}}]}""");
        Assert.StartsWith("'items[1].variables.title' must be", (string?)body["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_nothing_where_no_address_can_be_given()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature = true });

        var (response, body) = await server.SendAsync(HttpMethod.Put, $"/api/projects/{project}/pages", new { items = new[] { new { path = "/a" } } });

        Assert.Equal((409, "signing_keys.none_live"), ((int)response.StatusCode, (string?)body["code"]));
        Assert.Empty(await ListAsync(project));
    }

    [Fact]
    public async Task Reports_an_unknown_project()
    {
        var unknown = Guid.CreateVersion7();
        Assert.Equal((404, "projects.not_found"), (await server.SendAsync(HttpMethod.Put, $"/api/projects/{unknown}/pages", """{"items": []}""")).Problem());
        Assert.Equal((404, "projects.not_found"), (await server.SendAsync(HttpMethod.Get, $"/api/projects/{unknown}/pages")).Problem());
        Assert.Equal((404, "projects.not_found"), (await server.SendAsync(HttpMethod.Delete, $"/api/projects/{unknown}/pages?path=/a")).Problem());
    }

    private async Task<List<JsonNode>> PutAsync(string project, params (string Path, string? Title)[] pages)
    {
        var items = pages.Select(p => new { path = p.Path, variables = p.Title is null ? null : new { title = p.Title } });
        var (response, body) = await server.SendAsync(HttpMethod.Put, $"/api/projects/{project}/pages", new { items });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. body["items"]!.AsArray().Select(i => i!)];
    }

    private async Task<List<JsonNode>> ListAsync(string project)
    {
        List<JsonNode> items = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var (response, page) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/pages?limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = (string?)page["nextCursor"];
        }

        return items;
    }

    private async Task<(int, string?)> DeleteAsync(string project, string path) =>
        (await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/pages?path={path}")).Problem();

    private async Task<JsonObject> MetaAsync(string project, string path) =>
        (await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path={Uri.EscapeDataString(path)}")).Body;
}
