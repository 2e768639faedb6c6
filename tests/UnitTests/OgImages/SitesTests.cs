using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class SitesTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TestApplication _application = new();

    public SitesTests() => _application.Knows(Make.Project());

    private Sites Sites => _application.Get<Sites>();

    private ChangeFeed Feed => _application.Get<ChangeFeed>();

    [Fact]
    public async Task Trusts_what_it_has_read_for_as_long_as_changes_are_heard()
    {
        Feed.BeginListening();
        var site = await GetAsync();
        _application.Clock.Advance(TimeSpan.FromDays(30));

        Assert.True(Sites.Trusts(site!));
        Assert.Same(site, await GetAsync());
        Assert.Equal(1, Reads());
    }

    [Fact]
    public async Task Compares_after_five_seconds_where_changes_are_not_heard()
    {
        var site = await GetAsync();
        _application.Clock.Advance(Sites.Lifetime - TimeSpan.FromTicks(1));
        await GetAsync();
        Assert.Equal(1, Reads());
        _application.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Same(site, await GetAsync());
        Assert.Equal(2, Reads());
        await GetAsync();
        Assert.Equal(2, Reads());
    }

    [Fact]
    public async Task Asks_once_in_a_while_for_an_id_that_is_no_projects()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
        }

        await _application.Tenants.Received(1).FindOfProjectAsync(Make.OtherId, Arg.Any<CancellationToken>());
        _application.Clock.Advance(Sites.Lifetime);
        Assert.Null(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
        await _application.Tenants.Received(2).FindOfProjectAsync(Make.OtherId, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Knows_a_project_at_once_that_was_made_after_it_was_asked_for()
    {
        Assert.Null(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
        _application.Knows(Make.Project() with { Id = Make.OtherId });
        Assert.NotNull(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
    }

    [Fact]
    public async Task Knows_a_project_that_was_made_while_it_was_asked_for()
    {
        var reading = new TaskCompletionSource<Guid?>();
        _application.Tenants.FindOfProjectAsync(Make.OtherId, Arg.Any<CancellationToken>()).Returns(reading.Task);
        var early = Sites.GetAsync(Make.OtherId, CancellationToken.None);
        await Eventually.TrueAsync(() => _application.Tenants.ReceivedCalls().Any());
        _application.Knows(Make.Project() with { Id = Make.OtherId });
        reading.SetResult(null);
        await early;
        Assert.NotNull(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
    }

    [Fact]
    public async Task Compares_once_after_a_gap_in_which_changes_were_not_heard()
    {
        Feed.BeginListening();
        var site = await GetAsync();
        _application.Clock.Advance(Sites.Lifetime);
        Feed.EndListening();
        Feed.BeginListening();

        Assert.False(Sites.Trusts(site!));
        Assert.Same(site, await GetAsync());
        _application.Clock.Advance(TimeSpan.FromDays(1));
        await GetAsync();

        Assert.Equal(2, Reads());
    }

    [Fact]
    public async Task Compares_at_once_when_a_change_is_told()
    {
        Feed.BeginListening();
        var before = await GetAsync();
        Says(Make.Project(title: "After", version: 2));
        Feed.TellProject(Make.ProjectId);

        Assert.False(Sites.Trusts(before!));
        Assert.Equal("After", (await GetAsync())?.Project.Title);
        Assert.False(Sites.Trusts(before!));
    }

    [Fact]
    public async Task Leaves_other_projects_alone_when_a_change_is_told()
    {
        Feed.BeginListening();
        var site = await GetAsync();
        Feed.TellProject(Make.OtherId);
        Assert.True(Sites.Trusts(site!));
    }

    [Fact]
    public async Task Stays_the_same_where_a_change_was_told_that_changed_nothing()
    {
        Feed.BeginListening();
        var before = await GetAsync();
        Feed.TellProject(Make.ProjectId);

        Assert.Same(before, await GetAsync());
        Assert.True(Sites.Trusts(before!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_again_where_a_change_is_told_while_it_reads(bool isKept)
    {
        Feed.BeginListening();
        if (isKept)
        {
            await GetAsync();
            Feed.TellProject(Make.ProjectId);
        }

        var reading = new TaskCompletionSource<Project?>();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(reading.Task);
        var first = GetAsync();
        await Eventually.TrueAsync(() => Reads() == (isKept ? 2 : 1));

        // Whoever asks after the change joins the reading that may have begun before it.
        Says(Make.Project(title: "After", version: 2));
        Feed.TellProject(Make.ProjectId);
        var second = GetAsync();
        reading.SetResult(Make.Project());

        Assert.Equal("After", (await second)?.Project.Title);
        Assert.Equal("After", (await first)?.Project.Title);
        Assert.Equal("After", (await GetAsync())?.Project.Title);
    }

    [Fact]
    public async Task Compares_all_projects_when_a_tenant_was_changed()
    {
        Feed.BeginListening();
        var before = await GetAsync();
        Says(Make.Project(isSuspended: true));
        Feed.TellTenant(Tenant.DefaultId);

        Assert.False(Sites.Trusts(before!));
        Assert.True((await GetAsync())?.Project.IsSuspended);
    }

    [Fact]
    public async Task Reads_again_where_a_tenant_is_changed_while_it_reads()
    {
        Feed.BeginListening();
        var reading = new TaskCompletionSource<Project?>();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(reading.Task);
        var site = GetAsync();
        await Eventually.TrueAsync(() => Reads() == 1);
        Says(Make.Project(isSuspended: true));
        Feed.TellTenant(Tenant.DefaultId);
        reading.SetResult(Make.Project());

        Assert.True((await site)?.Project.IsSuspended);
    }

    [Fact]
    public async Task Reads_routes_again_only_where_they_were_changed()
    {
        var before = await GetAsync();
        Says(Make.Project(title: "After", version: 2));
        Feed.TellProject(Make.ProjectId);
        var renamed = await GetAsync();
        Assert.Same(before!.Routes, renamed!.Routes);

        Says(Make.Project(title: "After", version: 2, routesRevision: 2));
        _application.Routes.ListAllAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns([Make.Route("/new")]);
        Feed.TellProject(Make.ProjectId);

        Assert.Equal("/new", (await GetAsync())?.Routes.Match(Make.Page("/new"))?.Route.Path);
    }

    [Fact]
    public async Task Forgets_a_project_that_was_deleted()
    {
        Feed.BeginListening();
        var before = await GetAsync();
        Says(null);
        Feed.TellProject(Make.ProjectId);

        Assert.Null(await GetAsync());
        Assert.False(Sites.Trusts(before!));
    }

    [Fact]
    public async Task Finds_nothing_for_a_project_that_no_tenant_has()
    {
        Assert.Null(await Sites.GetAsync(Make.OtherId, CancellationToken.None));
        Assert.Equal(0, Reads());
    }

    [Fact]
    public async Task Reads_once_for_many_who_ask_at_once()
    {
        var reading = new TaskCompletionSource<Project?>();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(reading.Task);
        var all = Enumerable.Range(0, 50).Select(_ => GetAsync()).ToArray();
        reading.SetResult(Make.Project());

        Assert.Single((await Task.WhenAll(all)).Distinct());
        Assert.Equal(1, Reads());
    }

    [Fact]
    public async Task Uses_what_it_has_while_the_database_is_away_and_asks_once_a_second()
    {
        var site = await GetAsync();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).ThrowsAsync(new DatabaseUnavailableException(new IOException("away")));
        _application.Clock.Advance(Sites.Lifetime);
        Assert.Same(site, await GetAsync());
        Assert.Same(site, await GetAsync());
        Assert.Equal(2, Reads());

        _application.Clock.Advance(Second);
        Assert.Same(site, await GetAsync());
        await Eventually.TrueAsync(() => Reads() == 3);
        Assert.True(Sites.Trusts(site!));
    }

    [Fact]
    public async Task Notices_that_the_database_is_back()
    {
        await GetAsync();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).ThrowsAsync(new DatabaseUnavailableException(new IOException("away")));
        _application.Clock.Advance(Sites.Lifetime);
        await GetAsync();
        Says(Make.Project(title: "After", version: 2));

        await Eventually.TrueAsync(async () =>
        {
            _application.Clock.Advance(Second);
            return (await GetAsync())?.Project.Title == "After";
        });
    }

    [Fact]
    public async Task Says_that_the_database_is_away_where_it_has_nothing()
    {
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).ThrowsAsync(new DatabaseUnavailableException(new IOException("away")));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(GetAsync);
    }

    [Fact]
    public async Task Waits_a_second_for_a_database_that_hangs_and_then_not_at_all()
    {
        var site = await GetAsync();
        var hanging = new TaskCompletionSource<Project?>();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(hanging.Task);
        _application.Clock.Advance(Sites.Lifetime);

        var waiting = GetAsync();
        _application.Clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        _application.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Same(site, await waiting);

        _application.Clock.Advance(Second);
        var next = GetAsync();
        Assert.True(next.IsCompletedSuccessfully);
        Assert.Same(site, await next);
        hanging.SetResult(Make.Project());
    }

    [Fact]
    public async Task Ends_the_waiting_of_a_caller_who_leaves_and_reads_on()
    {
        var reading = new TaskCompletionSource<Project?>();
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(reading.Task);
        using var leaving = new CancellationTokenSource();
        var left = Sites.GetAsync(Make.ProjectId, leaving.Token).AsTask();
        var stayed = GetAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        reading.SetResult(Make.Project());

        Assert.NotNull(await stayed);
    }

    [Fact]
    public async Task Trusts_nothing_that_had_to_make_room_as_it_hears_of_no_more_changes()
    {
        Feed.BeginListening();
        _application.Knows(Make.Project(Make.OtherId));
        Lists(Make.ProjectId, 195_000);
        Lists(Make.OtherId, 10_000);
        var first = await GetAsync();
        Assert.True(Sites.Trusts(first!));
        await Sites.GetAsync(Make.OtherId, CancellationToken.None);

        await Eventually.TrueAsync(() => !Sites.Trusts(first!));
    }

    public void Dispose() => _application.Dispose();

    private Task<Site?> GetAsync() => Sites.GetAsync(Make.ProjectId, CancellationToken.None).AsTask();

    private void Says(Project? project) => _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(project);

    // As many routes as it takes, without having to make them.
    private void Lists(Guid projectId, int count)
    {
        var routes = Substitute.For<IReadOnlyList<Route>>();
        routes.Count.Returns(count);
        routes.GetEnumerator().Returns(_ => Enumerable.Empty<Route>().GetEnumerator());
        _application.Routes.ListAllAsync(projectId, Arg.Any<CancellationToken>()).Returns(routes);
    }

    private int Reads() => _application.Projects.ReceivedCalls().Count(c => string.Equals(c.GetMethodInfo().Name, nameof(_application.Projects.FindAsync), StringComparison.Ordinal));
}
