using System.Text.Json.Nodes;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;

namespace PearlIo.FunctionalTests.Access;

/// <summary>A server behind a proxy that it believes, and one that believes nobody.</summary>
public sealed class ProxiedServers : IAsyncLifetime
{
    internal RunningServer Believing { get; } = GuardedServer.Make(url: null, ("TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,2001:db8:ffff::/48"));

    internal RunningServer Doubting { get; } = GuardedServer.Make(url: null, ("TRUSTED_PROXIES", "10.0.0.0/8"));

    public Task InitializeAsync() => Task.WhenAll(Believing.InitializeAsync(), Doubting.InitializeAsync());

    public Task DisposeAsync() => Task.WhenAll(Believing.DisposeAsync(), Doubting.DisposeAsync());
}

/// <summary>Whom the server takes a request to come from, and by which scheme.</summary>
public sealed class ForwardedTests(ProxiedServers servers) : IClassFixture<ProxiedServers>
{
    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 1.2.3.4, 203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 1.2.3.4, 203.0.113.7, 10.1.2.3, 10.0.0.5", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 1.2.3.4,10.0.0.9,203.0.113.7,10.0.0.5", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7, 2001:db8:ffff::1", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: 10.0.0.5", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7:51234", "203.0.113.7")]
    [InlineData("X-Forwarded-For: ::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For: 2001:db8::1", "2001:db8::1")]
    [InlineData("X-Forwarded-For: \"[2001:db8::1]:4711\"", "2001:db8::1")]
    [InlineData("X-Forwarded-For: 203.0.113.7, unknown", "127.0.0.1")]
    [InlineData("X-Forwarded-For: 203.0.113.7, 10.0.0.5, <script>", "127.0.0.1")]
    [InlineData("X-Forwarded-For: garbage, 203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For: garbage, 10.0.0.5", "10.0.0.5")]
    [InlineData("X-Forwarded-For: 999.1.1.1", "127.0.0.1")]
    [InlineData("X-Forwarded-For: ", "127.0.0.1")]
    [InlineData("X-Forwarded-For: ,,,", "127.0.0.1")]
    [InlineData("X-Real-IP: 203.0.113.7\r\nForwarded: for=203.0.113.7", "127.0.0.1")]
    public async Task Takes_the_nearest_address_that_is_no_proxy(string headers, string expected) =>
        Assert.Equal(expected, await AuditedAddressAsync(servers.Believing, headers));

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7, 10.0.0.5")]
    [InlineData("X-Forwarded-For: 203.0.113.7, 127.0.0.1")]
    public async Task Believes_nobody_else(string headers) =>
        Assert.Equal("127.0.0.1", await AuditedAddressAsync(servers.Doubting, headers));

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https", true)]
    [InlineData("X-Forwarded-For: 203.0.113.7, 10.0.0.5\r\nX-Forwarded-Proto: https, https", true)]
    [InlineData("X-Forwarded-Proto: HTTPS", true)]
    [InlineData("X-Forwarded-Proto: http", false)]
    [InlineData("X-Forwarded-Proto: javascript", false)]
    [InlineData("X-Forwarded-Proto: https://x", false)]
    [InlineData("X-Forwarded-Proto: ", false)]
    [InlineData("", false)]
    public async Task Asks_for_TLS_from_then_on_where_a_proxy_says_that_a_request_came_so(string headers, bool expected)
    {
        var lines = headers.Length > 0 ? headers + "\r\n" : "";
        foreach (var path in new[] { "/health", "/api/projects", $"/og/{Guid.Empty}/x" })
        {
            var (_, head) = await RawHttp.GetAsync(servers.Believing.Address, path, lines);
            Assert.Equal(expected ? "max-age=31536000" : null, RawHttp.Header(head, "Strict-Transport-Security"));
        }

        var (_, other) = await RawHttp.GetAsync(servers.Doubting.Address, "/health", lines);
        Assert.Null(RawHttp.Header(other, "Strict-Transport-Security"));
    }

    [Fact]
    public async Task Believes_nobody_about_its_own_name()
    {
        await using var server = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["TRUSTED_PROXIES"] = "127.0.0.1" });
        await server.InitializeAsync();
        var project = await server.CreateProjectIdAsync();

        var (_, _, body) = await RawHttp.SendAsync(
            server.Address, "GET", $"/api/projects/{project}/meta?path=/x", "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /evil\r\n");

        var text = System.Text.Encoding.UTF8.GetString(body);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        Assert.Contains($"https://{server.Address.Authority}/og/{project}/x", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string?> AuditedAddressAsync(RunningServer server, string headers)
    {
        var (made, head) = await PostProjectAsync(server, headers);
        Assert.True(made == 201, head);
        var (_, page) = await server.SendAsync(HttpMethod.Get, "/api/audit?limit=1&action=projects.create", key: GuardedServer.AdminKey);
        return (string?)page["items"]!.AsArray().Single()!["address"];
    }

    private static async Task<(int Status, string Head)> PostProjectAsync(RunningServer server, string headers)
    {
        var body = new JsonObject { ["title"] = "Acme", ["url"] = "https://acme.dev" }.ToJsonString();
        var lines = $"Authorization: Bearer {GuardedServer.AdminKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n";
        var (status, head, _) = await RawHttp.SendAsync(server.Address, "POST", "/api/projects", lines, body);
        return (status, head);
    }
}
