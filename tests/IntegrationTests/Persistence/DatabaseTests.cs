using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteDatabaseTests(SqliteTestDatabase database) : DatabaseContract(database), IClassFixture<SqliteTestDatabase>
{
    private readonly SqliteTestDatabase _database = database;

    [Fact]
    public async Task Takes_twenty_processes_that_write_at_once()
    {
        await _database.ClearAsync();
        var processes = Enumerable.Range(0, 20).Select(_ => TestDatabase.BuildServices(_database.Url)).ToList();

        await Task.WhenAll(processes.Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await p.GetRequiredService<IProjectRepository>().AddAsync(Make.Project(), CancellationToken.None);
            }
        })));

        Assert.Equal(60, (await _database.Projects.ListAsync(after: null, 100, CancellationToken.None)).Count);
        processes.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task Reads_while_a_writer_is_in_the_middle_of_its_transaction()
    {
        await _database.ClearAsync();
        var middle = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var writing = Task.Run(() => _database.Database.WriteAsync(
            async session =>
            {
                var rows = await session.ExecuteAsync("delete from tenants where id = 'nobody'", parameters: null, CancellationToken.None);
                middle.SetResult();
                await end.Task;
                return rows;
            },
            CancellationToken.None));
        await middle.Task;

        Assert.Empty(await _database.Projects.ListAsync(after: null, 10, CancellationToken.None));

        end.SetResult();
        await writing;
    }

    [Fact]
    public async Task Keeps_ids_and_times_as_text_that_sorts()
    {
        await _database.ClearAsync();
        var project = Make.Project();
        await _database.Projects.AddAsync(project, CancellationToken.None);

        Assert.Equal(project.Id.ToString("D"), await _database.GetAsync<string>("select id from projects"));
        Assert.Equal("2026-03-29T01:02:03.123456Z", await _database.GetAsync<string>("select created_at from projects"));
    }
}

public sealed class PostgresDatabaseTests(PostgresTestDatabase database) : DatabaseContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Keeps_ids_times_and_json_in_their_own_types()
    {
        var types = await _database.GetAsync<string>("""
            select string_agg(data_type, ',' order by column_name) from information_schema.columns
            where table_name = 'projects' and column_name in ('created_at', 'id', 'theme')
            """);

        Assert.Equal("timestamp with time zone,uuid,jsonb", types);
    }

    [Fact]
    public async Task Shows_the_plans_of_slow_statements_on_request_without_values()
    {
        using var log = new ListLogger();
        await using var services = TestDatabase.BuildServices(
            _database.Url,
            s => s.AddLogging(l => l.AddProvider(log)),
            new Dictionary<string, string?> { ["DATABASE_SLOW_MS"] = "0", ["DATABASE_SLOW_PLANS"] = "true" });
        var projects = services.GetRequiredService<IProjectRepository>();
        var project = Make.Project("Top secret");

        await projects.AddAsync(project, CancellationToken.None);
        Assert.NotNull(await projects.FindAsync(project.Id, CancellationToken.None));

        var plans = log.Warnings.Where(l => l.StartsWith("Plan of the slow statement", StringComparison.Ordinal)).ToList();
        Assert.Contains(plans, p => p.Contains("Insert on projects", StringComparison.Ordinal));
        Assert.Contains(plans, p => p.Contains("Scan", StringComparison.Ordinal) && p.Contains("id = ?", StringComparison.Ordinal));
        Assert.All(plans, p => Assert.DoesNotContain(project.Id.ToString(), p, StringComparison.Ordinal));
        Assert.All(plans, p => Assert.DoesNotContain("secret", p, StringComparison.Ordinal));

        // The insert was planned once more and not run once more.
        Assert.Equal(1, await _database.GetAsync<long>($"select count(*) from projects where id = '{project.Id}'"));
    }

    [Fact]
    public async Task Reports_connections_that_the_server_cut_as_unavailable_and_comes_back()
    {
        var cut = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _database.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())"));

        Assert.NotNull(cut.InnerException);
        Assert.Equal(1, await _database.GetAsync<int>("select 1"));
    }

    [Fact]
    public async Task Answers_the_next_caller_after_the_server_cut_all_connections()
    {
        var project = Make.Project();
        await _database.Projects.AddAsync(project, CancellationToken.None);

        await CutAllAsync();
        Assert.NotNull(await _database.Projects.FindAsync(project.Id, CancellationToken.None));

        await CutAllAsync();
        Assert.Equal(1, await _database.Database.ReadSnapshotAsync(
            session => session.GetAsync<int>("select 1", parameters: null, CancellationToken.None), CancellationToken.None));

        await CutAllAsync();
        var added = Make.Project();
        await _database.Projects.AddAsync(added, CancellationToken.None);
        Assert.NotNull(await _database.Projects.FindAsync(added.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Does_not_repeat_a_write_that_had_begun()
    {
        var runs = 0;

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _database.Database.WriteAsync(
            DatabaseScope.Own,
            async session =>
            {
                runs++;
                await session.ExecuteAsync("update tenants set name = name", parameters: null, CancellationToken.None);
                return await session.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())", parameters: null, CancellationToken.None);
            },
            CancellationToken.None));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Reports_a_timeout_of_the_server_as_unavailable_and_a_stop_of_the_caller_as_that()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => _database.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("set local statement_timeout = 20", parameters: null, CancellationToken.None);
                return await session.ExecuteAsync("select pg_sleep(60)", parameters: null, CancellationToken.None);
            },
            CancellationToken.None));

        using var stopping = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _database.Database.ReadAsync(
            async session =>
            {
                await session.ExecuteAsync("select 1", parameters: null, stopping.Token);
                var sleeping = session.ExecuteAsync("select pg_sleep(60)", parameters: null, stopping.Token);
                await stopping.CancelAsync();
                return await sleeping;
            },
            stopping.Token));
    }

    // Three at least, so that one fresh connection is not had by chance.
    private async Task CutAllAsync()
    {
        await HoldAsync(connections: 3);
        var server = await PostgresServer.GetAsync();
        await server.ExecuteAsync($"""
            select pg_terminate_backend(pid, 5000) from pg_stat_activity
            where datname = '{DatabaseAddress.Parse(_database.Url).DatabaseName}'
            """);
    }

    private Task<int> HoldAsync(int connections) => _database.Database.ReadAsync(
        async session =>
        {
            await session.GetAsync<int>("select 1", parameters: null, CancellationToken.None);
            return connections > 1 ? await HoldAsync(connections - 1) : 0;
        },
        CancellationToken.None);
}

