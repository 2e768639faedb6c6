using System.Net;
using PearlIo.FunctionalTests.Commands;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>A start, and a life, with the database away.</summary>
public sealed class DatabaseAwayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serves_general_cards_and_keeps_trying_until_the_database_is_there()
    {
        var database = await PostgresServer.GetAsync();
        var url = await database.CreateEmptyAsync();
        await using var proxy = TcpProxy.Start(url);
        proxy.Stop();
        await using (var server = new RunningServer(new Dictionary<string, string?> { ["DATABASE_URL"] = proxy.Before(url) }))
        {
            await server.InitializeAsync();
            await AssertServesWithoutDatabaseAsync(server);

            proxy.Start();
            await Eventually.TrueAsync(async () => (await server.Client.GetAsync("/health/ready")).IsSuccessStatusCode);

            var project = await server.CreateProjectIdAsync();
            var card = await server.Client.GetAsync($"/og/{project}/x");
            Assert.Equal("miss", card.Headers.GetValues("X-Pearl-Cache").Single());
        }

        await database.DropAsync(url);
    }

    [Fact]
    public async Task Answers_again_after_the_database_was_away_for_a_while()
    {
        var database = await PostgresServer.GetAsync();
        var url = await database.CreateMigratedAsync();
        await using var proxy = TcpProxy.Start(url);
        await using (var server = new RunningServer(new Dictionary<string, string?> { ["DATABASE_URL"] = proxy.Before(url) }))
        {
            await server.InitializeAsync();
            var project = await server.CreateProjectIdAsync();
            proxy.Stop();

            // Whoever asks first waits for a while; once nobody was answered for that long, all are refused at once.
            var first = await server.Client.GetAsync($"/api/projects/{project}");
            var (next, problem) = await server.SendAsync(HttpMethod.Get, $"/api/projects/{project}");
            var card = await server.Client.GetAsync($"/og/{project}/x");
            var metrics = await server.Client.GetStringAsync("/metrics");
            proxy.Start();
            await Eventually.TrueAsync(async () => (await server.Client.GetAsync($"/api/projects/{project}")).IsSuccessStatusCode);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (first.StatusCode, next.StatusCode));
            Assert.Equal("service.database_unavailable", (string?)problem["code"]);
            Assert.Equal((HttpStatusCode.OK, "fallback"), (card.StatusCode, card.Headers.GetValues("X-Pearl-Cache").Single()));
            Assert.Contains("pearl_db_reachable 0", metrics, StringComparison.Ordinal);
            metrics = await server.Client.GetStringAsync("/metrics");
            Assert.Contains("pearl_db_reachable 1", metrics, StringComparison.Ordinal);
            Assert.Contains("db_client_connection_count{", metrics, StringComparison.Ordinal);
            Assert.Contains("db_client_connection_max{", metrics, StringComparison.Ordinal);
            Assert.Contains("pearl_db_errors_total{kind=\"refused\"}", metrics, StringComparison.Ordinal);
        }

        await database.DropAsync(url);
    }

    [Fact]
    public async Task Warns_once_without_the_password_and_stops_when_told_to()
    {
        using var process = PearlProcess.Start(_folder, [], ("DATABASE_URL", "postgresql://me:hidden@127.0.0.1:1/x"));
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };

        Assert.Equal("OK", await client.GetStringAsync("/health"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/api/projects")).StatusCode);
        process.Terminate();
        var (exitCode, output, error) = await process.WaitAsync();

        Assert.Equal(0, exitCode);
        var warning = Assert.Single(output.Split('\n'), line => line.Contains("WRN The database", StringComparison.Ordinal));
        Assert.Contains("cannot be reached", warning, StringComparison.Ordinal);
        Assert.Contains("tried again", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("ERR", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_when_the_database_that_it_waited_for_is_not_one_that_it_can_use()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateEmptyAsync();
        await using var proxy = TcpProxy.Start(url);
        proxy.Stop();
        using var process = PearlProcess.Start(
            _folder, [], ("DATABASE_URL", PostgresServer.WithDatabase(proxy.Before(url), "pearl_not_there")));
        process.WaitUntilListening();

        proxy.Start();
        var (exitCode, output, error) = await process.WaitAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("create database \"pearl_not_there\"", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        await server.DropAsync(url);
    }

    [Fact]
    public async Task Ends_at_once_when_the_password_is_wrong()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateEmptyAsync();
        var role = PostgresServer.NewName();
        await server.ExecuteAsync("do $$ begin create role pearl_password; exception when duplicate_object then null; end $$");
        await server.ExecuteAsync($"create role {role} login password 'right' in role pearl_password");

        var (exitCode, output, error) = await PearlProcess.RunAsync(_folder, [], ("DATABASE_URL", PostgresServer.WithUser(url, role, "hidden")));

        Assert.Equal(1, exitCode);
        Assert.Contains($"refuses the user '{role}'. Check user and password in DATABASE_URL", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
        await server.DropAsync(url);
        await server.ExecuteAsync($"drop role {role}");
    }

    private static async Task AssertServesWithoutDatabaseAsync(RunningServer server)
    {
        var card = await server.Client.GetAsync("/og/01890000-0000-7000-8000-000000000000/x");
        var (api, problem) = await server.SendAsync(HttpMethod.Get, "/api/projects");
        var (ready, report) = await server.SendAsync(HttpMethod.Get, "/health/ready");
        var health = await server.Client.GetStringAsync("/health");
        var metrics = await server.Client.GetAsync("/metrics");

        Assert.Equal((HttpStatusCode.OK, "fallback"), (card.StatusCode, card.Headers.GetValues("X-Pearl-Cache").Single()));
        Assert.Equal("image/png", card.Content.Headers.ContentType!.MediaType);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "service.database_unavailable"), (api.StatusCode, (string?)problem["code"]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.False((bool?)report["parts"]!["database"]!["ok"]);
        Assert.False((bool?)report["parts"]!["migrations"]!["ok"]);
        Assert.True((bool?)report["parts"]!["renderer"]!["ok"]);
        Assert.Equal("OK", health);
        Assert.Equal(HttpStatusCode.OK, metrics.StatusCode);
    }
}
