using System.Globalization;
using Npgsql;
using PearlIo.Benchmarks.Delivery;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks.Chaos;

/// <summary>The parts that a run disturbs, each started again.</summary>
internal sealed class ChaosParts(
    PostgresServer postgres, S3Server s3, string database, TemporaryFolder folder, int firstPort, IReadOnlyList<(string Name, string Value)> settings) : IDisposable
{
    private static readonly TimeSpan DeadFor = TimeSpan.FromSeconds(2);

    private readonly ServerProcess?[] _replicas = new ServerProcess?[2];

    /// <summary>Where the replicas listen.</summary>
    public IReadOnlyList<Uri> Replicas { get; } =
        [.. Enumerable.Range(firstPort, 2).Select(port => new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")))];

    /// <summary>Starts both replicas.</summary>
    public async Task StartAllAsync()
    {
        await StartReplicaAsync(0);
        await StartReplicaAsync(1);
    }

    /// <summary>Registers a project with routes of short and long-lived cards.</summary>
    public async Task<Guid> CreateProjectAsync()
    {
        var project = await _replicas[0]!.CreateProjectAsync();
        await _replicas[0]!.PostAsync($"/api/projects/{project}/routes", new { path = "/short/**", cacheDuration = 5 });
        await _replicas[0]!.PostAsync($"/api/projects/{project}/routes", new { path = "/long/**" });
        return project;
    }

    /// <summary>Kills a replica at once, and starts it again.</summary>
    public async Task KillReplicaAsync(int number)
    {
        _replicas[number]!.Dispose();
        await Task.Delay(DeadFor);
        await StartReplicaAsync(number);
    }

    /// <summary>Tells a replica to stop, waits until it has, and starts it again.</summary>
    public async Task StopReplicaAsync(int number)
    {
        await _replicas[number]!.StopAsync();
        await StartReplicaAsync(number);
    }

    /// <summary>Stops the database for a while.</summary>
    public async Task StopDatabaseAsync(TimeSpan time)
    {
        await postgres.StopAsync();
        await Task.Delay(time);
        await postgres.StartAgainAsync();
    }

    /// <summary>Kills the store for a while.</summary>
    public async Task StopStoreAsync(TimeSpan time)
    {
        await s3.StopAsync();
        await Task.Delay(time);
        await s3.StartAgainAsync();
    }

    /// <summary>Cuts every connection to the database but the one that does so.</summary>
    public async Task CutConnectionsAsync()
    {
        await using var connection = Connect(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        await command.ExecuteScalarAsync();
    }

    /// <summary>A connection of its own, for those of a pool are cut by the run itself.</summary>
    public static NpgsqlConnection Connect(string database) =>
        new(new NpgsqlConnectionStringBuilder(DatabaseAddress.Parse(database).ConnectionString) { Pooling = false }.ConnectionString);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var replica in _replicas)
        {
            replica?.Dispose();
        }
    }

    private async Task StartReplicaAsync(int number)
    {
        var root = Directory.CreateDirectory(folder.PathOf(string.Create(CultureInfo.InvariantCulture, $"replica-{number}"))).FullName;
        _replicas[number] = await ServerProcess.StartPearlAsync(root, firstPort + number, [.. settings]);
    }
}
