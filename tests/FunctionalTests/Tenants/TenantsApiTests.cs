using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Domain.Tenants;
using PearlIo.FunctionalTests.Access;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using PearlIo.TestKit.Fonts;
using PearlIo.TestKit.Pictures;

namespace PearlIo.FunctionalTests.Tenants;

public sealed class SqliteTenantsApiTests(GuardedSqliteServer server) : TenantsApiTests(server), IClassFixture<GuardedSqliteServer>
{
    [Fact]
    public async Task Says_what_more_tenants_need() => Assert.Equal(
        (409, "tenants.need_postgresql"), (await Server.SendAsync(HttpMethod.Post, "/api/tenants", new { name = "Other" }, key: GuardedServer.AdminKey)).Problem());
}

public sealed class PostgresTenantsApiTests(GuardedPostgresServer server) : TenantsApiTests(server), IClassFixture<GuardedPostgresServer>
{
    private readonly GuardedPostgresServer _guarded = server;

    [Fact]
    public async Task Shows_a_tenant_nothing_of_another_wherever_an_id_can_be_named()
    {
        var own = await _guarded.MakeTenantAsync("own");
        var other = await _guarded.MakeTenantAsync("other");
        var job = await MakeAsync($"/api/projects/{other.ProjectId}/warm", new { paths = new[] { "/x" } }, other.Key);
        var signingKey = await MakeAsync($"/api/projects/{other.ProjectId}/signing-keys", new { name = "theirs" }, other.Key);
        Assert.Equal(201, (int)(await Server.SendAsync(HttpMethod.Post, "/api/templates", new { name = "theirs", html = "<p>theirs</p>" }, key: other.Key)).Response.StatusCode);
        var font = (string)(await Server.UploadAsync("/api/fonts", TestFonts.Read("heavy.otf"), key: other.Key)).Body["id"]!;
        var asset = (string)(await Server.UploadAsync("/api/assets?name=theirs", PngSample.Grey(64, 32), key: other.Key)).Body["id"]!;
        (string Template, HttpMethod Method, string Path, object? Body)[] calls =
        [
            ("api/projects/{projectId:guid}", HttpMethod.Get, $"/api/projects/{other.ProjectId}", null),
            ("api/projects/{projectId:guid}", HttpMethod.Head, $"/api/projects/{other.ProjectId}", null),
            ("api/projects/{projectId:guid}", HttpMethod.Patch, $"/api/projects/{other.ProjectId}", new { title = "mine" }),
            ("api/projects/{projectId:guid}", HttpMethod.Delete, $"/api/projects/{other.ProjectId}", null),
            ("api/projects/{projectId:guid}/routes", HttpMethod.Get, $"/api/projects/{other.ProjectId}/routes", null),
            ("api/projects/{projectId:guid}/routes", HttpMethod.Post, $"/api/projects/{other.ProjectId}/routes", new { path = "/mine" }),
            ("api/projects/{projectId:guid}/routes/{routeId:guid}", HttpMethod.Get, $"/api/projects/{other.ProjectId}/routes/{other.RouteId}", null),
            ("api/projects/{projectId:guid}/routes/{routeId:guid}", HttpMethod.Get, $"/api/projects/{own.ProjectId}/routes/{other.RouteId}", null),
            ("api/projects/{projectId:guid}/routes/{routeId:guid}", HttpMethod.Patch, $"/api/projects/{own.ProjectId}/routes/{other.RouteId}", new { path = "/mine" }),
            ("api/projects/{projectId:guid}/routes/{routeId:guid}", HttpMethod.Delete, $"/api/projects/{other.ProjectId}/routes/{other.RouteId}", null),
            ("api/projects/{projectId:guid}/analytics", HttpMethod.Get, $"/api/projects/{other.ProjectId}/analytics", null),
            ("api/projects/{projectId:guid}/explain", HttpMethod.Get, $"/api/projects/{other.ProjectId}/explain?path=/x", null),
            ("api/projects/{projectId:guid}/meta", HttpMethod.Get, $"/api/projects/{other.ProjectId}/meta?path=/x", null),
            ("api/projects/{projectId:guid}/pages", HttpMethod.Get, $"/api/projects/{other.ProjectId}/pages", null),
            ("api/projects/{projectId:guid}/pages", HttpMethod.Put, $"/api/projects/{other.ProjectId}/pages", new { items = new[] { new { path = "/mine" } } }),
            ("api/projects/{projectId:guid}/pages", HttpMethod.Delete, $"/api/projects/{other.ProjectId}/pages?path=/x", null),
            ("api/projects/{projectId:guid}/images", HttpMethod.Get, $"/api/projects/{other.ProjectId}/images", null),
            ("api/projects/{projectId:guid}/images", HttpMethod.Delete, $"/api/projects/{other.ProjectId}/images?all=true&mode=remove", null),
            ("api/projects/{projectId:guid}/warm", HttpMethod.Post, $"/api/projects/{other.ProjectId}/warm", new { paths = new[] { "/x" } }),
            ("api/jobs/{id:guid}", HttpMethod.Get, $"/api/jobs/{job}", null),
            ("api/jobs/{id:guid}", HttpMethod.Delete, $"/api/jobs/{job}", null),
            ("api/projects/{projectId:guid}/signing-keys", HttpMethod.Get, $"/api/projects/{other.ProjectId}/signing-keys", null),
            ("api/projects/{projectId:guid}/signing-keys", HttpMethod.Post, $"/api/projects/{other.ProjectId}/signing-keys", new { name = "mine" }),
            ("api/projects/{projectId:guid}/signing-keys/{keyId:guid}", HttpMethod.Delete, $"/api/projects/{other.ProjectId}/signing-keys/{signingKey}", null),
            ("api/projects/{projectId:guid}/signing-keys/{keyId:guid}", HttpMethod.Delete, $"/api/projects/{own.ProjectId}/signing-keys/{signingKey}", null),
            ("api/templates/{name}", HttpMethod.Get, "/api/templates/theirs", null),
            ("api/templates/{name}", HttpMethod.Head, "/api/templates/theirs", null),
            ("api/templates/{name}", HttpMethod.Patch, "/api/templates/theirs", new { html = "<p>mine</p>" }),
            ("api/templates/{name}", HttpMethod.Delete, "/api/templates/theirs", null),
            ("api/templates/{name}/publish", HttpMethod.Post, "/api/templates/theirs/publish", new { version = 1 }),
            ("api/fonts/{fontId:guid}", HttpMethod.Get, $"/api/fonts/{font}", null),
            ("api/fonts/{fontId:guid}", HttpMethod.Head, $"/api/fonts/{font}", null),
            ("api/fonts/{fontId:guid}", HttpMethod.Delete, $"/api/fonts/{font}", null),
            ("api/assets/{assetId:guid}", HttpMethod.Get, $"/api/assets/{asset}", null),
            ("api/assets/{assetId:guid}", HttpMethod.Head, $"/api/assets/{asset}", null),
            ("api/assets/{assetId:guid}", HttpMethod.Put, $"/api/assets/{asset}", "mine"),
            ("api/assets/{assetId:guid}", HttpMethod.Delete, $"/api/assets/{asset}", null),
            ("api/keys/{keyId}", HttpMethod.Delete, $"/api/keys/{other.KeyId}", null),
            ("api/keys/{keyId}/rotate", HttpMethod.Post, $"/api/keys/{other.KeyId}/rotate", null),
        ];

        foreach (var (_, method, path, body) in calls)
        {
            var (response, _) = await Server.SendAsync(method, path, body, key: own.Key);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{method} {path} {response.StatusCode}");
        }

        // An address that takes an id and is not tried above is one that somebody forgot.
        var templates = Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!)
            .Where(t => t.StartsWith("api/", StringComparison.Ordinal) && t.Contains('{', StringComparison.Ordinal) && !t.StartsWith("api/tenants", StringComparison.Ordinal));
        Assert.Empty(templates.Except(calls.Select(c => c.Template), StringComparer.Ordinal));

