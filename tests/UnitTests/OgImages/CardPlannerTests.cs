using NSubstitute;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardPlannerTests : IDisposable
{
    private readonly TestApplication _application = new();

    [Fact]
    public async Task Reports_an_unknown_project() => Assert.Same(
        ProjectFailures.NotFound,
        (await PlanResultAsync("/")).Failure);

    [Fact]
    public async Task Refuses_unsigned_requests_where_the_project_asks_for_signatures()
    {
        _application.Knows(Make.Project(requireSignature: true));
        Assert.Same(OgImageFailures.SignatureRequired, (await PlanResultAsync("/")).Failure);
        Assert.Empty(_application.Images.ReceivedCalls());
    }

    [Fact]
    public async Task Takes_everything_from_the_project_where_no_route_matches()
    {
        var project = _application.Knows(Make.Project(cacheDuration: 77, template: "photo", theme: Make.Map(("--ink", "#000"))), Make.Route("/other"));
        var plan = await PlanAsync("/blog/hello-world");
        Assert.Same(project, plan.Project);
        Assert.Null(plan.Route);
        Assert.Equal(77, plan.CacheDuration);
        Assert.Equal("photo", plan.Content.Template);
        Assert.Equal("#000", plan.Content.Theme["--ink"]);
        Assert.Equal(new CardOutput(ReturnType.Png, 300_000), plan.Output);
        Assert.Equal("https://acme.dev/blog/hello-world", plan.PageUrl);
        Assert.Equal("acme.dev/blog/hello-world", plan.Content.Address);
    }

    [Fact]
    public async Task Lets_the_route_win_over_the_project()
    {
        var route = Make.Route("/blog/**", returnType: ReturnType.Auto, cacheDuration: 5, template: "photo", byteBudget: 20_000);
        _application.Knows(Make.Project(cacheDuration: 77, template: "plain"), route);
        var plan = await PlanAsync("/blog");
        Assert.Same(route, plan.Route);
        Assert.Equal(5, plan.CacheDuration);
        Assert.Equal("photo", plan.Content.Template);
        Assert.Equal(new CardOutput(ReturnType.Auto, 20_000), plan.Output);
    }

    [Fact]
    public async Task Lets_a_route_forbid_keeping()
    {
        _application.Knows(Make.Project(cacheDuration: 77), Make.Route("/now", cacheDuration: 0));
        Assert.Equal(0, (await PlanAsync("/now")).CacheDuration);
    }

    [Fact]
    public async Task Takes_the_first_template_of_the_renderer_where_nobody_names_one()
    {
        _application.Knows(Make.Project(), Make.Route("/a"));
        Assert.Equal("plain", (await PlanAsync("/a")).Content.Template);
        Assert.Equal("plain", (await PlanAsync("/b")).Content.Template);
    }

    [Theory]
    [InlineData("https://acme.dev", "/a%2fb", "https://acme.dev/a%2Fb")]
    [InlineData("https://acme.dev/", "/", "https://acme.dev/")]
    [InlineData("https://acme.dev/base/", "/x", "https://acme.dev/base/x")]
    public async Task Makes_the_address_of_the_page(string site, string path, string address)
    {
        _application.Knows(Make.Project(url: site));
        Assert.Equal(address, (await PlanAsync(path)).PageUrl);
    }

    [Fact]
    public async Task Keeps_slot_and_key_whatever_uncounted_query_is_added()
    {
        _application.Knows(Make.Project(), Make.Route("/a", query: ["title"]));
        var plain = await PlanAsync("/a", ("title", "x"));
        var tracked = await PlanAsync("/a", ("utm_source", "feed"), ("title", "x"), ("fbclid", "1"), ("description", "no"));
        Assert.Equal(plain.Slot, tracked.Slot);
        Assert.Equal(plain.CacheKey, tracked.CacheKey);
        Assert.Null(tracked.Content.Description);
    }

    [Fact]
    public async Task Gives_spellings_of_one_request_one_slot()
    {
        _application.Knows(Make.Project(), Make.Route("/café/**", query: ["title", "description"]), Make.Route("/**", query: ["title"]));
        var one = await PlanAsync("/café/x", ("title", "Hé"), ("description", "d"));
        var other = await PlanAsync("/cafe%CC%81//./x/", ("description", "d"), ("title", "  He\u0301 "));
        Assert.Equal(one.Slot, other.Slot);
        Assert.Equal(one.CacheKey, other.CacheKey);
    }

    [Fact]
    public async Task Counts_a_blank_parameter_as_none()
    {
        _application.Knows(Make.Project(), Make.Route("/a", query: ["title"]));
        Assert.Equal((await PlanAsync("/a")).Slot, (await PlanAsync("/a", ("title", " \t"))).Slot);
    }

    [Fact]
    public async Task Splits_slots_by_project_path_counted_query_and_format()
    {
        var plans = new List<CardPlan>();
        _application.Knows(Make.Project(), Make.Route("/a", query: ["title", "description"]), Make.Route("/b"));
        plans.Add(await PlanAsync("/a"));
        plans.Add(await PlanAsync("/b"));
        plans.Add(await PlanAsync("/a", ("title", "x")));
        plans.Add(await PlanAsync("/a", ("title", "y")));
        plans.Add(await PlanAsync("/a", ("description", "x")));
        _application.Knows(Make.Project(routesRevision: 2), Make.Route("/a", returnType: ReturnType.Webp));
        plans.Add(await PlanAsync("/a"));
        _application.Knows(Make.Project(routesRevision: 3), Make.Route("/a", returnType: ReturnType.Auto));
        plans.Add(await PlanAsync("/a"));
        _application.Knows(Make.Project(id: Make.OtherId), Make.Route("/a"));
        plans.Add((await PlanResultAsync("/a", Make.OtherId)).Value);
        Assert.Equal(plans.Count, plans.Select(p => p.Slot).Distinct().Count());
        Assert.Equal(plans.Count, plans.Select(p => p.CacheKey).Distinct().Count());
    }

    [Fact]
    public async Task Changes_the_key_and_not_the_slot_with_everything_that_makes_the_picture()
    {
        var route = Make.Route("/a");
        var plans = new List<CardPlan>();
        long revision = 0;
        async Task AddAsync(Project project, Route? withRoute)
        {
            _application.Knows(project with { RoutesRevision = ++revision }, withRoute is null ? [] : [withRoute]);
            plans.Add(await PlanAsync("/a"));
        }

        await AddAsync(Make.Project(), route);
        await AddAsync(Make.Project(), withRoute: null);
        await AddAsync(Make.Project(), route with { Id = Guid.CreateVersion7() });
        await AddAsync(Make.Project(), route with { Template = "photo" });
        await AddAsync(Make.Project(), route with { ByteBudget = 20_000 });
        await AddAsync(Make.Project(), route with { Variables = Make.Map(("title", "T")) });
        await AddAsync(Make.Project(), route with { Variables = Make.Map(("description", "T")) });
        await AddAsync(Make.Project(), route with { Variables = Make.Map(("siteName", "T")) });
        await AddAsync(Make.Project(title: "Other"), route);
        await AddAsync(Make.Project(url: "https://other.dev"), route);
        await AddAsync(Make.Project(theme: Make.Map(("--ink", "#000"))), route);
        await AddAsync(Make.Project(theme: Make.Map(("--ink", "#111"))), route);
        await AddAsync(Make.Project(theme: Make.Map(("--paper", "#000"))), route);
        _application.Renderer.Version.Returns("renderer 2");
        await AddAsync(Make.Project(), route);

        Assert.Single(plans.Select(p => p.Slot).Distinct());
        Assert.Equal(plans.Count, plans.Select(p => p.CacheKey).Distinct().Count());
    }

    [Fact]
    public async Task Names_the_version_by_the_inputs_alone()
    {
        _application.Knows(Make.Project());
        var plan = await PlanAsync("/a");
        Assert.Equal(plan.Inputs.Hex[..16], plan.Version);
        _application.Renderer.Version.Returns("renderer 2");
        var redrawn = await PlanAsync("/a");
        Assert.Equal(plan.Inputs, redrawn.Inputs);
        Assert.NotEqual(plan.CacheKey, redrawn.CacheKey);
    }

    [Fact]
    public async Task Changes_the_version_with_each_removal()
    {
        var versions = new List<string>();
        async Task AddAsync(Project project, Route route, Domain.Pages.KnownPage? page)
        {
            _application.Knows(project with { RoutesRevision = versions.Count, CardsRevision = versions.Count }, route);
            _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(page);
            versions.Add((await PlanAsync("/a")).Version);
        }

        var route = Make.Route("/a");
        await AddAsync(Make.Project(), route, page: null);
        await AddAsync(Make.Project(), route, Make.Known("/a", revision: 1, origin: null));
        await AddAsync(Make.Project(), route with { Removals = 1 }, page: null);
        await AddAsync(Make.Project() with { Removals = 1 }, route, page: null);
        Assert.Equal(4, versions.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Takes_what_a_build_told_of_the_page()
    {
        _application.Knows(Make.Project(), Make.Route("/café", variables: Make.Map(("title", "route"), ("description", "route"))));
        _application.Pages.FindAsync(Make.ProjectId, "/caf%C3%A9", Arg.Any<CancellationToken>()).Returns(Make.Known("/caf%C3%A9", Make.Map(("title", "told"))));
        var plan = await PlanAsync("/cafe%CC%81/");
        Assert.Equal(("told", "route"), (plan.Content.Title, plan.Content.Description));
    }

    [Fact]
    public async Task Asks_once_for_a_page_until_something_of_the_project_changes()
    {
        _application.Knows(Make.Project());
        await PlanAsync("/a");
        await PlanAsync("/a/");
        await _application.Pages.Received(1).FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>());
        _application.Knows(Make.Project() with { CardsRevision = 2 });
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(Make.Known("/a", Make.Map(("title", "told"))));
        Assert.Equal("told", (await PlanAsync("/a")).Content.Title);
    }

    [Fact]
    public async Task Knows_the_slot_of_a_page_where_the_database_cannot_say_what_was_told_of_it()
    {
        _application.Knows(Make.Project());
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns<Domain.Pages.KnownPage?>(
            _ => throw new Application.Common.DatabaseUnavailableException("away", innerException: null),
            _ => Make.Known("/a", Make.Map(("title", "told"))));
        var away = await PlanAsync("/a");
        var back = await PlanAsync("/a");
        Assert.Equal((true, "A"), (away.IsUncertain, away.Content.Title));
        Assert.Equal((false, "told"), (back.IsUncertain, back.Content.Title));
        Assert.Equal(away.Slot, back.Slot);
    }

    [Fact]
    public async Task Waits_a_second_at_most_for_what_was_told_of_a_page()
    {
        _application.Knows(Make.Project());
        var told = new TaskCompletionSource<Domain.Pages.KnownPage?>();
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(told.Task);

        // With the project in memory the page is waited for by the time that the call is back, or the clock would be moved too early.
        await _application.Get<Sites>().GetAsync(Make.ProjectId, CancellationToken.None);
        var planning = PlanAsync("/a");
        Assert.False(planning.IsCompleted);
        _application.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await planning).IsUncertain);
        told.SetResult(result: null);
        Assert.False((await PlanAsync("/a")).IsUncertain);
    }

    [Fact]
    public async Task Leaves_what_was_read_of_the_page_for_later()
    {
        _application.Knows(Make.Project());
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>())
            .Returns(Make.Known("/a", Make.Map(("title", "fetched")), Domain.Pages.PageOrigin.Page));
        Assert.Equal("A", (await PlanAsync("/a")).Content.Title);
    }

    [Fact]
    public async Task Lets_a_signed_query_set_any_variable_and_no_other_one()
    {
        _application.Knows(Make.Project(), Make.Route("/a", query: ["siteName"]));
        var key = KnowsKey();
        var (signed, wrong) = (Sign(key, ("title", "T"), ("siteName", "S")), Sign(Make.SigningKey("sk_other"), ("title", "T"), ("siteName", "S")));
        Assert.Equal(("T", "S"), await TextsAsync(signed));
        Assert.Equal(("A", "S"), await TextsAsync(wrong));
        Assert.Equal(("A", "S"), await TextsAsync(signed with { SignedQuery = null }));

        async Task<(string, string)> TextsAsync(CardRequest request)
        {
            var plan = (await _application.Get<CardPlanner>().PlanAsync(request, CancellationToken.None)).Value;
            Assert.False(plan.KeptOnly);
            return (plan.Content.Title, plan.Content.SiteName);
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Draws_nothing_for_a_retired_key_but_what_anybody_may_have_drawn(bool requireSignature, bool keptOnly)
    {
        _application.Knows(Make.Project(requireSignature: requireSignature), Make.Route("/a", query: ["siteName"]));
        var key = KnowsKey(Make.SigningKey(retiredAt: FakeClock.Noon));
        Assert.True((await _application.Get<CardPlanner>().PlanAsync(Sign(key, ("title", "T")), CancellationToken.None)).Value.KeptOnly);
        Assert.Equal(keptOnly, (await _application.Get<CardPlanner>().PlanAsync(Sign(key, ("siteName", "S")), CancellationToken.None)).Value.KeptOnly);
    }

    [Fact]
    public async Task Gives_a_card_one_slot_whatever_signature_expiry_and_version_stand_with_it()
    {
        _application.Knows(Make.Project(), Make.Route("/a", query: ["title"]));
        var key = KnowsKey();
        var plain = await PlanAsync("/a", ("title", "T"));
        var planner = _application.Get<CardPlanner>();
        var signed = await planner.PlanAsync(Sign(key, ("title", "T"), ("exp", "4000000000"), ("utm_source", "feed"), ("v", "1")), CancellationToken.None);
        Assert.Equal(plain.Slot, signed.Value.Slot);
        Assert.Equal(plain.CacheKey, signed.Value.CacheKey);
    }

    [Fact]
    public async Task Plans_a_page_of_its_own_accord_as_anybody_would_ask_for_it()
    {
        var route = Make.Route("/a", query: ["title"]);
        _application.Knows(Make.Project(), route);
        var page = Make.Known("/a", Make.Map(("title", "told")), revision: 3);
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(page);
        var asked = await PlanAsync("/a");
        var own = await _application.Get<CardPlanner>().PlanPageAsync(
            new Site(Make.Project(), RouteTable.Build([route])), Make.Page("/a"), page, CancellationToken.None);
        Assert.Equal((asked.Slot, asked.CacheKey, asked.Version), (own.Slot, own.CacheKey, own.Version));
        Assert.False(own.KeptOnly);
    }

    [Fact]
    public async Task Keeps_the_key_where_nothing_of_the_picture_changed()
    {
        var route = Make.Route("/a");
        _application.Knows(Make.Project(theme: Make.Map(("--ink", "#000"), ("--paper", "#fff"))), route);
        var before = await PlanAsync("/a");
        _application.Knows(
            Make.Project(theme: Make.Map(("--paper", "#fff"), ("--ink", "#000")), version: 9, routesRevision: 9, cacheDuration: 1),
            route with { Version = 9, CacheDuration = 1 });
        Assert.Equal(before.CacheKey, (await PlanAsync("/a")).CacheKey);
    }

    [Theory]
    [InlineData(ReturnType.Png, "Png")]
    [InlineData(ReturnType.Jpeg, "Jpeg")]
    [InlineData(ReturnType.Webp, "Webp")]
    [InlineData(ReturnType.Auto, "Png")]
    public void Names_the_format_of_a_picture_that_stands_in(ReturnType format, string standIn) =>
        Assert.Equal(standIn, Make.Plan(format: format).FallbackFormat.ToString());

    private Domain.SigningKeys.SigningKey KnowsKey(Domain.SigningKeys.SigningKey? key = null)
    {
        key ??= Make.SigningKey();
        _application.SigningKeys.ListUsableAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns([key]);
        return key;
    }

    private static CardRequest Sign(Domain.SigningKeys.SigningKey key, params (string Name, string Value)[] query)
    {
        var path = Make.Page("/a");
        var pairs = query.Select(q => KeyValuePair.Create(q.Name, q.Value)).ToList();
        pairs.Add(KeyValuePair.Create("sig", key.Secret!.Sign(Domain.SigningKeys.CardSignature.Message(Make.ProjectId, path, pairs))));
        return new CardRequest(Make.ProjectId, path, pairs.ToDictionary(StringComparer.Ordinal)) { SignedQuery = SignedQuery.Read(Make.ProjectId, path, pairs) };
    }

    public void Dispose() => _application.Dispose();

    private async Task<CardPlan> PlanAsync(string path, params (string Name, string Value)[] query) =>
        (await PlanResultAsync(path, query: query)).Value;

    private Task<Domain.Common.Result<CardPlan>> PlanResultAsync(
        string path, Guid? projectId = null, params (string Name, string Value)[] query) =>
        _application.Get<CardPlanner>().PlanAsync(
            new CardRequest(projectId ?? Make.ProjectId, Make.Page(path), Make.Map(query)), CancellationToken.None);
}
