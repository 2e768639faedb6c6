using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Routes;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>A server that has cards in memory, and one that asks database and store for each.</summary>
public sealed class BothWays : IAsyncLifetime
{
    private readonly RunningServer _short = new();
    private readonly RunningServer _long = new(new Dictionary<string, string?>(StringComparer.Ordinal) { ["MEMORY_CACHE_BYTES"] = "0" });

    internal RunningServer this[string way] => string.Equals(way, "short", StringComparison.Ordinal) ? _short : _long;

    public Task InitializeAsync() => Task.WhenAll(_short.InitializeAsync(), _long.InitializeAsync());

    public Task DisposeAsync() => Task.WhenAll(_short.DisposeAsync(), _long.DisposeAsync());
}

/// <summary>Cards as HTTP has them (RFC 9110, 9111), the same from memory and from the store.</summary>
public sealed class CardHttpTests(BothWays servers) : IClassFixture<BothWays>
{
    public static TheoryData<string> Ways => ["short", "long"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_304_only_to_whoever_has_the_card(string way)
    {
        var card = await CardAsync(way);
        Assert.Matches("^\"[0-9a-f]{64}\"$", card.Tag);
        (string Headers, int Status)[] cases =
        [
            ($"If-None-Match: {card.Tag}", 304),
            ($"if-none-match: {card.Tag}", 304),
            ($"If-None-Match: W/{card.Tag}", 304),
            ($"If-None-Match: \"x\", {card.Tag}", 304),
            ($"If-None-Match: \"a,b\",W/\"y\",   {card.Tag} , \"z\"", 304),
            ($"If-None-Match: \"x\"\r\nIf-None-Match: {card.Tag}", 304),
            ("If-None-Match: *", 304),
            ("If-None-Match: \"x\"", 200),
            ("If-None-Match: W/\"x\"", 200),
            ($"If-None-Match: {card.Tag.Trim('"')}", 200),
            ($"If-None-Match: {card.Tag.ToUpperInvariant()}", 200),
            ($"If-Modified-Since: {card.LastModified}", 304),
            ("If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT", 200),
            ("If-Modified-Since: yesterday", 200),
            ($"If-None-Match: \"x\"\r\nIf-Modified-Since: {card.LastModified}", 200),
            ($"If-None-Match: {card.Tag}\r\nIf-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT", 304),
            ($"If-None-Match: {card.Tag}\r\nRange: bytes=0-1", 304),
        ];
        foreach (var (headers, expected) in cases)
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                var (status, head, body) = await RawHttp.SendAsync(card.Server, method, card.Target, headers + "\r\n");
                Assert.True(expected == status, $"{method} {headers}: {head}");
                Assert.Equal(card.Tag, RawHttp.Header(head, "ETag"));
                Assert.Equal("*", RawHttp.Header(head, "Access-Control-Allow-Origin"));
                Assert.Equal("hit", RawHttp.Header(head, "X-Pearl-Cache"));
                Assert.StartsWith("public, max-age=", RawHttp.Header(head, "Cache-Control"), StringComparison.Ordinal);
                Assert.Equal(status == 200 && method is "GET" ? card.Body : [], body);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_HEAD_as_GET_without_the_body_and_without_parts(string way)
    {
        var card = await CardAsync(way);
        foreach (var headers in new[] { "", "Range: bytes=0-99\r\n", "Range: bytes=99999999-\r\n", $"Range: bytes=0-99\r\nIf-Range: {card.Tag}\r\n" })
        {
            var (_, get, _) = await RawHttp.SendAsync(card.Server, "GET", card.Target);
            var (status, head, body) = await RawHttp.SendAsync(card.Server, "HEAD", card.Target, headers);
            Assert.Equal(200, status);
            Assert.Empty(body);
            Assert.Equal(Comparable(get), Comparable(head));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_a_single_part_and_ignores_what_is_none(string way)
    {
        var card = await CardAsync(way);
        var length = card.Body.Length;
        (string Range, int First, int Last)[] parts =
        [
            ("bytes=0-524288", 0, length - 1),
            ("bytes=0-0", 0, 0),
            ("bytes=10-19", 10, 19),
            ("bytes=100-", 100, length - 1),
            ("bytes=-7", length - 7, length - 1),
            ($"bytes=-{length + 1}", 0, length - 1),
            ($"bytes={length - 1}-99999999999999999999", length - 1, length - 1),
        ];
        foreach (var (range, first, last) in parts)
        {
            var (status, head, body) = await RawHttp.SendAsync(card.Server, "GET", card.Target, $"Range: {range}\r\n");
            Assert.True(status == 206, $"{range}: {head}");
            Assert.Equal($"bytes {first}-{last}/{length}", RawHttp.Header(head, "Content-Range"));
            Assert.Equal((last - first + 1).ToString(CultureInfo.InvariantCulture), RawHttp.Header(head, "Content-Length"));
            Assert.Equal((card.Tag, "image/png"), (RawHttp.Header(head, "ETag"), RawHttp.Header(head, "Content-Type")));
            Assert.Equal(card.Body[first..(last + 1)], body);
        }

        foreach (var range in new[] { "bytes=0-1,5-6", "bytes=2-1", "bytes=x-1", "bytes=", "bytes", "lines=0-1", "bytes=0-1\r\nRange: bytes=2-3", "" })
        {
            var (status, head, body) = await RawHttp.SendAsync(card.Server, "GET", card.Target, $"Range: {range}\r\n");
            Assert.True(status == 200, $"{range}: {head}");
            Assert.Equal(("bytes", null), (RawHttp.Header(head, "Accept-Ranges"), RawHttp.Header(head, "Content-Range")));
            Assert.Equal(card.Body, body);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Says_what_there_is_to_whoever_asks_for_a_part_behind_the_end_and_lets_nobody_keep_that(string way)
    {
        var card = await CardAsync(way);
        foreach (var target in new[] { card.Target, $"{card.Target}?v={card.Version}" })
        {
            foreach (var range in new[] { $"bytes={card.Body.Length}-", "bytes=99999999999999999999-", "bytes=-0" })
            {
                await RawHttp.GetAsync(card.Server, target);
                var (status, head, body) = await RawHttp.SendAsync(card.Server, "GET", target, $"Range: {range}\r\n");
                Assert.True(status == 416, $"{range}: {head}");
                Assert.Equal($"bytes */{card.Body.Length}", RawHttp.Header(head, "Content-Range"));
                Assert.Equal(("no-store", null), (RawHttp.Header(head, "Cache-Control"), RawHttp.Header(head, "Age")));
                Assert.Empty(body);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_a_part_only_to_whoever_has_others_of_the_same_picture(string way)
    {
        var card = await CardAsync(way);
        (string Condition, int Status)[] cases =
        [
            (card.Tag, 206),
            (card.LastModified, 206),
            ($"W/{card.Tag}", 200),
            ("\"x\"", 200),
            ("Mon, 01 Jan 2024 00:00:00 GMT", 200),
            ("Fri, 01 Jan 2100 00:00:00 GMT", 200),
            ("x", 200),
        ];
        foreach (var (condition, expected) in cases)
        {
            var (status, head, body) = await RawHttp.SendAsync(card.Server, "GET", card.Target, $"Range: bytes=0-9\r\nIf-Range: {condition}\r\n");
            Assert.True(expected == status, $"{condition}: {head}");
            Assert.Equal(expected == 206 ? card.Body[..10] : card.Body, body);
        }

        // Without a range there is nothing to be a condition of; and nothing behind the end for whoever has another picture.
        Assert.Equal(200, (await RawHttp.GetAsync(card.Server, card.Target, $"If-Range: {card.Tag}\r\n")).Status);
        Assert.Equal(200, (await RawHttp.GetAsync(card.Server, card.Target, "Range: bytes=99999999-\r\nIf-Range: \"x\"\r\n")).Status);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Says_how_long_each_address_may_be_kept(string way)
    {
        var card = await CardAsync(way);
        for (var i = 0; i < 2; i++)
        {
            var (_, current) = await RawHttp.GetAsync(card.Server, $"{card.Target}?v={card.Version}");
            Assert.Equal("public, max-age=31536000, immutable", RawHttp.Header(current, "Cache-Control"));
            Assert.True(int.Parse(RawHttp.Header(current, "Age")!, CultureInfo.InvariantCulture) >= 0);

            foreach (var version in new[] { "0123456789abcdef", "", "20260101", card.Version.ToUpperInvariant() + "0" })
            {
                var (_, other) = await RawHttp.GetAsync(card.Server, $"{card.Target}?v={version}");
                Assert.Equal(("public, max-age=60", null, card.Tag), (RawHttp.Header(other, "Cache-Control"), RawHttp.Header(other, "Age"), RawHttp.Header(other, "ETag")));
            }

            var (_, plain) = await RawHttp.GetAsync(card.Server, card.Target);
            Assert.Equal("public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800", RawHttp.Header(plain, "Cache-Control"));
            Assert.Null(RawHttp.Header(plain, "Age"));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Gives_the_same_headers_every_time_and_never_sends_anybody_elsewhere(string way)
    {
        var card = await CardAsync(way);
        foreach (var spelling in new[] { "", "/", "/og.png", "/og.jpg", "?utm_source=x", "?", "//", "/./" })
        {
            for (var i = 0; i < 2; i++)
            {
                var (status, head, body) = await RawHttp.SendAsync(card.Server, "GET", card.Target + spelling);
                Assert.True(status == 200, $"{spelling}: {head}");
                Assert.Equal(card.Body, body);
                Assert.Equal(Comparable(card.Head), Comparable(head));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Says_how_an_answer_came_about(string way)
    {
        var server = servers[way];
        var project = await server.CreateProjectIdAsync();
        var outcomes = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            outcomes.Add(RawHttp.Header((await RawHttp.GetAsync(server.Address, $"/og/{project}/x")).Head, "X-Pearl-Cache"));
        }

        Assert.Equal(["miss", "hit", "hit"], outcomes);
        var metrics = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("pearl_cards_total{outcome=\"miss\"}", metrics, StringComparison.Ordinal);
        Assert.Contains("pearl_cards_total{outcome=\"hit\"}", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Shows_a_change_with_the_very_next_request(string way)
    {
        var card = await CardAsync(way);
        var server = servers[way];
        await server.SendAsync(HttpMethod.Patch, $"/api/projects/{card.Project}", """{"theme": {"--brand": "#16a34a"}}""");
        var (_, recoloured) = await RawHttp.GetAsync(card.Server, card.Target);
        await server.CreateRouteAsync(card.Project, new { path = "/x", returnType = "jpeg" });
        var (_, routed) = await RawHttp.GetAsync(card.Server, card.Target);
        await server.SendAsync(HttpMethod.Delete, $"/api/projects/{card.Project}");
        var (status, _) = await RawHttp.GetAsync(card.Server, card.Target);

        Assert.NotEqual(card.Tag, RawHttp.Header(recoloured, "ETag"));
        Assert.Equal("image/jpeg", RawHttp.Header(routed, "Content-Type"));
        Assert.Equal(404, status);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_a_picture_to_strange_keys_and_writes_nothing_outside_the_store(string way)
    {
        var server = servers[way];
        var project = await server.CreateProjectIdAsync();
        string[] pages =
        [
            "/../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/x", "/..\\..\\x", "/%00", "/a%00b", "/x?title=%00", "/x?v=../../x",
            $"/{new string('x', 300)}", $"/{string.Concat(Enumerable.Repeat("%C3%A4", 150))}", "/con", "/a:b", "/%0d%0aX-Header:%20x", "/*", "/~", "/ä",
        ];
        foreach (var page in pages)
        {
            for (var i = 0; i < 2; i++)
            {
                var (status, head, body) = await RawHttp.SendAsync(server.Address, "GET", $"/og/{project}{page}");
                Assert.True(status is 200 or 400 or 404, $"{page}: {head}");
                Assert.True(status != 200 || body is [0x89, (byte)'P', (byte)'N', (byte)'G', ..], $"{page}: {head}");
                Assert.Null(RawHttp.Header(head, "X-Header"));
            }
        }

        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(server.Folder.Path).Select(e => Path.GetFileName(e)!),
            name => !name.StartsWith("pearl.db", StringComparison.Ordinal) && name is not "storage");
        Assert.All(
            Directory.GetFiles(Path.Combine(server.StoragePath, "cards", project), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(server.StoragePath, f)),
            f => Assert.Matches("^cards/[0-9a-f-]{36}/[0-9a-f]{2}/[0-9a-f]{64}/[0-9a-f-]{36}\\.png$", f));
    }

    // A card that was answered before, so that the next request for it goes the way that the server is there for.
    private async Task<Card> CardAsync(string way)
    {
        var server = servers[way];
        var project = await server.CreateProjectIdAsync();
        var target = $"/og/{project}/x";
        var (head, body) = await RawHttp.UntilHitAsync(server.Address, target);
        var request = new CardRequest(Guid.Parse(project), PagePath.Parse("/x").Value, new Dictionary<string, string>(StringComparer.Ordinal));
        var plan = (await server.Services.GetRequiredService<CardPlanner>().PlanAsync(request, CancellationToken.None)).Value;
        return new Card(server.Address, project, target, RawHttp.Header(head, "ETag")!, RawHttp.Header(head, "Last-Modified")!, plan.Version, head, body);
    }

    private static IEnumerable<string> Comparable(string head) =>
        head.Split('\n').Where(l => !l.StartsWith("Date:", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private sealed record Card(Uri Server, string Project, string Target, string Tag, string LastModified, string Version, string Head, byte[] Body);
}