        // And all of it is still there.
        Assert.Equal(200, await StatusAsync($"/api/projects/{other.ProjectId}/routes/{other.RouteId}", other.Key));
    }

    [Fact]
    public async Task Draws_and_lists_no_font_of_another_tenant()
    {
        var own = await _guarded.MakeTenantAsync("own");
        var other = await _guarded.MakeTenantAsync("other");
        var html = $"<p style=\"font-family: {TestFonts.Heavy}\">{TestFonts.Word}</p>";
        var without = await PreviewAsync(own.Key, html);
        Assert.Equal(201, (int)(await Server.UploadAsync("/api/fonts", TestFonts.Read("heavy.otf"), key: other.Key)).Response.StatusCode);

        Assert.NotEqual(without, await PreviewAsync(other.Key, html));
        Assert.Equal(without, await PreviewAsync(own.Key, html));
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/api/fonts", key: own.Key)).Body["items"]!.AsArray());
        Assert.Equal(201, (int)(await Server.UploadAsync("/api/fonts", TestFonts.Read("heavy.otf"), key: own.Key)).Response.StatusCode);
    }

    [Fact]
    public async Task Draws_and_lists_no_picture_of_another_tenant()
    {
        const string Html = "<img src=asset:logo>";
        var own = await _guarded.MakeTenantAsync("own");
        var other = await _guarded.MakeTenantAsync("other");
        var without = await PreviewAsync(own.Key, Html);
        Assert.Equal(201, (int)(await Server.UploadAsync("/api/assets?name=logo", PngSample.Grey(64, 32), key: other.Key)).Response.StatusCode);

        Assert.NotEqual(without, await PreviewAsync(other.Key, Html));
        Assert.Equal(without, await PreviewAsync(own.Key, Html));
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/api/assets", key: own.Key)).Body["items"]!.AsArray());
        Assert.Equal(201, (int)(await Server.UploadAsync("/api/assets?name=logo", PngSample.Grey(32, 64), key: own.Key)).Response.StatusCode);
        Assert.NotEqual(await PreviewAsync(own.Key, Html), await PreviewAsync(other.Key, Html));
    }

    private async Task<byte[]> PreviewAsync(string key, string html)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/preview")
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { html }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var response = await Server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<string> MakeAsync(string path, object body, string key)
    {
        var (response, made) = await Server.SendAsync(HttpMethod.Post, path, body, key: key);
        Assert.True(response.IsSuccessStatusCode, made.ToJsonString());
        return (string)made["id"]!;
    }

    [Fact]
    public async Task Lists_a_tenants_own_whatever_ids_and_cursors_of_others_are_sent()
    {
        var own = await _guarded.MakeTenantAsync("own");
        var other = await _guarded.MakeTenantAsync("other");
        await _guarded.MakeKeyAsync(["read"], own.Id);
        await _guarded.MakeKeyAsync(["read"], other.Id);
        var foreignIds = new[] { other.ProjectId, other.RouteId, other.KeyId, other.Id.ToString() };

        foreach (var list in new[] { "/api/projects", "/api/keys", "/api/audit", $"/api/audit?target={other.ProjectId}", $"/api/audit?actor={other.KeyId}", $"/api/audit?target=key/{other.KeyId}" })
        {
            var (response, page) = await Server.SendAsync(HttpMethod.Get, list, key: own.Key);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.All(foreignIds, id => Assert.DoesNotContain(id, page.ToJsonString(), StringComparison.Ordinal));
            var (_, foreign) = await Server.SendAsync(HttpMethod.Get, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1", key: other.Key);
            if ((string?)foreign["nextCursor"] is { } cursor)
            {
                var (_, behind) = await Server.SendAsync(HttpMethod.Get, $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}", key: own.Key);
                Assert.All(foreignIds, id => Assert.DoesNotContain(id, behind.ToJsonString(), StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("""{"title": "a", "url": "https://acme.dev", "tenantId": "ID"}""", "/api/projects")]
    [InlineData("""{"name": "a", "scopes": ["read"], "tenant_id": "ID"}""", "/api/keys")]
    public async Task Takes_no_tenant_from_a_body(string json, string path)
    {
        var other = await _guarded.MakeTenantAsync("other");

        var sent = await Server.SendAsync(HttpMethod.Post, path, json.Replace("ID", other.Id.ToString(), StringComparison.Ordinal), key: other.Key);

        Assert.Equal((400, "request.json_invalid"), sent.Problem());
    }

    [Fact]
    public async Task Takes_no_tenant_from_a_header_or_query()
    {
        var own = await _guarded.MakeTenantAsync("own");
        var other = await _guarded.MakeTenantAsync("other");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/projects?tenantId={other.Id}&tenant={other.Id}&pearl.tenant={other.Id}");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {own.Key}");
        request.Headers.TryAddWithoutValidation("X-Tenant-Id", other.Id.ToString());

        var text = await (await Server.Client.SendAsync(request)).Content.ReadAsStringAsync();

        Assert.Contains(own.ProjectId, text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.ProjectId, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_what_is_an_operators_from_all_others()
    {
        var tenant = await _guarded.MakeTenantAsync("curious");

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, "/api/tenants"), (HttpMethod.Post, "/api/tenants"), (HttpMethod.Get, $"/api/tenants/{tenant.Id}"), (HttpMethod.Patch, $"/api/tenants/{tenant.Id}"),
            (HttpMethod.Delete, $"/api/tenants/{tenant.Id}"), (HttpMethod.Get, $"/api/tenants/{tenant.Id}/usage"),
        })
        {
            var body = method == HttpMethod.Post || method == HttpMethod.Patch ? "{}" : null;
            Assert.Equal((403, "access.scope_missing"), (await Server.SendAsync(method, path, body, key: tenant.Key)).Problem());
        }
    }

    [Fact]
    public async Task Holds_a_tenant_to_its_limits_of_renders_and_pages()
    {
        var tenant = await _guarded.MakeTenantAsync("small");
        await ChangeAsync(tenant.Id, new { limits = new { renders = 1, pages = 2 } });

        Assert.Equal("miss", await CardAsync(Server, $"/og/{tenant.ProjectId}/one"));
        Assert.Equal("fallback", await CardAsync(Server, $"/og/{tenant.ProjectId}/two"));
        Assert.Equal("hit", await CardAsync(Server, $"/og/{tenant.ProjectId}/one"));

        Assert.Equal(200, (int)(await PutAsync("/a", "/b")).Response.StatusCode);
        Assert.Equal((409, "pages.limit_reached"), (await PutAsync("/b", "/c")).Problem());
        Assert.Equal(["/a", "/b"], await ListAsync());
        Assert.Equal(204, (int)(await Server.SendAsync(HttpMethod.Delete, $"/api/projects/{tenant.ProjectId}/pages?path=/a", key: tenant.Key)).Response.StatusCode);
        Assert.Equal(200, (int)(await PutAsync("/c")).Response.StatusCode);

        Task<(HttpResponseMessage Response, JsonObject Body)> PutAsync(params string[] paths) => Server.SendAsync(
            HttpMethod.Put, $"/api/projects/{tenant.ProjectId}/pages", new { items = paths.Select(path => new { path }) }, key: tenant.Key);

        async Task<List<string>> ListAsync()
        {
            var (_, page) = await Server.SendAsync(HttpMethod.Get, $"/api/projects/{tenant.ProjectId}/pages", key: tenant.Key);
            return [.. page["items"]!.AsArray().Select(i => (string)i!["path"]!)];
        }
    }

    [Fact]
    public async Task Suspends_a_tenant_on_every_server_at_once()
    {
        var tenant = await _guarded.MakeTenantAsync("late payer");
        await using var second = GuardedServer.Make(_guarded.Url);
        await second.InitializeAsync();
        RunningServer[] replicas = [Server, second];
        var card = $"/og/{tenant.ProjectId}/blog/hello";
        foreach (var replica in replicas)
        {
            Assert.NotEqual("fallback", await CardAsync(replica, card));
            Assert.Equal(200, (int)(await replica.SendAsync(HttpMethod.Get, "/api/projects", key: tenant.Key)).Response.StatusCode);
        }

        await ChangeAsync(tenant.Id, new { suspended = true });

        foreach (var replica in replicas)
        {
            Assert.Equal("fallback", await CardAsync(replica, card));
            Assert.Equal((403, "tenants.suspended"), (await replica.SendAsync(HttpMethod.Get, "/api/projects", key: tenant.Key)).Problem());
            Assert.Equal((403, "tenants.suspended"), (await replica.SendAsync(HttpMethod.Get, "/api/nothing", key: tenant.Key)).Problem());
        }

        await ChangeAsync(tenant.Id, new { suspended = false });

        foreach (var replica in replicas)
        {
            Assert.NotEqual("fallback", await CardAsync(replica, card));
            Assert.Equal(200, (int)(await replica.SendAsync(HttpMethod.Get, "/api/projects", key: tenant.Key)).Response.StatusCode);
        }
    }

    [Fact]
    public async Task Deletes_a_tenant_that_has_no_projects_any_more_and_all_else_with_it()
    {
        var tenant = await _guarded.MakeTenantAsync("leaving");
        var asset = (string)(await Server.UploadAsync("/api/assets?name=logo", PngSample.Grey(64, 32), key: tenant.Key)).Body["id"]!;
        var path = $"/api/tenants/{tenant.Id}";
        Assert.Equal((409, "tenants.not_empty"), (await Server.SendAsync(HttpMethod.Delete, path, key: GuardedServer.AdminKey)).Problem());
        Assert.Equal(204, (int)(await Server.SendAsync(HttpMethod.Delete, $"/api/projects/{tenant.ProjectId}", key: tenant.Key)).Response.StatusCode);

        // Its objects go within seconds.
        await Eventually.TrueAsync(() => Server.SendAsync(HttpMethod.Delete, path, key: GuardedServer.AdminKey).Result.Response.StatusCode == HttpStatusCode.NoContent);

        Assert.Equal((404, "tenants.not_found"), (await Server.SendAsync(HttpMethod.Get, path, key: GuardedServer.AdminKey)).Problem());
        Assert.Equal((401, "access.key_wrong"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: tenant.Key)).Problem());
        var (_, audit) = await Server.SendAsync(HttpMethod.Get, $"/api/audit?target=tenant/{tenant.Id}", key: GuardedServer.AdminKey);
        Assert.Equal(["tenants.delete", "tenants.create"], audit["items"]!.AsArray().Select(e => (string)e!["action"]!));
        Assert.Equal(0, await CountAsync($"select count(*) from assets where id = '{asset}'"));
    }

    private Task<long> CountAsync(string sql) => Server.Services.GetRequiredService<Database>().ReadAsync(
        DatabaseScope.Own, session => session.GetAsync<long>(sql, parameters: null, CancellationToken.None), CancellationToken.None);

    [Fact]
    public async Task Sums_what_a_tenant_used_in_a_month()
    {
        var tenant = await _guarded.MakeTenantAsync("busy");
        await Server.Services.GetRequiredService<Database>().WriteAsync(
            DatabaseScope.Own,
            session => session.ExecuteAsync(
                $"insert into usage_daily values ('{tenant.Id}', '2026-10-31', 1, 1, 1, 1, 1), ('{tenant.Id}', '2026-11-01', 10, 20, 30, 40, 50), ('{tenant.Id}', '2026-11-30', 1, 2, 3, 4, 5)",
                parameters: null,
                CancellationToken.None),
            CancellationToken.None);

        var (_, usage) = await Server.SendAsync(HttpMethod.Get, $"/api/tenants/{tenant.Id}/usage?month=2026-11", key: GuardedServer.AdminKey);

        Assert.Equal("""{"month":"2026-11","renders":11,"bytesKept":22,"bytesSent":33,"storeCalls":44,"fetches":55}""", usage.ToJsonString());
    }

    [Fact]
    public async Task Makes_lists_and_changes_tenants()
    {
        var (created, tenant) = await Server.SendAsync(
            HttpMethod.Post, "/api/tenants", new { name = " Käserei 🧀 ", limits = new { renders = 0, bytes = 5_000_000_000 } }, key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal($"/api/tenants/{tenant["id"]}", created.Headers.Location!.ToString());
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        Assert.Equal("Käserei 🧀", (string?)tenant["name"]);
        Assert.Equal("""{"renders":0,"bytes":5000000000,"pages":null}""", tenant["limits"]!.ToJsonString());
        var (_, read) = await Server.SendAsync(HttpMethod.Get, $"/api/tenants/{tenant["id"]}", key: GuardedServer.AdminKey);
        Assert.True(JsonNode.DeepEquals(tenant, read));
        var (_, page) = await Server.SendAsync(HttpMethod.Get, "/api/tenants?limit=200", key: GuardedServer.AdminKey);
        Assert.Contains((string?)tenant["id"], page["items"]!.AsArray().Select(t => (string?)t!["id"]));
        Assert.Contains(Tenant.DefaultId.ToString(), page["items"]!.AsArray().Select(t => (string?)t!["id"]));

        var (stale, _) = await Server.SendAsync(HttpMethod.Patch, $"/api/tenants/{tenant["id"]}", new { name = "x" }, ifMatch: "\"7\"", key: GuardedServer.AdminKey);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        var (changed, after) = await Server.SendAsync(
            HttpMethod.Patch, $"/api/tenants/{tenant["id"]}", """{"limits": {"renders": null, "pages": 3}}""", ifMatch: "\"1\"", key: GuardedServer.AdminKey);
        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal("""{"renders":null,"bytes":5000000000,"pages":3}""", after["limits"]!.ToJsonString());
    }

    private static async Task<string> CardAsync(RunningServer server, string path) =>
        (await server.Client.GetAsync(path)).Headers.GetValues("X-Pearl-Cache").Single();

    private async Task<int> StatusAsync(string path, string key) => (int)(await Server.SendAsync(HttpMethod.Get, path, key: key)).Response.StatusCode;

    private async Task ChangeAsync(Guid id, object patch) => Assert.Equal(
        200, (int)(await Server.SendAsync(HttpMethod.Patch, $"/api/tenants/{id}", patch, key: GuardedServer.AdminKey)).Response.StatusCode);
}

/// <summary>What an operator can do on each database.</summary>
public abstract class TenantsApiTests(GuardedServer guarded)
{
    private static readonly string Default = $"/api/tenants/{Tenant.DefaultId}";

    private protected RunningServer Server => guarded.Server;

    [Fact]
    public async Task Reads_the_default_tenant()
    {
        var (response, tenant) = await Server.SendAsync(HttpMethod.Get, Default, key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(["id", "name", "suspended", "limits", "createdAt"], tenant.Select(m => m.Key));
        var (_, usage) = await Server.SendAsync(HttpMethod.Get, $"{Default}/usage", key: GuardedServer.AdminKey);
        Assert.Equal(0, (long?)usage["renders"]);
    }

    [Fact]
    public async Task Keeps_the_default_tenant() => Assert.Equal(
        (409, "tenants.is_default"), (await Server.SendAsync(HttpMethod.Delete, Default, key: GuardedServer.AdminKey)).Problem());

    [Fact]
    public async Task Knows_no_tenant_under_another_id()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            Assert.Equal((404, "tenants.not_found"), (await Server.SendAsync(method, $"/api/tenants/{Guid.Empty}", key: GuardedServer.AdminKey)).Problem());
        }

        Assert.Equal((404, "tenants.not_found"), (await Server.SendAsync(HttpMethod.Patch, $"/api/tenants/{Guid.Empty}", "{}", key: GuardedServer.AdminKey)).Problem());
        Assert.Equal((404, "tenants.not_found"), (await Server.SendAsync(HttpMethod.Get, $"/api/tenants/{Guid.Empty}/usage", key: GuardedServer.AdminKey)).Problem());
    }

    [Theory]
    [InlineData("""{"name": null}""", "request.invalid")]
    [InlineData("""{"name": "\ud800"}""", "request.json_invalid")]
    [InlineData("""{"limits": {"renders": -1}}""", "request.invalid")]
    [InlineData("""{"limits": {"renders": 1.5}}""", "request.json_invalid")]
    [InlineData("""{"limits": {"renders": 9223372036854775808}}""", "request.json_invalid")]
    [InlineData("""{"limits": {"cards": 1}}""", "request.json_invalid")]
    [InlineData("""{"limits": 5}""", "request.json_invalid")]
    [InlineData("""{"suspended": "yes"}""", "request.json_invalid")]
    [InlineData("""{"id": "00000000-0000-7000-8000-000000000002"}""", "request.json_invalid")]
    public async Task Refuses_changes_that_cannot_be(string patch, string code) =>
        Assert.Equal((400, code), (await Server.SendAsync(HttpMethod.Patch, Default, patch, key: GuardedServer.AdminKey)).Problem());

    [Theory]
    [InlineData("2026-13")]
    [InlineData("november")]
    public async Task Refuses_what_is_no_month(string month) => Assert.Equal(
        (400, "request.invalid"), (await Server.SendAsync(HttpMethod.Get, $"{Default}/usage?month={month}", key: GuardedServer.AdminKey)).Problem());

    [Fact]
    public async Task Suspends_the_default_tenant_but_not_the_key_of_the_settings()
    {
        var (_, key) = await guarded.MakeKeyAsync(["admin", "operator"]);
        var (_, project) = await Server.SendAsync(HttpMethod.Post, "/api/projects", new { title = "a", url = "https://acme.dev" }, key: key);
        await Server.SendAsync(HttpMethod.Patch, Default, new { suspended = true }, key: GuardedServer.AdminKey);
        try
        {
            Assert.Equal((403, "tenants.suspended"), (await Server.SendAsync(HttpMethod.Get, "/api/tenants", key: key)).Problem());
            Assert.Equal("fallback", (await Server.Client.GetAsync($"/og/{project["id"]}/x")).Headers.GetValues("X-Pearl-Cache").Single());
        }
        finally
        {
            var (resumed, _) = await Server.SendAsync(HttpMethod.Patch, Default, new { suspended = false }, key: GuardedServer.AdminKey);
            Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        }

        Assert.Equal(200, (int)(await Server.SendAsync(HttpMethod.Get, "/api/tenants", key: key)).Response.StatusCode);
    }
}
