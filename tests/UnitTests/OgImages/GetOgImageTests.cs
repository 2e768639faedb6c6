using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class GetOgImageTests : IDisposable
{
    private static readonly Failure Busy = new(FailureKind.TooBusy, "cards.too_busy", "Too busy.");

    private readonly TestApplication _application = new();
    private readonly TaskCompletionSource<Result<RenderedCard>> _drawing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CachedImage> _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _renders;

    public GetOgImageTests()
    {
        _application.Images.AddAsync(Arg.Do<CachedImage>(i => _kept.TrySetResult(i)), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Renderer.RenderAsync(Arg.Any<CardContent>(), Arg.Any<CardOutput>(), Arg.Any<RenderOrder>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            Interlocked.Increment(ref _renders);
            _begun.TrySetResult();
            return _drawing.Task;
        });
    }

    [Fact]
    public async Task Draws_and_keeps_a_card()
    {
        _drawing.SetResult(Make.Rendered([7, 8, 9], ImageFormat.Webp));
        var plan = Make.Plan(cacheDuration: 60, format: ReturnType.Webp);
        var image = (await SendAsync(plan)).Value;
        Assert.Equal([7, 8, 9], image.Bytes.ToArray());
        Assert.Equal(ImageFormat.Webp, image.Format);
        Assert.Equal(Sha256Hash.Of([7, 8, 9]), image.ContentHash);
        Assert.Equal(FakeClock.Noon, image.CreatedAt);
        Assert.Equal(FakeClock.Noon.AddSeconds(60), image.FreshUntil);
        Assert.Equal(CardOutcome.Miss, image.Outcome);
        Assert.Equal(new RenderTimes(5, 2.5), image.Times);
        Assert.Equal(plan.Slot, (await _kept.Task).Slot);
        await _application.Renderer.Received(1).RenderAsync(plan.Content, plan.Output, new RenderOrder(plan.Project.TenantId), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Draws_once_for_fifty_requests_at_once()
    {
        var requests = Enumerable.Range(0, 50).Select(_ => SendAsync(Make.Plan())).ToArray();
        _drawing.SetResult(Make.Rendered());
        var images = await Task.WhenAll(requests);
        Assert.Equal(1, _renders);
        Assert.All(images, i => Assert.Same(images[0].Value, i.Value));
        Assert.Single(_application.Store.Objects);
    }

    [Fact]
    public async Task Draws_nothing_and_waits_for_nothing_where_the_project_was_deleted_meanwhile()
    {
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);
        Assert.Equal(ProjectFailures.NotFound, (await SendAsync(Make.Plan())).Failure);
        Assert.Equal(0, _renders);
        Assert.Single(_application.Leases.ReceivedCalls());
    }

    [Fact]
    public async Task Draws_different_cards_of_one_slot_each()
    {
        var older = SendAsync(Make.Plan(cacheKey: "older"));
        var newer = SendAsync(Make.Plan(cacheKey: "newer"));
        _drawing.SetResult(Make.Rendered());
        await Task.WhenAll(older, newer);
        Assert.Equal(2, _renders);
    }

    [Fact]
    public async Task Finishes_and_keeps_the_card_when_the_caller_leaves()
    {
        using var leaving = new CancellationTokenSource();
        var request = SendAsync(Make.Plan(), leaving.Token);

        // Before it begins to be drawn, a card that nobody waits for is dropped.
        await _begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        _drawing.SetResult(Make.Rendered());
        Assert.Equal(Make.Plan().Slot, (await _kept.Task).Slot);
        Assert.Single(_application.Store.Objects);
    }

    [Fact]
    public async Task Draws_and_keeps_without_the_token_of_any_caller()
    {
        using var caller = new CancellationTokenSource();
        _drawing.SetResult(Make.Rendered());
        await SendAsync(Make.Plan(), caller.Token);
        await _application.Renderer.Received(1).RenderAsync(
            Arg.Any<CardContent>(), Arg.Any<CardOutput>(), Arg.Any<RenderOrder>(), Arg.Is<CancellationToken>(t => t != caller.Token));
        await _application.Images.Received(1).AddAsync(Arg.Any<CachedImage>(), CancellationToken.None);
    }

    [Fact]
    public async Task Passes_on_that_the_renderer_is_busy_and_tries_again_the_next_time()
    {
        _drawing.SetResult(Busy);
        Assert.Same(Busy, (await SendAsync(Make.Plan())).Failure);
        Assert.Same(Busy, (await SendAsync(Make.Plan())).Failure);
        Assert.Equal(2, _renders);
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Passes_on_a_fault_of_the_renderer_to_all_and_keeps_nothing()
    {
        var requests = Enumerable.Range(0, 3).Select(_ => SendAsync(Make.Plan())).ToArray();
        _drawing.SetException(new InvalidDataException("broken"));
        foreach (var request in requests)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => request);
        }

        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Finds_the_card_that_another_has_drawn_meanwhile()
    {
        var card = Make.Stored(bytes: [1, 2, 3]);
        _application.Images.FindCardAsync(card.Slot, Arg.Any<CancellationToken>()).Returns(card);
        _application.Store.Objects[card.StoragePath.Value] = [1, 2, 3];
        var image = (await SendAsync(Make.Plan())).Value;
        Assert.Equal(CardOutcome.Hit, image.Outcome);
        Assert.Equal(0, _renders);
    }

    [Fact]
    public async Task Draws_a_card_anew_whose_object_is_lost()
    {
        var card = Make.Stored();
        _application.Images.FindCardAsync(card.Slot, Arg.Any<CancellationToken>()).Returns(card);
        _drawing.SetResult(Make.Rendered());
        Assert.Equal(CardOutcome.Miss, (await SendAsync(Make.Plan())).Value.Outcome);
        Assert.Single(_application.Store.Objects);
    }

    [Fact]
    public async Task Keeps_nothing_where_the_duration_is_zero()
    {
        _drawing.SetResult(Make.Rendered());
        var image = (await SendAsync(Make.Plan(cacheDuration: 0))).Value;
        Assert.Null(image.FreshUntil);
        Assert.Equal(CardOutcome.Miss, image.Outcome);
        Assert.Empty(_application.Store.Objects);
        Assert.Empty(_application.Images.ReceivedCalls());
    }

    [Fact]
    public async Task Answers_with_the_card_where_it_cannot_be_kept()
    {
        _drawing.SetResult(Make.Rendered());
        _application.Store.PutFault = new IOException("full");
        Assert.Equal(CardOutcome.Miss, (await SendAsync(Make.Plan())).Value.Outcome);
        _application.Store.PutFault = null;
        _application.Images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new DatabaseUnavailableException(new IOException("away")));
        Assert.Equal(CardOutcome.Miss, (await SendAsync(Make.Plan(slot: "other"))).Value.Outcome);
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Answers_with_a_card_that_lacks_glyphs()
    {
        _drawing.SetResult(Make.Rendered(missingGlyphs: 3));
        Assert.Null((await SendAsync(Make.Plan())).Failure);
    }

    [Fact]
    public async Task Draws_no_more_in_a_month_than_the_tenant_may_and_begins_anew_with_the_next()
    {
        Limits(renders: 7, used: 5);
        _drawing.SetResult(Make.Rendered());
        Assert.Equal([null, null, OgImageFailures.LimitReached], await FailuresAsync("a", "b", "c"));

        Limits(renders: 8, used: 7);
        Assert.Equal([OgImageFailures.LimitReached], await FailuresAsync("d"));
        _application.Clock.Advance(MonthlyRenders.Lifetime);
        Assert.Equal([null, OgImageFailures.LimitReached], await FailuresAsync("e", "f"));

        _application.Clock.Advance(TimeSpan.FromDays(31));
        _application.Usage.ReadAsync(new DateOnly(2026, 4, 1), new DateOnly(2026, 5, 1), Arg.Any<CancellationToken>()).Returns(new TenantUsage(0, 0, 0, 0, 0));
        Assert.Equal([null], await FailuresAsync("g"));
    }

    [Fact]
    public async Task Holds_nobody_to_a_limit_that_cannot_be_read()
    {
        _drawing.SetResult(Make.Rendered());
        _application.TenantRows.FindAsync(Arg.Any<Guid>(), Arg.Any<CancellationToken>()).ThrowsAsync(new DatabaseUnavailableException(new IOException("away")));
        Assert.Equal([null], await FailuresAsync("a"));
    }

    public void Dispose() => _application.Dispose();

    private void Limits(long renders, long used)
    {
        var tenant = new Tenant { Id = Tenant.DefaultId, Name = "Acme", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Renders: renders) };
        _application.TenantRows.FindAsync(Arg.Any<Guid>(), Arg.Any<CancellationToken>()).Returns(tenant);
        _application.Usage.ReadAsync(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1), Arg.Any<CancellationToken>()).Returns(new TenantUsage(used, 0, 0, 0, 0));
    }

    private async Task<List<Failure?>> FailuresAsync(params string[] slots)
    {
        List<Failure?> failures = [];
        foreach (var slot in slots)
        {
            failures.Add((await SendAsync(Make.Plan(slot: slot))).Failure);
        }

        return failures;
    }

    private Task<Result<OgImage>> SendAsync(CardPlan plan, CancellationToken cancellationToken = default) =>
        _application.SendAsync(new GetOgImage(plan), cancellationToken);
}
