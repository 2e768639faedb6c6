using Npgsql;
using PearlIo.Application.CachedImages;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Hosting;

/// <summary>
/// Idle means idle: a serverless database must be able to sleep. All that goes to the database passes a proxy that counts it.
/// </summary>
public sealed class IdlenessTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new(DateTimeOffset.UtcNow);
    private PostgresServer _database = null!;
    private string _url = "";
    private TcpProxy _proxy = null!;
    private RunningServer _server = null!;

    public async Task InitializeAsync()
    {
        _database = await PostgresServer.GetAsync();
        _url = await _database.CreateMigratedAsync();
        _proxy = TcpProxy.Start(_url);
        _server = new RunningServer(new Dictionary<string, string?> { ["DATABASE_URL"] = _proxy.Before(_url) }, _clock);
        await _server.InitializeAsync();

        // What every server does after its start must be over, for it goes on whatever the clock says.
        var lastDay = $"cached_images_{_clock.GetUtcNow().AddDays(PartitionUpkeep.DaysAhead):yyyyMMdd}";
        await Eventually.TrueAsync(() => GetAsync<bool>($"select to_regclass('{lastDay}') is not null"));
        await BeQuietAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _proxy.DisposeAsync();
        await _database.DropAsync(_url);
    }

    [Fact]
    public async Task Sends_not_a_byte_to_the_database_while_nobody_asks_for_anything()
    {
        await _server.CreateProjectIdAsync();

        // As long as the service is at work, whoever watches it is given fresh answers.
        _clock.Advance(TimeSpan.FromMinutes(4));
        await BeQuietAsync();
        var before = _proxy.Bytes;
        await WatchAsync();
        Assert.NotEqual(before, _proxy.Bytes);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => _proxy.Open == 0);
        var (bytes, connections) = (_proxy.Bytes, _proxy.Connections);
        for (var minute = 0; minute < 10; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await WatchAsync();
        }

        // Longer than any worker's interval.
        _clock.Advance(TimeSpan.FromHours(25));
        await WatchAsync();

        Assert.Equal((bytes, connections), (_proxy.Bytes, _proxy.Connections));
    }

    [Fact]
    public async Task Wakes_everything_with_the_first_request()
    {
        var project = await _server.CreateProjectIdAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Eventually.TrueAsync(() => _proxy.Open == 0);
        _clock.Advance(TimeSpan.FromHours(25));
        await WatchAsync();
        await DoomAsync();

        Assert.True((await _server.Client.GetAsync($"/api/projects/{project}")).IsSuccessStatusCode);

        await Eventually.TrueAsync(async () => await CountDoomedAsync() == 0);
        var bytes = _proxy.Bytes;
        await WatchAsync();
        Assert.NotEqual(bytes, _proxy.Bytes);
    }

    // What a balancer and a collector of figures do all the time.
    private async Task WatchAsync()
    {
        foreach (var path in new[] { "/health", "/health/live", "/health/ready", "/metrics", "/" })
        {
            Assert.True((await _server.Client.GetAsync(path)).IsSuccessStatusCode);
        }
    }

    private async Task DoomAsync()
    {
        await using var connection = new NpgsqlConnection(DatabaseAddress.Parse(_url).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "insert into doomed_objects (id, tenant_id, name, doomed_at) select gen_random_uuid(), id, 'cards/00000000-0000-7000-8000-000000000001/', now() from tenants limit 1", connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task<long> CountDoomedAsync() => GetAsync<long>("select count(*) from doomed_objects");

    private Task BeQuietAsync()
    {
        var (last, same) = (-1L, 0);
        return Eventually.TrueAsync(() =>
        {
            same = last == _proxy.Bytes ? same + 1 : 0;
            last = _proxy.Bytes;
            return same == 50;
        });
    }

    private async Task<T> GetAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(DatabaseAddress.Parse(_url).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
