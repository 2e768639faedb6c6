using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>A clock that is put forward and back while cards are asked for.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);
    private const long MaxBytes = 1_000_000;

    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);
    private readonly RunningServer _server;
    private string _project = "";
    private long _asked;

    public ClockTests() => _server = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["STORAGE_MAX_BYTES"] = MaxBytes.ToString(CultureInfo.InvariantCulture) }, _clock);

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _project = await _server.CreateProjectIdAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Answers_all_cards_whatever_the_clock_does_counts_each_answer_and_keeps_no_more_than_it_may()
    {
        await _server.CreateRouteAsync(_project, new { path = "/short/{name}", cacheDuration = (int)Duration.TotalSeconds });
        var step = 0;
        foreach (var by in new[] { TimeSpan.Zero, -Hour, Hour, Day, -Day, 30 * Day, -30 * Day })
        {
            _clock.Set(by);
            step++;
            foreach (var page in new[] { "/hot", "/short/due", $"/new-{step}", $"/short/new-{step}", "/short/new-1", "/new-1" })
            {
                await AskAsync(page);
                await AskAsync(page);
            }

            await WarmAsync(step);
            Assert.Equal("hit", await AskAsync($"/warm-{step}"));

            // As much time as brings the answers into the database, and as cards become due.
            _clock.Advance(Duration + TimeSpan.FromSeconds(1));
            await AskAsync("/short/due");
            await UntilHitAsync("/short/due");
            await CleanUpAsync();
        }

        Assert.InRange(await GetAsync("select sum(byte_size) from cached_images"), 1, MaxBytes);
        await _server.StopAsync();
        Assert.Equal(_asked, await GetAsync("select sum(count) from image_views"));
    }

    [Fact]
    public async Task Has_no_card_that_never_becomes_due_again()
    {
        var route = await _server.CreateRouteAsync(_project, new { path = "/{name}", cacheDuration = (int)Duration.TotalSeconds, variables = new { title = "Before" } });
        _clock.Set(Day);
        await UntilHitAsync("/a");
        await UntilHitAsync("/b");
        var before = await TagAsync("/a");
        _clock.Set(-Day);

        // It is seen to at once, and in its time from then on.
        Assert.Equal("stale", await AskAsync("/a"));
        await UntilHitAsync("/a");
        _clock.Advance(Duration);
        Assert.Equal("stale", await AskAsync("/a"));
        await UntilHitAsync("/a");
        Assert.Equal(before, await TagAsync("/a"));

        // What takes its place is what every process finds, though it seems to be older.
        await _server.SendAsync(HttpMethod.Patch, $"/api/projects/{_project}/routes/{route["id"]}", """{"variables": {"title": "After"}}""", "application/merge-patch+json");
        await UntilHitAsync("/b");
        var after = await TagAsync("/b");
        await _server.RestartAsync();
        Assert.Equal("hit", await AskAsync("/b"));
        Assert.Equal(after, await TagAsync("/b"));
    }

    [Fact]
    public async Task Draws_each_card_once_in_replicas_whose_clocks_are_a_day_apart()
    {
        const int pages = 10;
        var postgres = await PostgresServer.GetAsync();
        var url = await postgres.CreateMigratedAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = url, ["STORAGE_PATH"] = _server.StoragePath };
        await using (var right = new RunningServer(settings))
        await using (var wrong = new RunningServer(settings, new FakeClock(DateTimeOffset.UtcNow + Day)))
        {
            await Task.WhenAll(right.InitializeAsync(), wrong.InitializeAsync());
            var project = await right.CreateProjectIdAsync();
            await right.CreateRouteAsync(project, new { path = "/{name}", cacheDuration = (int)(30 * Day).TotalSeconds });
            var targets = Enumerable.Range(0, pages).Select(i => $"/og/{project}/{i}").ToList();

            var answers = await Task.WhenAll(targets.SelectMany(t => new[] { RawHttp.GetAsync(right.Address, t), RawHttp.GetAsync(wrong.Address, t) }));

            Assert.All(answers, a => Assert.Equal(200, a.Status));
            foreach (var target in targets)
            {
                await RawHttp.UntilHitAsync(right.Address, target);
            }

            Assert.Equal(pages, Directory.GetFiles(Path.Combine(_server.StoragePath, "cards", project), "*", SearchOption.AllDirectories).Length);
        }

        await postgres.DropAsync(url);
    }

    private async Task WarmAsync(int step)
    {
        var (_, job) = await _server.SendAsync(HttpMethod.Post, $"/api/projects/{_project}/warm", new { paths = new[] { $"/warm-{step}" } });
        await Eventually.TrueAsync(async () =>
        {
            JsonObject now;
            (_, now) = await _server.SendAsync(HttpMethod.Get, $"/api/jobs/{job["id"]}");
            return (string?)now["state"] is "done" && (int?)now["done"] == 1;
        });
    }

    private Task UntilHitAsync(string page) => Eventually.TrueAsync(async () => await AskAsync(page) is "hit");

    private async Task<string?> TagAsync(string page)
    {
        _asked++;
        return RawHttp.Header((await RawHttp.GetAsync(_server.Address, $"/og/{_project}{page}")).Head, "ETag");
    }

    private async Task<string?> AskAsync(string page)
    {
        _asked++;
        var (status, head, body) = await RawHttp.SendAsync(_server.Address, "GET", $"/og/{_project}{page}");
        Assert.True(status == 200, head);
        Assert.Equal(("png", 1200, 630), Picture.Describe(body));
        Assert.Matches("^public, max-age=[0-9]+", RawHttp.Header(head, "Cache-Control"));
        Assert.Matches("^[0-9]+$", RawHttp.Header(head, "Age") ?? "0");
        var outcome = RawHttp.Header(head, "X-Pearl-Cache");
        Assert.NotEqual("fallback", outcome);
        return outcome;
    }

    // What a deletion leaves behind is cleaned up at once, and with it all else that has to go.
    private async Task CleanUpAsync()
    {
        var project = await _server.CreateProjectIdAsync();
        await _server.SendAsync(HttpMethod.Delete, $"/api/projects/{project}");
        await Eventually.TrueAsync(async () => await GetAsync("select count(*) from doomed_objects") == 0 && await GetAsync("select sum(byte_size) from cached_images") <= MaxBytes);
    }

    private async Task<long> GetAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_server.Folder.PathOf("pearl.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
