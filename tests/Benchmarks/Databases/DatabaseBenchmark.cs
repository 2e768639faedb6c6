using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Persistence;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.Infrastructure.Persistence.Statistics;
using PearlIo.TestKit;

namespace PearlIo.Benchmarks.Databases;

/// <summary>
/// Times the hot statements, the figures, the refresh of the views and the drop of a day on a large PostgreSQL, beside the same data
/// without partitions and views. Goals: a card by its slot under 1 ms in the server, the figures of a project under 20 ms, a day
/// dropped under 1 s with load running, no reader waiting for a refresh.
/// </summary>
internal sealed partial class DatabaseBenchmark : IAsyncDisposable
{
    private const int Repeats = 101;
    private const int CallsUntilWarm = 5_000;
    private const string PlansFile = "artifacts/benchmarks/database-plans.txt";

    // What the views sum up ahead, summed up when it is asked for.
    private const string PlainViews = """
        select date_trunc('day', hour) as day, route_id, crawler, outcome, sum(count) from image_views
        where project_id = @project and hour >= @from and hour < @until group by 1, 2, 3, 4
        """;

    private const string PlainRenders = """
        select date_trunc('day', hour) as day, route_id, format, bucket, sum(count), sum(kept), sum(bytes), sum(total_ms) from render_stats
        where project_id = @project and hour >= @from and hour < @until group by 1, 2, 3, 4
        """;

    // The newest image of a slot in one table, as it would be asked for without `cards`.
    private const string PlainCard = """
        select slot, cache_key, id, storage_path, content_hash, content_type, byte_size, created_at, fresh_until, expires_at
        from bench.plain_images where slot = @slot and expires_at > now() order by created_at desc limit 1
        """;

    private const string PlainDelete = """
        delete from bench.plain_images
        where expires_at >= date_trunc('day', now(), 'UTC') - interval '10 days' and expires_at < date_trunc('day', now(), 'UTC') - interval '9 days'
        """;

    private readonly Random _random = new(20261125);
    private readonly ServiceProvider _services;
    private readonly long _slots;

    private DatabaseBenchmark(string url, long rows)
    {
        _services = TestDatabase.BuildServices(url);
        _slots = rows / DatabaseFill.ImagesOfSlot;
    }

    private Database Database => _services.GetRequiredService<Database>();

    private CallerContext Callers => _services.GetRequiredService<CallerContext>();

    /// <summary>Fills a database and prints a table of times.</summary>
    /// <param name="rows">Rows of <c>cached_images</c> and of <c>image_views</c>, at least 10,000.</param>
    public static async Task RunAsync(long rows)
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateMigratedAsync();
        try
        {
            Console.WriteLine($"{rows:N0} cached rows over {DatabaseFill.Days} days and {rows:N0} rows of views; filling:");
            await using (var owner = new NpgsqlConnection(DatabaseAddress.Parse(url).ConnectionString))
            {
                await owner.OpenAsync();
                await new DatabaseFill(owner, rows).RunAsync();
            }

            await using var benchmark = new DatabaseBenchmark(url, rows);
            await benchmark.MeasureAsync();
        }
        finally
        {
            await server.DropAsync(url);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task MeasureAsync()
    {
        await MeasureRefreshAsync();
        await MeasureCardsAsync();
        await MeasureAnalyticsAsync();
        await MeasureDropAsync();
        await WritePlansAsync();
    }

    private async Task MeasureCardsAsync()
    {
        var found = Statement(typeof(CachedImageRepository), "FindCard");
        var ours = await MedianOfServerAsync(found.PostgreSql, NextSlot);
        var plain = await MedianOfServerAsync(PlainCard, NextSlot, DatabaseScope.Own);
        Print("card by its slot, in the server", ours, "ms", "goal: 1");
        Print("the same from one plain table", plain, "ms", Ratio(plain, ours));
        Print("card by its slot, asked for through the repository", await MedianAsync(FindCardAsync), "ms", "with the round trip, the first calls");

        // Code is compiled anew once it is seen to be used much, and statements are prepared.
        for (var call = 0; call < CallsUntilWarm; call++)
        {
            await FindCardAsync();
            await ReadNothingAsync();
        }

        Print($"the same after {CallsUntilWarm:N0} calls", await MedianAsync(FindCardAsync), "ms", "as in a server that has run for a while");
        Print("a statement that reads nothing, the same way", await MedianAsync(ReadNothingAsync), "ms", "the round trip alone");
    }

    private async Task FindCardAsync()
    {
        var (tenant, slot) = NextSlot();
        using var scope = Callers.Enter(Caller.Service(tenant));
        if (await _services.GetRequiredService<ICachedImageRepository>().FindCardAsync(new Slot(Sha256Hash.Parse(slot)), CancellationToken.None) is null)
        {
            throw new InvalidOperationException("The card of a slot that was filled is not found.");
        }
    }

    private async Task ReadNothingAsync()
    {
        using var scope = Callers.Enter(Caller.Service(NextSlot().Tenant));
        await Database.ReadAsync(session => session.GetAsync<int>("select 1", parameters: null, CancellationToken.None), CancellationToken.None);
    }

    private async Task MeasureAnalyticsAsync()
    {
        var reader = _services.GetRequiredService<IAnalyticsReader>();
        var now = DateTimeOffset.UtcNow;
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var (name, interval, from) in new[]
        {
            ("figures of a project, 30 days", AnalyticsInterval.Day, today.AddDays(-30)),
            ("figures of a project, 48 hours", AnalyticsInterval.Hour, now.AddHours(-48)),
        })
        {
            Print(
                name,
                await MedianAsync(async () =>
                {
                    var project = _random.Next(DatabaseFill.Projects);
                    using var scope = Callers.Enter(Caller.Service(DatabaseFill.TenantOf(project)));
                    await reader.ReadAsync(new AnalyticsRange(DatabaseFill.ProjectId(project), from, now, interval), now, CancellationToken.None);
                }),
                "ms",
                "goal: 20");
        }

        Print("the same of 30 days from hourly rows, without views", await MedianAsync(() => ReadPlainFiguresAsync(today.AddDays(-30), now)), "ms", "counts alone, no percentiles");
    }

