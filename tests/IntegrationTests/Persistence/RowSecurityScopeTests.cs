using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.Projects;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>What is set for a tenant holds for the round trip or the transaction that it was set in, and leaves nothing on the connection.</summary>
public sealed class RowSecurityScopeTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private const string State = "select concat_ws(' ', current_user::text = session_user::text, '<' || coalesce(current_setting('pearl.tenant', true), '') || '>', '<' || coalesce(current_setting('pearl.operator', true), '') || '>')";
    private const string Nothing = "t <> <>";

    private static readonly Guid Another = Guid.Parse("00000000-0000-7000-8000-0000000000bb");

    private readonly Project _own = Make.Project("Own");
    private readonly Project _other = Make.Project("Other") with { TenantId = Another };
    private ServiceProvider _services = null!;

    private Database Database => _services.GetRequiredService<Database>();

    private IProjectRepository Projects => _services.GetRequiredService<IProjectRepository>();

    // One connection, so that each finds what the one before left.
    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        _services = TestDatabase.BuildServices(database.Url + (database.Url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "pool_size=1");
        await database.ExecuteAsync($"insert into tenants (id, name, created_at) values ('{Another}', 'another', now()) on conflict do nothing");
        await Projects.AddAsync(_own, CancellationToken.None);
        using (EnterAnother())
        {
            await Projects.AddAsync(_other, CancellationToken.None);
        }
    }

    public Task DisposeAsync() => _services.DisposeAsync().AsTask();

    // Often enough for the driver to prepare the statements, and the scope's with them.
    [Fact]
    public async Task Serves_two_tenants_in_turn_on_one_connection()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(_own.Id, Assert.Single(await Projects.ListAsync(after: null, 10, CancellationToken.None)).Id);
            using (EnterAnother())
            {
                Assert.Equal(_other.Id, Assert.Single(await Projects.ListAsync(after: null, 10, CancellationToken.None)).Id);
                Assert.Null(await Projects.FindAsync(_own.Id, CancellationToken.None));
            }

            Assert.Empty(await Database.ReadAsync(DatabaseScope.NoTenant, session => ListAsync(session), CancellationToken.None));
            Assert.Equal(Nothing, await StateAsync());
        }

        Assert.NotEqual(0, await Database.ReadAsync(
            DatabaseScope.Own,
            session => session.GetAsync<long>("select count(*) from pg_prepared_statements where statement like '%set_config%'", parameters: null, CancellationToken.None),
            CancellationToken.None));
    }

    [Fact]
    public async Task Holds_in_each_of_many_round_trips_without_a_transaction()
    {
        for (var i = 0; i < 10; i++)
        {
            var seen = await Database.ReadAsync(
                async session =>
                {
                    var first = await session.GetAsync<string>("select current_user || ' ' || current_setting('pearl.tenant')", parameters: null, CancellationToken.None);
                    var second = await session.GetAsync<string>("select current_user || ' ' || current_setting('pearl.tenant')", parameters: null, CancellationToken.None);
                    return (first, second);
                },
                CancellationToken.None);

            Assert.Equal(($"{DatabaseScope.Role} {Tenant.DefaultId}", $"{DatabaseScope.Role} {Tenant.DefaultId}"), seen);
            Assert.Equal(Nothing, await StateAsync());
        }
    }

    [Fact]
    public async Task Leaves_nothing_behind_a_transaction_that_is_kept_taken_back_or_fails()
    {
        await Database.WriteAsync(session => session.ExecuteAsync("update projects set title = title", parameters: null, CancellationToken.None), CancellationToken.None);
        Assert.Equal(Nothing, await StateAsync());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.WriteAsync(
            session => session.ExecuteAsync("select 1 / 0", parameters: null, CancellationToken.None), CancellationToken.None));
        Assert.Equal(Nothing, await StateAsync());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Database.ReadAsync(
            session => session.GetAsync<int>("select 1 / 0", parameters: null, CancellationToken.None), CancellationToken.None));
        Assert.Equal(Nothing, await StateAsync());

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async Task<int> (session) =>
            {
                await session.ExecuteAsync("delete from projects", parameters: null, CancellationToken.None);
                throw new InvalidOperationException();
            },
            CancellationToken.None));
        Assert.Equal(Nothing, await StateAsync());
        Assert.NotNull(await Projects.FindAsync(_own.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Counts_the_rows_of_the_statement_and_not_of_the_scope_before_it()
    {
        Assert.Equal(1, await Database.WriteAsync(
            session => session.ExecuteAsync("update projects set title = title", parameters: null, CancellationToken.None), CancellationToken.None));
        Assert.Equal(0, await Database.WriteAsync(
            session => session.ExecuteAsync("update projects set title = title where false", parameters: null, CancellationToken.None), CancellationToken.None));
    }

    private static Task<IReadOnlyList<Guid>> ListAsync(DatabaseSession session) =>
        session.QueryAsync<Guid>("select id from projects", parameters: null, CancellationToken.None);

    private Task<string> StateAsync() => Database.ReadAsync(
        DatabaseScope.Own, session => session.GetAsync<string>(State, parameters: null, CancellationToken.None), CancellationToken.None);

    private IDisposable EnterAnother() => _services.GetRequiredService<CallerContext>().Enter(Caller.Service(Another));
}
