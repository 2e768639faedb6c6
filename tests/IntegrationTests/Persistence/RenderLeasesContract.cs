using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteRenderLeasesTests(SqliteTestDatabase database) : RenderLeasesContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresRenderLeasesTests(PostgresTestDatabase database) : RenderLeasesContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class RenderLeasesContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    private readonly Project _project = Make.Project();

    private IRenderLeases Leases => database.Services.GetRequiredService<IRenderLeases>();

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_a_lease_to_one_of_fifty_who_want_it_at_once()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync(Lease()))));
        Assert.Single(taken, t => t);
        Assert.Equal(1, await database.CountAsync("render_leases"));
    }

    [Fact]
    public async Task Gives_one_that_ran_out_to_one_of_fifty_who_want_it_at_once()
    {
        await TakeAsync(Lease());
        var later = Make.Time + Time;
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync(Lease(from: later), later))));
        Assert.Single(taken, t => t);
    }

    [Fact]
    public async Task Gives_a_lease_to_nobody_else_until_it_runs_out()
    {
        Assert.True(await TakeAsync(Lease()));
        Assert.False(await TakeAsync(Lease(), Make.Time + Time - TimeSpan.FromMicroseconds(1)));
        Assert.True(await TakeAsync(Lease(from: Make.Time + Time), Make.Time + Time));
        Assert.False(await TakeAsync(Lease(), Make.Time + Time));
    }

    [Fact]
    public async Task Gives_a_lease_to_the_next_when_its_owner_gives_it_back()
    {
        var lease = Lease();
        await TakeAsync(lease);
        await ReleaseAsync(lease);
        Assert.Equal(0, await database.CountAsync("render_leases"));
        Assert.True(await TakeAsync(Lease()));
    }

    [Fact]
    public async Task Takes_a_lease_back_from_nobody_but_its_owner()
    {
        var slow = Lease();
        await TakeAsync(slow);
        await ReleaseAsync(Lease());
        Assert.False(await TakeAsync(Lease()));

        // Whoever let it run out has it no more.
        var next = Lease(from: Make.Time + Time);
        Assert.True(await TakeAsync(next, Make.Time + Time));
        await ReleaseAsync(slow);
        Assert.False(await TakeAsync(Lease(), Make.Time + Time));
    }

    [Fact]
    public async Task Gives_back_what_was_never_taken_without_a_fault() => await ReleaseAsync(Lease());

    [Fact]
    public async Task Gives_leases_of_different_cards_to_different_owners()
    {
        Assert.True(await TakeAsync(Lease("one")));
        Assert.True(await TakeAsync(Lease("other")));
    }

    [Fact]
    public async Task Gives_no_lease_of_a_project_that_is_gone_and_forgets_those_it_gave()
    {
        await TakeAsync(Lease("one"));
        await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        Assert.Equal(0, await database.CountAsync("render_leases"));
        Assert.False(await TakeAsync(Lease("other")));
        Assert.Equal(0, await database.CountAsync("render_leases"));
    }

    private RenderLease Lease(string slot = "slot", DateTimeOffset? from = null) =>
        new(Make.Slot(slot), Tenant.DefaultId, _project.Id, Guid.CreateVersion7(), (from ?? Make.Time) + Time);

    private Task<bool> TakeAsync(RenderLease lease, DateTimeOffset? now = null) => Leases.TryTakeAsync(lease, now ?? Make.Time, CancellationToken.None);

    private Task ReleaseAsync(RenderLease lease) => Leases.ReleaseAsync(lease, CancellationToken.None);
}
