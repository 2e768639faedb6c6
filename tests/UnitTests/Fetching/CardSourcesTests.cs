using NSubstitute;
using PearlIo.Application.Fetching;
using PearlIo.Application.OgImages;
using PearlIo.Application.Pages;
using PearlIo.Application.Pictures;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Routes;

namespace PearlIo.UnitTests.Fetching;

/// <summary>Cards that are made from pages and pictures outside.</summary>
public sealed class CardSourcesTests : IDisposable
{
    private const string PageAddress = "https://acme.dev/a";
    private const string Logo = "https://acme.dev/logo.png";
    private static readonly CardPicture Pixels = new(Sha256Hash.Of([1]), 64, 64, new byte[64 * 64 * 4]);

    private readonly TestApplication _application = new(o => o.FetchSources = true);

    public CardSourcesTests()
    {
        _application.Knows(Make.Project());
        _application.Sources.FindAsync(Arg.Any<Guid>(), Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns([]);
        _application.Renderer.PicturesOfAsync(Arg.Any<CardContent>()).Returns(call =>
            call.Arg<CardContent>().Variables.TryGetValue("logo", out var logo) ? [logo] : Array.Empty<string>());
    }

    public void Dispose() => _application.Dispose();

    [Fact]
    public async Task A_page_that_was_never_read_is_read_before_its_card_is_drawn()
    {
        Answers(new PageMetadata { Title = "Of the page", Description = "D", SiteName = "Acme News", Author = "Ada" });
        var plan = await PlanAsync();
        Assert.True(plan.ReadsPage && plan.IsProvisional);
        Assert.Equal("A", plan.Content.Title);
        var renewed = await RenewAsync(plan);
        Assert.False(renewed.IsProvisional);
        Assert.Equal(("Of the page", "D", "Acme News"), (renewed.Content.Title, renewed.Content.Description, renewed.Content.SiteName));
        Assert.Equal("Ada", renewed.Content.Variables["author"]);
        Assert.NotEqual(plan.CacheKey, renewed.CacheKey);
        Assert.Equal(plan.Slot, renewed.Slot);

        // It is known from then on, and not asked for again.
        var next = await PlanAsync();
        Assert.Equal(renewed.CacheKey, next.CacheKey);
        await RenewAsync(next);
        await _application.PageFetcher.Received(1).FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
        await _application.Sources.Received(1).PutAsync(Arg.Is<FetchedSource>(s => s.Address == PageAddress), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(RouteSource.None, null, false)]
    [InlineData(RouteSource.Page, "T", true)]
    [InlineData(null, "T", false)]
    [InlineData(null, null, true)]
    public async Task Whether_a_page_is_read_is_the_routes_to_say_and_else_a_matter_of_a_title(RouteSource? source, string? title, bool isRead)
    {
        var variables = title is null ? Make.Map() : Make.Map(("title", title));
        _application.Knows(Make.Project(), Make.Route("/a", variables: variables) with { Source = source });
        Answers(new PageMetadata { Title = "Of the page" });
        var renewed = await RenewAsync(await PlanAsync());
        Assert.Equal(isRead, renewed.ReadsPage);
        await _application.PageFetcher.Received(isRead ? 1 : 0).FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
        var expected = title ?? (isRead ? "Of the page" : "A");
        Assert.Equal(expected, renewed.Content.Title);
    }

    [Fact]
    public async Task Last_good_variables_stay_while_a_page_cannot_be_had()
    {
        Answers(new PageMetadata { Title = "Good" });
        var first = await RenewAsync(await PlanAsync());
        _application.PageFetcher.FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>())
            .Returns(new PageFetch(FetchKind.NoMetadata, TimeSpan.FromMinutes(1)) { Cause = PageCauses.Challenge, Status = 403 });
        _application.Clock.Advance(TimeSpan.FromHours(1));
        var second = await RenewAsync(await PlanAsync());
        Assert.Equal(first.CacheKey, second.CacheKey);
        Assert.False(second.IsProvisional);
        Assert.Equal((PageCauses.Challenge, 403), (second.Sources.Page!.Cause, second.Sources.Page.Status));
    }

    [Fact]
    public async Task A_page_that_never_could_be_had_has_a_provisional_card_of_its_path()
    {
        Fails(PageCauses.TooSlow, status: null);
        var renewed = await RenewAsync(await PlanAsync());
        Assert.True(renewed.IsProvisional);
        Assert.Equal("A", renewed.Content.Title);

        // Nothing to find is no row.
        await _application.Sources.DidNotReceive().PutAsync(Arg.Any<FetchedSource>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(500, false)]
    public async Task Pages_that_are_not_there_have_one_card_together(int status, bool isShared)
    {
        Fails(PageCauses.Status, status);
        var one = await RenewAsync(await PlanAsync("/a"));
        var other = await RenewAsync(await PlanAsync("/b"));
        Assert.Equal(isShared, one.Slot == other.Slot && one.CacheKey == other.CacheKey);
        Assert.Equal(isShared ? Make.Project().Title : "A", one.Content.Title);
    }

    [Fact]
    public async Task Pages_that_are_not_there_keep_apart_what_their_paths_say()
    {
        _application.Knows(Make.Project(), Make.Route("/{slug}"));
        Fails(PageCauses.Status, 404);
        Assert.NotEqual((await RenewAsync(await PlanAsync("/a"))).Slot, (await RenewAsync(await PlanAsync("/b"))).Slot);
    }

    [Fact]
    public async Task A_picture_enters_the_key_by_the_hash_of_its_bytes()
    {
        Answers(new PageMetadata { Title = "T", Icon = Logo });
        Shows(Pixels);
        var first = await RenewAsync(await PlanAsync());
        Assert.Equal(Pixels, first.Content.Pictures[Logo]);
        Assert.False(first.IsProvisional);

        Shows(Pixels with { Hash = Sha256Hash.Of([2]) });
        _application.Clock.Advance(TimeSpan.FromHours(1));
        var second = await RenewAsync(await PlanAsync());
        Assert.NotEqual(first.Inputs, second.Inputs);
        Assert.Equal(second.CacheKey, (await PlanAsync()).CacheKey);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_drawn_is_left_out_and_the_card_is_provisional()
    {
        Answers(new PageMetadata { Title = "T", Icon = Logo });
        Found();
        _application.Decoder.DecodeAsync(Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(new Failure(FailureKind.Invalid, "pictures.invalid", "It is no picture."));
        var renewed = await RenewAsync(await PlanAsync());
        Assert.True(renewed.IsProvisional);
        Assert.Empty(renewed.Content.Pictures);
        Assert.Equal(FetchCauses.NoPicture, renewed.Sources.Pictures[Logo].Cause);
    }

    [Theory]
    [InlineData(FailureKind.TooBusy, PageCauses.Busy, 1)]
    [InlineData(FailureKind.Invalid, FetchCauses.NoPicture, 10)]
    public async Task A_picture_that_was_refused_is_asked_for_again_before_long(FailureKind kind, string cause, int minutes)
    {
        Answers(new PageMetadata { Title = "T", Icon = Logo });
        _application.PictureFetcher.FetchAsync(Arg.Any<FetchedAddress>(), Arg.Any<CancellationToken>())
            .Returns(new PictureFetch(FetchKind.Found, TimeSpan.FromDays(1)) { Bytes = new byte[] { 1, 2 } });
        _application.Decoder.DecodeAsync(Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(new Failure(kind, "pictures.x", "X."));
        var picture = (await RenewAsync(await PlanAsync())).Sources.Pictures[Logo];
        Assert.Equal((cause, TimeSpan.FromMinutes(minutes)), (picture.Cause, picture.DueAt - picture.TriedAt));
    }

    [Fact]
    public async Task A_page_that_takes_too_long_does_not_keep_its_card()
    {
        var never = new TaskCompletionSource<PageFetch>();
        _application.PageFetcher.FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>()).Returns(never.Task);
        var demand = new SourceDemand(TimeSpan.FromMilliseconds(1));
        var renewed = await _application.Get<CardPlanner>().RenewAsync(await PlanAsync(), demand, asksDatabase: true, CancellationToken.None);
        Assert.True(renewed.IsProvisional);
    }

    [Fact]
    public async Task A_page_that_is_not_due_is_read_again_at_most_once_a_minute_where_somebody_asks_for_a_newer_card()
    {
        Answers(new PageMetadata { Title = "T" });
        var plan = await RenewAsync(await PlanAsync());
        await RenewAsync(plan, SourceDemand.Newest);
        await _application.PageFetcher.Received(1).FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
        _application.Clock.Advance(TimeSpan.FromMinutes(1));
        await RenewAsync(plan, SourceDemand.Newest);
        await _application.PageFetcher.Received(2).FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("#e11d48", true)]
    [InlineData("#0af", true)]
    [InlineData("#ffffff", false)]
    [InlineData("#111", false)]
    [InlineData("red", false)]
    [InlineData("#12345", false)]
    public async Task A_pages_colour_is_the_brand_where_it_is_a_colour_and_the_project_names_none(string colour, bool isBrand)
    {
        Answers(new PageMetadata { Title = "T", ThemeColor = colour });
        var renewed = await RenewAsync(await PlanAsync());
        Assert.Equal(isBrand ? colour : null, renewed.Content.Theme.GetValueOrDefault("--brand"));
        Assert.DoesNotContain("themeColor", renewed.Content.Variables.Keys);
    }

    [Fact]
    public async Task Says_where_each_variable_comes_from()
    {
        var project = Make.Project() with { Favicon = "https://acme.dev/favicon.png" };
        _application.Knows(project, Make.Route("/a", variables: Make.Map(("author", "Route"))));
        Answers(new PageMetadata { Title = "T", Author = "Page", Description = "D" });
        Shows(Pixels);
        var variables = CardPlanner.Variables(await RenewAsync(await PlanAsync()));
        Assert.Equal(
            [
                new CardVariable("author", "Route", VariableOrigin.Route),
                new CardVariable("description", "D", VariableOrigin.Page),
                new CardVariable("logo", "https://acme.dev/favicon.png", VariableOrigin.Project),
                new CardVariable("siteName", project.Title, VariableOrigin.Project),
                new CardVariable("title", "T", VariableOrigin.Page),
            ],
            variables);
    }

    private void Answers(PageMetadata metadata) =>
        _application.PageFetcher.FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>())
            .Returns(new PageFetch(FetchKind.Found, TimeSpan.FromMinutes(5)) { Metadata = metadata });

    private void Fails(string cause, int? status) =>
        _application.PageFetcher.FetchAsync(Arg.Any<PageRequest>(), Arg.Any<CancellationToken>())
            .Returns(new PageFetch(FetchKind.Failed, TimeSpan.FromMinutes(1)) { Cause = cause, Status = status });

    private void Found() => _application.PictureFetcher.FetchAsync(Arg.Any<FetchedAddress>(), Arg.Any<CancellationToken>())
        .Returns(new PictureFetch(FetchKind.Found, TimeSpan.FromMinutes(5)) { Bytes = new byte[] { 1, 2 } });

    private void Shows(CardPicture picture)
    {
        Found();
        _application.Decoder.DecodeAsync(Arg.Any<ReadOnlyMemory<byte>>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(new DecodedFile("png", 64, 64, picture));
        _application.Decoder.FindHeld(picture.Hash, Arg.Any<int>()).Returns(picture);
    }

    private async Task<CardPlan> PlanAsync(string path = "/a") =>
        (await _application.Get<CardPlanner>().PlanAsync(new CardRequest(Make.ProjectId, Make.Page(path), Make.Map()), CancellationToken.None)).Value;

    private Task<CardPlan> RenewAsync(CardPlan plan) => RenewAsync(plan, SourceDemand.Request);

    private Task<CardPlan> RenewAsync(CardPlan plan, SourceDemand demand) =>
        _application.Get<CardPlanner>().RenewAsync(plan, demand, asksDatabase: true, CancellationToken.None);
}
