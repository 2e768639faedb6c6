using NSubstitute;
using PearlIo.Application.OgImages;

namespace PearlIo.UnitTests.OgImages;

public sealed class RouteTablesTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public async Task Reads_a_project_once_while_its_routes_stay()
    {
        var project = _application.Knows(Make.Project(), Make.Route("/a"));
        var first = await GetAsync(project);
        Assert.Same(first, await GetAsync(project with { Version = 2, Title = "Other" }));
        await _application.Routes.Received(1).ListAllAsync(project.Id, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Reads_again_when_the_routes_changed()
    {
        var project = _application.Knows(Make.Project(routesRevision: 1), Make.Route("/a"));
        Assert.Equal(1, (await GetAsync(project)).Count);
        project = _application.Knows(Make.Project(routesRevision: 2), Make.Route("/a"), Make.Route("/b"));
        Assert.Equal(2, (await GetAsync(project)).Count);
    }

    [Fact]
    public async Task Keeps_projects_apart()
    {
        var one = _application.Knows(Make.Project(), Make.Route("/a"));
        var other = _application.Knows(Make.Project(id: Make.OtherId));
        Assert.Equal(1, (await GetAsync(one)).Count);
        Assert.Equal(0, (await GetAsync(other)).Count);
    }

    [Fact]
    public async Task Keeps_nothing_of_a_read_that_failed()
    {
        var project = Make.Project();
        _application.Routes.ListAllAsync(project.Id, Arg.Any<CancellationToken>()).Returns(
            _ => throw new IOException("away"), _ => [Make.Route("/a")]);
        await Assert.ThrowsAsync<IOException>(() => GetAsync(project));
        Assert.Equal(1, (await GetAsync(project)).Count);
    }

    public void Dispose() => _application.Dispose();

    private Task<Domain.Routes.RouteTable> GetAsync(Domain.Projects.Project project) =>
        _application.Get<RouteTables>().GetAsync(project, CancellationToken.None);
}