public abstract class DatabaseContract(TestDatabase database)
{
    [Fact]
    public async Task Keeps_nothing_of_a_transaction_that_throws()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.WriteAsync(
            async Task<int> (session) =>
            {
                await session.ExecuteAsync("delete from projects", parameters: null, CancellationToken.None);
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        Assert.NotNull(await database.Projects.FindAsync(project.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_nothing_of_a_transaction_that_does_not_end_well()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);

        await database.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("delete from projects", parameters: null, CancellationToken.None);
                return WriteOutcome.Taken;
            },
            CancellationToken.None);

        Assert.NotNull(await database.Projects.FindAsync(project.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Is_stopped_by_its_token()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Projects.FindAsync(Guid.CreateVersion7(), stopped.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Projects.AddAsync(Make.Project(), stopped.Token));
    }

    [Fact]
    public async Task Logs_statements_with_their_time_and_without_values()
    {
        using var log = new ListLogger();
        await using var services = TestDatabase.BuildServices(
            database.Url, s => s.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Debug)));

        await services.GetRequiredService<IProjectRepository>().AddAsync(Make.Project("Top secret"), CancellationToken.None);

        Assert.Contains(log.Lines, l => l.Contains("insert into projects", StringComparison.Ordinal) && l.Contains(" ms for 1 rows", StringComparison.Ordinal));
        Assert.Empty(log.Warnings);
        Assert.DoesNotContain(log.Lines, l => l.Contains("Top secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warns_of_statements_that_are_slow()
    {
        using var log = new ListLogger();
        await using var services = TestDatabase.BuildServices(
            database.Url, s => s.AddLogging(l => l.AddProvider(log)), new Dictionary<string, string?> { ["DATABASE_SLOW_MS"] = "0" });

        await services.GetRequiredService<IProjectRepository>().FindAsync(Guid.CreateVersion7(), CancellationToken.None);

        Assert.Matches(@"^Slow statement took [0-9.]+ ms for 0 rows: select", Assert.Single(log.Warnings));
    }

    [Fact]
    public async Task Measures_statements_and_counts_errors()
    {
        await using var services = TestDatabase.BuildServices(database.Url);
        var measured = 0;
        var errors = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name is "PearlIo" && instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>())
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => measured += instrument.Name is "pearl_db_command_seconds" ? 1 : 0);
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => errors.Add($"{instrument.Name} {tags[0].Value}"));
        listener.Start();
        var own = services.GetRequiredService<Database>();

        await services.GetRequiredService<IProjectRepository>().FindAsync(Guid.CreateVersion7(), CancellationToken.None);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => own.WriteAsync(
            session => session.ExecuteAsync("no sql at all", parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(2, measured);
        Assert.Equal(["pearl_db_errors_total failed"], errors, StringComparer.Ordinal);
    }
}
