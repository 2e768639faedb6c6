using System.Net;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;

namespace PearlIo.FunctionalTests.Access;

/// <summary>What browsers may do with answers.</summary>
public sealed class SecurityHeadersTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Policy = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/health", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/api/projects", 200)]
    [InlineData("/api/projects?limit=0", 400)]
    [InlineData("/api/projects?cursor=%00", 400)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/nothing", 404)]
    public async Task Lets_nothing_be_loaded_or_run_by_an_answer(string path, int status)
    {
        var (actual, head) = await RawHttp.GetAsync(server.Address, path);

        Assert.Equal((status, Policy), (actual, RawHttp.Header(head, "Content-Security-Policy")));
        AssertCommon(head);
    }

    [Fact]
    public async Task Sets_them_where_an_exception_is_answered_too()
    {
        var (status, head, _) = await RawHttp.SendAsync(
            server.Address, "POST", "/api/projects", "Content-Type: application/json\r\nContent-Length: 1\r\n", "{");

        Assert.Equal((400, Policy), (status, RawHttp.Header(head, "Content-Security-Policy")));
        AssertCommon(head);
    }

    [Fact]
    public async Task Sets_them_where_a_host_is_refused_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/projects");
        request.Headers.Host = "rebinding.example";

        var response = await server.Client.SendAsync(request);

        Assert.Equal(("nosniff", HttpStatusCode.BadRequest), (response.Headers.GetValues("X-Content-Type-Options").Single(), response.StatusCode));
    }

    [Fact]
    public async Task Leaves_cards_their_own()
    {
        var project = await server.CreateProjectIdAsync();
        foreach (var target in new[] { $"/og/{project}/x", $"/og/{project}/x", $"/api/og?project={project}&path=/x", $"/og/{Guid.Empty}/x", "/og/x" })
        {
            var (_, head) = await RawHttp.GetAsync(server.Address, target);
            Assert.Equal(("default-src 'none'; sandbox", "*"), (RawHttp.Header(head, "Content-Security-Policy"), RawHttp.Header(head, "Access-Control-Allow-Origin")));
            Assert.Equal(("nosniff", null), (RawHttp.Header(head, "X-Content-Type-Options"), RawHttp.Header(head, "Server")));
        }
    }

    [Fact]
    public async Task Lets_the_page_of_documents_run_its_own_files_only()
    {
        var (status, head) = await RawHttp.GetAsync(server.Address, "/docs/index.html");
        var page = await server.Client.GetStringAsync("/docs/index.html");
        var policy = RawHttp.Header(head, "Content-Security-Policy");

        Assert.Equal(200, status);
        AssertCommon(head);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style|style=|on[a-z]+=\"", page);
    }

    private static void AssertCommon(string head)
    {
        Assert.Equal(("nosniff", "no-referrer"), (RawHttp.Header(head, "X-Content-Type-Options"), RawHttp.Header(head, "Referrer-Policy")));
        Assert.Null(RawHttp.Header(head, "Server"));
        Assert.Null(RawHttp.Header(head, "X-Powered-By"));
        Assert.Null(RawHttp.Header(head, "Strict-Transport-Security"));
        Assert.Null(RawHttp.Header(head, "Access-Control-Allow-Origin"));
    }
}
