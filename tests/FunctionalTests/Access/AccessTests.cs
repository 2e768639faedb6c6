using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;
using PearlIo.WebApi.Access;

namespace PearlIo.FunctionalTests.Access;

public sealed class SqliteAccessTests(GuardedSqliteServer server) : AccessTests(server), IClassFixture<GuardedSqliteServer>;

public sealed class PostgresAccessTests(GuardedPostgresServer server) : AccessTests(server), IClassFixture<GuardedPostgresServer>;

/// <summary>Who gets in, on each database.</summary>
public abstract class AccessTests(GuardedServer guarded)
{
    private const string Unknown = "pk_0195a000000070008000000000000001_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private RunningServer Server => guarded.Server;

    [Fact]
    public async Task Asks_for_a_key()
    {
        var (response, body) = await Server.SendAsync(HttpMethod.Get, "/api/projects");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("access.key_required", (string?)body["code"]);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer pk_")]
    [InlineData("Bearer pk_x_y")]
    [InlineData(Unknown)]
    [InlineData("Bearer " + Unknown)]
    [InlineData("Bearer " + Unknown + "A")]
    [InlineData("Bearer " + GuardedServer.AdminKey + "x")]
    [InlineData("Bearer " + GuardedServer.AdminKey + ", Bearer " + GuardedServer.AdminKey)]
    [InlineData("Bearer \u00fc\u00fc")]
    public async Task Refuses_headers_that_hold_no_key(string header)
    {
        var (status, head) = await RawHttp.GetAsync(Server.Address, "/api/projects", $"Authorization: {header}\r\n");

        Assert.Equal(401, status);
        Assert.StartsWith("Bearer", RawHttp.Header(head, "WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_huge_header() => Assert.Equal(
        (401, "access.key_wrong"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: "pk_" + new string('a', 20_000))).Problem());

    [Theory]
    [InlineData("read", 200, 403, 403, 403, 403)]
    [InlineData("write", 403, 400, 403, 403, 403)]
    [InlineData("read,write", 200, 400, 403, 403, 403)]
    [InlineData("publish", 403, 403, 403, 403, 403)]
    [InlineData("admin", 200, 400, 200, 403, 403)]
    [InlineData("operator", 403, 403, 403, 200, 200)]
    [InlineData("admin,operator", 200, 400, 200, 200, 200)]
    public async Task Lets_each_scope_do_its_own(string scopes, int read, int write, int admin, int tenants, int metrics)
    {
        var (_, key) = await guarded.MakeKeyAsync(scopes.Split(','));

        Assert.Equal(read, await StatusAsync(HttpMethod.Get, "/api/projects", key));
        Assert.Equal(read, await StatusAsync(HttpMethod.Head, "/api/projects", key));
        Assert.Equal(write, await StatusAsync(HttpMethod.Post, "/api/projects", key, "{}"));
        Assert.Equal(admin, await StatusAsync(HttpMethod.Get, "/api/keys", key));
        Assert.Equal(admin, await StatusAsync(HttpMethod.Get, "/api/audit", key));
        Assert.Equal(tenants, await StatusAsync(HttpMethod.Get, "/api/tenants", key));
        Assert.Equal(metrics, await StatusAsync(HttpMethod.Head, "/metrics", key));
    }

    [Fact]
    public async Task Names_the_scope_that_a_key_lacks()
    {
        var (_, key) = await guarded.MakeKeyAsync(["read"]);

        var (response, body) = await Server.SendAsync(HttpMethod.Post, "/api/projects", "{}", key: key);

        Assert.Equal("access.scope_missing", (string?)body["code"]);
        Assert.Contains("write", (string?)body["detail"], StringComparison.Ordinal);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"write\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public void Every_endpoint_of_the_management_API_says_which_scopes_it_needs()
    {
        var endpoints = Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        var management = endpoints.Where(e => Path(e).StartsWith("/api/", StringComparison.OrdinalIgnoreCase) && Path(e) is not "/api/og").ToList();

        Assert.True(management.Count > 20, $"{management.Count}");
        Assert.All(management, e => Assert.True(e.Metadata.GetMetadata<IAccessRule>() is RequiresScopesAttribute, Path(e)));
        Assert.Equal(["/metrics"], endpoints.Except(management).Where(e => e.Metadata.GetMetadata<IAccessRule>() is not null).Select(Path));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("PUT", "/api/projects", 405)]
    [InlineData("GET", "/API/Projects", 200)]
    public async Task Asks_for_a_key_before_it_tells_what_there_is(string method, string path, int withKey)
    {
        Assert.Equal(401, await StatusAsync(HttpMethod.Parse(method), path, key: null));
        Assert.Equal(withKey, await StatusAsync(HttpMethod.Parse(method), path, GuardedServer.AdminKey));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task Asks_for_no_key_where_nothing_is_managed(string path) => Assert.Equal(200, await StatusAsync(HttpMethod.Get, path, key: null));

    [Fact]
    public async Task Says_which_way_a_key_is_useless_to_its_holder_only()
    {
        var (_, expiring) = await guarded.MakeKeyAsync(["read"], expiresAt: DateTimeOffset.UtcNow.AddSeconds(2));
        var (revokedId, revoked) = await guarded.MakeKeyAsync(["read"]);
        Assert.Equal(204, await StatusAsync(HttpMethod.Delete, $"/api/keys/{revokedId}", GuardedServer.AdminKey));
        Assert.Equal((401, "access.key_revoked"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: revoked)).Problem());
        var wrongSecret = revoked[..^1] + (revoked[^1] == 'A' ? 'B' : 'A');
        Assert.Equal((401, "access.key_wrong"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: wrongSecret)).Problem());

        await Eventually.TrueAsync(() => Server.SendAsync(HttpMethod.Get, "/api/projects", key: expiring).Result.Problem() == (401, "access.key_expired"));
    }

    [Fact]
    public async Task Keeps_the_last_use()
    {
        var (id, key) = await guarded.MakeKeyAsync(["read"]);
        Assert.Equal(200, await StatusAsync(HttpMethod.Get, "/api/projects", key));

        var (_, page) = await Server.SendAsync(HttpMethod.Get, "/api/keys?limit=200", key: GuardedServer.AdminKey);

        Assert.NotNull((string?)page["items"]!.AsArray().Single(k => (string?)k!["id"] == id)!["lastUsedAt"]);
    }

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private async Task<int> StatusAsync(HttpMethod method, string path, string? key, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"bearer {key}");
        }

        return (int)(await Server.Client.SendAsync(request)).StatusCode;
    }
}
