using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.SigningKeys;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Pages;

public sealed class PageUseCaseTests : IDisposable
{
    private const string PublicUrl = "https://cards.acme.dev";

    private readonly TestApplication _application = new();

    public PageUseCaseTests()
    {
        _application.Knows(Make.Project());
        _application.Projects.RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
        _application.Pages.TellAsync(Make.ProjectId, Arg.Any<IReadOnlyCollection<KnownPage>>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(1);
        _application.Pages.GetRevisionsAsync(Make.ProjectId, Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns(new Dictionary<string, long>(StringComparer.Ordinal));
        _application.Pages.ForgetAsync(Make.ProjectId, Arg.Any<string>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);
    }

    [Fact]
    public async Task Keeps_pages_by_their_one_spelling_and_answers_in_their_order()
    {
        var told = await _application.SendAsync(new PutPages(
            Make.ProjectId, [new("/café/./x/", Make.Map(("title", "cafe\u0301"))), new("/", Variables: null)], PublicUrl));

        Assert.Equal(["/caf%C3%A9/x", "/"], told.Value.Select(m => m.Path));
        Assert.Equal(["café", "Acme"], told.Value.Select(m => m.Title));
        Assert.All(told.Value, m => Assert.Equal($"{PublicUrl}/og/{Make.ProjectId}{(m.Path == "/" ? "" : m.Path)}/og.png?v={m.Version}", m.Url));
        await _application.Pages.Received(1).TellAsync(
            Make.ProjectId,
            Arg.Is<IReadOnlyCollection<KnownPage>>(p => p.First().Path == "/caf%C3%A9/x" && p.First().Variables!["title"] == "café" && p.Last().Variables!.Count == 0),
            Arg.Any<DateTimeOffset>(),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Answers_with_the_version_that_the_card_has_without_drawing_it()
    {
        _application.Pages.GetRevisionsAsync(Make.ProjectId, Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>())
            .Returns(new Dictionary<string, long>(StringComparer.Ordinal) { ["/a"] = 5 });

        var told = await _application.SendAsync(new PutPages(Make.ProjectId, [new("/a", Make.Map(("title", "T")))], PublicUrl));

        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(Make.Known("/a", Make.Map(("title", "T")), revision: 5));
        var plan = await _application.Get<Application.OgImages.CardPlanner>().PlanAsync(new(Make.ProjectId, Make.Page("/a"), Make.Map()), CancellationToken.None);
        Assert.Equal(plan.Value.Version, told.Value.Single().Version);
        await _application.Renderer.DidNotReceiveWithAnyArgs().RenderAsync(default!, default!, default, default);
    }

    [Fact]
    public async Task Tells_replicas_and_audit_of_a_change_and_of_no_other()
    {
        await _application.SendAsync(new PutPages(Make.ProjectId, [new("/a", Variables: null), new("/b", Variables: null)], PublicUrl));
        Assert.Equal(("pages.put", """{"told":2,"changed":1}"""), (_application.Audit.Single().Action, _application.Audit.Single().After));
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());

        _application.Pages.TellAsync(Make.ProjectId, Arg.Any<IReadOnlyCollection<KnownPage>>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns(0);
        Assert.Equal(2, (await _application.SendAsync(new PutPages(Make.ProjectId, [new("/a", Variables: null), new("/b", Variables: null)], PublicUrl))).Value.Count);
        Assert.Single(_application.Audit);
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(4, 5, null)]
    [InlineData(4, 6, "pages.limit_reached")]
    [InlineData(9, 9, null)]
    public async Task Keeps_no_more_pages_than_the_tenant_may_have(long before, long after, string? expected)
    {
        var tenant = new Tenant { Id = Tenant.DefaultId, Name = "Acme", CreatedAt = FakeClock.Noon, Limits = new TenantLimits(Pages: 5) };
        _application.TenantRows.FindAsync(Arg.Any<Guid>(), Arg.Any<CancellationToken>()).Returns(tenant);
        _application.Pages.CountToldAsync(Arg.Any<CancellationToken>()).Returns(before, after);

        var told = await _application.SendAsync(new PutPages(Make.ProjectId, [new("/a", Variables: null)], PublicUrl));

        Assert.Equal(expected, told.Failure?.Code);
    }

    [Fact]
    public async Task Takes_no_pages_and_a_thousand_and_no_more()
    {
        Assert.Empty((await PutAsync(0)).Value);
        Assert.Equal(1_000, (await PutAsync(1_000)).Value.Count);
        Assert.Contains("at most 1000", (await PutAsync(1_001)).Failure!.Errors!["items"].Single(), StringComparison.Ordinal);
        Assert.Contains("required", (await _application.SendAsync(new PutPages(Make.ProjectId, Items: null, PublicUrl))).Failure!.Errors!["items"].Single(), StringComparison.Ordinal);

        Task<Domain.Common.Result<IReadOnlyList<Application.Meta.CardMeta>>> PutAsync(int count) =>
            _application.SendAsync(new PutPages(Make.ProjectId, [.. Enumerable.Range(0, count).Select(i => new PageInput($"/{i}", Variables: null))], PublicUrl));
    }

    [Fact]
    public async Task Tells_everything_that_is_wrong_at_once_and_where()
    {
        var result = await _application.SendAsync(new PutPages(
            Make.ProjectId,
            [
                new("/a", Make.Map(("no name", "x"), ("title", "a\u0000"), ("description", new string('x', 2_001)))),
                null,
                new("a", Variables: null),
                new("/a?b", Variables: null),
                new("/%61/", Variables: null),
                new("/b\u0001", Variables: null),
                new("/c%00", Variables: null),
                new("/" + new string('é', 400), Variables: null),
                new("/ok", Make.Map(Enumerable.Range(0, 65).Select(i => ($"v{i}", "x")).ToArray())),
                new("/" + new string('x', 2_048), Variables: null),
            ],
            PublicUrl));

        var errors = result.Failure!.Errors!;
        Assert.Equal(
            [
                "items[0].variables", "items[1].path", "items[2].path", "items[3].path", "items[4].path", "items[5].path", "items[6].path", "items[7].path",
                "items[8].variables", "items[9].path",
            ],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, errors["items[0].variables"].Length);
        Assert.Equal("'items[4].path' is the same page as 'items[0].path'. Name each page once.", errors["items[4].path"].Single());
        await _application.Pages.DidNotReceiveWithAnyArgs().TellAsync(default, default!, default, default);
    }

    [Fact]
    public async Task Signs_addresses_with_the_newest_live_key_where_the_project_asks_for_it()
    {
        _application.Knows(Make.Project(requireSignature: true));
        var put = new PutPages(Make.ProjectId, [new("/a b", Variables: null)], PublicUrl);
        Assert.Same(SigningKeyFailures.NoneLive, (await _application.SendAsync(put)).Failure);

        _application.Knows(Make.Project(requireSignature: true) with { CardsRevision = 2 });
        var key = Make.SigningKey("sk_newest");
        _application.SigningKeys.ListUsableAsync(Make.ProjectId, Arg.Any<CancellationToken>())
            .Returns([key, Make.SigningKey("sk_older"), Make.SigningKey("sk_retired", retiredAt: TestKit.FakeClock.Noon)]);
        var meta = (await _application.SendAsync(put)).Value.Single();

        var signature = key.Secret!.Sign($"/og/{Make.ProjectId}/a%20b?");
        Assert.Equal($"{PublicUrl}/og/{Make.ProjectId}/a%20b/og.png?sig={signature}&v={meta.Version}", meta.Url);
    }

    [Fact]
    public async Task Reports_an_unknown_project()
    {
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new PutPages(Make.OtherId, [], PublicUrl))).Failure);
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new ListPages(Make.OtherId, Limit: null, Cursor: null))).Failure);
        Assert.Same(ProjectFailures.NotFound, (await _application.SendAsync(new DeletePage(Make.OtherId, "/a"))).Failure);
    }

    [Fact]
    public async Task Forgets_a_page_and_tells_what_was_told_of_it()
    {
        _application.Pages.FindAsync(Make.ProjectId, "/a", Arg.Any<CancellationToken>()).Returns(Make.Known("/a", Make.Map(("title", "T"))));

        Assert.Null((await _application.SendAsync(new DeletePage(Make.ProjectId, "/./a/"))).Failure);

        Assert.Equal(("pages.delete", """{"path":"/a","variables":{"title":"T"}}"""), (_application.Audit.Single().Action, _application.Audit.Single().Before));
        await _application.Projects.Received(1).RaiseCardsRevisionAsync(Make.ProjectId, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Forgets_nothing_where_nothing_was_told()
    {
        _application.Pages.FindAsync(Make.ProjectId, "/read", Arg.Any<CancellationToken>()).Returns(Make.Known("/read", Make.Map(("title", "T")), PageOrigin.Page));
        Assert.Same(PageFailures.NotFound, (await _application.SendAsync(new DeletePage(Make.ProjectId, "/a"))).Failure);
        Assert.Same(PageFailures.NotFound, (await _application.SendAsync(new DeletePage(Make.ProjectId, "/read"))).Failure);
        Assert.Equal(["path"], (await _application.SendAsync(new DeletePage(Make.ProjectId, Path: null))).Failure!.Errors!.Keys);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Lists_behind_a_path()
    {
        _application.Pages.ListToldAsync(Make.ProjectId, after: null, 2, Arg.Any<CancellationToken>()).Returns([Make.Known("/ä", Make.Map()), Make.Known("/b", Make.Map())]);
        _application.Pages.ListToldAsync(Make.ProjectId, "/ä", 2, Arg.Any<CancellationToken>()).Returns([Make.Known("/b", Make.Map())]);

        var first = (await _application.SendAsync(new ListPages(Make.ProjectId, 1, Cursor: null))).Value;
        var second = (await _application.SendAsync(new ListPages(Make.ProjectId, 1, first.NextCursor))).Value;

        Assert.Equal(["/ä"], first.Items.Select(p => p.Path));
        Assert.Equal(["/b"], second.Items.Select(p => p.Path));
        Assert.Null(second.NextCursor);
        Assert.Equal(["cursor"], (await _application.SendAsync(new ListPages(Make.ProjectId, 1, "AAAA"))).Failure!.Errors!.Keys);
    }

    public void Dispose() => _application.Dispose();
}
