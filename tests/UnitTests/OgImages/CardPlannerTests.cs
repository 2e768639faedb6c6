using NSubstitute;
using PearlIo.Application.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

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

    public void Dispose() => _application.Dispose();

    private async Task<CardPlan> PlanAsync(string path, params (string Name, string Value)[] query) =>
        (await PlanResultAsync(path, query: query)).Value;

    private Task<Domain.Common.Result<CardPlan>> PlanResultAsync(
        string path, Guid? projectId = null, params (string Name, string Value)[] query) =>
        _application.Get<CardPlanner>().PlanAsync(
            new CardRequest(projectId ?? Make.ProjectId, Make.Page(path), Make.Map(query)), CancellationToken.None);
}
