using System.Text.Json;
using NSubstitute;
using PearlIo.Application.Access;
using PearlIo.Application.Audit;
using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Domain.Audit;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Audit;

public sealed class AuditTests : IDisposable
{
    private static readonly Guid TenantId = new("0195a000-0000-7000-8000-00000000000a");

    private readonly TestApplication _application = new();

    public AuditTests()
    {
        _application.Projects.UpdateAsync(Arg.Any<Project>(), Arg.Any<long>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Projects.DeleteAsync(Arg.Any<Guid>(), Arg.Any<long?>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Routes.AddAsync(Arg.Any<Route>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Routes.UpdateAsync(Arg.Any<Route>(), Arg.Any<long>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Routes.DeleteAsync(Arg.Any<Guid>(), Arg.Any<Guid>(), Arg.Any<long?>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
    }

    [Fact]
    public async Task Says_who_did_what_when_and_from_where()
    {
        using var scope = _application.Get<CallerContext>().Enter(new Caller(TenantId, "0195a000000070008000000000000001", "192.0.2.7"));
        var project = (await _application.SendAsync(new CreateProject(new ProjectInput("Acme", "https://acme.dev")))).Value;

        var entry = Assert.Single(_application.Audit);
        Assert.Equal((TenantId, "0195a000000070008000000000000001", "192.0.2.7"), (entry.TenantId, entry.Actor, entry.Address));
        Assert.Equal(("projects.create", FakeClock.Noon), (entry.Action, entry.At));
        Assert.Equal(AuditTargets.Project(project.Id), entry.Target);
        Assert.Equal(7, entry.Id.Version);
    }

    [Fact]
    public async Task Tells_changes_of_projects_and_routes_with_both_states()
    {
        var project = _application.Knows(Make.Project(title: "Before"));
        var route = Make.Route("/a");
        _application.Routes.FindAsync(project.Id, route.Id, Arg.Any<CancellationToken>()).Returns(route);

        await _application.SendAsync(new ChangeProject(project.Id, 1, new ProjectInput("After", "https://acme.dev")));
        await _application.SendAsync(new CreateRoute(project.Id, new RouteInput("/new")));
        await _application.SendAsync(new ChangeRoute(project.Id, route.Id, 1, new RouteInput("/b")));
        await _application.SendAsync(new DeleteRoute(project.Id, route.Id, 1));
        await _application.SendAsync(new DeleteProject(project.Id, 1));

        Assert.Equal(
            [
                ("projects.change", "title", "Before", "After"), ("routes.create", "path", null, "/new"), ("routes.change", "path", "/a", "/b"),
                ("routes.delete", "path", "/a", null), ("projects.delete", "title", "Before", null),
            ],
            _application.Audit.Zip(["title", "path", "path", "path", "title"], (e, m) => (e.Action, m, Member(e.Before, m), Member(e.After, m))));
    }

    [Fact]
    public async Task Tells_nothing_of_what_did_not_happen()
    {
        _application.Knows(Make.Project());
        _application.Projects.UpdateAsync(default!, default, default).ReturnsForAnyArgs(WriteOutcome.VersionChanged);
        _application.Routes.AddAsync(default!, default).ReturnsForAnyArgs(WriteOutcome.Taken);
        _application.Projects.DeleteAsync(default, default, default, default).ReturnsForAnyArgs(WriteOutcome.VersionChanged);

        await _application.SendAsync(new ChangeProject(Make.ProjectId, 1, new ProjectInput("After", "https://acme.dev")));
        await _application.SendAsync(new CreateRoute(Make.ProjectId, new RouteInput("/new")));
        await _application.SendAsync(new DeleteProject(Make.ProjectId, 1));
        await _application.SendAsync(new CreateProject(new ProjectInput("", "")));

        Assert.Empty(_application.Audit);
    }

    [Fact]
    public void Every_change_is_in_a_transaction()
    {
        // Whoever has the audit writes; whoever writes must be taken back with it.
        var handlers = typeof(AuditTrail).Assembly.GetTypes()
            .Where(t => t.Name is "Handler" && t.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(AuditTrail)))
            .ToList();

        Assert.Equal(28, handlers.Count);
        Assert.All(handlers, h => Assert.True(h.DeclaringType!.IsAssignableTo(typeof(ITransactional)) || OpensItsOwn(h), h.FullName));
    }

    // A purge goes on in batches behind the transaction that it is told in.
    private static bool OpensItsOwn(Type handler) => handler.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(ITransactions));

    [Fact]
    public void Every_request_that_is_in_a_transaction_is_told() => Assert.All(
        typeof(AuditTrail).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(ITransactional))),
        request => Assert.Contains(
            request.GetNestedType("Handler", System.Reflection.BindingFlags.NonPublic)!.GetConstructors().Single().GetParameters(),
            p => p.ParameterType == typeof(AuditTrail)));

    [Fact]
    public async Task Lists_what_is_asked_for()
    {
        Lists(Entry(3), Entry(2), Entry(1));

        var page = (await ListAsync(target: "project/x", limit: 2)).Value;

        Assert.Equal(2, page.Items.Count);
        await _application.AuditLog.Received(1).ListAsync(
            new AuditFilter(FakeClock.Noon, null, "admin-key", "keys.create", "project", "x"), null, 3, Arg.Any<CancellationToken>());
        await ListAsync(target: "project/x", cursor: page.NextCursor);
        await _application.AuditLog.Received(1).ListAsync(Arg.Any<AuditFilter>(), page.Items[1].Id, 51, Arg.Any<CancellationToken>());
        Assert.Contains("cursor", (await ListAsync(target: "other", cursor: page.NextCursor)).Failure!.Errors!.Keys);
        await ListAsync(target: "x");
        await _application.AuditLog.Received(1).ListAsync(
            new AuditFilter(FakeClock.Noon, null, "admin-key", "keys.create", null, "x"), null, 51, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Refuses_filters_that_nothing_can_match()
    {
        var refused = await _application.SendAsync(new ListAudit(null, null, "\0", "", "\uD800", 0, null));

        Assert.Equal(["action", "actor", "limit", "target"], refused.Failure!.Errors!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Is_pruned_by_the_clean_up()
    {
        await _application.Get<Application.CachedImages.CleanUp>().RunAsync(CancellationToken.None);

        await _application.AuditLog.Received(1).PruneAsync(FakeClock.Noon, Arg.Any<CancellationToken>());
    }

    public void Dispose() => _application.Dispose();

    private static string? Member(string? json, string name) =>
        json is null ? null : JsonElement.Parse(json).GetProperty(name).GetString();

    private static AuditEntry Entry(int number) => new()
    {
        Id = new Guid($"0195a000-0000-7000-8000-{number:x12}"),
        TenantId = Tenant.DefaultId,
        At = FakeClock.Noon,
        Actor = "admin-key",
        Action = "keys.create",
        Target = new AuditTarget("project", "x"),
    };

    private void Lists(params AuditEntry[] entries) =>
        _application.AuditLog.ListAsync(Arg.Any<AuditFilter>(), Arg.Any<Guid?>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(entries);

    private Task<Result<Page<AuditEntry>>> ListAsync(string target, int? limit = null, string? cursor = null) =>
        _application.SendAsync(new ListAudit(FakeClock.Noon, null, "admin-key", "keys.create", target, limit, cursor));
}
