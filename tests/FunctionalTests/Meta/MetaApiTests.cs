using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;

namespace PearlIo.FunctionalTests.Meta;

public sealed class MetaApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Leads_a_page_to_its_card()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/r/{slug}", returnType = "webp", variables = new { title = "\"R&D\" <{slug}> 's 😀", description = "مرحبا" } });

        var meta = await GetAsync(project, "/r/a%2Fb");

        Assert.Equal(["path", "pageUrl", "url", "v", "width", "height", "type", "alt", "title", "description", "tags"], meta.Select(m => m.Key));
        var document = new HtmlParser().ParseDocument($"<head>{string.Join('\n', meta["tags"]!.AsArray().Select(t => (string?)t))}</head>");
        Assert.Equal((string?)meta["title"], document.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
        Assert.Equal("\"R&D\" <a/b> 's 😀", (string?)meta["title"]);
        var image = document.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!;
        Assert.Equal(image, document.QuerySelector("meta[name='twitter:image']")!.GetAttribute("content"));
        Assert.Equal(((string?)meta["url"], "https://acme.dev/r/a%2Fb"), (image, document.QuerySelector("meta[property='og:url']")!.GetAttribute("content")));
        var card = await server.Client.GetAsync(image);
        Assert.Equal((HttpStatusCode.OK, (string?)meta["type"]), (card.StatusCode, card.Content.Headers.ContentType!.MediaType));
        Assert.Equal(((int?)meta["width"], (int?)meta["height"]), (Picture.Describe(await card.Content.ReadAsByteArrayAsync()) is var (_, width, height)) ? (width, height) : default);
    }

    [Fact]
    public async Task Signs_the_address_where_the_project_asks_for_it()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature = true });
        Assert.Equal((409, "signing_keys.none_live"), (await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/a")).Problem());
        await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys");

        var url = (string)(await GetAsync(project, "/größe/it's"))["url"]!;

        Assert.Contains("sig=", url, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.GetAsync(url.Replace("it%27s", "its", StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client.GetAsync(url.Replace("sig=", "sig=x", StringComparison.Ordinal))).StatusCode);
    }

    [Fact]
    public async Task Gives_no_address_that_is_too_long_to_be_asked_for()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/**", returnType = "webp" });

        var longest = await GetAsync(project, "/" + new string('x', 1_999));

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync((string)longest["url"]!)).StatusCode);
        Assert.Equal((400, "request.invalid"), (await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/{new string('x', 2_000)}")).Problem());
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("?path=", 400)]
    [InlineData("?path=a", 400)]
    [InlineData("?path=/a%3Fb", 400)]
    [InlineData("?path=/%00", 400)]
    [InlineData("?path=/%2500", 400)]
    [InlineData("?path=/a", 200)]
    public async Task Asks_for_a_path(string query, int status) => Assert.Equal(
        status, (int)(await server.SendAsync(HttpMethod.Get, $"/api/projects/{await server.CreateProjectIdAsync()}/meta{query}")).Response.StatusCode);

    [Fact]
    public async Task Begins_addresses_with_PUBLIC_URL_wherever_it_is_asked()
    {
        await using var production = GuardedServer.Make(url: null, ("PUBLIC_URL", "https://cards.acme.dev/og-images/"));
        await production.InitializeAsync();

        var meta = await AskAsync(production);

        Assert.StartsWith("https://cards.acme.dev/og-images/og/", (string?)meta.Body["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_Production_that_the_server_does_not_know_where_it_is_found()
    {
        await using var production = GuardedServer.Make(url: null, ("PUBLIC_URL", ""));
        await production.InitializeAsync();

        var meta = await AskAsync(production);

        Assert.Equal((409, "service.public_url_missing"), meta.Problem());
        Assert.Contains("PUBLIC_URL", (string?)meta.Body["detail"], StringComparison.Ordinal);
    }

    private static async Task<(HttpResponseMessage Response, JsonObject Body)> AskAsync(RunningServer production)
    {
        var (_, project) = await production.SendAsync(HttpMethod.Post, "/api/projects", new { title = "Acme", url = "https://acme.dev" }, key: GuardedServer.AdminKey);
        return await production.SendAsync(HttpMethod.Get, $"/api/projects/{project["id"]}/meta?path=/a", key: GuardedServer.AdminKey);
    }

    private async Task<JsonObject> GetAsync(string project, string path)
    {
        var (response, meta) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path={Uri.EscapeDataString(path)}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return meta;
    }
}
