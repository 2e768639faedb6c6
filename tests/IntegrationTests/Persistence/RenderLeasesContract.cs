using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteRenderLeasesTests(SqliteTestDatabase database) : RenderLeasesContract(database), IClassFixture<SqliteTestDatabase>
{
    [Fact]
    public async Task Gives_a_lease_to_the_very_moment_of_its_end()
    {
        await TakeAsync();
        await PassAsync(Length - TimeSpan.FromMicroseconds(1));
        Assert.Equal(WriteOutcome.Taken, await TakeAsync());
        await PassAsync(TimeSpan.FromMicroseconds(1));
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
    }

    [Fact]
    public async Task Gives_a_lease_to_the_next_whose_end_only_a_clock_that_was_wrong_can_have_set()
    {
        await TakeAsync(now: Now.AddDays(1));
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
    }

    protected override Task PassAsync(TimeSpan time)
    {
        Now += time;
        return Task.CompletedTask;
    }
}

public sealed class PostgresRenderLeasesTests(PostgresTestDatabase database) : RenderLeasesContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Gives_no_lease_twice_to_a_process_whose_clock_is_wrong_and_holds_none_for_longer(int days)
    {
        await TakeAsync();
        Assert.Equal(WriteOutcome.Taken, await TakeAsync(now: Now.AddDays(days)));
        await _database.ExpiredRows.DeleteAsync(Now.AddDays(days), CancellationToken.None);
        Assert.Equal(1, await _database.CountAsync("render_leases"));

        await PassAsync(Length);
        Assert.Equal(WriteOutcome.Done, await TakeAsync(now: Now.AddDays(days)));
        await PassAsync(Length);
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
    }

    // The server's clock tells when a lease ends.
    protected override Task PassAsync(TimeSpan time)
    {
        Now += time;
        return _database.ExecuteAsync($"update render_leases set until = until - make_interval(secs => {time.TotalSeconds})");
    }
}

public abstract class RenderLeasesContract(TestDatabase database) : IAsyncLifetime
{
    protected static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private readonly Project _project = Make.Project();

    /// <summary>The time.</summary>
    protected DateTimeOffset Now { get; set; } = Make.Time;

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
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync())));
        Assert.Single(taken, WriteOutcome.Done);
        Assert.Equal(1, await database.CountAsync("render_leases"));
    }

    [Fact]
    public async Task Gives_one_that_ran_out_to_one_of_fifty_who_want_it_at_once()
    {
        await TakeAsync();
        await PassAsync(Length);
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync())));
        Assert.Single(taken, WriteOutcome.Done);
    }

    [Fact]
    public async Task Gives_a_lease_to_nobody_else_until_it_runs_out()
    {
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
        await PassAsync(Length / 2);
        Assert.Equal(WriteOutcome.Taken, await TakeAsync());
        await PassAsync(Length / 2);
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
        Assert.Equal(WriteOutcome.Taken, await TakeAsync());
    }

    [Fact]
    public async Task Gives_a_lease_to_the_next_when_its_owner_gives_it_back()
    {
        var lease = Lease();
        await TakeAsync(lease);
        await ReleaseAsync(lease);
        Assert.Equal(0, await database.CountAsync("render_leases"));
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
    }

    [Fact]
    public async Task Takes_a_lease_back_from_nobody_but_its_owner()
    {
        var slow = Lease();
        await TakeAsync(slow);
        await ReleaseAsync(Lease());
        Assert.Equal(WriteOutcome.Taken, await TakeAsync());

        // Whoever let it run out has it no more.
        await PassAsync(Length);
        Assert.Equal(WriteOutcome.Done, await TakeAsync());
        await ReleaseAsync(slow);
        Assert.Equal(WriteOutcome.Taken, await TakeAsync());
    }

    [Fact]
    public async Task Gives_back_what_was_never_taken_without_a_fault() => await ReleaseAsync(Lease());

    [Fact]
    public async Task Gives_leases_of_different_cards_to_different_owners()
    {
        Assert.Equal(WriteOutcome.Done, await TakeAsync(Lease("one")));
        Assert.Equal(WriteOutcome.Done, await TakeAsync(Lease("other")));
    }

    [Fact]
    public async Task Gives_no_lease_of_a_project_that_is_gone_and_forgets_those_it_gave()
    {
        await TakeAsync(Lease("one"));
        await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        Assert.Equal(0, await database.CountAsync("render_leases"));
        Assert.Equal(WriteOutcome.NotFound, await TakeAsync(Lease("other")));
        Assert.Equal(0, await database.CountAsync("render_leases"));
    }

    /// <summary>Lets time pass.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    protected Task<WriteOutcome> TakeAsync(RenderLease? lease = null, DateTimeOffset? now = null) =>
        Leases.TryTakeAsync(lease ?? Lease(), now ?? Now, CancellationToken.None);

    private RenderLease Lease(string slot = "slot") => new(Make.Slot(slot), Tenant.DefaultId, _project.Id, Guid.CreateVersion7(), Length);

    private Task ReleaseAsync(RenderLease lease) => Leases.ReleaseAsync(lease, CancellationToken.None);
}
