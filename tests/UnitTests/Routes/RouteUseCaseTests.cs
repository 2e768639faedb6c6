using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Routes;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Routes;

public sealed class RouteUseCaseTests : IDisposable
{
    private static readonly RouteInput Input = new("/blog/{slug}", CacheDuration: 60);

    private readonly TestApplication _application = new();

    [Fact]
    public async Task Creates_a_route_of_a_project()
    {
        var tenant = Guid.CreateVersion7();
        _application.Knows(Make.Project() with { TenantId = tenant });
        Adds(WriteOutcome.Done);
        var route = (await CreateAsync(Input)).Value;
        Assert.Equal("/blog/{slug}", route.Path);
        Assert.Equal("/blog/{}", route.PathShape);
        Assert.Equal(60, route.CacheDuration);
        Assert.Equal(Make.ProjectId, route.ProjectId);
        Assert.Equal(tenant, route.TenantId);
        Assert.Equal(FakeClock.Noon, route.CreatedAt);
        Assert.Equal(FakeClock.Noon, route.UpdatedAt);
        Assert.Equal(1, route.Version);
        Assert.Equal(7, route.Id.Version);
        await _application.Routes.Received(1).AddAsync(route, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Takes_the_cache_duration_of_the_project_where_none_is_given()
    {
        _application.Knows(Make.Project(cacheDuration: 77));
        Adds(WriteOutcome.Done);
        Assert.Equal(77, (await CreateAsync(new RouteInput("/a"))).Value.CacheDuration);
    }

    [Fact]
    public async Task Reports_a_conflict_when_the_path_exists()
    {
        _application.Knows(Make.Project());
        Adds(WriteOutcome.Taken);
        Assert.Same(RouteFailures.PathTaken, (await CreateAsync(Input)).Failure);
    }

    [Fact]
    public async Task Reports_a_project_that_is_not_there_or_went_meanwhile()
    {
        Assert.Same(ProjectFailures.NotFound, (await CreateAsync(Input)).Failure);
        Assert.Empty(_application.Routes.ReceivedCalls());
        _application.Knows(Make.Project());
        Adds(WriteOutcome.NotFound);
        Assert.Same(ProjectFailures.NotFound, (await CreateAsync(Input)).Failure);
    }

    [Fact]
    public async Task Reads_a_route_of_its_own_project_only()
    {
        var route = Has(Make.Route("/a"));
        Assert.Same(route, (await _application.SendAsync(new GetRoute(Make.ProjectId, route.Id))).Value);
        Assert.Same(RouteFailures.NotFound, (await _application.SendAsync(new GetRoute(Make.OtherId, route.Id))).Failure);
    }

    [Fact]
    public async Task Changes_what_the_caller_says_and_nothing_else()
    {
        _application.Knows(Make.Project(cacheDuration: 77));
        var before = Has(Make.Route("/old", cacheDuration: 5, query: ["title"], version: 4));
        Updates(WriteOutcome.Done);
        _application.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = (await _application.SendAsync(new ChangeRoute(Make.ProjectId, before.Id, 4, new RouteInput("/new/*")))).Value;
        Assert.Equal(("/new/*", "/new/*"), (after.Path, after.PathShape));
        Assert.Equal(77, after.CacheDuration);
        Assert.Empty(after.Query);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.ProjectId, after.ProjectId);
        Assert.Equal(before.TenantId, after.TenantId);
        Assert.Equal(before.CreatedAt, after.CreatedAt);
        Assert.Equal(FakeClock.Noon.AddMinutes(1), after.UpdatedAt);
        Assert.Equal(5, after.Version);
        await _application.Routes.Received(1).UpdateAsync(after, 4, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(WriteOutcome.NotFound, "routes.not_found")]
    [InlineData(WriteOutcome.Taken, "routes.path_taken")]
    [InlineData(WriteOutcome.VersionChanged, "routes.version_changed")]
    public async Task Reports_why_a_route_was_not_changed(WriteOutcome outcome, string code)
    {
        _application.Knows(Make.Project());
        var route = Has(Make.Route("/old", version: 7));
        Updates(outcome);
        Assert.Equal(code, (await _application.SendAsync(new ChangeRoute(Make.ProjectId, route.Id, 4, Input))).Failure?.Code);
        await _application.Routes.Received(1).UpdateAsync(Arg.Is<Route>(r => r.Version == 5), 4, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Changes_no_route_that_is_not_there()
    {
        _application.Knows(Make.Project());
        var change = new ChangeRoute(Make.ProjectId, Make.OtherId, 1, Input);
        Assert.Same(RouteFailures.NotFound, (await _application.SendAsync(change)).Failure);
        await _application.Routes.DidNotReceiveWithAnyArgs().UpdateAsync(default!, default, default);
    }

    [Fact]
    public async Task Deletes_a_route_and_wakes_the_clean_up()
    {
        Deletes(WriteOutcome.Done);
        Assert.Null((await _application.SendAsync(new DeleteRoute(Make.ProjectId, Make.OtherId, 4))).Failure);
        Assert.True(_application.IsCleanUpWoken());
    }

    [Theory]
    [InlineData(WriteOutcome.NotFound, "routes.not_found")]
    [InlineData(WriteOutcome.VersionChanged, "routes.version_changed")]
    public async Task Lets_the_clean_up_sleep_where_nothing_was_deleted(WriteOutcome outcome, string code)
    {
        Deletes(outcome);
        Assert.Equal(code, (await _application.SendAsync(new DeleteRoute(Make.ProjectId, Make.OtherId, 4))).Failure?.Code);
        Assert.False(_application.IsCleanUpWoken());
    }

    [Fact]
    public async Task Lists_routes_and_goes_on_behind_the_last()
    {
        _application.Knows(Make.Project());
        Route[] routes = [Make.Route("/a"), Make.Route("/b"), Make.Route("/c")];
        Lists(routes);
        var page = (await ListAsync(limit: 2)).Value;
        Assert.Equal(routes[..2], page.Items);
        await ListAsync(cursor: page.NextCursor);
        await _application.Routes.Received(1).ListAsync(Make.ProjectId, null, 3, Arg.Any<CancellationToken>());
        await _application.Routes.Received(1).ListAsync(Make.ProjectId, routes[1].Id, 51, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Refuses_the_cursor_of_another_projects_routes()
    {
        _application.Knows(Make.Project());
        _application.Knows(Make.Project(id: Make.OtherId));
        Lists(Make.Route("/a"), Make.Route("/b"));
        var cursor = (await ListAsync(limit: 1)).Value.NextCursor;
        Assert.NotNull(cursor);
        var failure = (await _application.SendAsync(new ListRoutes(Make.OtherId, Limit: null, cursor))).Failure;
        Assert.Equal(["cursor"], failure?.Errors?.Keys);
    }

    [Fact]
    public async Task Lists_nothing_of_an_unknown_project() => Assert.Same(ProjectFailures.NotFound, (await ListAsync()).Failure);

    public void Dispose() => _application.Dispose();

    private Task<Result<Route>> CreateAsync(RouteInput input) => _application.SendAsync(new CreateRoute(Make.ProjectId, input));

    private Task<Result<Page<Route>>> ListAsync(int? limit = null, string? cursor = null) =>
        _application.SendAsync(new ListRoutes(Make.ProjectId, limit, cursor));

    private Route Has(Route route)
    {
        _application.Routes.FindAsync(Make.ProjectId, route.Id, Arg.Any<CancellationToken>()).Returns(route);
        return route;
    }

    private void Adds(WriteOutcome outcome) =>
        _application.Routes.AddAsync(Arg.Any<Route>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private void Updates(WriteOutcome outcome) =>
        _application.Routes.UpdateAsync(Arg.Any<Route>(), Arg.Any<long>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private void Deletes(WriteOutcome outcome)
    {
        _application.Routes.FindAsync(Make.ProjectId, Make.OtherId, Arg.Any<CancellationToken>()).Returns(Make.Route("/a", Make.OtherId));
        _application.Routes.DeleteAsync(Make.ProjectId, Make.OtherId, 4, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(outcome);
    }

    private void Lists(params Route[] routes) => _application.Routes
        .ListAsync(Arg.Any<Guid>(), Arg.Any<Guid?>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(routes);
}
