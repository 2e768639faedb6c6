using PearlIo.Application.Access;
using PearlIo.Application.Common;
using PearlIo.Application.Tenants;
using PearlIo.Domain.ApiKeys;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteTenantRepositoryTests(SqliteTestDatabase database) : TenantRepositoryContract(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public void Holds_one() => Assert.False(Tenants.HoldsMany);
}

public sealed class PostgresTenantRepositoryTests(PostgresTestDatabase database)
    : TenantRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var tenant = new Tenant
        {
            Id = Guid.CreateVersion7(),
            Name = "Käserei \"Ö\" 'x' 🧀",
            IsSuspended = true,
            Limits = new TenantLimits(0, long.MaxValue),
            CreatedAt = Make.Time,
            Version = 3,
        };
        await AsOperatorAsync(() => Tenants.AddAsync(tenant, CancellationToken.None));

        Assert.True(Tenants.HoldsMany);
        await AsOperatorAsync(async () =>
        {
            Assert.Equal(tenant, await Tenants.FindAsync(tenant.Id, CancellationToken.None));
            Assert.Contains(tenant, await Tenants.ListAsync(Tenant.DefaultId, 100, CancellationToken.None));
        });
    }

    [Fact]
    public async Task Is_deleted_with_its_keys_once_it_has_no_projects()
    {
        var tenant = new Tenant { Id = Guid.CreateVersion7(), Name = "short-lived", CreatedAt = Make.Time };
        await AsOperatorAsync(() => Tenants.AddAsync(tenant, CancellationToken.None));
        var project = Make.Project() with { TenantId = tenant.Id };
        var token = KeyToken.Create(Make.Time);
        using (_database.Callers.Enter(Caller.Service(tenant.Id)))
        {
            await _database.Projects.AddAsync(project, CancellationToken.None);
            await _database.Keys.AddAsync(
                new ApiKey { Id = token.Id, TenantId = tenant.Id, Name = "CI", SecretHash = token.SecretHash, Scopes = Scopes.Admin, CreatedAt = Make.Time },
                CancellationToken.None);
        }

        Assert.Equal(WriteOutcome.InUse, await DeleteAsync(tenant.Id, 1));
        using (_database.Callers.Enter(Caller.Service(tenant.Id)))
        {
            await _database.Projects.DeleteAsync(project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
            Assert.Equal(WriteOutcome.InUse, await DeleteAsync(tenant.Id, 1));
            var doomed = Assert.Single(await _database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));
            await _database.DoomedObjects.DeleteAsync(doomed.Id, CancellationToken.None);
        }

        Assert.Equal(WriteOutcome.VersionChanged, await DeleteAsync(tenant.Id, 2));
        Assert.Equal(WriteOutcome.Done, await DeleteAsync(tenant.Id, 1));
        Assert.Equal(WriteOutcome.NotFound, await DeleteAsync(tenant.Id, 1));
        Assert.Null(await _database.Keys.FindHolderAsync(token.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Is_seen_by_itself_and_changed_by_nobody_but_an_operator()
    {
        var tenant = new Tenant { Id = Guid.CreateVersion7(), Name = "other", CreatedAt = Make.Time };
        await AsOperatorAsync(() => Tenants.AddAsync(tenant, CancellationToken.None));
        using var scope = _database.Callers.Enter(new Caller(tenant.Id, "its own key"));

        Assert.Equal(tenant, Assert.Single(await Tenants.ListAsync(after: null, 10, CancellationToken.None)));
        Assert.Null(await Tenants.FindAsync(Tenant.DefaultId, CancellationToken.None));
        Assert.NotEqual(WriteOutcome.Done, await Tenants.UpdateAsync(tenant with { Name = "mine" }, 1, CancellationToken.None));
        Assert.NotEqual(WriteOutcome.Done, await Tenants.DeleteAsync(tenant.Id, 1, CancellationToken.None));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Tenants.AddAsync(tenant with { Id = Guid.CreateVersion7() }, CancellationToken.None));
    }

    private async Task<WriteOutcome> DeleteAsync(Guid id, long version)
    {
        using var scope = _database.Callers.Enter(Caller.CommandLine(Tenant.DefaultId));
        return await Tenants.DeleteAsync(id, version, CancellationToken.None);
    }
}

public abstract class TenantRepositoryContract(TestDatabase database)
{
    protected ITenantRepository Tenants => database.Tenants;

    [Fact]
    public async Task Changes_the_default_tenant_where_it_has_the_expected_version() => await AsOperatorAsync(async () =>
    {
        var before = (await Tenants.FindAsync(Tenant.DefaultId, CancellationToken.None))!;
        var changed = before with { Name = "Acme", Limits = new TenantLimits(Pages: 7), Version = before.Version + 1 };

        Assert.Equal(WriteOutcome.Done, await Tenants.UpdateAsync(changed, before.Version, CancellationToken.None));
        Assert.Equal(WriteOutcome.VersionChanged, await Tenants.UpdateAsync(changed, before.Version, CancellationToken.None));
        Assert.Equal(changed, await Tenants.FindAsync(Tenant.DefaultId, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Tenants.UpdateAsync(changed with { Id = Guid.CreateVersion7() }, 1, CancellationToken.None));
    });

    [Fact]
    public async Task Is_empty_of_limits_at_first() => await AsOperatorAsync(async () =>
    {
        await database.ExecuteAsync("update tenants set limits = '{}'");

        Assert.Equal(new TenantLimits(), (await Tenants.FindAsync(Tenant.DefaultId, CancellationToken.None))?.Limits);
    });

    [Fact]
    public async Task Sums_what_was_used_in_some_days()
    {
        await database.ExecuteAsync("delete from usage_daily");
        foreach (var (day, renders) in new[] { ("2026-01-31", 1), ("2026-02-01", 10), ("2026-02-28", 100), ("2026-03-01", 1000) })
        {
            await database.ExecuteAsync($"insert into usage_daily values ('{Tenant.DefaultId}', '{day}', {renders}, 4000000000, 3, 4, 5)");
        }

        Assert.Equal(
            new TenantUsage(110, 8_000_000_000, 6, 8, 10),
            await database.Usage.ReadAsync(new DateOnly(2026, 2, 1), new DateOnly(2026, 3, 1), CancellationToken.None));
        Assert.Equal(
            new TenantUsage(0, 0, 0, 0, 0),
            await database.Usage.ReadAsync(new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 1), CancellationToken.None));
    }

    protected async Task AsOperatorAsync(Func<Task> work)
    {
        using var scope = database.Callers.Enter(Caller.CommandLine(Tenant.DefaultId));
        await work();
    }
}
