using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.Migrations;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>Debian's PgBouncer in transaction mode: transactions of all clients share the sessions of the server.</summary>
public sealed class PoolerTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>
{
    private const int Clients = 20;
    private const int Rounds = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Keeps_two_tenants_apart_on_the_one_session_that_twenty_clients_share()
    {
        await using var pooler = await PgBouncerServer.StartAsync(database.Url, poolSize: 1);
        var processes = Enumerable.Range(0, 4).Select(_ => TestDatabase.BuildServices(pooler.Url)).ToList();
        Guid[] tenants = [await AddTenantAsync(), await AddTenantAsync()];

        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(() => UseAsync(processes[i % processes.Count], tenants[i % tenants.Length])));
        var projects = await Task.WhenAll(clients).WaitAsync(Patience);

        var added = projects.SelectMany(p => p).ToList();
        Assert.Equal(Clients * Rounds, added.Count);
        foreach (var (tenant, other) in tenants.Zip(tenants.Reverse()))
        {
            await AssertSeesOnlyItsOwnAsync(processes[0], tenant, added, other);
        }

        processes.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task Prepares_no_statement_behind_a_pooler_and_those_that_repeat_on_a_direct_address()
    {
        await using var pooler = await PgBouncerServer.StartAsync(database.Url, poolSize: 1);

        Assert.Equal(0, await CountPreparedAsync(pooler.Url));
        Assert.NotEqual(0, await CountPreparedAsync(database.Url + "?pool_size=1"));
    }

    [Fact]
    public async Task Migrates_past_the_pooler_while_others_work_through_it()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateEmptyAsync();
        await using (var pooler = await PgBouncerServer.StartAsync(url, poolSize: 1))
        {
            await using var services = TestDatabase.BuildServices(
                pooler.Url, settings: new Dictionary<string, string?> { ["DIRECT_DATABASE_URL"] = url });
            var migrator = services.GetRequiredService<IDatabaseMigrator>();
            using var stopping = new CancellationTokenSource();
            var working = WorkAsync(services.GetRequiredService<Database>(), stopping.Token);

            await migrator.UpAsync(target: null, CancellationToken.None);

            await stopping.CancelAsync();
            Assert.NotEqual(0, await working);
            Assert.Empty(await services.GetRequiredService<IProjectRepository>().ListAsync(after: null, 10, CancellationToken.None));
        }

        await server.DropAsync(url);
    }

    private async Task<Guid> AddTenantAsync()
    {
        var id = Guid.CreateVersion7();
        await database.ExecuteAsync($"insert into tenants (id, name, created_at) values ('{id}', 'Tenant {id}', now())");
        return id;
    }

    // Eight statements and more a round, each transaction on whichever connection is free at that moment.
    private static async Task<IReadOnlyList<Guid>> UseAsync(IServiceProvider process, Guid tenant)
    {
        var projects = process.GetRequiredService<IProjectRepository>();
        var routes = process.GetRequiredService<IRouteRepository>();
        using var scope = process.GetRequiredService<CallerContext>().Enter(Caller.Service(tenant));
        var added = new List<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            var project = Make.Project() with { TenantId = tenant };
            await projects.AddAsync(project, CancellationToken.None);
            await routes.AddAsync(Make.Route(project.Id) with { TenantId = tenant }, CancellationToken.None);
            Assert.Equal(tenant, (await projects.FindAsync(project.Id, CancellationToken.None))?.TenantId);
            Assert.Equal(tenant, Assert.Single(await routes.ListAllAsync(project.Id, CancellationToken.None)).TenantId);
            Assert.All(await projects.ListAsync(after: null, 100, CancellationToken.None), p => Assert.Equal(tenant, p.TenantId));
            await projects.UpdateAsync(project with { Title = $"Round {round}", Version = 2 }, 1, CancellationToken.None);
            added.Add(project.Id);
        }

        return added;
    }

    private static async Task AssertSeesOnlyItsOwnAsync(IServiceProvider process, Guid tenant, List<Guid> added, Guid other)
    {
        using var scope = process.GetRequiredService<CallerContext>().Enter(Caller.Service(tenant));
        var projects = process.GetRequiredService<IProjectRepository>();
        var seen = 0;
        foreach (var id in added)
        {
            var project = await projects.FindAsync(id, CancellationToken.None);
            Assert.NotEqual(other, project?.TenantId);
            seen += project is null ? 0 : 1;
        }

        Assert.Equal(added.Count / 2, seen);
    }

    // The count itself is one of them once it was asked often enough.
    private static async Task<long> CountPreparedAsync(string url)
    {
        await using var services = TestDatabase.BuildServices(url);
        var own = services.GetRequiredService<Database>();
        var projects = services.GetRequiredService<IProjectRepository>();
        for (var i = 0; i < 10; i++)
        {
            await projects.FindAsync(Guid.CreateVersion7(), CancellationToken.None);
        }

        return await own.ReadAsync(
            session => session.GetAsync<long>("select count(*) from pg_prepared_statements", parameters: null, CancellationToken.None), CancellationToken.None);
    }

    private static async Task<int> WorkAsync(Database own, CancellationToken stopping)
    {
        var queries = 0;
        while (!stopping.IsCancellationRequested)
        {
            await own.ReadAsync(
                DatabaseScope.Own,
                session => session.GetAsync<long>("select count(*) from pg_class", parameters: null, CancellationToken.None),
                CancellationToken.None);
            queries++;
        }

        return queries;
    }
}
