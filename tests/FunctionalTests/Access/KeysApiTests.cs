using System.Net;
using System.Text.Json.Nodes;
using PearlIo.Domain.ApiKeys;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.Access;

public sealed class SqliteKeysApiTests(GuardedSqliteServer server) : KeysApiTests(server), IClassFixture<GuardedSqliteServer>;

public sealed class PostgresKeysApiTests(GuardedPostgresServer server) : KeysApiTests(server), IClassFixture<GuardedPostgresServer>;

/// <summary>The life of keys, and what the audit says of it, on each database.</summary>
public abstract class KeysApiTests(GuardedServer guarded)
{
    private RunningServer Server => guarded.Server;

    [Fact]
    public async Task Shows_the_secret_of_a_new_key_once()
    {
        var (response, made) = await Server.SendAsync(
            HttpMethod.Post, "/api/keys", new { name = " Schlüssel 日本 🔑 ", scopes = new[] { "write", "read" }, expiresAt = "2999-01-01" }, key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.True(KeyToken.TryParse((string?)made["key"], out var token));
        Assert.Equal("Schlüssel 日本 🔑", (string?)made["name"]);
        Assert.Equal("""["read","write"]""", made["scopes"]!.ToJsonString());
        Assert.Equal("2999-01-01T00:00:00Z", (string?)made["expiresAt"]);

        var listed = await FindAsync((string)made["id"]!);
        Assert.Equal(["id", "name", "scopes", "createdAt", "expiresAt", "revokedAt", "lastUsedAt", "replacedBy"], listed.Select(m => m.Key));
        var everything = await AllTextAsync("/api/keys") + await AllTextAsync("/api/audit");
        AssertNoSecret(everything, token);
        Assert.Equal(200, (int)(await Server.SendAsync(HttpMethod.Get, "/api/projects", key: token.Reveal())).Response.StatusCode);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name": "\u0000", "scopes": ["read"]}""", "name")]
    [InlineData("""{"name": "\u200b", "scopes": ["read"]}""", "name")]
    [InlineData("""{"name": "a", "scopes": []}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["all"]}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": [null]}""", "scopes")]
    [InlineData("""{"name": "a", "scopes": ["read"], "expiresAt": "2020-01-01"}""", "expiresAt")]
    [InlineData("""{"name": "a", "scopes": ["read"], "expiresAt": "tomorrow"}""", "expiresAt")]
    [InlineData("""{"name": "a", "scopes": "read"}""", null)]
    [InlineData("""{"name": "a", "scopes": ["read"], "tenantId": "00000000-0000-7000-8000-000000000002"}""", null)]
    [InlineData("""{"name": "a", "scopes": ["read"], "key": "pk_mine"}""", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public async Task Refuses_keys_that_cannot_be(string json, string? field)
    {
        var (response, body) = await Server.SendAsync(HttpMethod.Post, "/api/keys", json, key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field is null ? "request.json_invalid" : "request.invalid", (string?)body["code"]);
        Assert.True(field is null || body["errors"]!.AsObject().ContainsKey(field));
    }

    [Fact]
    public async Task Gives_nothing_that_the_key_lacks()
    {
        var (_, admin) = await guarded.MakeKeyAsync(["admin"]);

        var given = await Server.SendAsync(HttpMethod.Post, "/api/keys", new { name = "a", scopes = new[] { "operator" } }, key: admin);

        Assert.Equal((403, "access.scope_missing"), given.Problem());
        Assert.Equal(201, (int)(await Server.SendAsync(HttpMethod.Post, "/api/keys", new { name = "a", scopes = new[] { "admin" } }, key: admin)).Response.StatusCode);
    }

    [Fact]
    public async Task Rotates_a_key_while_the_old_one_still_works()
    {
        var (id, old) = await guarded.MakeKeyAsync(["read"]);

        var (response, made) = await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("made by a test", (string?)made["name"]);
        foreach (var key in new[] { old, (string)made["key"]! })
        {
            Assert.Equal(200, (int)(await Server.SendAsync(HttpMethod.Get, "/api/projects", key: key)).Response.StatusCode);
        }

        var listed = await FindAsync(id);
        Assert.Equal((string?)made["id"], (string?)listed["replacedBy"]);
        Assert.InRange((DateTime)listed["expiresAt"]!, DateTime.UtcNow.AddHours(23), DateTime.UtcNow.AddHours(24));
        Assert.Equal((409, "keys.rotated"), (await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", "{}", key: GuardedServer.AdminKey)).Problem());
    }

    [Fact]
    public async Task Rotates_a_key_that_must_not_work_any_more()
    {
        var (id, old) = await guarded.MakeKeyAsync(["read"]);

        await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", new { graceSeconds = 0 }, key: GuardedServer.AdminKey);

        Assert.Equal((401, "access.key_expired"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: old)).Problem());
    }

    [Fact]
    public async Task Lets_one_of_two_rotate_a_key_at_the_same_time()
    {
        var (id, _) = await guarded.MakeKeyAsync(["read"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", new { graceSeconds = 60 }, key: GuardedServer.AdminKey)));

        Assert.Equal([(201, null), (409, "keys.rotated")], answers.Select(a => a.Problem()).Order());
        var winner = answers.Single(a => a.Response.StatusCode == HttpStatusCode.Created).Body;
        Assert.Equal((string?)winner["id"], (string?)(await FindAsync(id))["replacedBy"]);
    }

    [Theory]
    [InlineData("""{"graceSeconds": -1}""")]
    [InlineData("""{"graceSeconds": 2592001}""")]
    [InlineData("""{"graceSeconds": "60"}""")]
    [InlineData("""{"grace": 60}""")]
    public async Task Refuses_a_rotation_that_cannot_be(string json)
    {
        var (id, _) = await guarded.MakeKeyAsync(["read"]);

        Assert.Equal(400, (int)(await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", json, key: GuardedServer.AdminKey)).Response.StatusCode);
    }

    [Fact]
    public async Task Revokes_a_key_at_once_and_keeps_it_in_the_list()
    {
        var (id, key) = await guarded.MakeKeyAsync(["admin"]);

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(204, (int)(await Server.SendAsync(HttpMethod.Delete, $"/api/keys/{id}", key: GuardedServer.AdminKey)).Response.StatusCode);
        }

        Assert.Equal((401, "access.key_revoked"), (await Server.SendAsync(HttpMethod.Get, "/api/projects", key: key)).Problem());
        Assert.NotNull((await FindAsync(id))["revokedAt"]);
        Assert.Equal((409, "keys.not_usable"), (await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", key: GuardedServer.AdminKey)).Problem());
    }

    [Theory]
    [InlineData("0195a000000070008000000000000001")]
    [InlineData("0195a000-0000-7000-8000-000000000001")]
    [InlineData("x")]
    [InlineData("%01")]
    [InlineData("pk_0195a000000070008000000000000001")]
    public async Task Knows_no_key_under_such_an_id(string id)
    {
        Assert.Equal((404, "keys.not_found"), (await Server.SendAsync(HttpMethod.Delete, $"/api/keys/{id}", key: GuardedServer.AdminKey)).Problem());
        Assert.Equal((404, "keys.not_found"), (await Server.SendAsync(HttpMethod.Post, $"/api/keys/{id}/rotate", key: GuardedServer.AdminKey)).Problem());
    }

    [Fact]
    public async Task Lists_every_key_once_over_pages()
    {
        List<string> made = [];
        for (var i = 0; i < 3; i++)
        {
            made.Add((await guarded.MakeKeyAsync(["read"])).Id);
        }

        var listed = (await AllAsync("/api/keys", limit: 2)).Select(k => (string)k["id"]!).ToList();

        Assert.Equal(listed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), listed);
        Assert.Empty(made.Except(listed, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tells_of_every_change_who_made_it_and_what_was_before()
    {
        var (keyId, key) = await guarded.MakeKeyAsync(["admin"]);
        var (_, project) = await Server.SendAsync(HttpMethod.Post, "/api/projects", new { title = "Before", url = "https://acme.dev" }, key: key);
        var (_, route) = await Server.SendAsync(HttpMethod.Post, $"/api/projects/{project["id"]}/routes", new { path = "/a" }, key: key);
        await Server.SendAsync(HttpMethod.Patch, $"/api/projects/{project["id"]}", new { title = "After" }, key: key);
        await Server.SendAsync(HttpMethod.Patch, $"/api/projects/{project["id"]}/routes/{route["id"]}", new { path = "/b" }, key: key);
        await Server.SendAsync(HttpMethod.Delete, $"/api/projects/{project["id"]}/routes/{route["id"]}", key: key);
        await Server.SendAsync(HttpMethod.Delete, $"/api/projects/{project["id"]}", key: key);

        var entries = await AllAsync($"/api/audit?actor={keyId}", limit: 2);

        Assert.Equal(
            ["projects.delete", "routes.delete", "routes.change", "projects.change", "routes.create", "projects.create"],
            entries.Select(e => (string)e["action"]!));
        Assert.All(entries, e => Assert.Equal("127.0.0.1", (string?)e["address"]));
        Assert.Equal(("Before", "After"), ((string?)entries[3]["before"]!["title"], (string?)entries[3]["after"]!["title"]));
        Assert.Null(entries[5]["before"]);
        Assert.True(JsonNode.DeepEquals(project, entries[5]["after"]), entries[5].ToJsonString());
        Assert.True(JsonNode.DeepEquals(route, entries[4]["after"]), entries[4].ToJsonString());
        Assert.Null(entries[0]["after"]);

        Assert.Equal(3, (await AllAsync($"/api/audit?target={project["id"]}&actor={keyId}", 200)).Count);
        Assert.Equal(3, (await AllAsync($"/api/audit?target=route/{route["id"]}", 200)).Count);
        Assert.Single(await AllAsync($"/api/audit?action=projects.change&target=project/{project["id"]}", 200));
        Assert.Empty(await AllAsync($"/api/audit?target={project["id"]}&to=2020-01-01", 200));
        Assert.Equal(3, (await AllAsync($"/api/audit?target={project["id"]}&from=2020-01-01T00:00:00Z&to=2999-01-01", 200)).Count);
    }

    [Fact]
    public async Task Tells_of_the_command_line_and_of_migrations()
    {
        var (id, _) = await guarded.MakeKeyAsync(["read"]);

        var made = Assert.Single(await AllAsync($"/api/audit?target=key/{id}", 200));
        Assert.Equal(("keys.create", "command line", null), ((string?)made["action"], (string?)made["actor"], (string?)made["address"]));
        var migrated = (await AllAsync("/api/audit?action=migrations.up", 200))[^1];
        Assert.Equal("service", (string?)migrated["actor"]);
        Assert.Contains("20261125000121_CreateAuditLog", migrated["after"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=08:00", "to")]
    [InlineData("actor=%00", "actor")]
    [InlineData("action=%00", "action")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task Refuses_questions_to_the_audit_that_cannot_be(string query, string field)
    {
        var (response, body) = await Server.SendAsync(HttpMethod.Get, $"/api/audit?{query}", key: GuardedServer.AdminKey);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(field, body["errors"]!.AsObject().Select(e => e.Key));
    }

    private static void AssertNoSecret(string text, KeyToken token)
    {
        Assert.DoesNotContain(token.Reveal()[36..], text, StringComparison.Ordinal);
        Assert.DoesNotContain(token.SecretHash.Hex, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(KeyToken.FormatId(token.Id), text, StringComparison.Ordinal);
    }

    private async Task<JsonObject> FindAsync(string id) => (await AllAsync("/api/keys", 200)).Single(k => (string?)k["id"] == id);

    private async Task<string> AllTextAsync(string path) => string.Concat((await AllAsync(path, 200)).Select(i => i.ToJsonString()));

    private async Task<List<JsonObject>> AllAsync(string path, int limit)
    {
        List<JsonObject> items = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var query = $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}";
            var (response, page) = await Server.SendAsync(HttpMethod.Get, path + query, key: GuardedServer.AdminKey);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            items.AddRange(page["items"]!.AsArray().Select(i => i!.AsObject()));
            cursor = (string?)page["nextCursor"];
        }

        return items;
    }
}
