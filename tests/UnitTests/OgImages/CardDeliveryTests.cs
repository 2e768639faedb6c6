using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardDeliveryTests : IDisposable
{
    private const string CardTitle = "The card";

    // Of real time: an answer that waits for something that never comes must fail its test, not hang it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Kept = [1, 2, 3];
    private static readonly byte[] Drawn = [7, 8, 9];
    private static readonly byte[] Plain = [5, 5];
    private static readonly Failure Busy = new(FailureKind.TooBusy, "cards.too_busy", "Too busy.");

    private readonly TestApplication _application = new(options => options.RendersPerMinute = 2);
    private readonly TaskCompletionSource<Result<RenderedCard>> _drawing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(CardContent Content, RenderOrder Order)> _renders = [];
    private Func<CancellationToken, Task<Result<RenderedCard>>> _draw = _ => Rendered(Drawn);
    private Func<Task<Result<RenderedCard>>> _drawPlain = () => Rendered(Plain);

    public CardDeliveryTests()
    {
        _application.Knows(
            Make.Project(), Make.Route("/hello-world", variables: Make.Map(("title", CardTitle))), Make.Route("/more/*", variables: Make.Map(("title", CardTitle))));
        _application.Images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        Confirms(WriteOutcome.Done);
        _application.Renderer.RenderAsync(Arg.Any<CardContent>(), Arg.Any<CardOutput>(), Arg.Any<RenderOrder>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            var content = call.Arg<CardContent>();
            lock (_renders)
            {
                _renders.Add((content, call.Arg<RenderOrder>()));
            }

            _begun.TrySetResult();
            return string.Equals(content.Title, CardTitle, StringComparison.Ordinal) ? _draw(call.Arg<CancellationToken>()) : _drawPlain();
        });
    }

    private CardDelivery Delivery => _application.Get<CardDelivery>();

    private FakeClock Clock => _application.Clock;

    [Fact]
    public async Task Draws_a_card_that_there_is_not_and_answers_it_from_memory_then()
    {
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
        var looks = Looks();
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync());
        Assert.Equal((looks, 0), (Looks(), _application.Store.Gets));
    }

    [Fact]
    public async Task Answers_a_fresh_card_from_the_store_and_from_memory_then()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        AssertIs(CardOutcome.Hit, Kept, await AnswerAsync());
        AssertIs(CardOutcome.Hit, Kept, await AnswerAsync());
        Assert.Equal((1, 1, 0), (Looks(), _application.Store.Gets, _renders.Count));
    }

    [Fact]
    public async Task Answers_a_due_card_at_once_and_moves_its_times_without_drawing()
    {
        var card = Keeps(Make.Stored(await PlanAsync(), Kept));
        Clock.Advance(TimeSpan.FromHours(2));
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
        await RestAsync();

        var now = FakeClock.Noon.AddHours(2);
        await _application.Images.Received(1).ConfirmAsync(card, now.AddHours(1), now.AddHours(1).AddDays(30), now, Arg.Any<CancellationToken>());
        Assert.Empty(_renders);
    }

    [Fact]
    public async Task Lets_one_see_to_a_due_card_that_many_ask_for()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        var confirming = new TaskCompletionSource<WriteOutcome>();
        Confirms(confirming.Task);
        Clock.Advance(TimeSpan.FromHours(2));
        await AnswerAsync();
        await AnswerAsync();
        confirming.SetResult(WriteOutcome.Done);
        await RestAsync();

        Assert.Equal(1, Calls(nameof(ICachedImageRepository.ConfirmAsync)));
        await AnswerAsync();
        await RestAsync();
        Assert.Equal(2, Calls(nameof(ICachedImageRepository.ConfirmAsync)));
    }

    [Fact]
    public async Task Answers_the_card_of_another_renderer_and_draws_it_anew_behind_others()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older"));
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
        await RestAsync();

        Assert.True(Assert.Single(_renders).Order.IsAhead);
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Redraws_cards_of_another_renderer_past_the_allowance()
    {
        await AnswerAsync("/more/1");
        await AnswerAsync("/more/2");
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older"));
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
        await RestAsync();
        Assert.Equal(3, _renders.Count);
    }

    [Fact]
    public async Task Leaves_a_card_as_it_is_that_cannot_be_seen_to()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older"));
        _draw = _ => Task.FromResult<Result<RenderedCard>>(Busy);
        await AnswerAsync();
        await RestAsync();
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
    }

    [Fact]
    public async Task Draws_at_once_what_shows_something_else()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older", inputs: "older"));
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Confirms_a_card_that_has_been_due_for_long_before_it_is_answered()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        Clock.Advance(TimeSpan.FromDays(8));
        var image = await AnswerAsync();
        AssertIs(CardOutcome.Hit, Kept, image);
        Assert.Equal(FakeClock.Noon.AddDays(8).AddHours(1), image?.FreshUntil);
        AssertIs(CardOutcome.Hit, Kept, await AnswerAsync());
        Assert.Equal(1, Looks());
    }

    [Fact]
    public async Task Answers_a_card_as_it_is_that_cannot_be_confirmed_just_now()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        Clock.Advance(TimeSpan.FromDays(8));
        Confirms(Task.FromException<WriteOutcome>(Away()));
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
    }

    [Fact]
    public async Task Waits_no_longer_than_a_second_to_confirm_a_card()
    {
        await WarmAsync();
        Keeps(Make.Stored(await PlanAsync(), Kept));
        Clock.Advance(TimeSpan.FromDays(8));
        await WarmAsync();
        Confirms(new TaskCompletionSource<WriteOutcome>().Task);
        var answer = AnswerAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
        AssertIs(CardOutcome.Stale, Kept, await answer);
    }

    [Fact]
    public async Task Draws_an_old_card_anew_that_misses_something_or_is_of_another_renderer()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, isProvisional: true));
        Keeps(Make.Stored(await PlanAsync("/more/1"), Kept, cacheKey: "older"));
        Clock.Advance(TimeSpan.FromDays(8));
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync("/more/1"));
    }

    [Fact]
    public async Task Answers_a_card_that_misses_something_and_draws_it_anew()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, isProvisional: true));
        Clock.Advance(TimeSpan.FromMinutes(5));
        AssertIs(CardOutcome.Stale, Kept, await AnswerAsync());
        await RestAsync();
        Assert.Single(_renders);
        Assert.Equal(0, Calls(nameof(ICachedImageRepository.ConfirmAsync)));
    }

    [Fact]
    public async Task Answers_the_last_good_copy_when_the_time_is_over()
    {
        await WarmAsync();
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older", inputs: "older"));
        _draw = _ => _drawing.Task;
        AssertIs(CardOutcome.Fallback, Kept, await AnswerLateAsync());
    }

    [Fact]
    public async Task Answers_the_plain_card_of_the_project_when_the_time_is_over_and_there_is_no_copy()
    {
        await WarmAsync();
        _draw = _ => _drawing.Task;
        AssertIs(CardOutcome.Fallback, Plain, await AnswerLateAsync());
        Assert.Equal("Acme", _renders[^1].Content.Title);
    }

    [Fact]
    public async Task Answers_no_card_when_not_even_a_plain_one_is_to_be_had()
    {
        await WarmAsync();
        _draw = _ => _drawing.Task;
        _drawPlain = () => _drawing.Task;
        Assert.Null(await AnswerLateAsync());
    }

    [Fact]
    public async Task Keeps_the_card_that_came_too_late_for_the_next()
    {
        await WarmAsync();
        _draw = _ => _drawing.Task;
        await AnswerLateAsync();
        _drawing.SetResult(Make.Rendered(Drawn));
        await Eventually.TrueAsync(() => _application.Store.Objects.Count == 1);
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Answers_the_last_good_copy_while_the_queue_is_full()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept, cacheKey: "older", inputs: "older"));
        _draw = _ => Task.FromResult<Result<RenderedCard>>(Busy);
        AssertIs(CardOutcome.Fallback, Kept, await AnswerAsync());
    }

    [Fact]
    public async Task Answers_no_card_while_the_queue_is_full_and_nothing_was_ever_drawn()
    {
        _draw = _ => Task.FromResult<Result<RenderedCard>>(Busy);
        _drawPlain = () => Task.FromResult<Result<RenderedCard>>(Busy);
        Assert.Null(await AnswerAsync());
        Assert.Empty(_application.Store.Objects);
    }

    [Fact]
    public async Task Draws_the_plain_card_of_a_project_once()
    {
        _draw = _ => Task.FromResult<Result<RenderedCard>>(Busy);
        await AnswerAsync();
        _drawPlain = () => Task.FromResult<Result<RenderedCard>>(Busy);
        AssertIs(CardOutcome.Fallback, Plain, await AnswerAsync());
        AssertIs(CardOutcome.Fallback, Plain, await AnswerAsync("/more/1"));
    }

    [Fact]
    public async Task Answers_a_plain_card_with_the_pages_name_where_the_template_is_broken()
    {
        _draw = _ => throw new InvalidDataException("broken");
        AssertIs(CardOutcome.Fallback, Plain, await AnswerAsync());
        Assert.Equal(("Hello world", "Acme"), (_renders[^1].Content.Title, _renders[^1].Content.SiteName));
    }

    [Fact]
    public async Task Draws_no_more_new_cards_than_the_project_may_and_goes_on_a_minute_later()
    {
        await AnswerAsync("/more/1");
        await AnswerAsync("/more/2");
        AssertIs(CardOutcome.Fallback, Plain, await AnswerAsync("/more/3"));
        Assert.Equal(0, _application.Store.Lists);
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync("/more/1"));
        Clock.Advance(TimeSpan.FromMinutes(1));
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync("/more/3"));
    }

    [Fact]
    public async Task Takes_nothing_of_the_allowance_for_what_is_kept()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        for (var i = 0; i < 5; i++)
        {
            await AnswerAsync();
        }

        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync("/more/1"));
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync("/more/2"));
    }

    [Fact]
    public async Task Answers_the_last_object_of_the_slot_while_the_database_is_away()
    {
        var plan = await PlanAsync();
        await AnswerAsync("/more/1");
        _application.Store.Objects[ObjectName.Card(Make.ProjectId, plan.Slot, new Guid("0195a000-0000-7000-8000-000000000003"), ImageFormat.Webp).Value] = Kept;
        _application.Store.Objects[ObjectName.Card(Make.ProjectId, plan.Slot, new Guid("0195a000-0000-7000-8000-000000000002"), ImageFormat.Png).Value] = [0];
        IsAway();
        var image = await AnswerAsync();
        AssertIs(CardOutcome.Stale, Kept, image);
        Assert.Equal((ImageFormat.Webp, Sha256Hash.Of(Kept)), (image!.Format, image.ContentHash));
        Assert.Single(_renders);
    }

    [Fact]
    public async Task Draws_what_was_never_drawn_while_the_database_is_away_and_answers_it_from_memory_for_a_minute()
    {
        await WarmAsync();
        IsAway();
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
        await RestAsync();
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync());
        Assert.Empty(_application.Store.Objects);

        Clock.Advance(CardCache.UnkeptTime);
        AssertIs(CardOutcome.Stale, Drawn, await AnswerAsync());
        _application.Images.FindCardAsync(Arg.Any<Slot>(), Arg.Any<CancellationToken>()).Returns((StoredCard?)null);
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
        Assert.Equal(2, _renders.Count);
    }

    [Fact]
    public async Task Draws_without_the_database_where_it_does_not_answer_within_a_second()
    {
        await WarmAsync();
        _application.Images.FindCardAsync(Arg.Any<Slot>(), Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<StoredCard?>().Task);
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<WriteOutcome>().Task);
        var answer = AnswerAsync();
        Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));
        AssertIs(CardOutcome.Miss, Drawn, await answer);
    }

    [Fact]
    public async Task Waits_a_second_for_what_was_told_of_the_page_and_answers_what_it_has_then()
    {
        await AnswerAsync();

        // Something was told of the project's pages since.
        _application.Knows(Make.Project() with { CardsRevision = 2 });
        await WarmAsync();
        _application.Pages.FindAsync(Arg.Any<Guid>(), Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<KnownPage?>().Task);
        var answer = AnswerAsync();
        Clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));
        AssertIs(CardOutcome.Stale, Drawn, await answer);
    }

    [Fact]
    public async Task Draws_a_kept_card_anew_while_the_store_is_away_and_asks_it_once()
    {
        Keeps(Make.Stored(await PlanAsync(), Kept));
        _application.Store.GetFault = new IOException("away");
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
        Assert.Equal(1, _application.Store.Gets);
    }

    [Fact]
    public async Task Answers_while_both_database_and_store_are_away()
    {
        await WarmAsync();
        IsAway();
        _application.Store.GetFault = _application.Store.PutFault = _application.Store.ListFault = new IOException("away");
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Keeps_nothing_that_stands_in_for_a_card_as_the_card()
    {
        _draw = _ => throw new InvalidDataException("broken");
        AssertIs(CardOutcome.Fallback, Plain, await AnswerAsync());
        await RestAsync();
        Assert.Empty(_application.Store.Objects);
        Assert.Equal(0, _application.Get<CardMemory>().Count);
        Assert.Equal(0, Calls(nameof(ICachedImageRepository.AddAsync)));

        _draw = _ => Rendered(Drawn);
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Gives_the_turn_back_where_drawing_fails()
    {
        _draw = _ => throw new InvalidDataException("broken");
        await AnswerAsync();
        Assert.Single(_application.Leases.ReceivedCalls(), c => string.Equals(c.GetMethodInfo().Name, nameof(IRenderLeases.ReleaseAsync), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Drops_a_render_that_waits_for_its_turn_when_the_client_leaves()
    {
        var dropped = new TaskCompletionSource();
        _draw = async token =>
        {
            token.Register(dropped.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return Make.Rendered();
        };
        using var leaving = new CancellationTokenSource();
        var answer = AnswerAsync(cancellationToken: leaving.Token);
        await _begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await dropped.Task;
        await Eventually.TrueAsync(() => _application.Leases.ReceivedCalls().Count() == 2);
        Assert.Empty(_application.Store.Objects);

        _draw = _ => Rendered(Drawn);
        AssertIs(CardOutcome.Miss, Drawn, await AnswerAsync());
    }

    [Fact]
    public async Task Keeps_a_card_that_is_being_drawn_when_the_client_leaves()
    {
        _draw = _ => _drawing.Task;
        using var leaving = new CancellationTokenSource();
        var answer = AnswerAsync(cancellationToken: leaving.Token);
        await _begun.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        _drawing.SetResult(Make.Rendered(Drawn));
        await Eventually.TrueAsync(() => _application.Store.Objects.Count == 1);
        AssertIs(CardOutcome.Hit, Drawn, await AnswerAsync());
        Assert.Single(_renders);
    }

    [Fact]
    public async Task Draws_for_those_who_stay_when_one_leaves_who_came_first()
    {
        _draw = _ => _drawing.Task;
        using var leaving = new CancellationTokenSource();
        var left = AnswerAsync(cancellationToken: leaving.Token);
        await _begun.Task;
        var stayed = AnswerAsync();
        await leaving.CancelAsync();
        _drawing.SetResult(Make.Rendered(Drawn));
        AssertIs(CardOutcome.Miss, Drawn, await stayed);
        await left.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    [Fact]
    public async Task Says_where_there_is_no_card_to_be_had_by_right()
    {
        var unknown = await Delivery.AnswerAsync(Request("/x", Make.OtherId), CancellationToken.None);
        _application.Knows(Make.Project(isSuspended: true));
        var suspended = await Delivery.AnswerAsync(Request("/x"), CancellationToken.None);
        _application.Knows(Make.Project(requireSignature: true, version: 2));
        var unsigned = await Delivery.AnswerAsync(Request("/x"), CancellationToken.None);
        Assert.Equal(
            (ProjectFailures.NotFound, OgImageFailures.Suspended, OgImageFailures.SignatureRequired), (unknown.Failure!, suspended.Failure!, unsigned.Failure!));
        Assert.Empty(_renders);
    }

    [Fact]
    public async Task Gives_up_in_time_where_not_even_the_project_is_found()
    {
        _application.Projects.FindAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(new TaskCompletionSource<Project?>().Task);
        var answer = AnswerAsync();
        Clock.Advance(CardDelivery.AnswerTime - TimeSpan.FromTicks(1));
        Assert.False(answer.IsCompleted);
        Clock.Advance(TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
    }

    public void Dispose() => _application.Dispose();

    private static Task<Result<RenderedCard>> Rendered(byte[] bytes) => Task.FromResult<Result<RenderedCard>>(Make.Rendered(bytes));

    private static DatabaseUnavailableException Away() => new(new IOException("away"));

    private static CardRequest Request(string path, Guid? projectId = null) => new(projectId ?? Make.ProjectId, Make.Page(path), Make.Map());

    private static void AssertIs(CardOutcome outcome, byte[] bytes, OgImage? image)
    {
        Assert.NotNull(image);
        Assert.Equal((outcome, Convert.ToHexString(bytes)), (image.Outcome, Convert.ToHexString(image.Bytes.Span)));
    }

    private async Task<OgImage?> AnswerAsync(string path = "/hello-world", CancellationToken cancellationToken = default) =>
        (await Delivery.AnswerAsync(Request(path), cancellationToken).WaitAsync(Patience, CancellationToken.None)).Value.Image;

    // Moves the clock once the card is being drawn; by then whoever waits for it has set its timer, for nothing before was waited for.
    private async Task<OgImage?> AnswerLateAsync()
    {
        var answer = AnswerAsync();
        await _begun.Task;
        Clock.Advance(CardDelivery.AnswerTime);
        return await answer;
    }

    // With the project in memory an answer is not waited for before the card is.
    private async Task WarmAsync() => await _application.Get<Sites>().GetAsync(Make.ProjectId, CancellationToken.None);

    private async Task<CardPlan> PlanAsync(string path = "/hello-world") =>
        (await _application.Get<CardPlanner>().PlanAsync(Request(path), CancellationToken.None)).Value;

    private Task RestAsync() => _application.Get<BackgroundWork>().WaitAsync(CancellationToken.None);

    private StoredCard Keeps(StoredCard card)
    {
        _application.Images.FindCardAsync(card.Slot, Arg.Any<CancellationToken>()).Returns(card);
        _application.Store.Objects[card.StoragePath.Value] = Kept;
        return card;
    }

    private void IsAway()
    {
        _application.Images.FindCardAsync(Arg.Any<Slot>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        _application.Images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        _application.Leases.TryTakeAsync(Arg.Any<RenderLease>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
    }

    private void Confirms(WriteOutcome outcome) => Confirms(Task.FromResult(outcome));

    private void Confirms(Task<WriteOutcome> outcome) => _application.Images.ConfirmAsync(
        Arg.Any<StoredCard>(), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private int Looks() => Calls(nameof(ICachedImageRepository.FindCardAsync));

    private int Calls(string method) =>
        _application.Images.ReceivedCalls().Count(c => string.Equals(c.GetMethodInfo().Name, method, StringComparison.Ordinal));
}
