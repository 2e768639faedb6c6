using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;

namespace PearlIo.FunctionalTests.Access;

/// <summary>A server that lets the pages of two origins call its API.</summary>
public sealed class OriginsServer : IAsyncLifetime
{
    internal RunningServer Server { get; } = GuardedServer.Make(url: null, ("CORS_ORIGINS", "https://studio.acme.dev,http://LOCALHOST:5173"));

    public Task InitializeAsync() => Server.InitializeAsync();

    public Task DisposeAsync() => Server.DisposeAsync();
}

/// <summary>Which pages may call the API (CORS).</summary>
public sealed class OriginsTests(OriginsServer fixture) : IClassFixture<OriginsServer>
{
    private RunningServer Server => fixture.Server;

    [Theory]
    [InlineData("https://studio.acme.dev", "/api/projects", "POST")]
    [InlineData("http://localhost:5173", "/api/projects/x/routes/y", "PATCH")]
    [InlineData("https://studio.acme.dev", "/api/nothing", "DELETE")]
    public async Task Answers_a_question_ahead_of_a_request_without_a_key(string origin, string path, string method)
    {
        var (status, head, _) = await RawHttp.SendAsync(Server.Address, "OPTIONS", path, Ahead(origin, method));

        Assert.Equal((204, origin), (status, RawHttp.Header(head, "Access-Control-Allow-Origin")));
        Assert.Contains(method, RawHttp.Header(head, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("authorization", RawHttp.Header(head, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("600", RawHttp.Header(head, "Access-Control-Max-Age"));
        Assert.Null(RawHttp.Header(head, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://studio.acme.dev.evil.example")]
    [InlineData("http://studio.acme.dev")]
    [InlineData("https://studio.acme.dev:8443")]
    [InlineData("null")]
    [InlineData("*")]
    public async Task Lets_no_other_origin_in(string origin)
    {
        var (_, ahead, _) = await RawHttp.SendAsync(Server.Address, "OPTIONS", "/api/projects", Ahead(origin, "POST"));
        var (_, head) = await RawHttp.GetAsync(Server.Address, "/api/projects", $"Origin: {origin}\r\n");

        Assert.DoesNotContain("Access-Control-Allow", ahead, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Access-Control-Allow", head, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/api/projects", "", 401)]
    [InlineData("/api/projects", $"Authorization: Bearer {GuardedServer.AdminKey}\r\n", 200)]
    [InlineData("/api/projects?limit=0", $"Authorization: Bearer {GuardedServer.AdminKey}\r\n", 400)]
    [InlineData("/api/nothing", $"Authorization: Bearer {GuardedServer.AdminKey}\r\n", 404)]
    public async Task Lets_a_listed_origin_read_whatever_is_answered(string path, string key, int expected)
    {
        var (status, head) = await RawHttp.GetAsync(Server.Address, path, $"Origin: https://studio.acme.dev\r\n{key}");

        Assert.Equal((expected, "https://studio.acme.dev"), (status, RawHttp.Header(head, "Access-Control-Allow-Origin")));
        Assert.Contains("Origin", RawHttp.Header(head, "Vary"), StringComparison.Ordinal);
        Assert.Contains("Retry-After", RawHttp.Header(head, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Null(RawHttp.Header(head, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Leaves_cards_to_anybody_and_all_else_to_nobody()
    {
        var (_, card) = await RawHttp.GetAsync(Server.Address, $"/og/{Guid.Empty}/x", "Origin: https://evil.example\r\n");
        var (_, old) = await RawHttp.GetAsync(Server.Address, $"/api/og?project={Guid.Empty}", "Origin: https://studio.acme.dev\r\n");
        var (_, health) = await RawHttp.GetAsync(Server.Address, "/health", "Origin: https://studio.acme.dev\r\n");

        Assert.Equal(("*", "*", null), (Origin(card), Origin(old), Origin(health)));
    }

    [Fact]
    public async Task Lets_nobody_in_where_no_origin_is_listed()
    {
        await using var server = GuardedServer.Make(url: null);
        await server.InitializeAsync();

        var (status, head, _) = await RawHttp.SendAsync(server.Address, "OPTIONS", "/api/projects", Ahead("https://studio.acme.dev", "POST"));

        Assert.Equal((401, null), (status, Origin(head)));
    }

    private static string? Origin(string head) => RawHttp.Header(head, "Access-Control-Allow-Origin");

    private static string Ahead(string origin, string method) =>
        $"Origin: {origin}\r\nAccess-Control-Request-Method: {method}\r\nAccess-Control-Request-Headers: authorization,content-type,if-match\r\n";
}