    private async Task ReadPlainFiguresAsync(DateTimeOffset from, DateTimeOffset until)
    {
        var project = _random.Next(DatabaseFill.Projects);
        using var scope = Callers.Enter(Caller.Service(DatabaseFill.TenantOf(project)));
        var parameters = new { project = DatabaseFill.ProjectId(project), from, until };
        await Database.ReadAsync(
            async session =>
            {
                await session.QueryAsync<object>(PlainViews, parameters, CancellationToken.None);
                return await session.QueryAsync<object>(PlainRenders, parameters, CancellationToken.None);
            },
            CancellationToken.None);
    }

    private async Task MeasureRefreshAsync()
    {
        const string AfterWrite = "select refresh_statistics(interval '0')";
        var first = await TimeAsync(() => ExecuteAsync(DatabaseScope.NoTenant, "select refresh_statistics()"));
        Print("refresh of all views, as once a day", first, "ms", "");
        await ExecuteAsync(DatabaseScope.Own, "update statistics_refresh set took = interval '0'");
        using var ended = new CancellationTokenSource();
        var waits = LoadAsync(ReadFiguresAsync, ended.Token);
        var again = await TimeAsync(() => ExecuteAsync(DatabaseScope.NoTenant, AfterWrite));
        await ended.CancelAsync();
        Print("refresh of the views after a write", again, "ms", "");
        Print("longest read of figures meanwhile", (await waits).Max(), "ms", "none waits for the refresh");
    }

    private async Task MeasureDropAsync()
    {
        var images = _services.GetRequiredService<ICachedImageRepository>();
        var drained = await TimeAsync(async () =>
        {
            for (var tenant = 0; tenant < DatabaseFill.Tenants; tenant++)
            {
                using var scope = Callers.Enter(Caller.Service(DatabaseFill.TenantOf(tenant)));
                while (await images.DeleteExpiredAsync(FirstDay.AddDays(1), 500, CancellationToken.None) == 500)
                {
                }
            }
        });
        Print("the rows of one day doomed, by all tenants", drained, "ms", "in batches, in the background");
        using var ended = new CancellationTokenSource();
        var waits = LoadAsync(ReadAndWriteAsync, ended.Token);
        var drop = await TimeAsync(() => ExecuteAsync(
            DatabaseScope.NoTenant, $"select drop_partition('{FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}')"));
        await ended.CancelAsync();
        Print("drop of that day, with load", drop, "ms", "goal: 1000");
        Print("longest look-up or write meanwhile", (await waits).Max(), "ms", "");
        var plain = await TimeAsync(() => ExecuteAsync(DatabaseScope.Own, PlainDelete));
        Print("a day deleted from one plain table", plain, "ms", Ratio(plain, drop) + ", and vacuum has its work still");
    }

    private static DateTimeOffset FirstDay =>
        new DateTimeOffset(DateTimeOffset.UtcNow.UtcDateTime.Date, TimeSpan.Zero).AddDays(-DatabaseFill.PastDays);

    private (Guid Tenant, string Slot) NextSlot()
    {
        // Slots of rows that expire in the future: the last third.
        var slot = _slots - 1 - _random.NextInt64(_slots / 3);
        return (DatabaseFill.TenantOf((int)(slot % DatabaseFill.Projects)), DatabaseFill.SlotHex(slot));
    }

    private async Task ReadFiguresAsync()
    {
        var project = Random.Shared.Next(DatabaseFill.Projects);
        using var scope = Callers.Enter(Caller.Service(DatabaseFill.TenantOf(project)));
        var now = DateTimeOffset.UtcNow;
        await _services.GetRequiredService<IAnalyticsReader>().ReadAsync(
            new AnalyticsRange(DatabaseFill.ProjectId(project), now.AddDays(-30), now, AnalyticsInterval.Day), now, CancellationToken.None);
    }

