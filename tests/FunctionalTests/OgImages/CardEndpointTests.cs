using System.Net;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.OgImages;

public sealed class CardEndpointTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Draws_a_card_and_serves_it_from_the_cache_the_next_time()
    {
        var project = await server.CreateProjectIdAsync();

        var miss = await GetAsync($"/og/{project}/blog/hello-world");
        var hit = await GetAsync($"/og/{project}/blog/hello-world");

        Assert.Equal(HttpStatusCode.OK, miss.Response.StatusCode);
        Assert.Equal("miss", Header(miss.Response, "X-Pearl-Cache"));
        Assert.Equal("hit", Header(hit.Response, "X-Pearl-Cache"));
        Assert.Equal(("png", 1200, 630), Picture.Describe(miss.Body));
        Assert.Equal(miss.Body, hit.Body);
        Assert.Equal(miss.Response.Headers.ETag, hit.Response.Headers.ETag);
        Assert.Equal("image/png", miss.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal(miss.Body.Length, miss.Response.Content.Headers.ContentLength);
        Assert.NotNull(miss.Response.Content.Headers.LastModified);
        Assert.Equal("public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800", Header(miss.Response, "Cache-Control"));
        Assert.Equal("*", Header(miss.Response, "Access-Control-Allow-Origin"));
        Assert.Equal("nosniff", Header(miss.Response, "X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; sandbox", Header(miss.Response, "Content-Security-Policy"));
        Assert.StartsWith("draw;dur=", Header(miss.Response, "Server-Timing"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    public async Task Answers_in_the_routes_format_and_budget(string returnType, string contentType)
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/x", returnType, byteBudget = 60_000 });

        var (response, body) = await GetAsync($"/og/{project}/x");

        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        Assert.Equal((returnType, 1200, 630), Picture.Describe(body));
        Assert.InRange(body.Length, 1, 60_000);
    }

    [Fact]
    public async Task Answers_HEAD_as_GET_without_the_body()
    {
        var project = await server.CreateProjectIdAsync();
        var (get, body) = await GetAsync($"/og/{project}/x");

        using var request = new HttpRequestMessage(HttpMethod.Head, $"/og/{project}/x");
        var head = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(body.Length, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Answers_304_to_whoever_has_the_card()
    {
        var project = await server.CreateProjectIdAsync();
        var (get, _) = await GetAsync($"/og/{project}/x");
        var modified = get.Content.Headers.LastModified!.Value.ToString("R");

        foreach (var (name, value, expected) in new[]
        {
            ("If-None-Match", get.Headers.ETag!.Tag, HttpStatusCode.NotModified),
            ("If-None-Match", "W/" + get.Headers.ETag.Tag, HttpStatusCode.NotModified),
            ("If-None-Match", "\"x\", " + get.Headers.ETag.Tag, HttpStatusCode.NotModified),
            ("If-None-Match", "*", HttpStatusCode.NotModified),
            ("If-None-Match", "\"x\"", HttpStatusCode.OK),
            ("If-Modified-Since", modified, HttpStatusCode.NotModified),
            ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", HttpStatusCode.OK),
            ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", HttpStatusCode.OK),
            ("If-Modified-Since", "yesterday", HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/og/{project}/x");
            request.Headers.TryAddWithoutValidation(name, value);
            var response = await server.Client.SendAsync(request);
            Assert.True(expected == response.StatusCode, $"{name}: {value} gave {response.StatusCode}");
            Assert.Equal(get.Headers.ETag, response.Headers.ETag);
        }
    }

    [Fact]
    public async Task Answers_the_older_address_with_the_same_card()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/blog/{slug}", query = new[] { "title" } });

        var path = await GetAsync($"/og/{project}/blog/caf%C3%A9?title=Hi");
        var query = await GetAsync($"/api/og?project={project}&path=/blog/caf%C3%A9&title=Hi");

        Assert.Equal("hit", Header(query.Response, "X-Pearl-Cache"));
        Assert.Equal(path.Body, query.Body);
    }

    [Fact]
    public async Task Takes_a_file_name_for_content_delivery_networks()
    {
        var project = await server.CreateProjectIdAsync();
        var plain = await GetAsync($"/og/{project}/blog/x");

        foreach (var name in new[] { "og.png", "og.jpg", "og.webp" })
        {
            var named = await GetAsync($"/og/{project}/blog/x/{name}");
            Assert.Equal("hit", Header(named.Response, "X-Pearl-Cache"));
            Assert.Equal(plain.Body, named.Body);
        }
    }

    [Theory]
    [InlineData("/blog/hello/")]
    [InlineData("/blog//hello")]
    [InlineData("/blog/./hello")]
    [InlineData("/blog/x/../hello")]
    [InlineData("/blog/x/%2e%2E/hello")]
    [InlineData("/blog/%68ello")]
    [InlineData("/blog/hello?utm_source=x&title=not-listed")]
    public async Task Spellings_of_one_page_share_one_card(string spelling)
    {
        var project = await server.CreateProjectIdAsync();
        var plain = await RawHttp.GetAsync(server.Address, $"/og/{project}/blog/hello");

        var other = await RawHttp.GetAsync(server.Address, $"/og/{project}{spelling}");

        Assert.Equal(200, other.Status);
        Assert.Equal("hit", RawHttp.Header(other.Head, "X-Pearl-Cache"));
        Assert.Equal(RawHttp.Header(plain.Head, "ETag"), RawHttp.Header(other.Head, "ETag"));
    }

    [Theory]
    [InlineData("/a%2Fb", "/a/b")]
    [InlineData("/%252F", "/%2F")]
    [InlineData("/A", "/a")]
    public async Task Different_pages_have_different_cards(string one, string other)
    {
        var project = await server.CreateProjectIdAsync();
        await RawHttp.GetAsync(server.Address, $"/og/{project}{one}");

        var second = await RawHttp.GetAsync(server.Address, $"/og/{project}{other}");

        Assert.Equal("miss", RawHttp.Header(second.Head, "X-Pearl-Cache"));
    }

    [Fact]
    public async Task Matches_routes_on_the_raw_target()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/a/b", returnType = "jpeg" });
        await server.CreateRouteAsync(project, new { path = "/{one}", returnType = "webp" });
        await server.CreateRouteAsync(project, new { path = "/日本/*", returnType = "jpeg" });

        Assert.Equal("image/jpeg", await ContentTypeAsync($"/og/{project}/a/b"));
        Assert.Equal("image/webp", await ContentTypeAsync($"/og/{project}/a%2Fb"));
        Assert.Equal("image/jpeg", await ContentTypeAsync($"/og/{project}/%E6%97%A5%E6%9C%AC/x"));
        Assert.Equal("image/png", await ContentTypeAsync($"/og/{project}/a/b/c"));

        async Task<string?> ContentTypeAsync(string target) =>
            RawHttp.Header((await RawHttp.GetAsync(server.Address, target)).Head, "Content-Type");
    }

    [Fact]
    public async Task Draws_what_the_query_says_only_where_the_route_lists_it()
    {
        var project = await server.CreateProjectIdAsync();
        await server.CreateRouteAsync(project, new { path = "/listed", query = new[] { "title" }, variables = new { title = "Route" } });
        await server.CreateRouteAsync(project, new { path = "/plain", variables = new { title = "Route" } });

        Assert.NotEqual(await EtagAsync("/listed"), await EtagAsync("/listed?title=Mine"));
        Assert.Equal(await EtagAsync("/plain"), await EtagAsync("/plain?title=Mine"));
        Assert.Equal(await EtagAsync("/listed?title=Mine"), await EtagAsync("/listed?title=Mine&description=x&utm_campaign=y"));
        Assert.Equal(await EtagAsync("/listed?title=Mine"), await EtagAsync("/listed?Title=Other&title=Mine&title=Third"));

        async Task<string> EtagAsync(string page) => (await GetAsync($"/og/{project}{page}")).Response.Headers.ETag!.Tag;
    }

    [Fact]
    public async Task Shows_a_change_of_the_route_or_project_at_once()
    {
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/x", variables = new { title = "Before" } });
        var before = await GetAsync($"/og/{project}/x");

        await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}/routes/{route["id"]}", """{"variables": {"title": "After"}}""");
        var after = await GetAsync($"/og/{project}/x");
        await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}", """{"theme": {"--brand": "#16a34a"}}""");
        var recoloured = await GetAsync($"/og/{project}/x");

        Assert.Equal("miss", Header(after.Response, "X-Pearl-Cache"));
        Assert.Equal(3, new[] { before, after, recoloured }.Select(c => c.Response.Headers.ETag!.Tag).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Keeps_nothing_where_the_duration_is_zero()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", cacheDuration = 0 });

        var first = await GetAsync($"/og/{project}/x");
        var second = await GetAsync($"/og/{project}/x");
        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics");

        Assert.Equal("miss", Header(second.Response, "X-Pearl-Cache"));
        Assert.Equal("no-store", Header(second.Response, "Cache-Control"));
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(0, (int?)analytics["images"]);
    }

    [Fact]
    public async Task Draws_a_card_once_for_many_who_ask_at_once()
    {
        var project = await server.CreateProjectIdAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => GetAsync($"/og/{project}/popular")));
        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics");

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Response.StatusCode));
        Assert.Single(answers.Select(a => a.Response.Headers.ETag!.Tag).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, (int?)analytics["images"]);
    }

    [Theory]
    [InlineData("/og/01890000-0000-7000-8000-000000000000/x", 404)]
    [InlineData("/og/no-id/x", 404)]
    [InlineData("/og/no-id", 404)]
    [InlineData("/og", 404)]
    [InlineData("/og/", 404)]
    [InlineData("/og//no-id/x", 404)]
    [InlineData("/api/og", 404)]
    [InlineData("/api/og?project=1&path=/x", 404)]
    [InlineData("/og/01890000-0000-7000-8000-000000000000/%01", 400)]
    public async Task Answers_a_small_picture_where_there_is_no_card(string target, int expected)
    {
        var (response, body) = await GetAsync(target);

        Assert.Equal(expected, (int)response.StatusCode);
        Assert.Equal("png", Picture.Describe(body).Format);
        Assert.InRange(body.Length, 1, 20_000);
        Assert.Equal("public, max-age=30", Header(response, "Cache-Control"));
    }

    [Fact]
    public async Task Refuses_unsigned_requests_of_a_project_that_wants_signatures()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature = true });

        var (response, body) = await GetAsync($"/og/{project}/x");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("png", Picture.Describe(body).Format);
    }

    [Theory]
    [InlineData(1_900, 200)]
    [InlineData(3_000, 414)]
    [InlineData(10_000, 414)]
    public async Task Bounds_the_length_of_a_path(int length, int expected)
    {
        var project = await server.CreateProjectIdAsync();

        var (status, _) = await RawHttp.GetAsync(server.Address, $"/og/{project}/{new string('x', length)}");

        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("/%00")]
    [InlineData("/%zz")]
    [InlineData("/%ED%A0%80")]
    [InlineData("/%FF%FE")]
    [InlineData("/%")]
    [InlineData("/..%2f..%2fetc%2fpasswd")]
    [InlineData("/x?title=%00%ED%A0%80&&&=&a")]
    public async Task Never_faults_on_strange_targets(string target)
    {
        var project = await server.CreateProjectIdAsync();

        var (status, head) = await RawHttp.GetAsync(server.Address, $"/og/{project}{target}");

        Assert.True(status is 200 or 400, head);
        Assert.NotEqual("fallback", RawHttp.Header(head, "X-Pearl-Cache"));
    }

    [Fact]
    public async Task Counts_drawn_cards_in_the_analytics()
    {
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/j", returnType = "jpeg" });
        var jpeg = await GetAsync($"/og/{project}/j");
        var png = await GetAsync($"/og/{project}/p");

        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics");

        Assert.Equal(2, (int?)analytics["images"]);
        Assert.Equal(jpeg.Body.Length + png.Body.Length, (int?)analytics["bytes"]);
        Assert.True((double?)analytics["renderMs"]!["p50"] > 0);
        Assert.Equal([(string?)route["id"], null], analytics["byRoute"]!.AsArray().Select(r => (string?)r!["routeId"]).OrderByDescending(r => r, StringComparer.Ordinal));
        Assert.Equal(["image/jpeg", "image/png"], analytics["byFormat"]!.AsArray().Select(f => (string?)f!["format"]).Order(StringComparer.Ordinal));
        Assert.Equal(2, analytics["series"]!.AsArray().Sum(s => (int)s!["images"]!));
        Assert.Equal((2, 2), ((int?)analytics["renders"], (int?)analytics["cache"]!["images"]));
        Assert.Equal((int?)analytics["bytes"], (int?)analytics["cache"]!["bytes"]);
        Assert.Equal((0, null), ((int?)analytics["views"]!["total"], (double?)analytics["views"]!["hitRatio"]));
    }

    [Fact]
    public async Task Counts_cards_that_are_never_kept_as_drawn()
    {
        var project = await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", cacheDuration = 0 });
        await GetAsync($"/og/{project}/x");
        await GetAsync($"/og/{project}/x");

        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics?interval=hour");

        Assert.Equal((2, 0, 0), ((int?)analytics["renders"], (int?)analytics["images"], (int?)analytics["bytes"]));
        Assert.Equal(0, (int?)analytics["cache"]!["images"]);
    }

    [Theory]
    [InlineData("from=2026-01-01T13:45:00Z&to=2026-01-02T00:00:01Z", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z")]
    [InlineData("from=2026-01-01&to=2026-01-02", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")]
    public async Task Shows_the_span_of_the_analytics_in_whole_steps(string query, string from, string to)
    {
        var project = await server.CreateProjectIdAsync();

        var (_, analytics) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics?{query}");

        Assert.Equal((from, to), ((string?)analytics["from"], (string?)analytics["to"]));
    }

    [Fact]
    public async Task Refuses_analytics_by_hours_that_are_not_kept_as_such()
    {
        var project = await server.CreateProjectIdAsync();

        var (response, problem) = await server.SendAsync(
            HttpMethod.Get, $"/api/projects/{project}/analytics?interval=hour&from=2020-01-01&to=2020-01-02");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("90 days", (string?)problem["errors"]!["from"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletes_the_bytes_of_a_deleted_project_and_route()
    {
        var project = await server.CreateProjectIdAsync();
        var route = await server.CreateRouteAsync(project, new { path = "/r" });
        await GetAsync($"/og/{project}/r");
        await GetAsync($"/og/{project}/p");
        Assert.Equal(2, StoredFiles(project).Length);

        await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/routes/{route["id"]}");
        await Eventually.TrueAsync(() => StoredFiles(project).Length == 1);
        await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");
        await Eventually.TrueAsync(() => StoredFiles(project).Length == 0);
    }

    [Fact]
    public async Task Draws_a_card_again_whose_file_is_damaged_or_gone()
    {
        // With nothing in memory, so that the store is asked.
        await using var forgetful = new RunningServer(new Dictionary<string, string?> { ["MEMORY_CACHE_BYTES"] = "0" });
        await forgetful.InitializeAsync();
        var project = await forgetful.CreateProjectIdAsync();
        var first = await GetAsync(forgetful, $"/og/{project}/x");

        await File.WriteAllBytesAsync(Assert.Single(StoredFiles(forgetful, project)), first.Body[..100]);
        var afterDamage = await GetAsync(forgetful, $"/og/{project}/x");
        Array.ForEach(StoredFiles(forgetful, project), File.Delete);
        var afterLoss = await GetAsync(forgetful, $"/og/{project}/x");

        Assert.Equal("miss", Header(afterDamage.Response, "X-Pearl-Cache"));
        Assert.Equal("miss", Header(afterLoss.Response, "X-Pearl-Cache"));
        Assert.Equal(first.Body, afterDamage.Body);
        Assert.Equal(first.Body, afterLoss.Body);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    // A folder may go while it is listed: the clean-up works at the same time.
    private string[] StoredFiles(string project) => StoredFiles(server, project);

    private static string[] StoredFiles(RunningServer server, string project)
    {
        try
        {
            return Directory.GetFiles(Path.Combine(server.StoragePath, "cards", project), "*", SearchOption.AllDirectories);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private Task<(HttpResponseMessage Response, byte[] Body)> GetAsync(string target) => GetAsync(server, target);

    private static async Task<(HttpResponseMessage Response, byte[] Body)> GetAsync(RunningServer server, string target)
    {
        var response = await server.Client.GetAsync(target);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }
}
