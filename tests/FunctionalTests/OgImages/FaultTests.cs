using System.Net;
using Microsoft.Data.Sqlite;
using PearlIo.FunctionalTests.Hosting;

namespace PearlIo.FunctionalTests.OgImages;

/// <summary>What crawlers and callers get while a part is broken.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly RunningServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Answers_cards_that_it_cannot_keep()
    {
        var project = await _server.CreateProjectIdAsync();
        var kept = await _server.Client.GetAsync($"/og/{project}/kept");

        // The folder is replaced by a file: no write can succeed, whoever runs the test.
        Directory.Move(_server.StoragePath, _server.StoragePath + "-away");
        await File.WriteAllTextAsync(_server.StoragePath, "in the way");
        var first = await _server.Client.GetAsync($"/og/{project}/new");
        var second = await _server.Client.GetAsync($"/og/{project}/new");
        var lost = await _server.Client.GetAsync($"/og/{project}/kept");
        var (ready, report) = await _server.SendAsync(HttpMethod.Get, "/health/ready");

        File.Delete(_server.StoragePath);
        Directory.Move(_server.StoragePath + "-away", _server.StoragePath);
        var recovered = await _server.Client.GetAsync($"/og/{project}/kept");
        var (_, analytics) = await _server.SendAsync(HttpMethod.Get, $"/api/projects/{project}/analytics");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, second.StatusCode, lost.StatusCode]);
        Assert.Equal("miss", first.Headers.GetValues("X-Pearl-Cache").Single());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.False((bool?)report["parts"]!["storage"]!["ok"]);
        Assert.DoesNotContain(_server.StoragePath, report.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("hit", recovered.Headers.GetValues("X-Pearl-Cache").Single());
        Assert.Equal(kept.Headers.ETag, recovered.Headers.ETag);
        Assert.Equal(1, (int?)analytics["images"]);
    }

    [Fact]
    public async Task Answers_a_general_card_and_a_problem_while_the_database_is_broken()
    {
        var project = await _server.CreateProjectIdAsync();
        await ExecuteAsync("alter table projects rename to projects_away");

        var card = await _server.Client.GetAsync($"/og/{project}/x");
        var (api, problem) = await _server.SendAsync(HttpMethod.Get, "/api/projects");
        await ExecuteAsync("alter table projects_away rename to projects");
        var recovered = await _server.Client.GetAsync($"/og/{project}/x");

        Assert.Equal(HttpStatusCode.OK, card.StatusCode);
        Assert.Equal("fallback", card.Headers.GetValues("X-Pearl-Cache").Single());
        Assert.Equal(("png", 1200, 630), Picture.Describe(await card.Content.ReadAsByteArrayAsync()));
        Assert.Equal("public, max-age=30", card.Headers.CacheControl!.ToString());
        Assert.Equal((HttpStatusCode.InternalServerError, "service.fault"), (api.StatusCode, (string?)problem["code"]));
        Assert.DoesNotContain("projects_away", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SQL", problem.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("miss", recovered.Headers.GetValues("X-Pearl-Cache").Single());
    }

    [Fact]
    public async Task Says_that_the_database_is_away_and_still_gives_figures()
    {
        await _server.SendAsync(HttpMethod.Get, "/api/projects");
        SqliteConnection.ClearAllPools();
        File.Delete(_server.Folder.PathOf("pearl.db"));
        Directory.CreateDirectory(_server.Folder.PathOf("pearl.db"));

        var (api, problem) = await _server.SendAsync(HttpMethod.Get, "/api/projects");
        var metrics = await _server.Client.GetStringAsync("/metrics");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, api.StatusCode);
        Assert.Equal("service.database_unavailable", (string?)problem["code"]);
        Assert.NotNull(api.Headers.RetryAfter);
        Assert.Contains("pearl_db_errors_total", metrics, StringComparison.Ordinal);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_server.Folder.PathOf("pearl.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
