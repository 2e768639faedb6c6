using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.SigningKeys;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Templates;

public sealed class SqliteTemplatesApiTests(RunningServer server) : TemplatesApiTests(server), IClassFixture<RunningServer>;

public sealed class PostgresTemplatesApiTests(PostgresRunningServer server) : TemplatesApiTests(server.Server), IClassFixture<PostgresRunningServer>
{
    [Fact]
    public async Task Shows_a_publication_on_every_server()
    {
        await using var other = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = server.Url, ["Rendering:Threads"] = "1" });
        await other.InitializeAsync();
        var name = await MakeAsync(Html("red"), published: true);
        var project = await server.Server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", template = name });
        var before = await TagAsync(other, $"/og/{project}/a");
        await server.Server.SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = Html("blue") });

        await PublishAsync(name, 2);

        await Eventually.TrueAsync(async () => await TagAsync(other, $"/og/{project}/a") != before);
    }
}

/// <summary>The life of a template, on each database.</summary>
public abstract class TemplatesApiTests(RunningServer server)
{
    private static int _made;

    [Fact]
    public async Task Shows_what_is_published_and_nothing_else()
    {
        var name = await MakeAsync(Html("red"));
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Post, "/api/projects", new { title = "A", url = "https://a.dev", template = name })).Problem());
        await PublishAsync(name, 1);
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", template = name });
        await server.CreateRouteAsync(project, new { path = "/pinned", template = $"{name}@1" });
        var (first, pinned) = (await CardAsync(project, "/a"), await CardAsync(project, "/pinned"));

        Assert.Equal(2, (int)(await SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = Html("blue") }))["version"]!);
        Assert.Equal(first, await CardAsync(project, "/a"));

        await PublishAsync(name, 2);
        var second = await CardAsync(project, "/a");
        Assert.NotEqual(first.Tag, second.Tag);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Equal(pinned, await CardAsync(project, "/pinned"));

        await PublishAsync(name, 1);
        Assert.Equal(first, await CardAsync(project, "/a"));
    }

    [Fact]
    public async Task Draws_in_the_size_of_the_template_and_says_so()
    {
        var name = await MakeAsync("<!-- pearl {\"width\": 600, \"height\": 400} --><p>{{title}}</p>", published: true);
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", template = name });

        var picture = await server.Client.GetByteArrayAsync($"/og/{project}/a");
        var meta = (await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/a")).Body;

        Assert.Equal((600, 400), SizeOf(picture));
        Assert.Equal((600, 400), ((int)meta["width"]!, (int)meta["height"]!));
    }

    [Fact]
    public async Task Is_read_in_every_version_and_listed()
    {
        var name = await MakeAsync(Html("red"));
        await SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = "<!-- pearl {\"variables\": {\"rating\": {\"type\": \"number\", \"example\": \"4\"}, \"title\": {}}} -->" + Html("blue") });
        var (response, latest) = await server.SendAsync(HttpMethod.Get, $"/api/templates/{name}");

        Assert.Equal("\"2\"", response.Headers.ETag!.Tag);
        Assert.Equal((2, 2, null), ((int)latest["version"]!, (int)latest["latestVersion"]!, latest["publishedVersion"]));
        Assert.Equal("number", (string)latest["variables"]![0]!["type"]!);
        Assert.Equal(Html("red"), (string)(await SendAsync(HttpMethod.Get, $"/api/templates/{name}?version=1"))["html"]!);
        Assert.Equal(404, (int)(await server.SendAsync(HttpMethod.Get, $"/api/templates/{name}?version=3")).Response.StatusCode);
        Assert.Equal(404, (int)(await server.SendAsync(HttpMethod.Get, "/api/templates/none")).Response.StatusCode);
        var listed = (await SendAsync(HttpMethod.Get, "/api/templates?limit=200"))["items"]!.AsArray().Single(t => (string)t!["name"]! == name)!;
        Assert.Equal((2, null, "rating"), ((int)listed["latestVersion"]!, listed["publishedVersion"], (string)listed["variables"]![0]!["name"]!));
    }

    [Fact]
    public async Task Built_in_ones_are_read_and_stay()
    {
        var article = await SendAsync(HttpMethod.Get, "/api/templates/article");

        Assert.True((bool)article["builtIn"]!);
        Assert.Contains("<style>", (string)article["html"]!, StringComparison.Ordinal);
        Assert.Equal((409, "templates.built_in"), (await server.SendAsync(HttpMethod.Patch, "/api/templates/article", new { html = "<p>x</p>" })).Problem());
        Assert.Equal((409, "templates.built_in"), (await server.SendAsync(HttpMethod.Delete, "/api/templates/article")).Problem());
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Post, "/api/templates", new { name = "article", html = "<p>x</p>" })).Problem());
    }

    [Fact]
    public async Task Tells_every_error_with_line_and_column_and_warns_of_the_rest()
    {
        var (response, refused) = await server.SendAsync(HttpMethod.Post, "/api/templates", new { name = Name(), html = "<!-- pearl {\"variables\": {\"a\": {}}} -->\n<p>{{b}}</p>\n<p>{{c}}</p>" });
        var errors = refused["errors"]!["html"]!.AsArray().Select(e => (string)e!).ToArray();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("2:1: ", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("3:1: ", errors[1], StringComparison.Ordinal);

        var (_, made) = await server.SendAsync(HttpMethod.Post, "/api/templates", new { name = Name(), html = "<style>p { float: left }</style>\n<p>x</p>" });
        Assert.Matches("^1:[0-9]+: ", (string)Assert.Single(made["warnings"]!.AsArray())!);
    }

    [Fact]
    public async Task Takes_a_name_once_and_changes_only_what_was_read()
    {
        var name = await MakeAsync(Html("red"));

        Assert.Equal((409, "templates.name_taken"), (await server.SendAsync(HttpMethod.Post, "/api/templates", new { name, html = "<p>x</p>" })).Problem());
        Assert.Equal((412, "templates.version_changed"), (await server.SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = "<p>x</p>" }, ifMatch: "\"9\"")).Problem());
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Patch, $"/api/templates/{name}", "{\"html\": null}")).Problem());
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Post, $"/api/templates/{name}/publish", new { version = 2 })).Problem());
        Assert.Equal("\"1\"", (await server.SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = Html("red") })).Response.Headers.ETag!.Tag);
        Assert.Equal("\"2\"", (await server.SendAsync(HttpMethod.Patch, $"/api/templates/{name}", new { html = "<p>x</p>" }, ifMatch: "\"1\"")).Response.Headers.ETag!.Tag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@1")]
    public async Task Is_not_deleted_while_it_is_used(string version)
    {
        var name = await MakeAsync(Html("red"), published: true);
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/a", template = name + version });

        Assert.Equal((409, "templates.in_use"), (await server.SendAsync(HttpMethod.Delete, $"/api/templates/{name}")).Problem());
        await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}/routes/{(string)route["id"]!}", "{\"template\": null}");
        Assert.Equal(204, (int)(await server.SendAsync(HttpMethod.Delete, $"/api/templates/{name}")).Response.StatusCode);
        Assert.Equal(404, (int)(await server.SendAsync(HttpMethod.Get, $"/api/templates/{name}")).Response.StatusCode);
    }

    [Fact]
    public async Task Refuses_values_of_the_wrong_type_where_they_are_written()
    {
        var name = await MakeAsync("<!-- pearl {\"variables\": {\"rating\": {\"type\": \"number\"}}} --><p>{{rating}}</p>", published: true);
        var project = await server.CreateProjectIdAsync();

        var (response, refused) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/routes", new { path = "/a", template = name, variables = new { rating = "many" } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull(refused["errors"]!["variables.rating"]);
        await server.CreateRouteAsync(project, new { path = "/{stars}", template = name, variables = new { rating = "{stars}" } });
    }

    [Fact]
    public async Task Previews_a_template_and_html_that_is_kept_nowhere()
    {
        var name = await MakeAsync(Html("red"));
        var draft = await PreviewAsync(new { template = $"{name}@1", variables = new { title = "Hello" } });
        var same = await PreviewAsync(new { html = Html("red"), variables = new { title = "Hello" } });
        var small = await PreviewAsync(new { html = Html("red"), width = 300, height = 200, format = "webp" });

        Assert.Equal(draft.Bytes, same.Bytes);
        Assert.Equal(("image/png", "image/webp"), (draft.Type, small.Type));
        Assert.Equal((1200, 630), SizeOf(draft.Bytes));
        Assert.StartsWith("draw;dur=", draft.Timing, StringComparison.Ordinal);
        Assert.Equal("image/png", (await PreviewAsync(new { })).Type);
    }

    [Fact]
    public async Task Names_the_characters_of_a_preview_that_no_font_has()
    {
        using var response = await server.Client.PostAsJsonAsync("/api/preview", new { variables = new { title = "Odd \u0378\U000F0123" } });

        Assert.Equal("U+0378 U+F0123", response.Headers.GetValues("X-Pearl-Missing-Characters").Single());
        Assert.Contains("pearl_missing_glyphs_total 2\n", await server.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"html\": \"<p>\\n{{#if a}}\"}", "html")]
    [InlineData("{\"template\": \"none\"}", "template")]
    [InlineData("{\"template\": \"article\", \"html\": \"<p>x</p>\"}", "template")]
    [InlineData("{\"variables\": {\"date\": \"soon\"}}", "variables.date")]
    [InlineData("{\"width\": 15}", "width")]
    [InlineData("{\"width\": 4096, \"height\": 4096}", "width")]
    [InlineData("{\"theme\": {\"--brand\": \"blue\"}}", "theme")]
    public async Task Refuses_a_preview_that_cannot_be_drawn(string json, string field)
    {
        var (response, refused) = await server.SendAsync(HttpMethod.Post, "/api/preview", json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal([field], refused["errors"]!.AsObject().Select(e => e.Key));
    }

    protected static string Html(string colour) =>
        $"<!doctype html>\n<style>body {{ margin: 0; background: {colour} }}</style>\n<h1>{{{{title}}}}</h1>";

    protected async Task<string> MakeAsync(string html, bool published = false)
    {
        var name = Name();
        var (response, made) = await server.SendAsync(HttpMethod.Post, "/api/templates", new { name, html });
        Assert.True(response.StatusCode == HttpStatusCode.Created, made.ToJsonString());
        Assert.Equal($"/api/templates/{name}", response.Headers.Location!.ToString());
        if (published)
        {
            await PublishAsync(name, 1);
        }

        return name;
    }

    protected async Task PublishAsync(string name, int version) =>
        Assert.Equal(version, (int)(await SendAsync(HttpMethod.Post, $"/api/templates/{name}/publish", new { version }))["publishedVersion"]!);

    protected static async Task<string> TagAsync(RunningServer asked, string path)
    {
        using var response = await asked.Client.GetAsync(path);
        return response.Headers.ETag!.Tag;
    }

    private static string Name() => string.Create(CultureInfo.InvariantCulture, $"own-{Interlocked.Increment(ref _made)}");

    private static (int Width, int Height) SizeOf(byte[] png) => (
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body = null)
    {
        var (response, answer) = await server.SendAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    private async Task<(string Tag, string Version)> CardAsync(string project, string path)
    {
        var meta = await SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path={path}");
        return (await TagAsync(server, $"/og/{project}{path}"), (string)meta["v"]!);
    }

    private async Task<(byte[] Bytes, string Type, string Timing)> PreviewAsync(object body)
    {
        using var response = await server.Client.PostAsJsonAsync("/api/preview", body);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        return (bytes, response.Content.Headers.ContentType!.MediaType!, response.Headers.GetValues("Server-Timing").Single());
    }
}
