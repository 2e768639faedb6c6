using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Projects;

public sealed class ProjectUseCaseTests : IDisposable
{
    private static readonly ProjectInput Input = new("Acme", "https://acme.dev", CacheDuration: 60);

    private readonly TestApplication _application = new();

    [Fact]
    public async Task Creates_a_project()
    {
        var project = (await _application.SendAsync(new CreateProject(Input))).Value;
        Assert.Equal("Acme", project.Title);
        Assert.Equal(60, project.CacheDuration);
        Assert.Equal(Tenant.DefaultId, project.TenantId);
        Assert.Equal(FakeClock.Noon, project.CreatedAt);
        Assert.Equal(FakeClock.Noon, project.UpdatedAt);
        Assert.Equal(1, project.Version);
        Assert.Equal(1, project.RoutesRevision);
        Assert.Equal(7, project.Id.Version);
        await _application.Projects.Received(1).AddAsync(project, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Cuts_times_to_what_the_database_keeps()
    {
        _application.Clock.Advance(TimeSpan.FromTicks(12_345_678));
        var project = (await _application.SendAsync(new CreateProject(Input))).Value;
        Assert.Equal(FakeClock.Noon.AddTicks(12_345_670), project.CreatedAt);
    }

    [Fact]
    public async Task Passes_the_callers_token_on()
    {
        using var caller = new CancellationTokenSource();
        await _application.SendAsync(new CreateProject(Input), caller.Token);
        await _application.Projects.Received(1).AddAsync(Arg.Any<Project>(), caller.Token);
    }

    [Fact]
    public async Task Reads_a_project()
    {
        var project = _application.Knows(Make.Project());
        Assert.Same(project, (await _application.SendAsync(new GetProject(project.Id))).Value);
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new GetProject(Make.OtherId))).Failure);
    }

    [Fact]
    public async Task Changes_what_the_caller_says_and_nothing_else()
    {
        var before = _application.Knows(Make.Project(template: "photo", version: 4, routesRevision: 9));
        Updates(WriteOutcome.Done);
        _application.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = (await _application.SendAsync(new ChangeProject(before.Id, 4, Input))).Value;
        Assert.Equal(60, after.CacheDuration);
        Assert.Null(after.Template);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(before.TenantId, after.TenantId);
        Assert.Equal(before.CreatedAt, after.CreatedAt);
        Assert.Equal(FakeClock.Noon.AddMinutes(1), after.UpdatedAt);
        Assert.Equal(5, after.Version);
        Assert.Equal(9, after.RoutesRevision);
        await _application.Projects.Received(1).UpdateAsync(after, 4, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Leaves_it_to_the_database_whether_the_version_is_the_one_expected()
    {
        _application.Knows(Make.Project(version: 7));
        Updates(WriteOutcome.VersionChanged);
        Assert.Same(ProjectFailures.VersionChanged, (await ChangeAsync(expectedVersion: 4)).Failure);
        await _application.Projects.Received(1).UpdateAsync(Arg.Is<Project>(p => p.Version == 5), 4, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Reports_a_project_that_went_before_or_while_it_was_changed()
    {
        Assert.Same(ProjectFailures.NotFound, (await ChangeAsync()).Failure);
        await _application.Projects.DidNotReceiveWithAnyArgs().UpdateAsync(default!, default, default);
        _application.Knows(Make.Project());
        Updates(WriteOutcome.NotFound);
        Assert.Same(ProjectFailures.NotFound, (await ChangeAsync()).Failure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4L)]
    public async Task Deletes_a_project_and_wakes_the_clean_up(long? version)
    {
        _application.Knows(Make.Project());
        _application.Projects.DeleteAsync(Make.ProjectId, version, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        Assert.Null((await _application.SendAsync(new DeleteProject(Make.ProjectId, version))).Failure);
        Assert.True(_application.IsCleanUpWoken());
    }

    [Theory]
    [InlineData(WriteOutcome.NotFound, "projects.not_found")]
    [InlineData(WriteOutcome.VersionChanged, "projects.version_changed")]
    public async Task Lets_the_clean_up_sleep_where_nothing_was_deleted(WriteOutcome outcome, string code)
    {
        _application.Knows(Make.Project());
        _application.Projects.DeleteAsync(Make.ProjectId, 4, FakeClock.Noon, Arg.Any<CancellationToken>()).Returns(outcome);
        Assert.Equal(code, (await _application.SendAsync(new DeleteProject(Make.ProjectId, 4))).Failure?.Code);
        Assert.False(_application.IsCleanUpWoken());
    }

    [Fact]
    public async Task Lists_fifty_projects_where_nobody_says_how_many()
    {
        Lists(Make.Project());
        var page = (await _application.SendAsync(new ListProjects(Limit: null, Cursor: null))).Value;
        Assert.Single(page.Items);
        Assert.Null(page.NextCursor);
        await _application.Projects.Received(1).ListAsync(null, 51, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Goes_on_behind_the_last_project_shown()
    {
        var projects = Enumerable.Range(0, 3).Select(_ => Make.Project(id: Guid.CreateVersion7())).ToArray();
        Lists(projects);
        var page = (await _application.SendAsync(new ListProjects(2, Cursor: null))).Value;
        Assert.Equal(projects[..2], page.Items);
        await _application.SendAsync(new ListProjects(200, page.NextCursor));
        await _application.Projects.Received(1).ListAsync(projects[1].Id, 201, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Refuses_a_cursor_of_another_list()
    {
        var failure = (await _application.SendAsync(new ListProjects(2, ListCursor.Encode("routes", Make.OtherId)))).Failure;
        Assert.Equal(FailureKind.Invalid, failure?.Kind);
        Assert.Empty(_application.Projects.ReceivedCalls());
    }

    public void Dispose() => _application.Dispose();

    private Task<Result<Project>> ChangeAsync(long expectedVersion = 1) =>
        _application.SendAsync(new ChangeProject(Make.ProjectId, expectedVersion, Input));

    private void Updates(WriteOutcome outcome) =>
        _application.Projects.UpdateAsync(Arg.Any<Project>(), Arg.Any<long>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private void Lists(params Project[] projects) =>
        _application.Projects.ListAsync(Arg.Any<Guid?>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(projects);
}
