using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Common;
using PearlIo.Domain.Tenants;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>Two servers on one PostgreSQL and one folder.</summary>
public sealed partial class ReplicaCardTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PostgresServer _postgres = null!;
    private string _url = "";
    private TcpProxy _proxy = null!;
    private RunningServer _one = null!;
    private RunningServer _other = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.GetAsync();
        _url = await _postgres.CreateMigratedAsync();
        _proxy = TcpProxy.Start(_url);
        _one = Replica();
        _other = Replica(("MEMORY_CACHE_BYTES", "0"));
        await Task.WhenAll(_one.InitializeAsync(), _other.InitializeAsync());
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_one.DisposeAsync(), _other.DisposeAsync());
        await _proxy.DisposeAsync();
        await _postgres.DropAsync(_url);
        _folder.Dispose();
    }

    [Fact]
    public async Task Draw_one_card_once_for_fifty_cold_requests_to_each()
    {
        var project = await _one.CreateProjectIdAsync();
        var target = $"/og/{project}/popular";
        await WarmUpAsync(project);
        var before = await RendersAsync(_one) + await RendersAsync(_other);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => RawHttp.GetAsync((i % 2 == 0 ? _one : _other).Address, target)));

        Assert.All(answers, a => Assert.Equal(200, a.Status));

        // Whoever's time was over got something else, but nobody had the card drawn again.
        Assert.Equal(await HitAsync(_one, target), await HitAsync(_other, target));
        Assert.Equal(1, await RendersAsync(_one) + await RendersAsync(_other) - before);
        Assert.Equal(2, Objects(project).Length);
        Assert.Single(answers.Select(a => RawHttp.Header(a.Head, "ETag")).Where(t => t is not null).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Show_a_change_that_the_other_made()
    {
        await Eventually.TrueAsync(() => Listens(_one) && Listens(_other));
        var project = await _one.CreateProjectIdAsync();
        var target = $"/og/{project}/x";
        var route = await _one.CreateRouteAsync(project, new { path = "/x", variables = new { title = "Before" } });
        var before = await HitAsync(_one, target);
        Assert.Equal(before, await HitAsync(_other, target));

        await ChangedAsync(target, before, HttpMethod.Patch, $"/api/projects/{project}/routes/{route["id"]}", """{"variables": {"title": "After"}}""");
        var routed = await HitAsync(_one, target);
        await ChangedAsync(target, routed, HttpMethod.Patch, $"/api/projects/{project}", """{"theme": {"--brand": "#16a34a"}}""");
        var recoloured = await HitAsync(_one, target);
        await ChangedAsync(target, recoloured, HttpMethod.Patch, $"/api/tenants/{Tenant.DefaultId}", """{"suspended": true}""");
        await _other.SendAsync(HttpMethod.Patch, $"/api/tenants/{Tenant.DefaultId}", """{"suspended": false}""");
        Assert.Equal(recoloured, await HitAsync(_one, target));
        Assert.Equal(3, new[] { before, routed, recoloured }.Distinct(StringComparer.Ordinal).Count());

        await _other.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");
        Assert.Equal(404, (await RawHttp.GetAsync(_other.Address, target)).Status);
        await Eventually.TrueAsync(async () => (await RawHttp.GetAsync(_one.Address, target)).Status == 404);
    }

    [Fact]
    public async Task Serve_what_they_have_while_the_database_is_away_and_recover()
    {
        var project = await _one.CreateProjectIdAsync();
        var target = $"/og/{project}/x";
        var tag = await HitAsync(_one, target);
        var (_, card) = await RawHttp.UntilHitAsync(_other.Address, target);

        _proxy.Stop();
        await Eventually.TrueAsync(() => !Listens(_one) && !Listens(_other));
        foreach (var server in new[] { _one, _other })
        {
            await Eventually.TrueAsync(async () =>
            {
                var (status, _, body) = await RawHttp.SendAsync(server.Address, "GET", target);
                Assert.Equal(200, status);
                return body.AsSpan().SequenceEqual(card);
            });
            Assert.Equal(200, (await RawHttp.GetAsync(server.Address, $"/og/{project}/new")).Status);
        }

        Assert.Equal(tag, RawHttp.Header((await RawHttp.GetAsync(_one.Address, target)).Head, "ETag"));
        Assert.Equal("OK", await _one.Client.GetStringAsync("/health"));

        _proxy.Start();
        await Eventually.TrueAsync(async () => (await _one.Client.GetAsync($"/api/projects/{project}")).IsSuccessStatusCode);
        Assert.Equal(tag, await HitAsync(_one, target));
        Assert.Equal(tag, await HitAsync(_other, target));
        await HitAsync(_other, $"/og/{project}/new");
        await Eventually.TrueAsync(() => Listens(_one) && Listens(_other));
    }

    [Fact]
    public async Task Draw_each_card_once_whoever_leaves()
    {
        const int pages = 10;
        var project = await _one.CreateProjectIdAsync();

        await WarmUpAsync(project);
        foreach (var page in Enumerable.Range(0, pages))
        {
            await RawHttp.LeaveAsync(_one.Address, $"/og/{project}/{page}");
        }

        foreach (var page in Enumerable.Range(0, pages))
        {
            await HitAsync(_one, $"/og/{project}/{page}");
        }

        Assert.Equal(pages + 1, await RendersAsync(_one));
        await Eventually.TrueAsync(() => Objects(project).Length == pages + 1);
    }

    // The first look of a server takes longest. One that takes over a second counts as a database that is away: then a card is drawn
    // without it, and once more when it is there.
    private async Task WarmUpAsync(string project)
    {
        await HitAsync(_one, $"/og/{project}/first");
        await HitAsync(_other, $"/og/{project}/first");
    }

    // In the server that changed it with the very next request, in the other a moment later.
    private async Task ChangedAsync(string target, string before, HttpMethod method, string path, string body)
    {
        var (response, problem) = await _other.SendAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, problem.ToJsonString());
        Assert.NotEqual(before, await TagAsync(_other, target));
        await Eventually.TrueAsync(async () => await TagAsync(_one, target) != before);
    }

    private static async Task<string?> TagAsync(RunningServer server, string target) =>
        RawHttp.Header((await RawHttp.GetAsync(server.Address, target)).Head, "ETag");

    private static async Task<string> HitAsync(RunningServer server, string target) =>
        RawHttp.Header((await RawHttp.UntilHitAsync(server.Address, target)).Head, "ETag")!;

    private static async Task<long> RendersAsync(RunningServer server) =>
        RenderCounts().Matches(await server.Client.GetStringAsync("/metrics")).Sum(m => long.Parse(m.Groups["count"].ValueSpan, CultureInfo.InvariantCulture));

    private static bool Listens(RunningServer server) => server.Services.GetRequiredService<ChangeFeed>().Listening != 0;

    private string[] Objects(string project) => Directory.GetFiles(Path.Combine(_folder.Path, "cards", project), "*", SearchOption.AllDirectories);

    private RunningServer Replica(params (string Name, string Value)[] settings) => new(
        new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)), StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = _proxy.Before(_url),
            ["STORAGE_PATH"] = _folder.Path,
        });

    [GeneratedRegex("^pearl_renders_total\\{[^}]*\\} (?<count>[0-9]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RenderCounts();
}
