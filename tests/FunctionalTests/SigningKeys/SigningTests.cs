using System.Globalization;
using System.Net;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.FunctionalTests.OgImages;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.SigningKeys;

public sealed class SqliteSigningTests(RunningServer server) : SigningTests(server), IClassFixture<RunningServer>;

public sealed class PostgresSigningTests(PostgresRunningServer server) : SigningTests(server.Server), IClassFixture<PostgresRunningServer>
{
    [Fact]
    public async Task Revokes_a_key_on_every_server()
    {
        await using var other = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = server.Url, ["Rendering:Threads"] = "1" });
        await other.InitializeAsync();
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);
        var target = Sign(project, "/a", key.Secret, ("title", "T"));
        Assert.Equal(HttpStatusCode.OK, (await other.Client.GetAsync(target)).StatusCode);

        await EndAsync(project, key.Id, "revoke");

        await Eventually.TrueAsync(async () => (await other.Client.GetAsync(target)).StatusCode == HttpStatusCode.Forbidden);
    }
}

/// <summary>A server on a PostgreSQL database of its own.</summary>
public sealed class PostgresRunningServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    internal string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Url = await (await PostgresServer.GetAsync()).CreateEmptyAsync();
        Server = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = Url, ["Rendering:Threads"] = "1" });
        await Server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await (await PostgresServer.GetAsync()).DropAsync(Url);
    }
}

/// <summary>The life of signing keys, and what their signatures are good for, on each database.</summary>
public abstract class SigningTests(RunningServer server)
{
    [Fact]
    public async Task Answers_signed_requests_only_where_the_project_asks_for_it()
    {
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);
        var target = Sign(project, "/blog/größe & mehr", key.Secret, ("title", "Größer & schöner + 'x' ~*😀"), ("description", ""));

