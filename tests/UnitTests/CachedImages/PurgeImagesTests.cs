using NSubstitute;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.CachedImages;

public sealed class PurgeImagesTests : IDisposable
{
    private readonly TestApplication _application = new();
    private readonly Route _route = Make.Route("/blog/{slug}");
    private readonly List<ImagePosition> _kept = [];

    public PurgeImagesTests()
    {
        var project = _application.Knows(Make.Project(), _route);
        _application.Routes.FindAsync(project.Id, _route.Id, Arg.Any<CancellationToken>()).Returns(_route);
        _application.Projects.MarkPurgedAsync(project.Id, Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Kept.FindAsync(Arg.Any<KeptImages>(), Arg.Any<ImagePosition?>(), Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(call => _kept.SkipWhile(k => call.Arg<ImagePosition?>() is { } after && k.Id <= after.Id).Take(call.Arg<int>()).ToList());
        _application.Kept.MakeDueAsync(Arg.Any<IReadOnlyCollection<Guid>>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(call => call.Arg<IReadOnlyCollection<Guid>>().Count);
        _application.Kept.DeleteAsync(Arg.Any<IReadOnlyCollection<Guid>>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(call => call.Arg<IReadOnlyCollection<Guid>>().Count);
    }

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task Makes_all_cards_due_in_batches_and_counts_no_removal()
    {
        Keep(1_100);

        Assert.Equal(new Purged(PurgeMode.Refresh, 1_100), (await _application.SendAsync(Purge(all: true))).Value);

        await _application.Kept.Received(3).MakeDueAsync(Arg.Any<IReadOnlyCollection<Guid>>(), FakeClock.Noon, Arg.Any<CancellationToken>());
        await _application.Kept.DidNotReceiveWithAnyArgs().CountRemovalAsync(default!, default!, default);
        await _application.Kept.DidNotReceiveWithAnyArgs().DeleteAsync(default!, default, default);
        Assert.Equal("cards.purge", Assert.Single(_application.Audit).Action);
    }

    [Fact]
    public async Task Tells_replicas_before_and_after_the_cards_change()
    {
        Keep(1);
        await _application.SendAsync(Purge(all: true));

        await _application.Projects.Received(1).MarkPurgedAsync(Make.ProjectId, FakeClock.Noon, Arg.Any<CancellationToken>());
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Removes_the_cards_of_a_page_and_gives_it_a_new_address_though_none_was_kept()
    {
        Assert.Equal(new Purged(PurgeMode.Remove, 0), (await _application.SendAsync(Purge(path: "/a/../b//ü", mode: PurgeMode.Remove))).Value);

        var page = PageHash.Of(Make.Page("/b/ü"));
        await _application.Kept.Received(1).CountRemovalAsync(
            new KeptImages(Make.ProjectId, Page: page), Arg.Is<RemovalOrigin>(o => o.Path == "/b/%C3%BC"), Arg.Any<CancellationToken>());
        Assert.False(_application.IsCleanUpWoken());
    }

    [Fact]
    public async Task Removes_the_cards_of_a_route_and_wakes_the_clean_up()
    {
        Keep(2);

        Assert.Equal(2, (await _application.SendAsync(Purge(route: _route.Id, mode: PurgeMode.Remove))).Value.Cards);

        await _application.Kept.Received(1).CountRemovalAsync(new KeptImages(Make.ProjectId, _route.Id), Arg.Any<RemovalOrigin>(), Arg.Any<CancellationToken>());
        Assert.True(_application.IsCleanUpWoken());
    }

    [Fact]
    public async Task Wants_to_know_which_cards()
    {
        Assert.Equal(Invalid.Code, (await _application.SendAsync(Purge())).Failure?.Code);
        Assert.Equal(Invalid.Code, (await _application.SendAsync(Purge(path: "/a", all: true))).Failure?.Code);
        Assert.Equal(Invalid.Code, (await _application.SendAsync(Purge(path: "/a", route: _route.Id))).Failure?.Code);
        Assert.Equal(Invalid.Code, (await _application.SendAsync(Purge(path: "a"))).Failure?.Code);
        Assert.Equal(PagePath.TooLong, (await _application.SendAsync(Purge(path: "/" + string.Concat(Enumerable.Repeat("(", 1_000))))).Failure);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Knows_no_other_project_and_route()
    {
        Assert.Equal(RouteFailures.NotFound, (await _application.SendAsync(Purge(route: Make.OtherId))).Failure);
        Assert.Equal(ProjectFailures.NotFound, (await _application.SendAsync(Purge(all: true) with { ProjectId = Make.OtherId })).Failure);
    }

    private static PurgeImages Purge(string? path = null, Guid? route = null, bool all = false, PurgeMode mode = PurgeMode.Refresh) =>
        new(Make.ProjectId, path, route, all, mode);

    private void Keep(int count) => _kept.AddRange(Enumerable.Range(0, count).Select(i => new ImagePosition(FakeClock.Noon, Guid.CreateVersion7(FakeClock.Noon.AddSeconds(i)))));
}
