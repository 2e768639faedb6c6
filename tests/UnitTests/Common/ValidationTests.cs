using NSubstitute;
using PearlIo.Application.Analytics;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.Common;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Common;

/// <summary>Validation as the mediator runs it before a handler.</summary>
public sealed class ValidationTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public async Task Tells_every_broken_field_of_a_project_at_once_and_writes_nothing()
    {
        var input = new ProjectInput(
            Title: " ",
            Url: "ftp://acme.dev",
            Favicon: "/favicon.ico",
            CacheDuration: -1,
            Template: "None",
            Theme: Make.Map(("--brand", "blue")));
        var failure = (await _application.SendAsync(new CreateProject(input))).Failure;
        AssertInvalid(failure, "title", "url", "favicon", "cacheDuration", "template", "theme");
        Assert.Empty(_application.Projects.ReceivedCalls());
    }

    [Fact]
    public async Task Tells_every_broken_field_of_a_route_at_once_and_writes_nothing()
    {
        var input = new RouteInput(
            Path: "blog",
            CacheDuration: -1,
            Template: "None",
            Variables: Make.Map(("not a name", "x")),
            Query: ["v"],
            ByteBudget: 1);
        var failure = (await _application.SendAsync(new CreateRoute(Make.ProjectId, input))).Failure;
        AssertInvalid(failure, "path", "cacheDuration", "template", "variables", "query", "byteBudget");
        Assert.Empty(_application.Projects.ReceivedCalls());
        Assert.Empty(_application.Routes.ReceivedCalls());
    }

    [Fact]
    public async Task Applies_to_changes_too()
    {
        AssertInvalid((await _application.SendAsync(new ChangeProject(Make.ProjectId, 1, new ProjectInput(null, null)))).Failure, "title", "url");
        AssertInvalid((await _application.SendAsync(new ChangeRoute(Make.ProjectId, Make.OtherId, 1, new RouteInput(null)))).Failure, "path");
        Assert.Empty(_application.Projects.ReceivedCalls());
        Assert.Empty(_application.Routes.ReceivedCalls());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(201)]
    [InlineData(int.MaxValue)]
    public async Task Limits_the_items_of_a_page(int limit)
    {
        AssertInvalid((await _application.SendAsync(new ListProjects(limit, Cursor: null))).Failure, "limit");
        AssertInvalid((await _application.SendAsync(new ListRoutes(Make.ProjectId, limit, Cursor: null))).Failure, "limit");
    }

    [Fact]
    public async Task Lets_requests_without_validators_through()
    {
        _application.Knows(Make.Project());
        Assert.Null((await _application.SendAsync(new GetProject(Make.ProjectId))).Failure);
        Assert.Null((await _application.SendAsync(new GetAnalytics(Make.ProjectId, From: null, To: null, Interval: null))).Failure);
    }

    [Fact]
    public void Allows_what_the_rules_allow() => Assert.Empty(_application.Validate(
        new RouteInput("/blog/{slug}", ReturnType.Auto, 0, "photo", Make.Map(("title", "{slug}")), ["title"], RouteSource.Page, 20_000)));

    public void Dispose() => _application.Dispose();

    private static void AssertInvalid(Failure? failure, params string[] fields)
    {
        Assert.NotNull(failure);
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.NotNull(failure.Errors);
        Assert.Equal(fields.Order(StringComparer.Ordinal), failure.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.All(failure.Errors, e => Assert.All(e.Value, m => Assert.Contains($"'{e.Key}", m, StringComparison.Ordinal)));
    }
}
