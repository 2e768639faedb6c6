using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class RenderTurnsTests : IDisposable
{
    private static readonly Func<Task<OgImage?>> Nothing = () => Task.FromResult<OgImage?>(null);

    private readonly TestApplication _application = new();

    private RenderTurns Turns => _application.Get<RenderTurns>();

    [Fact]
    public async Task Takes_a_turn_that_nobody_has_for_longer_than_a_render_takes()
    {
        var plan = Make.Plan();
        var turn = await TakeAsync(Nothing);
        Assert.Null(turn.Kept);
        Assert.Equal(
            new RenderLease(plan.Slot, plan.Project.TenantId, plan.Project.Id, turn.Lease!.Owner, RenderTurns.LeaseTime), turn.Lease);
        await _application.Leases.Received(1).TryTakeAsync(turn.Lease, FakeClock.Noon, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Waits_for_its_turn_while_another_has_it()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Taken, WriteOutcome.Taken, WriteOutcome.Done);
        Assert.NotNull((await TakeAsync(Nothing)).Lease);
        Assert.Equal(3, _application.Leases.ReceivedCalls().Count());
    }

    [Fact]
    public async Task Waits_for_nothing_where_the_project_is_gone()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);
        var turn = await TakeAsync(Nothing);
        Assert.Equal((null, true), (turn.Lease, turn.IsProjectGone));
        Assert.Single(_application.Leases.ReceivedCalls());
    }

    [Fact]
    public async Task Takes_what_another_has_drawn_meanwhile_and_no_turn()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Taken);
        var looks = 0;
        var card = Make.Image();
        var turn = await TakeAsync(() => Task.FromResult(++looks == 3 ? card : null));
        Assert.Equal(new RenderTurn(Lease: null, card), turn);
    }

    [Fact]
    public async Task Takes_a_turn_without_asking_others_while_the_database_is_away()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        var turn = await TakeAsync(Nothing);
        Assert.Null(turn.Kept);

        // Nobody knows whether it was taken.
        Assert.NotNull(turn.Lease);
    }

    [Fact]
    public async Task Hides_no_other_fault_of_the_database()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).ThrowsAsync(new InvalidOperationException("bug"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(Nothing));
    }

    [Fact]
    public async Task Ends_the_waiting_when_nobody_waits_any_more()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Taken);
        using var abandoned = new CancellationTokenSource();
        var taking = Turns.TakeAsync(Make.Plan(), Nothing, abandoned.Token);
        await abandoned.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    [Fact]
    public async Task Gives_back_the_turn_that_it_took()
    {
        var turn = await TakeAsync(Nothing);
        await Turns.ReleaseAsync(turn);
        await _application.Leases.Received(1).ReleaseAsync(turn.Lease!, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Gives_nothing_back_where_it_took_none()
    {
        await Turns.ReleaseAsync(new RenderTurn(Lease: null, Make.Image()));
        Assert.Empty(_application.Leases.ReceivedCalls());
    }

    [Fact]
    public async Task Leaves_a_turn_to_end_by_itself_while_the_database_is_away()
    {
        var turn = await TakeAsync(Nothing);
        _application.Leases.ReleaseAsync(Arg.Any<RenderLease>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        await Turns.ReleaseAsync(turn);
    }

    [Fact]
    public async Task Gives_every_render_an_owner_of_its_own() =>
        Assert.NotEqual((await TakeAsync(Nothing)).Lease!.Owner, (await TakeAsync(Nothing)).Lease!.Owner);

    public void Dispose() => _application.Dispose();

    private static DatabaseUnavailableException Away() => new(new IOException("away"));

    private Task<RenderTurn> TakeAsync(Func<Task<OgImage?>> findKept) => Turns.TakeAsync(Make.Plan(), findKept, CancellationToken.None);
}
