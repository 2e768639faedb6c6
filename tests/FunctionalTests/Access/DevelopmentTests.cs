using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.ApiKeys;
using PearlIo.Domain.Tenants;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Access;

/// <summary>On a machine of one's own nothing asks for a key, and one that is sent counts all the same.</summary>
public sealed class DevelopmentTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Checks_a_key_that_is_sent()
    {
        string key;
        using (server.Services.GetRequiredService<CallerContext>().Enter(Caller.CommandLine(Tenant.DefaultId)))
        {
            key = (await server.Services.GetRequiredService<IMediator>().Send(new CreateKey("CI", ["read"]))).Value.Token.Reveal();
        }

        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/api/keys")).Response.StatusCode);
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/api/projects", key: key)).Response.StatusCode);
        Assert.Equal((403, "access.scope_missing"), (await server.SendAsync(HttpMethod.Get, "/api/keys", key: key)).Problem());
        Assert.Equal((401, "access.key_wrong"), (await server.SendAsync(HttpMethod.Get, "/api/projects", key: "wrong")).Problem());
    }

    [Fact]
    public async Task Tells_the_audit_that_nobody_gave_a_key()
    {
        var project = await server.CreateProjectIdAsync();

        var (_, page) = await server.SendAsync(HttpMethod.Get, $"/api/audit?target={project}");

        Assert.Equal("development", (string?)page["items"]![0]!["actor"]);
    }
}