        var card = await GetAsync(target);
        Assert.Equal((200, "image/png"), (card.Status, card.ContentType));
        Assert.NotEqual(card.Tag, (await GetAsync(Sign(project, "/blog/größe & mehr", key.Secret))).Tag);
        foreach (var refused in new[]
        {
            $"/og/{project}/blog", target.Replace("title=G", "title=H", StringComparison.Ordinal), target.Replace("/blog/", "/blig/", StringComparison.Ordinal),
            target + "&siteName=x", target + "&title=x", target[..^1], target.Replace("sig=", "Sig=", StringComparison.Ordinal), target.Replace("&sig=", "&sig=&sig=", StringComparison.Ordinal),
        })
        {
            var answer = await GetAsync(refused);
            Assert.Equal($"{refused} 403 image/png", $"{refused} {answer.Status} {answer.ContentType}");
        }
    }

    [Fact]
    public async Task Draws_nothing_for_what_is_not_signed()
    {
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);

        await GetAsync($"/og/{project}/a?title=T&sig={new string('A', 43)}");
        await GetAsync($"/og/{project}/a?title=T");
        await GetAsync(Sign(project, "/a", key.Secret, ("exp", "1")));

        var (_, figures) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics?interval=hour");
        Assert.Equal(0, (int?)figures["renders"]);
        Assert.False(Directory.Exists(Path.Combine(server.StoragePath, "cards", project)));
    }

    [Fact]
    public async Task Takes_every_form_of_an_address()
    {
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);
        var signed = Sign(project, "/a/b", key.Secret, ("title", "T"));
        var query = signed[(signed.IndexOf('?', StringComparison.Ordinal) + 1)..];

        var card = await GetAsync(signed);
        Assert.Equal(200, card.Status);
        foreach (var form in new[]
        {
            $"/og/{project}/a/b/og.png?{query}", $"/og/{project}/a/b?v=x&{query}&v=y", $"/og/{project.ToUpperInvariant()}//a/./b/?{query}",
            $"/api/og?project={project}&path=/a/b&{query}", $"/api/og?{query}&path=%2Fa%2Fb&project={project}", $"/og/{project}/a/b?%74itle=%54&{query[(query.IndexOf('&', StringComparison.Ordinal) + 1)..]}",
        })
        {
            var other = await GetAsync(form);
            Assert.Equal((form, 200, card.Tag, "hit"), (form, other.Status, other.Tag, other.Cache));
        }
    }

    [Fact]
    public async Task Counts_nothing_but_variables()
    {
        var project = await CreateAsync(requireSignature: false);
        var key = await MakeKeyAsync(project);

        var first = await GetAsync(Sign(project, "/a", key.Secret, ("title", "T")));
        var again = await GetAsync(Sign(project, "/a", key.Secret, ("title", "T"), ("utm_source", "feed"), ("exp", "4102444800")) + "&v=1");

        Assert.Equal(("miss", "hit", first.Tag), (first.Cache, again.Cache, again.Tag));
    }

    [Fact]
    public async Task Makes_nothing_worse_of_a_wrong_signature_where_none_is_needed()
    {
        var project = await CreateAsync(requireSignature: false);
        var key = await MakeKeyAsync(project);
        var plain = await GetAsync($"/og/{project}/a");

        foreach (var target in new[] { Sign(project, "/a", "sk_other", ("title", "T")), Sign(project, "/a", key.Secret, ("title", "T"), ("exp", "1")), $"/og/{project}/a?title=T&sig=" })
        {
            var answer = await GetAsync(target);
            Assert.Equal((200, plain.Tag), (answer.Status, answer.Tag));
        }

        Assert.NotEqual(plain.Tag, (await GetAsync(Sign(project, "/a", key.Secret, ("title", "T")))).Tag);
    }

    [Fact]
    public async Task Ends_a_signature_when_its_time_is_over()
    {
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Assert.Equal(200, (await GetAsync(Sign(project, "/a", key.Secret, ("exp", Text(now + 3_600))))).Status);
        Assert.Equal(403, (await GetAsync(Sign(project, "/a", key.Secret, ("exp", Text(now))))).Status);
        Assert.Equal(403, (await GetAsync(Sign(project, "/a", key.Secret, ("exp", "soon")))).Status);
    }

    [Fact]
    public async Task Lets_nobody_keep_a_card_beyond_the_time_of_its_signature()
    {
        var project = await CreateAsync();
        var key = await MakeKeyAsync(project);
        var version = (string)(await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/meta?path=/a")).Body["v"]!;
        var target = Sign(project, "/a", key.Secret, ("exp", Text(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 120))) + $"&v={version}";

        // First the long way, then from memory.
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var answer = await server.Client.GetAsync(target);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.InRange(answer.Headers.CacheControl!.MaxAge!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(120));
            Assert.True(answer.Headers.CacheControl.MustRevalidate);
            Assert.Null(answer.Headers.Age);
        }
    }

    [Fact]
    public async Task Rotates_keys_without_a_gap()
    {
        var project = await CreateAsync();
        var first = await MakeKeyAsync(project);
        var kept = Sign(project, "/kept", first.Secret, ("title", "T"));
        Assert.Equal(200, (await GetAsync(kept)).Status);
        var second = await MakeKeyAsync(project);
        Assert.Equal(200, (await GetAsync(Sign(project, "/both", first.Secret))).Status);
        Assert.Equal(200, (await GetAsync(Sign(project, "/both", second.Secret))).Status);

        var (third, problem) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys");
        Assert.Equal((409, "signing_keys.too_many_live"), ((int)third.StatusCode, (string?)problem["code"]));

        await EndAsync(project, first.Id, "retire");
        Assert.Equal((200, "hit"), ((await GetAsync(kept)).Status, (await GetAsync(kept)).Cache));
        Assert.Equal(403, (await GetAsync(Sign(project, "/new", first.Secret))).Status);
        Assert.Equal(200, (await GetAsync(Sign(project, "/new", second.Secret))).Status);
        Assert.Equal(200, (await GetAsync(Sign(project, "/new", first.Secret))).Status);
        await EndAsync(project, first.Id, "retire");

        // What is kept is answered whatever it was made from, and still nothing is drawn.
        await server.SendAsync(HttpMethod.Patch, $"/api/projects/{project}", """{"theme": {"--brand": "#ff0000"}}""");
        Assert.Equal((200, "stale"), ((await GetAsync(kept)).Status, (await GetAsync(kept)).Cache));

        await EndAsync(project, first.Id, mode: null);
        Assert.Equal(403, (await GetAsync(kept)).Status);
        await EndAsync(project, first.Id, "revoke");
        Assert.Equal(409, (await TryEndAsync(project, first.Id, "retire")).Status);

        await MakeKeyAsync(project);
        var (_, list) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/signing-keys");
        Assert.Equal(["revoked", "live", "live"], list["items"]!.AsArray().Select(k => (string?)k!["state"]));
    }

    [Fact]
    public async Task Draws_for_a_retired_key_what_anybody_may_have_drawn()
    {
        var project = await CreateAsync(requireSignature: false);
        var key = await MakeKeyAsync(project);
        await EndAsync(project, key.Id, "retire");

        Assert.Equal(200, (await GetAsync(Sign(project, "/a", key.Secret))).Status);
        Assert.Equal(403, (await GetAsync(Sign(project, "/a", key.Secret, ("title", "T")))).Status);
    }

    [Fact]
    public async Task Shows_the_secret_of_a_new_key_once()
    {
        var project = await CreateAsync();
        var (response, made) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys", new { name = " Build 🔑 " });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(["id", "projectId", "name", "state", "createdAt", "secret"], made.Select(m => m.Key));
        Assert.Equal(("Build 🔑", "live"), ((string?)made["name"], (string?)made["state"]));
        var secret = (string)made["secret"]!;
        Assert.Matches("^sk_[A-Za-z0-9_-]{43}$", secret);

        await EndAsync(project, (string)made["id"]!, "retire");
        var shown = "";
        foreach (var path in new[] { $"/api/projects/{project}/signing-keys", "/api/audit?limit=200", $"/api/projects/{project}" })
        {
            shown += (await server.SendAsync(HttpMethod.Get, path)).Body.ToJsonString();
        }

        Assert.DoesNotContain(secret[3..], shown, StringComparison.Ordinal);
        Assert.Contains("signing_keys.create", shown, StringComparison.Ordinal);
        Assert.Contains("signing_keys.retire", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Belongs_to_one_project()
    {
        var (one, other) = (await CreateAsync(), await CreateAsync());
        var key = await MakeKeyAsync(one);
        await MakeKeyAsync(other);

        Assert.Equal(403, (await GetAsync(Sign(other, "/a", key.Secret))).Status);
        Assert.Equal((404, "signing_keys.not_found"), await TryEndAsync(other, key.Id, "revoke"));
        Assert.Equal((404, "projects.not_found"), await TryEndAsync(Guid.CreateVersion7().ToString(), key.Id, "revoke"));
        Assert.Equal((400, "request.invalid"), await TryEndAsync(one, key.Id, "delete"));
        Assert.Equal(200, (await GetAsync(Sign(one, "/a", key.Secret))).Status);
    }

    [Theory]
    [InlineData("""{"name": 1}""")]
    [InlineData("""{"name": " "}""")]
    [InlineData("""{"secret": "sk_mine"}""")]
    [InlineData("[]")]
    public async Task Refuses_keys_that_cannot_be(string json)
    {
        var project = await CreateAsync();
        var (response, _) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys", json);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private protected static string Sign(string project, string path, string secret, params (string Name, string Value)[] parameters)
    {
        var message = CardSignature.Message(Guid.Parse(project), PagePath.Parse(path).Value, parameters.Select(p => KeyValuePair.Create(p.Name, p.Value)));
        return $"{message}{(parameters.Length > 0 ? "&" : "")}sig={SigningSecret.Of(secret).Sign(message)}";
    }

    private protected async Task<string> CreateAsync(bool requireSignature = true) =>
        await server.CreateProjectIdAsync(new { title = "Acme", url = "https://acme.dev", requireSignature });

    private protected async Task<(string Id, string Secret)> MakeKeyAsync(string project)
    {
        var (response, made) = await server.SendAsync(HttpMethod.Post, $"/api/projects/{project}/signing-keys");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return ((string)made["id"]!, (string)made["secret"]!);
    }

    private protected async Task EndAsync(string project, string key, string? mode) => Assert.Equal(204, (await TryEndAsync(project, key, mode)).Status);

    private async Task<(int Status, string? Code)> TryEndAsync(string project, string key, string? mode)
    {
        var (response, body) = await server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/signing-keys/{key}{(mode is null ? "" : $"?mode={mode}")}");
        return ((int)response.StatusCode, (string?)body["code"]);
    }

    private async Task<Answer> GetAsync(string target)
    {
        var response = await server.Client.GetAsync(target);
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("png", Picture.Describe(body).Format);
        var cache = response.Headers.TryGetValues("X-Pearl-Cache", out var values) ? values.Single() : null;
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.Tag, cache);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Answer(int Status, string? ContentType, string? Tag, string? Cache);
}
