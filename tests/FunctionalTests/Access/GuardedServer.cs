using System.Text.Json.Nodes;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.ApiKeys;
using PearlIo.Domain.Tenants;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Access;

/// <summary>A server in Production that has an <c>ADMIN_KEY</c>, on a database of its own.</summary>
public abstract class GuardedServer : IAsyncLifetime
{
    internal const string AdminKey = "a-key-that-nobody-guesses-0123456789";

    internal RunningServer Server { get; private set; } = null!;

    internal abstract bool HoldsManyTenants { get; }

    public async Task InitializeAsync()
    {
        Server = Make(await CreateUrlAsync());
        await Server.InitializeAsync();
    }

    public virtual async Task DisposeAsync() => await Server.DisposeAsync();

    internal static RunningServer Make(string? url, params (string Name, string Value)[] more) => Make(url, clock: null, more);

    internal static RunningServer Make(string? url, TimeProvider? clock, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ADMIN_KEY"] = AdminKey,
            ["HOST"] = "127.0.0.1",
            ["PUBLIC_URL"] = "https://cards.acme.dev",
            ["Rendering:Threads"] = "1",

            // Tests ask more often than anybody would.
            ["API_RATE_PER_MINUTE"] = "0",
            ["API_ADDRESS_RATE_PER_MINUTE"] = "0",
        };
        if (url is not null)
        {
            settings["DATABASE_URL"] = url;
        }

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return new RunningServer(settings, clock);
    }

    /// <summary>Makes a key as the command line does.</summary>
    internal Task<(string Id, string Key)> MakeKeyAsync(string[] scopes, Guid? tenantId = null, DateTimeOffset? expiresAt = null) =>
        MakeKeyAsync(Server, scopes, tenantId, expiresAt);

    /// <summary>Makes a key of any server.</summary>
    internal static async Task<(string Id, string Key)> MakeKeyAsync(
        RunningServer server, string[] scopes, Guid? tenantId = null, DateTimeOffset? expiresAt = null)
    {
        using var scope = server.Services.GetRequiredService<CallerContext>().Enter(Caller.CommandLine(tenantId ?? Tenant.DefaultId));
        var made = (await server.Services.GetRequiredService<IMediator>().Send(new CreateKey("made by a test", scopes, expiresAt))).Value;
        return (Domain.ApiKeys.KeyToken.FormatId(made.Key.Id), made.Token.Reveal());
    }

    /// <summary>Makes a tenant with a project, a route and an admin's key.</summary>
    internal async Task<SampleTenant> MakeTenantAsync(string name)
    {
        var (created, tenant) = await Server.SendAsync(HttpMethod.Post, "/api/tenants", new { name }, key: AdminKey);
        Assert.Equal(201, (int)created.StatusCode);
        var id = Guid.Parse((string)tenant["id"]!);
        var (keyId, key) = await MakeKeyAsync(["admin"], id);
        var project = await CreateAsync("/api/projects", new { title = name, url = "https://acme.dev" }, key);
        var route = await CreateAsync($"/api/projects/{project}/routes", new { path = "/blog/{slug}" }, key);
        return new SampleTenant(id, keyId, key, project, route);
    }

    protected abstract Task<string?> CreateUrlAsync();

    private async Task<string> CreateAsync(string path, object body, string key)
    {
        var (response, made) = await Server.SendAsync(HttpMethod.Post, path, body, key: key);
        Assert.Equal(201, (int)response.StatusCode);
        return (string)made["id"]!;
    }
}

/// <summary>A tenant that has something.</summary>
internal sealed record SampleTenant(Guid Id, string KeyId, string Key, string ProjectId, string RouteId);

public sealed class GuardedSqliteServer : GuardedServer
{
    internal override bool HoldsManyTenants => false;

    protected override Task<string?> CreateUrlAsync() => Task.FromResult<string?>(null);
}

public sealed class GuardedPostgresServer : GuardedServer
{
    internal string Url { get; private set; } = "";

    internal override bool HoldsManyTenants => true;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await (await PostgresServer.GetAsync()).DropAsync(Url);
    }

    protected override async Task<string?> CreateUrlAsync() => Url = await (await PostgresServer.GetAsync()).CreateEmptyAsync();
}

/// <summary>Reads answers.</summary>
internal static class Answers
{
    /// <summary>Status and code of a problem.</summary>
    public static (int Status, string? Code) Problem(this (HttpResponseMessage Response, JsonObject Body) answer) =>
        ((int)answer.Response.StatusCode, (string?)answer.Body["code"]);
}
