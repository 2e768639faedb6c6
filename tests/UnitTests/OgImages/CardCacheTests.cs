using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardCacheTests : IDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3];

    private readonly ICachedImageRepository _images = Substitute.For<ICachedImageRepository>();
    private readonly IRenderRepository _renders = Substitute.For<IRenderRepository>();
    private readonly FakeStore _store = new();
    private readonly FakeClock _clock = new();
    private readonly CardMemory _memory;
    private readonly ViewCounter _views;
    private readonly CardCache _cache;

    public CardCacheTests()
    {
        _images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        var callers = new CallerContext();
        var counter = new RenderCounter(_renders, callers, NullLogger<RenderCounter>.Instance);
        var options = Options.Create(new DeliveryOptions { StaleSeconds = 600 });
        _memory = new CardMemory(options, _clock);
        _views = new ViewCounter(Substitute.For<IImageViewRepository>(), callers, _clock, NullLogger<ViewCounter>.Instance);
        _cache = new CardCache(_images, new CardStore(_store, _views), counter, _memory, callers, options, _clock, NullLogger<CardCache>.Instance);
    }

    public void Dispose() => _views.Dispose();

    [Fact]
    public async Task Finds_the_current_card_of_a_slot_whatever_it_is_worth()
    {
        var card = Keeps(Make.Stored(cacheKey: "older", inputs: "older"));
        Assert.Same(card, await FindAsync(Make.Plan()));
    }

    [Fact]
    public async Task Finds_nothing_in_an_empty_slot() => Assert.Null(await FindAsync(Make.Plan()));

    [Theory]
    [InlineData(60, CardState.Fresh)]
    [InlineData(61, CardState.Stale)]
    [InlineData(365 * 86_400, CardState.Stale)]
    public void Sees_to_a_card_at_once_that_only_a_clock_that_was_wrong_can_have_kept(int seconds, CardState expected)
    {
        var at = FakeClock.Noon.AddSeconds(seconds);
        var card = Make.Stored(freshUntil: at.AddHours(1)) with { ConfirmedAt = at, CreatedAt = at };
        Assert.Equal(expected, _cache.Judge(Make.Plan(), card));
    }

    [Fact]
    public void Judges_a_card_by_its_times()
    {
        var card = Make.Stored(freshUntil: FakeClock.Noon.AddHours(1));
        Assert.Equal(CardState.Fresh, Judge(Make.Plan(), card));
        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Fresh, Judge(Make.Plan(), card));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Stale, Judge(Make.Plan(), card));
        _clock.Advance(TimeSpan.FromSeconds(600) - TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Stale, Judge(Make.Plan(), card));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Old, Judge(Make.Plan(), card));
    }

    [Fact]
    public void Judges_a_card_that_shows_something_else_as_changed_however_fresh() =>
        Assert.Equal(CardState.Changed, Judge(Make.Plan(), Make.Stored(cacheKey: "older", inputs: "older")));

    [Fact]
    public void Judges_a_fresh_card_of_another_renderer_as_stale_and_never_as_none() =>
        Assert.Equal(CardState.Stale, Judge(Make.Plan(), Make.Stored(cacheKey: "older")));

    [Fact]
    public void Judges_nothing_where_cards_are_not_kept()
    {
        Assert.Equal(CardState.None, Judge(Make.Plan(cacheDuration: 0), Make.Stored()));
        Assert.Equal(CardState.None, Judge(Make.Plan(), card: null));
    }

    [Fact]
    public void Counts_a_duration_that_was_shortened_for_cards_that_are_kept_already()
    {
        var card = Make.Stored(freshUntil: FakeClock.Noon.AddHours(1));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(CardState.Stale, Judge(Make.Plan(cacheDuration: 60), card));
        Assert.Equal(CardState.Fresh, Judge(Make.Plan(cacheDuration: 61), card));
    }

    [Fact]
    public void Takes_a_card_that_misses_something_for_fresh_for_five_minutes()
    {
        var card = Make.Stored(isProvisional: true);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Fresh, Judge(Make.Plan(), card));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CardState.Stale, Judge(Make.Plan(), card));
        Assert.False(CardCache.IsUnchanged(Make.Plan(), card));
    }

    [Fact]
    public async Task Moves_the_times_of_a_card_and_leaves_its_bytes()
    {
        var card = Make.Stored();
        _images.ConfirmAsync(card, Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _clock.Advance(TimeSpan.FromHours(2));
        var now = FakeClock.Noon.AddHours(2);
        var confirmed = await _cache.ConfirmAsync(Make.Plan(cacheDuration: 60), card, CancellationToken.None);
        Assert.Equal(card with { ConfirmedAt = now, FreshUntil = now.AddSeconds(60), ExpiresAt = now.AddSeconds(60).AddDays(30) }, confirmed);
        await _images.Received(1).ConfirmAsync(card, now.AddSeconds(60), now.AddSeconds(60).AddDays(30), now, Arg.Any<CancellationToken>());
        Assert.Equal(CardState.Fresh, Judge(Make.Plan(cacheDuration: 60), confirmed));
    }

    [Fact]
    public async Task Leaves_a_card_as_it_was_that_another_has_moved_meanwhile()
    {
        var card = Make.Stored();
        _images.ConfirmAsync(card, Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.NotFound);
        Assert.Same(card, await _cache.ConfirmAsync(Make.Plan(), card, CancellationToken.None));
    }

    [Fact]
    public async Task Passes_on_that_the_database_is_away_and_calls_it_no_absence()
    {
        _images.FindCardAsync(Arg.Any<Slot>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => FindAsync(Make.Plan()));
    }

    [Fact]
    public async Task Loads_a_card_with_its_bytes()
    {
        var card = Make.Stored(bytes: Bytes);
        _store.Objects[card.StoragePath.Value] = Bytes;
        var image = await LoadAsync(card);
        Assert.NotNull(image);
        Assert.Equal(Bytes, image.Bytes.ToArray());
        Assert.Equal(card.ContentHash, image.ContentHash);
        Assert.Equal(card.CreatedAt, image.CreatedAt);
        Assert.Equal(card.FreshUntil, image.FreshUntil);
        Assert.Equal(ImageFormat.Png, image.Format);
        Assert.Equal(CardOutcome.Hit, image.Outcome);
        Assert.Null(image.Times);
    }

    [Fact]
    public async Task Loads_nothing_where_the_object_is_missing() => Assert.Null(await LoadAsync(Make.Stored()));

    [Theory]
    [InlineData(new byte[] { 1, 2, 4 })]
    [InlineData(new byte[] { 1, 2 })]
    [InlineData(new byte[] { 1, 2, 3, 3 })]
    [InlineData(new byte[0])]
    public async Task Loads_nothing_where_the_bytes_are_damaged(byte[] damaged)
    {
        var card = Make.Stored(bytes: Bytes);
        _store.Objects[card.StoragePath.Value] = damaged;
        Assert.Null(await LoadAsync(card));
    }

    [Fact]
    public async Task Loads_nothing_where_the_length_is_another_than_was_written()
    {
        var card = Make.Stored(bytes: Bytes, byteSize: 4);
        _store.Objects[card.StoragePath.Value] = Bytes;
        Assert.Null(await LoadAsync(card));
    }

    [Fact]
    public async Task Loads_nothing_where_the_store_cannot_be_read()
    {
        var card = Make.Stored(bytes: Bytes);
        _store.Objects[card.StoragePath.Value] = Bytes;
        _store.GetFault = new IOException("away");
        Assert.Null(await LoadAsync(card));
        _store.GetFault = new UnauthorizedAccessException("no");
        Assert.Null(await LoadAsync(card));
    }

    [Fact]
    public async Task Hides_no_other_fault_of_the_store()
    {
        _store.GetFault = new InvalidOperationException("bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => LoadAsync(Make.Stored()));
    }

    [Fact]
    public async Task Keeps_the_bytes_first_and_the_row_after_them()
    {
        var route = Make.Route("/hello");
        var storedBeforeRow = false;
        CachedImage? row = null;
        _images.AddAsync(Arg.Do<CachedImage>(i => (row, storedBeforeRow) = (i, _store.Objects.ContainsKey(i.StoragePath.Value))), Arg.Any<CancellationToken>())
            .Returns(WriteOutcome.Done);
        var plan = Make.Plan(route: route, cacheDuration: 60);
        await KeepAsync(plan, Make.Rendered(Bytes, ImageFormat.Jpeg));

        Assert.True(storedBeforeRow);
        Assert.NotNull(row);
        Assert.Equal(Tenant.DefaultId, row.TenantId);
        Assert.Equal(Make.ProjectId, row.ProjectId);
        Assert.Equal(route.Id, row.RouteId);
        Assert.Equal(plan.PageUrl, row.Url);
        Assert.Equal(plan.Slot, row.Slot);
        Assert.Equal(plan.CacheKey, row.CacheKey);
        Assert.Equal(ObjectName.Card(Make.ProjectId, plan.Slot, row.Id, ImageFormat.Jpeg), row.StoragePath);
        Assert.Equal(Sha256Hash.Of(Bytes), row.ContentHash);
        Assert.Equal((ImageFormat.Jpeg, 1200, 630, 3, 7.5), (row.Format, row.Width, row.Height, row.ByteSize, row.RenderMs));
        Assert.Equal(FakeClock.Noon, row.CreatedAt);
        Assert.Equal(FakeClock.Noon.AddSeconds(60), row.FreshUntil);
        Assert.Equal(FakeClock.Noon.AddSeconds(60).AddDays(30), row.ExpiresAt);
        Assert.Equal(7, row.Id.Version);
        Assert.Equal(Bytes, Assert.Single(_store.Objects).Value);
    }

    [Fact]
    public async Task Gives_every_kept_card_an_object_of_its_own()
    {
        await KeepAsync(Make.Plan(), Make.Rendered());
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Equal(2, _store.Objects.Count);
    }

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public async Task Cuts_the_address_of_the_page_without_splitting_a_character(int before)
    {
        CachedImage? row = null;
        _images.AddAsync(Arg.Do<CachedImage>(i => row = i), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        await KeepAsync(Make.Plan(pageUrl: new string('a', before) + "😀"), Make.Rendered());
        Assert.Equal(new string('a', Math.Min(before, 512)), row?.Url);
    }

    [Fact]
    public async Task Writes_no_row_where_the_bytes_could_not_be_stored()
    {
        _store.PutFault = new IOException("full");
        await KeepAsync(Make.Plan(), Make.Rendered());
        _store.PutFault = new UnauthorizedAccessException("no");
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Empty(_images.ReceivedCalls());
    }

    [Fact]
    public async Task Counts_a_render_whose_card_is_not_kept()
    {
        var counted = new List<Render>();
        await _renders.AddAsync(Arg.Do<Render>(counted.Add), Arg.Any<CancellationToken>());
        await KeepAsync(Make.Plan(cacheDuration: 0), Make.Rendered(Bytes, ImageFormat.Jpeg));
        _store.PutFault = new IOException("full");
        await KeepAsync(Make.Plan(), Make.Rendered(Bytes, ImageFormat.Jpeg));
        Assert.Equal(2, counted.Count);
        Assert.All(counted, r => Assert.Equal((Make.ProjectId, FakeClock.Noon, ImageFormat.Jpeg, 7.5, null), (r.ProjectId, r.At, r.Format, r.Ms, r.KeptBytes)));
        Assert.Empty(_images.ReceivedCalls());
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task Leaves_counting_to_the_row_where_the_card_is_kept()
    {
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Empty(_renders.ReceivedCalls());
    }

    [Fact]
    public async Task Goes_on_where_a_render_cannot_be_counted()
    {
        _renders.AddAsync(Arg.Any<Render>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        await KeepAsync(Make.Plan(cacheDuration: 0), Make.Rendered());
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task Deletes_the_object_where_the_project_or_route_is_gone()
    {
        AnswersTo(WriteOutcome.NotFound);
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task Deletes_the_object_where_the_database_is_away()
    {
        _images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).ThrowsAsync(Away());
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task Deletes_the_object_whatever_fault_kept_its_row_out()
    {
        _images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).ThrowsAsync(new InvalidOperationException("bug"));
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task Goes_on_where_the_object_of_no_row_cannot_be_deleted_either()
    {
        AnswersTo(WriteOutcome.NotFound);
        _store.DeleteFault = new IOException("away");
        await KeepAsync(Make.Plan(), Make.Rendered());
        Assert.Single(_store.Objects);
    }

    private static DatabaseUnavailableException Away() => new(new IOException("away"));

    private void AnswersTo(WriteOutcome outcome) =>
        _images.AddAsync(Arg.Any<CachedImage>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private StoredCard Keeps(StoredCard card)
    {
        _images.FindCardAsync(card.Slot, Arg.Any<CancellationToken>()).Returns(card);
        return card;
    }

    private Task<StoredCard?> FindAsync(CardPlan plan) => _cache.FindAsync(plan, CancellationToken.None);

    private CardState Judge(CardPlan plan, StoredCard? card) => _cache.Judge(plan, card);

    private Task<OgImage?> LoadAsync(StoredCard card) => _cache.LoadAsync(Make.Plan(), card, CardOutcome.Hit, CancellationToken.None);

    private Task<bool> KeepAsync(CardPlan plan, RenderedCard card) => _cache.KeepAsync(plan, card, FakeClock.Noon, CancellationToken.None);
}
