using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PearlIo.FunctionalTests.Commands;
using PearlIo.FunctionalTests.Hosting;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Jobs;

/// <summary>A warm-up whose process is killed in the middle, as by a power cut.</summary>
public sealed class KilledJobTests : IAsyncLifetime
{
    private const int Pages = 1_500;

    private readonly TemporaryFolder _folder = new();
    private PostgresServer _postgres = null!;
    private string _url = "";
    private RunningServer _other = null!;

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.GetAsync();
        _url = await _postgres.CreateMigratedAsync();
        _other = new RunningServer(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DATABASE_URL"] = _url, ["STORAGE_PATH"] = _folder.PathOf("storage") });
        await _other.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _postgres.DropAsync(_url);
        _folder.Dispose();
    }

    [Fact]
    public async Task Is_ended_by_another_process_which_draws_nothing_twice_that_was_kept()
    {
        var project = await _other.CreateProjectIdAsync();
        string id;
        int before;
        using (var process = PearlProcess.Start(_folder, [], ("DATABASE_URL", _url), ("STORAGE_PATH", _folder.PathOf("storage"))))
        {
            using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
            await Eventually.TrueAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode);
            using var queued = await client.PostAsJsonAsync($"/api/projects/{project}/warm", new { paths = Enumerable.Range(0, Pages).Select(i => $"/{i}") });
            id = (string)(await queued.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;

            // It is written down now and then how far it is; what is drawn behind that is known by nobody else.
            await Eventually.TrueAsync(async () => await DoneAsync(id) > 0 && await CountImagesAsync() > await DoneAsync(id));
            process.Kill();
            await process.WaitAsync();
            before = await DoneAsync(id);
        }

        var kept = await CountImagesAsync();
        Assert.InRange(before, 1, kept);
        Assert.InRange(kept, 1, Pages - 1);

        // Nobody takes the job before the dead one's time is over.
        await WakeAsync(project);
        Assert.Equal((before, "running"), (await DoneAsync(id), (string?)(await JobAsync(id))["state"]));

        await ExecuteAsync("update jobs set lease_until = now() where lease_until is not null");
        await WakeAsync(project);
        await Eventually.TrueAsync(async () => (await JobAsync(id))["finishedAt"] is not null);

        var job = await JobAsync(id);
        Assert.Equal(("done", Pages, Pages, 0), ((string?)job["state"], (int?)job["total"], (int?)job["done"], (int?)job["failed"]));
        Assert.Empty(job["report"]!.AsArray());

        // One image a page and one for the jobs that woke the worker; all that the dead process had kept were found.
        Assert.Equal(Pages + 1, await CountImagesAsync());
        Assert.Equal(Pages + 1, await GetAsync("select count(distinct slot) from cached_images"));
        Assert.Equal(Pages + 1, await GetAsync("select cast(sum(count) as bigint) from render_stats"));
    }

    // A job that is done at once makes the worker look, which it else does every half minute.
    private async Task WakeAsync(string project)
    {
        var (_, job) = await _other.SendAsync(HttpMethod.Post, $"/api/projects/{project}/warm", new { paths = new[] { "/wake" } });
        await Eventually.TrueAsync(async () => (await JobAsync((string)job["id"]!))["finishedAt"] is not null);
    }

    private async Task<JsonObject> JobAsync(string id) => (await _other.SendAsync(HttpMethod.Get, $"/api/jobs/{id}")).Body;

    private async Task<int> DoneAsync(string id) => (int)(await JobAsync(id))["done"]!;

    private async Task<int> CountImagesAsync() => (int)await GetAsync("select count(*) from cached_images");

    private async Task<long> GetAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(DatabaseAddress.Parse(_url).ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
