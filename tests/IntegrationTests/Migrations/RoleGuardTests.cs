using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Migrations;

/// <summary>On roles of their own: those of the service belong to the whole cluster, in which other tests run.</summary>
public sealed class RoleGuardTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private readonly string _role = PostgresServer.NewName();
    private readonly string _user = PostgresServer.NewName();
    private PostgresServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.GetAsync();
        await _server.ExecuteAsync($"create role {_role} nologin; create role {_user} login password 'hunter2'");
    }

    public Task DisposeAsync() => _server.ExecuteAsync($"drop role {_role}, {_user}");

    [Theory]
    [InlineData("superuser")]
    [InlineData("bypassrls")]
    public async Task Refuses_a_role_that_keeps_nothing_apart(string right)
    {
        await _server.ExecuteAsync($"grant {_role} to {_user}");
        await Guard().CheckAsync(CancellationToken.None);
        await _server.ExecuteAsync($"alter role {_role} {right}");

        var exception = await Assert.ThrowsAsync<MigrationException>(() => Guard().CheckAsync(CancellationToken.None));

        Assert.Contains($"alter role {_role} nosuperuser nobypassrls", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_user_who_may_not_take_on_the_role()
    {
        var exception = await Assert.ThrowsAsync<MigrationException>(() => Guard().CheckAsync(CancellationToken.None));

        Assert.Contains($"grant {_role} to \"{_user}\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_restore_lost_the_role()
    {
        var guard = new RoleGuard(DatabaseAddress.Parse(database.Url), _user, "pearl_not_there");

        var exception = await Assert.ThrowsAsync<MigrationException>(() => guard.CheckAsync(CancellationToken.None));

        Assert.Contains("create role pearl_not_there nologin", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_the_serving_user_take_on_the_role_though_many_grant_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Guard().GrantAsync(CancellationToken.None))));

        await Guard().CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Lets_many_users_take_on_the_role_at_once()
    {
        var users = Enumerable.Range(0, 8).Select(_ => PostgresServer.NewName()).ToList();
        await _server.ExecuteAsync(string.Concat(users.Select(u => $"create role {u} login; ")));
        try
        {
            var guards = users.Select(u => new RoleGuard(DatabaseAddress.Parse(database.Url), u, _role)).ToList();
            await Task.WhenAll(guards.Select(g => Task.Run(() => g.GrantAsync(CancellationToken.None))));

            foreach (var guard in guards)
            {
                await guard.CheckAsync(CancellationToken.None);
            }
        }
        finally
        {
            await _server.ExecuteAsync($"drop role {string.Join(", ", users)}");
        }
    }

    [Fact]
    public async Task Says_what_an_administrator_should_do_where_the_migrating_user_may_not_grant()
    {
        var guard = new RoleGuard(DatabaseAddress.Parse(PostgresServer.WithUser(database.Url, _user, "hunter2")), servingUser: null, _role);

        var exception = await Assert.ThrowsAsync<MigrationException>(() => guard.GrantAsync(CancellationToken.None));

        Assert.Contains($"grant {_role} to \"{_user}\"", exception.Message, StringComparison.Ordinal);
    }

    private RoleGuard Guard() => new(DatabaseAddress.Parse(database.Url), _user, _role);
}
