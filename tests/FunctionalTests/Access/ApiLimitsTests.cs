using System.Net;
using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Access;

/// <summary>How often the management API may be asked.</summary>
public sealed class ApiLimitsTests : IAsyncLifetime
{
    private const int KeyRate = 3;
    private const int AddressRate = 2;
    private const string Wrong = "pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);
    private readonly RunningServer _server;

    public ApiLimitsTests() => _server = GuardedServer.Make(
        url: null,
        _clock,
        ("API_RATE_PER_MINUTE", $"{KeyRate}"),
        ("API_ADDRESS_RATE_PER_MINUTE", $"{AddressRate}"),
        ("TRUSTED_PROXIES", "127.0.0.1"));

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Lets_each_key_ask_so_often_and_says_when_it_may_again()
    {
        var (_, one) = await GuardedServer.MakeKeyAsync(_server, ["read"]);
        var (_, other) = await GuardedServer.MakeKeyAsync(_server, ["read"]);
        for (var left = KeyRate - 1; left >= 0; left--)
        {
            var answer = await AskAsync(one);
            Assert.Equal(HttpStatusCode.OK, answer.Response.StatusCode);
            Assert.Equal("\"key\";q=3;w=60", Header(answer.Response, "RateLimit-Policy"));
            Assert.Equal($"\"key\";r={left};t=20", Header(answer.Response, "RateLimit"));
        }

        var refused = await AskAsync(one);
        Assert.Equal((429, "request.too_many"), refused.Problem());
        Assert.Equal("application/problem+json", refused.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("20", "\"key\";r=0;t=20"), (Header(refused.Response, "Retry-After"), Header(refused.Response, "RateLimit")));
        Assert.Equal("\"key\";q=3;w=60", Header(refused.Response, "RateLimit-Policy"));
        Assert.Contains("3 requests a minute", (string?)refused.Body["detail"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(other)).Response.StatusCode);

        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(one)).Response.StatusCode);
        Assert.Equal(429, (await AskAsync(one)).Problem().Status);
    }

    [Fact]
    public async Task Lets_an_address_try_so_many_keys_and_none_but_those_it_does_not_know_suffer_from_it()
    {
        var (_, known) = await GuardedServer.MakeKeyAsync(_server, ["read"]);
        var (_, unseen) = await GuardedServer.MakeKeyAsync(_server, ["read"]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(known)).Response.StatusCode);
        var first = await AskAsync(Wrong);
        Assert.Equal((401, "access.key_wrong"), first.Problem());
        Assert.Equal("\"address\";q=2;w=60", Header(first.Response, "RateLimit-Policy"));
        Assert.Equal((401, "access.key_required"), (await AskAsync(key: null)).Problem());

        foreach (var key in new[] { Wrong, null, "x", unseen })
        {
            var refused = await AskAsync(key);
            Assert.Equal((429, "request.too_many"), refused.Problem());
            Assert.Equal("30", Header(refused.Response, "Retry-After"));
        }

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(known)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(GuardedServer.AdminKey)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(unseen, "203.0.113.9")).Response.StatusCode);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((401, "access.key_wrong"), (await AskAsync(Wrong)).Problem());
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", 429)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", 429)]
    [InlineData("203.0.113.7", "203.0.113.8", 401)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", 429)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", 401)]
    public async Task Knows_whose_an_address_is(string first, string second, int expected)
    {
        for (var i = 0; i < AddressRate; i++)
        {
            Assert.Equal(401, (await AskAsync(key: null, first)).Problem().Status);
        }

        Assert.Equal(expected, (await AskAsync(key: null, second)).Problem().Status);
    }

    [Fact]
    public async Task Tells_how_a_key_stands_on_whatever_is_answered()
    {
        var (_, key) = await GuardedServer.MakeKeyAsync(_server, ["read", "write"]);

        var answers = new[]
        {
            await _server.SendAsync(HttpMethod.Post, "/api/projects", "{broken", key: key),
            await _server.SendAsync(HttpMethod.Get, "/api/nothing", key: key),
            await _server.SendAsync(HttpMethod.Get, "/api/keys", key: key),
        };

        Assert.Equal([400, 404, 403], answers.Select(a => a.Problem().Status));
        Assert.Equal(["\"key\";r=2;t=20", "\"key\";r=1;t=20", "\"key\";r=0;t=20"], answers.Select(a => Header(a.Response, "RateLimit")));
    }

    [Fact]
    public async Task Never_limits_cards_nor_health()
    {
        var project = (string)(await _server.SendAsync(HttpMethod.Post, "/api/projects", new { title = "Acme", url = "https://acme.dev" }, key: GuardedServer.AdminKey)).Body["id"]!;
        foreach (var path in new[] { "/health", "/health/ready", $"/og/{project}/x", $"/api/og?project={project}&path=/x", "/openapi/v1.json" })
        {
            for (var i = 0; i < KeyRate + AddressRate; i++)
            {
                var (status, head) = await RawHttp.GetAsync(_server.Address, path);
                Assert.Equal((200, null), (status, RawHttp.Header(head, "RateLimit")));
            }
        }
    }

    [Fact]
    public async Task Sets_no_bound_where_none_is_wanted()
    {
        await using var server = GuardedServer.Make(url: null);
        await server.InitializeAsync();

        var (response, _) = await server.SendAsync(HttpMethod.Get, "/api/projects", key: GuardedServer.AdminKey);

        Assert.Null(Header(response, "RateLimit"));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<(HttpResponseMessage Response, JsonObject Body)> AskAsync(string? key, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/projects");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        if (forwardedFor is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        }

        var response = await _server.Client.SendAsync(request);
        return (response, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }
}
