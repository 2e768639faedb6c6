using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Fetching;

/// <summary>Cards that fill themselves from the pages they are for.</summary>
public sealed class PageCardTests : IAsyncLifetime
{
    private const string Html = """
        <!doctype html><html lang="de"><head><meta charset="utf-8">
        <title>Kein Titel</title>
        <meta property="og:title" content="Grüße aus Köln &amp; Bonn">
        <meta name="description" content="Was am Rhein geschieht.">
        <meta name="author" content="Ada Lovelace">
        <meta property="og:image" content="/cover.svg">
        <link rel="icon" href="/logo.svg">
        </head><body>…</body></html>
        """;

    private static readonly byte[] Svg = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#c2410c"/></svg>"""u8.ToArray();

    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);
    private readonly RunningServer _server;
    private SiteServer _site = null!;

    public PageCardTests() => _server = new RunningServer(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["FETCH_SOURCES"] = "true", ["Rendering:Threads"] = "1" }, _clock);

    public async Task InitializeAsync()
    {
        _site = await SiteServer.StartAsync();
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_card_says_what_its_page_says_and_explains_itself()
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", Html);
        _site.File("/cover.svg", Svg, "text/plain");
        _site.File("/logo.svg", Svg, "image/svg+xml");

        Assert.Equal("miss", await OutcomeAsync(project, "/news"));
        var told = await ExplainWholeAsync(project, "/news");
        Assert.Equal(
            ["author=Ada Lovelace page", "description=Was am Rhein geschieht. page", "direction=ltr page", $"image={_site.Url}/cover.svg page", "language=de page",
                $"logo={_site.Url}/logo.svg page", "siteName=Site project", "title=Grüße aus Köln & Bonn page"],
            told["variables"]!.AsArray().Select(v => $"{v!["name"]}={v["value"]} {v["origin"]}"));
        Assert.Equal((true, null), ((bool)told["readsPage"]!, (string?)told["page"]!["cause"]));
        Assert.Equal(["svg 400x300", "svg 400x300"], told["pictures"]!.AsArray().Select(p => $"{p!["format"]} {p["width"]}x{p["height"]}"));
        var asked = (_site.Asked("/news"), _site.Asked("/cover.svg"), _site.Asked("/logo.svg"));
        Assert.Equal("hit", await OutcomeAsync(project, "/news"));
        Assert.Equal(asked, (_site.Asked("/news"), _site.Asked("/cover.svg"), _site.Asked("/logo.svg")));

        // The picture is part of what is drawn.
        var before = await CardAsync(project, "/news");
        _site.File("/cover.svg", """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#0e7490"/></svg>"""u8.ToArray(), "image/svg+xml");
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("stale", await OutcomeAsync(project, "/news"));
        await ExplainWholeAsync(project, "/news");
        Assert.NotEqual(before, await CardAsync(project, "/news"));
    }

    [Fact]
    public async Task The_tags_of_a_page_name_the_card_as_its_page_is_now()
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", Html.Replace("""<meta property="og:image" content="/cover.svg">""", "", StringComparison.Ordinal));
        _site.File("/logo.svg", Svg, "image/svg+xml");
        var (_, meta) = await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/news");
        Assert.Equal(("Grüße aus Köln & Bonn", "Was am Rhein geschieht."), ((string?)meta["title"], (string?)meta["description"]));
        await ExplainWholeAsync(project, "/news");
        (_, meta) = await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/news");
        var card = await _server.Client.GetAsync((string?)meta["url"]);
        Assert.Contains("immutable", card.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_changes_is_read_again_for_an_address_with_another_version()
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", "<title>Old</title>");
        await OutcomeAsync(project, "/news");
        _site.Page("/news", "<title>New</title>");
        Assert.Equal("hit", await OutcomeAsync(project, "/news?v=2026-11-26"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("miss", await OutcomeAsync(project, "/news?v=2026-11-27"));
        Assert.Equal("New", TitleOf(await ExplainAsync(project, "/news")));
    }

    [Theory]
    [InlineData("refresh", "stale")]
    [InlineData("remove", "miss")]
    public async Task A_page_is_read_again_after_a_purge_however_lately_it_was_read(string mode, string outcome)
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", "<title>Old</title>");
        await OutcomeAsync(project, "/news");
        _site.Page("/news", "<title>New</title>");
        Assert.Equal("hit", await OutcomeAsync(project, "/news"));

        _clock.Advance(TimeSpan.FromSeconds(1));
        var (purged, _) = await _server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/images?path=/news&mode={mode}");

        Assert.Equal(HttpStatusCode.OK, purged.StatusCode);
        Assert.Equal(outcome, await OutcomeAsync(project, "/news"));
        await Eventually.TrueAsync(async () => await OutcomeAsync(project, "/news") == "hit");
        Assert.Equal("New", TitleOf(await ExplainAsync(project, "/news")));
        Assert.Equal(2, _site.Asked("/news"));
    }

    [Fact]
    public async Task What_is_no_metadata_changes_nothing()
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", "<title>Good</title>");
        await OutcomeAsync(project, "/news");
        _site.Answer("/news", async context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("<title>Sorry</title>");
        });
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("stale", await OutcomeAsync(project, "/news"));
        await Eventually.TrueAsync(() => _site.Asked("/news") == 2);
        await Eventually.TrueAsync(async () => await OutcomeAsync(project, "/news") == "hit");
        var told = await ExplainAsync(project, "/news");
        Assert.Equal(("Good", "status", 503), (TitleOf(told), (string?)told["page"]!["cause"], (int)told["page"]!["status"]!));
        Assert.Equal("Its server answered 503 in place of 200.", (string?)told["page"]!["message"]);
    }

    [Fact]
    public async Task Pages_that_are_not_there_have_one_card()
    {
        var project = await CreateProjectAsync();
        Assert.Equal("miss", await OutcomeAsync(project, "/not/there"));
        var first = await CardAsync(project, "/not/there");
        Assert.Equal("hit", await OutcomeAsync(project, "/neither/is/this"));
        Assert.Equal(first, await CardAsync(project, "/neither/is/this"));
        var (_, images) = await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/images");
        Assert.Single(images["items"]!.AsArray());
    }

    [Fact]
    public async Task A_page_that_hangs_costs_a_card_no_more_than_its_patience_and_is_there_the_next_time()
    {
        var project = await CreateProjectAsync();
        var gate = new TaskCompletionSource();
        _site.Answer("/slow", async context =>
        {
            await gate.Task;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<title>At last</title>");
        });
        using var card = await _server.Client.GetAsync($"/og/{project}/slow");
        Assert.Equal((HttpStatusCode.OK, "miss"), (card.StatusCode, card.Headers.GetValues("X-Pearl-Cache").Single()));
        Assert.True((bool)(await ExplainAsync(project, "/slow"))["cache"]!["isProvisional"]!);
        gate.SetResult();
        await Eventually.TrueAsync(async () =>
        {
            await OutcomeAsync(project, "/slow");
            return TitleOf(await ExplainAsync(project, "/slow")) == "At last";
        });
    }

    [Theory]
    [InlineData("<html><h1>no picture</h1></html>", "image/png", "no_picture")]
    [InlineData("", "image/png", "empty")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>", "image/svg+xml", "too_small")]
    public async Task A_bad_picture_is_left_out_and_the_card_is_provisional(string body, string type, string cause)
    {
        var project = await CreateProjectAsync();
        _site.Page("/news", """<title>T</title><meta property="og:image" content="/bad">""");
        _site.File("/bad", System.Text.Encoding.UTF8.GetBytes(body), type);
        Assert.Equal("miss", await OutcomeAsync(project, "/news"));
        Assert.True((bool)(await ExplainAsync(project, "/news"))["cache"]!["isProvisional"]!);

        // A decoder that is started first may take longer than a card waits.
        JsonNode? picture = null;
        await Eventually.TrueAsync(async () =>
        {
            var told = await ExplainAsync(project, "/news");
            picture = told["pictures"]!.AsArray().SingleOrDefault(p => ((string)p!["address"]!).EndsWith("/bad", StringComparison.Ordinal));
            return picture?["fetch"] is not null;
        });
        Assert.Equal((false, cause), ((bool)picture!["isFound"]!, (string?)picture["fetch"]!["cause"]));
    }

    [Fact]
    public async Task A_card_is_not_shown_on_a_card()
    {
        var project = await CreateProjectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/og/{project}/news");
        request.Headers.UserAgent.ParseAdd("Pearl-IO/1.0");
        Assert.Equal(HttpStatusCode.Forbidden, (await _server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Only_the_projects_own_host_is_asked_on_this_machine()
    {
        await using var other = await SiteServer.StartAsync();
        other.File("/secret.svg", Svg, "image/svg+xml");
        var project = await CreateProjectAsync();
        _site.Page("/news", $"""<title>T</title><meta property="og:image" content="{other.Url}/secret.svg">""");
        await OutcomeAsync(project, "/news");
        Assert.Equal(0, other.Asked("/secret.svg"));
        var told = await ExplainAsync(project, "/news");
        Assert.Contains("unreachable", told["pictures"]!.AsArray().Select(p => (string?)p!["fetch"]!["cause"]));
    }

    [Fact]
    public async Task An_explanation_needs_a_project_and_a_path()
    {
        var project = await CreateProjectAsync();
        Assert.Equal((400, "request.invalid"), (await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/explain")).Problem());
        Assert.Equal((404, "projects.not_found"), (await _server.SendAsync(HttpMethod.Get, $"/api/projects/{Guid.NewGuid()}/explain?path=/a")).Problem());
        var told = await ExplainAsync(project, "/never/asked");
        Assert.Equal(("none", null), ((string?)told["cache"]!["state"], told["page"]));
    }

    private Task<string> CreateProjectAsync() => _server.CreateProjectIdAsync(new { title = "Site", url = _site.Url });

    private async Task<string> OutcomeAsync(string project, string path)
    {
        using var response = await _server.Client.GetAsync($"/og/{project}{path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues("X-Pearl-Cache").Single();
    }

    private Task<byte[]> CardAsync(string project, string path) => _server.Client.GetByteArrayAsync($"/og/{project}{path}");

    private async Task<JsonObject> ExplainAsync(string project, string path)
    {
        var (response, body) = await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/explain?path={path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return body;
    }

    // A decoder that is started first may take longer than a card waits on a busy machine; the card is whole a little later then.
    private async Task<JsonObject> ExplainWholeAsync(string project, string path)
    {
        JsonObject told = [];
        await Eventually.TrueAsync(async () =>
        {
            await OutcomeAsync(project, path);
            told = await ExplainAsync(project, path);
            if (((string?)told["cache"]!["state"], (bool)told["cache"]!["isProvisional"]!) == ("fresh", false))
            {
                return true;
            }

            // What failed for want of time is asked for again later.
            _clock.Advance(TimeSpan.FromMinutes(10));
            return false;
        });
        return told;
    }

    private static string? TitleOf(JsonObject told) => (string?)told["variables"]!.AsArray().Single(v => (string?)v!["name"] == "title")!["value"];
}