    private async Task ReadAndWriteAsync()
    {
        var images = _services.GetRequiredService<ICachedImageRepository>();
        var project = Random.Shared.Next(DatabaseFill.Projects);
        using var scope = Callers.Enter(Caller.Service(DatabaseFill.TenantOf(project)));
        await images.FindCardAsync(new Slot(Sha256Hash.Parse(DatabaseFill.SlotHex(project))), CancellationToken.None);
        var image = Make.Image(DatabaseFill.ProjectId(project), createdAt: DateTimeOffset.UtcNow) with { TenantId = DatabaseFill.TenantOf(project) };
        await images.AddAsync(image, CancellationToken.None);
    }

    // Four callers at once, as long as the token lets them; the time of each call in ms.
    private static async Task<IReadOnlyList<double>> LoadAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                List<double> times = [];
                do
                {
                    times.Add(await TimeAsync(call));
                }
                while (!cancellationToken.IsCancellationRequested);
                return times;
            },
            CancellationToken.None));
        return [.. (await Task.WhenAll(callers)).SelectMany(t => t)];
    }

    private Task<int> ExecuteAsync(DatabaseScope scope, string sql) => Database.WriteAsync(
        scope,
        async session =>
        {
            await session.ExecuteAsync("set local statement_timeout = 0", parameters: null, CancellationToken.None);
            return await session.ExecuteAsync(new Statement(sql, sql) { Timeout = TimeSpan.FromHours(1) }, parameters: null, CancellationToken.None);
        },
        CancellationToken.None);

    private async Task<double> MedianOfServerAsync(string sql, Func<(Guid Tenant, string Slot)> next, DatabaseScope? scope = null)
    {
        List<double> times = [];
        for (var i = 0; i < Repeats; i++)
        {
            var (tenant, slot) = next();
            var plan = await ExplainAsync(scope ?? DatabaseScope.Of(Caller.Service(tenant)), sql, new { slot });
            times.Add(PlanTime().Matches(plan).Sum(m => double.Parse(m.Groups["ms"].Value, CultureInfo.InvariantCulture)));
        }

        return Median(times);
    }

    private async Task<string> ExplainAsync(DatabaseScope scope, string sql, object parameters)
    {
        IReadOnlyList<string> lines = [];
        await Database.WriteAsync(
            scope,
            async session =>
            {
                lines = await session.QueryAsync<string>("explain (analyze, buffers) " + sql, parameters, CancellationToken.None);
                return 0;
            },
            CancellationToken.None);
        return string.Join('\n', lines);
    }

    private async Task WritePlansAsync()
    {
        var (tenant, slot) = NextSlot();
        var project = _random.Next(DatabaseFill.Projects);
        var parameters = new { ProjectId = DatabaseFill.ProjectId(project), From = DateTimeOffset.UtcNow.AddDays(-30), To = DateTimeOffset.UtcNow };
        await using var file = new StreamWriter(Directory.CreateDirectory(Path.GetDirectoryName(PlansFile)!).FullName + "/" + Path.GetFileName(PlansFile));
        await WritePlanAsync("CachedImageRepository.FindCard", DatabaseScope.Of(Caller.Service(tenant)), Statement(typeof(CachedImageRepository), "FindCard"), new { slot });
        foreach (var field in typeof(AnalyticsReader).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(f => f.FieldType == typeof(Statement)))
        {
            await WritePlanAsync(
                $"AnalyticsReader.{field.Name}", DatabaseScope.Of(Caller.Service(DatabaseFill.TenantOf(project))), (Statement)field.GetValue(null)!, parameters);
        }

        Console.WriteLine($"plans: {PlansFile}");

        async Task WritePlanAsync(string name, DatabaseScope scope, Statement statement, object values)
        {
            await file.WriteLineAsync($"== {name}\n{statement.PostgreSql}\n");
            await file.WriteLineAsync(await ExplainAsync(scope, statement.PostgreSql, values));
            await file.WriteLineAsync();
        }
    }

    private static Statement Statement(Type repository, string name) =>
        (Statement)repository.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private static async Task<double> MedianAsync(Func<Task> call)
    {
        List<double> times = [];
        for (var i = 0; i < Repeats; i++)
        {
            times.Add(await TimeAsync(call));
        }

        return Median(times);
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> times) => times.Order().ElementAt(Repeats / 2);

    private static string Ratio(double other, double ours) => string.Create(CultureInfo.InvariantCulture, $"{other / ours:0.0} times ours");

    private static void Print(string what, double value, string unit, string note) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {value,10:0.00} {unit}  {note}"));

    [GeneratedRegex(@"(Planning|Execution) Time: (?<ms>[0-9.]+) ms", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlanTime();
}
