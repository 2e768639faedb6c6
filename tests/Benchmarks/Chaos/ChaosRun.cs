using System.Globalization;
using Amazon.S3.Model;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.TestKit;
using PearlIo.WebApi.Hosting;

namespace PearlIo.Benchmarks.Chaos;

/// <summary>
/// Two replicas on one PostgreSQL and one S3 server, with crawlers asking, while parts are killed, stopped and started again. Ends with
/// counts: nothing may be lost, torn or left over.
/// </summary>
internal static class ChaosRun
{
    private const int FirstPort = 28591;
    private const int Keys = 400;
    private const int Crawlers = 16;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs for so long and prints the counts.</summary>
    /// <returns>Whether all of them are as they should be.</returns>
    public static async Task<bool> RunAsync(TimeSpan time)
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await PostgresServer.StartOwnAsync();
        await using var s3 = await S3Server.StartOwnAsync();
        var bucket = await s3.CreateBucketAsync();
        var database = await postgres.CreateMigratedAsync();
        (string, string)[] settings = [("DATABASE_URL", database), ("MEMORY_CACHE_BYTES", "4000000"), ("DRAIN_SECONDS", "1"), .. s3.Settings(bucket).Select(s => (s.Key, s.Value!))];
        using var parts = new ChaosParts(postgres, s3, database, folder, FirstPort, settings);
        await parts.StartAllAsync();
        var project = await parts.CreateProjectAsync();

        using var load = new ChaosLoad(parts.Replicas, project, Keys);
        var running = load.StartAsync(Crawlers);
        await DisturbAsync(parts, time);
        await Task.Delay(Calm);
        await load.EndAsync(running);
        return await ReportAsync(load, s3, bucket, database, settings);
    }

    private static async Task DisturbAsync(ChaosParts parts, TimeSpan time)
    {
        (string What, Func<Task> Do)[] disturbances =
        [
            ("the first replica is killed", () => parts.KillReplicaAsync(0)),
            ("the database is stopped", () => parts.StopDatabaseAsync(Outage)),
            ("the store is killed", () => parts.StopStoreAsync(Outage)),
            ("all connections to the database are cut", parts.CutConnectionsAsync),
            ("the second replica is told to stop", () => parts.StopReplicaAsync(1)),
            ("database and store are both gone", () => Task.WhenAll(parts.StopDatabaseAsync(Outage), parts.StopStoreAsync(Outage))),
            ("the second replica is killed", () => parts.KillReplicaAsync(1)),
        ];
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < disturbances.Length || TimeProvider.System.GetElapsedTime(start) < time; i++)
        {
            await Task.Delay(Calm);
            var (what, disturb) = disturbances[i % disturbances.Length];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(start).TotalSeconds,6:0.0} s  {what}"));
            await disturb();
        }
    }

    private static async Task<bool> ReportAsync(
        ChaosLoad load, S3Server s3, string bucket, string database, IReadOnlyCollection<(string Name, string Value)> settings)
    {
        await Eventually(async () => await CountAsync(database, "select count(*) from doomed_objects") == 0);
        var before = await CompareAsync(s3, bucket, database);
        await SweepAsync(settings);
        var (withoutRow, withoutObject) = await CompareAsync(s3, bucket, database);
        var rows = await CountAsync(database, "select count(*) from cached_images");
        var keys = await CountAsync(database, "select count(distinct cache_key) from cached_images");

        Console.WriteLine();
        Console.WriteLine($"requests                {load.Requests:N0}");
        Console.WriteLine($"pictures served         {load.Pictures:N0}   ({string.Join(", ", load.Outcomes)})");
        Console.WriteLine($"asked again elsewhere   {load.Cut:N0}   (a replica was dead or died)");
        Console.WriteLine($"errors                  {load.Errors.Count:N0}");
        Console.WriteLine($"time of an answer       p50 {load.Percentile(500):0} ms, p99 {load.Percentile(990):0} ms, longest {load.Percentile(1000):0} ms");
        Console.WriteLine($"renders kept per key    {rows / (double)keys:0.000}   ({rows} of {keys})");
        Console.WriteLine($"objects without row     {withoutRow}   ({before.WithoutRow} before the sweep, left by killed writers)");
        Console.WriteLine($"rows without object     {withoutObject}");
        foreach (var error in load.Errors.Take(10))
        {
            Console.WriteLine($"   {error}");
        }

        return load.Errors.IsEmpty && load.Pictures == load.Requests && withoutRow == 0 && withoutObject == 0;
    }

    // As it will run a week from now, when the objects of killed writers are old enough.
    private static async Task SweepAsync(IReadOnlyCollection<(string Name, string Value)> settings)
    {
        var named = settings.ToDictionary(s => s.Name, string? (s) => s.Value, StringComparer.Ordinal);
        named["ASPNETCORE_ENVIRONMENT"] = "Development";
        named["LOG_LEVEL"] = "Error";
        await using var app = PearlServer.Build(named, new FakeClock(DateTimeOffset.UtcNow + OrphanSweep.SafeAge + TimeSpan.FromHours(1)));
        await app.Services.GetRequiredService<OrphanSweep>().RunNowAsync(isAgreed: true, CancellationToken.None);
    }

    private static async Task<(int WithoutRow, int WithoutObject)> CompareAsync(S3Server s3, string bucket, string database)
    {
        using var client = s3.CreateClient();
        HashSet<string> objects = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = "cards/", ContinuationToken = next });
            objects.UnionWith(page.S3Objects?.Select(o => o.Key) ?? []);
            next = page.NextContinuationToken;
        }
        while (next is not null);

        await using var connection = ChaosParts.Connect(database);
        var rows = (await connection.QueryAsync<string>("select storage_path from cached_images")).ToHashSet(StringComparer.Ordinal);
        return (objects.Except(rows, StringComparer.Ordinal).Count(), rows.Except(objects, StringComparer.Ordinal).Count());
    }

    private static async Task<long> CountAsync(string database, string sql)
    {
        await using var connection = ChaosParts.Connect(database);
        return await connection.QuerySingleAsync<long>(sql);
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo() && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(200);
        }
    }
}
