using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>What callers get while connections break, are refused, or are all in use.</summary>
public sealed class ConnectionFaultTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private const int Callers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Gives_no_wrong_answer_while_backends_are_killed_in_mid_load()
    {
        var project = await AddProjectAsync(database.Services);
        using var errors = new MetricSum(database.Services, "pearl_db_errors_total");
        using var retries = new MetricSum(database.Services, "pearl_db_retries_total");
        using var stopping = new CancellationTokenSource();

        var readers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ReadAsync(database.Services, project, stopping.Token))).ToList();
        var writers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => WriteAsync(database.Services, stopping.Token))).ToList();
        for (var i = 0; i < 40; i++)
        {
            await KillBackendsAsync();
        }

        await stopping.CancelAsync();
        var read = await Task.WhenAll(readers).WaitAsync(Patience);
        var written = await Task.WhenAll(writers).WaitAsync(Patience);

        // What a caller was told is what is there: kept where it says so, and perhaps where it could not know.
        Assert.All(read, r => Assert.NotEqual(0, r.Right));
        foreach (var (kept, _) in written)
        {
            Assert.All(kept, id => Assert.NotNull(database.Projects.FindAsync(id, CancellationToken.None).Result));
        }

        Assert.NotEqual(0, retries.Value);
        Assert.Equal(read.Sum(r => r.Failed) + written.Sum(w => w.Failed), errors.Value);
        Assert.NotNull(await database.Projects.FindAsync(project.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Goes_on_by_itself_when_the_server_is_restarted_under_load()
    {
        await using var server = await PostgresServer.StartOwnAsync();
        await using var services = TestDatabase.BuildServices(await server.CreateMigratedAsync());
        var project = await AddProjectAsync(services);
        using var stopping = new CancellationTokenSource();

        var readers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => ReadAsync(services, project, stopping.Token))).ToList();
        await server.StopAsync();
        await server.StartAgainAsync();
        Assert.NotNull(await services.GetRequiredService<IProjectRepository>().FindAsync(project.Id, CancellationToken.None));
        await stopping.CancelAsync();

        Assert.All(await Task.WhenAll(readers).WaitAsync(Patience), r => Assert.NotEqual(0, r.Right));
    }

    [Fact]
    public async Task Lets_callers_wait_for_a_connection_of_the_pool()
    {
        await using var services = TestDatabase.BuildServices(database.Url + "?pool_size=2&connect_timeout=60");
        var own = services.GetRequiredService<Database>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => own.ReadAsync(
            session => session.GetAsync<int>("select @i", new { i }, CancellationToken.None), CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 20).ToArray(), answers);
    }

    [Fact]
    public async Task Says_that_the_pool_is_used_up_and_does_not_wait_for_it_twice()
    {
        await using var services = TestDatabase.BuildServices(database.Url + "?pool_size=2&connect_timeout=3");
        var own = services.GetRequiredService<Database>();
        var held = new TaskCompletionSource();
        var holding = new CountdownEvent(2);
        var holders = Enumerable.Range(0, 2).Select(_ => own.ReadAsync(
            async session =>
            {
                holding.Signal();
                await held.Task;
                return await session.GetAsync<int>("select 1", parameters: null, CancellationToken.None);
            },
            CancellationToken.None)).ToList();
        await Task.Run(holding.Wait);
        using var retries = new MetricSum(services, "pearl_db_retries_total");

        var exhausted = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => own.ReadAsync(
            session => session.GetAsync<int>("select 1", parameters: null, CancellationToken.None), CancellationToken.None));
        Assert.Equal(0, retries.Value);
        held.SetResult();

        Assert.All(await Task.WhenAll(holders), one => Assert.Equal(1, one));
        Assert.StartsWith("All 2 connections to the database were in use for 3 seconds.", exhausted.Message, StringComparison.Ordinal);
        Assert.Contains("raise pool_size", exhausted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_a_compute_that_sleeps_when_the_first_connection_is_held_and_the_next_two_are_refused()
    {
        await using var proxy = TcpProxy.Start(database.Url);
        await using var services = TestDatabase.BuildServices(proxy.Before(database.Url));
        var woken = new TaskCompletionSource<bool>();
        proxy.HoldNext(() => woken.Task);
        proxy.RefuseNext(2);

        var answer = services.GetRequiredService<IProjectRepository>().ListAsync(after: null, 1, CancellationToken.None);
        await Eventually.TrueAsync(() => proxy.Connections == 1);
        Assert.False(answer.IsCompleted);
        woken.SetResult(false);

        await answer.WaitAsync(Patience);
        Assert.Equal(4, proxy.Connections);
    }

    [Fact]
    public async Task Asks_again_when_the_server_has_no_place_left()
    {
        var server = await PostgresServer.GetAsync();
        var role = PostgresServer.NewName();
        await server.ExecuteAsync($"create role {role} login connection limit 0");
        await server.ExecuteAsync($"grant pearl_app to {role}");
        try
        {
            await using var services = TestDatabase.BuildServices(PostgresServer.WithUser(database.Url, role, "none"));
            using var retries = new MetricSum(services, "pearl_db_retries_total");
            var answer = services.GetRequiredService<IProjectRepository>().ListAsync(after: null, 1, CancellationToken.None);
            await Eventually.TrueAsync(() => retries.Value > 0);
            await server.ExecuteAsync($"alter role {role} connection limit 10");

            await answer.WaitAsync(Patience);
        }
        finally
        {
            await server.ExecuteAsync($"select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '{role}'");
            await server.ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Does_a_transaction_again_that_the_server_took_back_for_the_sake_of_another()
    {
        var project = await AddProjectAsync(database.Services);
        var both = new Barrier(2);
        var runs = 0;

        // Each changes first what the other wants next. One of them is taken back and done again.
        var writers = new[] { new { First = 1, Second = 2 }, new { First = 2, Second = 1 } }.Select(order => Task.Run(() => database.Database.WriteAsync(
            async session =>
            {
                var isFirstRun = Interlocked.Increment(ref runs) <= 2;
                await session.ExecuteAsync("select pg_advisory_xact_lock(@First)", order, CancellationToken.None);
                if (isFirstRun)
                {
                    await Task.Run(both.SignalAndWait);
                }

                await session.ExecuteAsync("select pg_advisory_xact_lock(@Second)", order, CancellationToken.None);
                return await session.ExecuteAsync(
                    "update projects set version = version + 1 where id = @Id", new { project.Id }, CancellationToken.None);
            },
            CancellationToken.None)));

        Assert.All(await Task.WhenAll(writers).WaitAsync(Patience), changed => Assert.Equal(1, changed));
        Assert.Equal(3, runs);
        Assert.Equal(3, (await database.Projects.FindAsync(project.Id, CancellationToken.None))!.Version);
    }

    private static async Task<Domain.Projects.Project> AddProjectAsync(IServiceProvider services)
    {
        var project = Make.Project();
        await services.GetRequiredService<IProjectRepository>().AddAsync(project, CancellationToken.None);
        return project;
    }

    private static async Task<(int Right, int Failed)> ReadAsync(IServiceProvider services, Domain.Projects.Project project, CancellationToken stopping)
    {
        var projects = services.GetRequiredService<IProjectRepository>();
        var (right, failed) = (0, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Assert.Equal(project.Title, (await projects.FindAsync(project.Id, CancellationToken.None))?.Title);
                right++;
            }
            catch (DatabaseUnavailableException)
            {
                failed++;
            }
        }

        return (right, failed);
    }

    private static async Task<(List<Guid> Kept, int Failed)> WriteAsync(IServiceProvider services, CancellationToken stopping)
    {
        var kept = new List<Guid>();
        var failed = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                kept.Add((await AddProjectAsync(services)).Id);
            }
            catch (DatabaseUnavailableException)
            {
                failed++;
            }
        }

        return (kept, failed);
    }

    private async Task KillBackendsAsync() => await (await PostgresServer.GetAsync()).ExecuteAsync($"""
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = '{DatabaseAddress.Parse(database.Url).DatabaseName}' and pid <> pg_backend_pid()
        """);

    private sealed class MetricSum : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _value;

        public MetricSum(IServiceProvider services, string name)
        {
            var meters = services.GetRequiredService<IMeterFactory>();
            services.GetRequiredService<Database>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _value, value));
            _listener.Start();
        }

        public long Value => Interlocked.Read(ref _value);

        public void Dispose() => _listener.Dispose();
    }
}
