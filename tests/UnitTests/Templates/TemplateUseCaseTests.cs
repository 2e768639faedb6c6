using NSubstitute;
using PearlIo.Application.Common;
using PearlIo.Application.OgImages;
using PearlIo.Application.Projects;
using PearlIo.Application.Routes;
using PearlIo.Application.Templates;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Templates;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Templates;

public sealed class TemplateUseCaseTests : IDisposable
{
    private const string Html = "<p>{{title}}</p>";

    private readonly TestApplication _application = new();

    [Fact]
    public async Task Makes_a_draft_and_tells_the_audit_without_its_html()
    {
        _application.Templates.AddAsync(default!, default!, default!, default).ReturnsForAnyArgs(WriteOutcome.Done);

        var made = (await _application.SendAsync(new CreateTemplate("product", Html))).Value;

        Assert.Equal(("product", 1, Html), (made.Name, made.Number, made.Html));
        Assert.Equal((null, 1, 1L), (made.Template!.PublishedVersion, made.Template.LatestVersion, made.Template.Version));
        var entry = Assert.Single(_application.Audit);
        Assert.Equal(("templates.create", "template", made.Template.Id.ToString("D")), (entry.Action, entry.Target.Type, entry.Target.Id));
        Assert.DoesNotContain("title", entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Html, "name")]
    [InlineData("Product", Html, "name")]
    [InlineData("product@1", Html, "name")]
    [InlineData("plain", Html, "name")]
    [InlineData("product", null, "html")]
    [InlineData("product", " \n", "html")]
    [InlineData("product", "a\0b", "html")]
    [InlineData("", "", "name,html")]
    public async Task Refuses_names_and_html_that_cannot_be_kept(string? name, string? html, string fields)
    {
        var failure = (await _application.SendAsync(new CreateTemplate(name, html))).Failure!;

        Assert.Equal(fields.Split(','), failure.Errors!.Keys);
        Assert.Empty(_application.Audit);
    }

    [Fact]
    public async Task Takes_half_a_mebibyte_of_html_and_no_more()
    {
        _application.Templates.AddAsync(default!, default!, default!, default).ReturnsForAnyArgs(WriteOutcome.Done);

        Assert.Null((await _application.SendAsync(new CreateTemplate("a", new string('x', 524_288)))).Failure);
        Assert.Equal(["html"], (await _application.SendAsync(new CreateTemplate("a", "é" + new string('x', 524_287)))).Failure!.Errors!.Keys);
    }

    [Fact]
    public async Task Tells_every_error_of_a_broken_template_at_once()
    {
        _application.Compiler.Compile(Html).Returns(new TemplateReport(1200, 630, Description: null, [], ["1:2: first", "3:4: second"], ["5:6: only a warning"]));

        var failure = (await _application.SendAsync(new CreateTemplate("product", Html))).Failure!;

        Assert.Equal(["1:2: first", "3:4: second"], failure.Errors!["html"]);
        Assert.Empty(_application.Templates.ReceivedCalls());
    }

    [Fact]
    public async Task Adds_a_version_only_where_the_html_changes()
    {
        var template = Knows(latest: 2, published: 1);
        _application.Templates.AddVersionAsync(default!, default, default!, default!, default).ReturnsForAnyArgs(WriteOutcome.Done);

        var same = (await _application.SendAsync(new ChangeTemplate("product", 7, "<p>2</p>"))).Value;
        var other = (await _application.SendAsync(new ChangeTemplate("product", 7, "<p>3</p>"))).Value;

        Assert.Same(template, same.Template);
        Assert.Equal((3, 1, 3, 8L), (other.Number, other.Template!.PublishedVersion, other.Template.LatestVersion, other.Template.Version));
        await _application.Templates.Received(1).AddVersionAsync(
            other.Template, 7, Arg.Is<TemplateVersion>(v => v.Number == 3 && v.TemplateId == template.Id), "<p>3</p>", Arg.Any<CancellationToken>());
        Assert.Equal(["templates.change"], _application.Audit.Select(e => e.Action));
    }

    [Fact]
    public async Task Publishes_a_version_that_is_kept_once()
    {
        Knows(latest: 2, published: 1);
        _application.Templates.PublishAsync(default!, default, default).ReturnsForAnyArgs(WriteOutcome.Done);

        Assert.Equal(2, (await _application.SendAsync(new PublishTemplate("product", 7, 2))).Value.PublishedVersion);
        Assert.Equal(1, (await _application.SendAsync(new PublishTemplate("product", 7, 1))).Value.PublishedVersion);
        Assert.Equal(["version"], (await _application.SendAsync(new PublishTemplate("product", 7, 3))).Failure!.Errors!.Keys);
        Assert.Equal(["version"], (await _application.SendAsync(new PublishTemplate("product", 7, null))).Failure!.Errors!.Keys);
        Assert.Same(TemplateFailures.NotFound, (await _application.SendAsync(new PublishTemplate("other", 7, 1))).Failure);
        Assert.Equal(["templates.publish"], _application.Audit.Select(e => e.Action));
    }

    [Theory]
    [InlineData("plain", null)]
    [InlineData("product", null)]
    [InlineData("product@2", null)]
    [InlineData("product@3", "version 3")]
    [InlineData("draft", "no version is published")]
    [InlineData("draft@1", null)]
    [InlineData("plain@1", "names no template")]
    [InlineData("other", "There is: plain, photo")]
    public async Task Lets_a_project_name_what_can_be_drawn(string named, string? problem)
    {
        Knows(latest: 2, published: 1);
        Knows(latest: 1, published: null, name: "draft");

        var failure = (await _application.SendAsync(new CreateProject(new ProjectInput("Acme", "https://acme.dev", Template: named)))).Failure;

        if (problem is null)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(failure!.Errors!["template"]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("4.5", null)]
    [InlineData("", null)]
    [InlineData("{rating}", null)]
    [InlineData("many", "variables.rating")]
    public async Task Lets_a_route_give_values_of_the_right_type(string rating, string? field)
    {
        Knows(latest: 1, published: 1);
        _application.Knows(Make.Project(template: "product"));
        _application.Routes.AddAsync(Arg.Any<Route>(), Arg.Any<CancellationToken>()).Returns(WriteOutcome.Done);

        var failure = (await _application.SendAsync(
            new CreateRoute(Make.ProjectId, new RouteInput("/{rating}", Variables: Make.Map(("rating", rating), ("unknown", "x")))))).Failure;

        Assert.Equal(field, failure?.Errors!.Keys.Single());
    }

    [Fact]
    public async Task Draws_with_the_published_version_and_gives_its_cards_versions_of_their_own()
    {
        var template = Knows(latest: 2, published: 1);
        var project = _application.Knows(Make.Project(template: "product"), Make.Route("/pinned", template: "product@2"));
        Resolves(template, ("product", 1), ("product@2", 2));
        var before = await PlanAsync("/a");
        var pinned = await PlanAsync("/pinned");

        Resolves(template, ("product", 2), ("product@2", 2));
        _application.Knows(project with { CardsRevision = 2 }, Make.Route("/pinned", template: "product@2"));
        var after = await PlanAsync("/a");

        Assert.Equal(("product", 1), (before.Content.Template, before.Content.Own!.Version));
        Assert.Equal(("product", 2), (pinned.Content.Template, pinned.Content.Own!.Version));
        Assert.Equal(2, after.Content.Own!.Version);
        Assert.NotEqual(before.Version, after.Version);
        Assert.NotEqual(before.CacheKey, after.CacheKey);
        Assert.Equal(before.Slot, after.Slot);
    }

    [Fact]
    public async Task Asks_nothing_of_templates_where_all_come_with_the_program()
    {
        _application.Knows(Make.Project(template: "photo"), Make.Route("/a", template: "plain"));

        await PlanAsync("/a");

        Assert.Empty(_application.Templates.ReceivedCalls());
    }

    [Fact]
    public async Task Previews_with_examples_where_no_value_is_given()
    {
        Knows(latest: 1, published: 1);
        _application.Renderer.RenderPreviewAsync(default!, default!, default, default).ReturnsForAnyArgs(Make.Rendered());

        Assert.Null((await _application.SendAsync(new PreviewCard("product", Variables: Make.Map(("title", "Given"))))).Failure);

        await _application.Renderer.Received(1).RenderPreviewAsync(
            Arg.Is<CardPreview>(p => p.Content.Title == "Given" && p.Content.Variables["rating"] == "4.5" && p.Width == 800 && p.Height == 400 && p.Html == null),
            new CardOutput(ReturnType.Png, Route.DefaultByteBudget),
            new RenderOrder(Tenant.DefaultId),
            Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(15, 630, "width")]
    [InlineData(1200, 4097, "height")]
    [InlineData(2001, 2000, "width")]
    public async Task Limits_the_size_of_a_preview(int width, int height, string field) => Assert.Equal(
        [field], (await _application.SendAsync(new PreviewCard(Width: width, Height: height))).Failure!.Errors!.Keys);

    [Fact]
    public async Task Refuses_a_preview_of_two_things()
    {
        Assert.Equal(["template"], (await _application.SendAsync(new PreviewCard("plain", Html))).Failure!.Errors!.Keys);
        Knows(latest: 1, published: 1);
        Assert.Equal(["variables.rating"], (await _application.SendAsync(new PreviewCard("product", Variables: Make.Map(("rating", "x"))))).Failure!.Errors!.Keys);
    }

    public void Dispose() => _application.Dispose();

    private Template Knows(int latest, int? published, string name = "product")
    {
        var template = new Template
        {
            Id = Guid.CreateVersion7(),
            TenantId = Tenant.DefaultId,
            Name = name,
            LatestVersion = latest,
            PublishedVersion = published,
            CreatedAt = FakeClock.Noon,
            UpdatedAt = FakeClock.Noon,
            Version = 7,
        };
        _application.Templates.FindAsync(name, Arg.Any<CancellationToken>()).Returns(template);
        _application.Templates.HoldAsync(name, Arg.Any<CancellationToken>()).Returns(template);
        for (var number = 1; number <= latest; number++)
        {
            _application.Templates.FindVersionAsync(template.Id, number, Arg.Any<CancellationToken>()).Returns(Version(template, number));
        }

        return template;
    }

    private static TemplateVersion Version(Template template, int number) => new()
    {
        TenantId = template.TenantId,
        TemplateId = template.Id,
        Number = number,
        ContentHash = Make.Hash($"<p>{number}</p>"),
        Width = 800,
        Height = 400,
        Variables =
        [
            new TemplateVariable { Name = "title", Example = "An example" },
            new TemplateVariable { Name = "rating", Type = TemplateVariableType.Number, Example = "4.5" },
        ],
        CreatedAt = FakeClock.Noon,
    };

    private void Resolves(Template template, params (string Named, int Number)[] versions) =>
        _application.Templates.ResolveAsync(Arg.Any<IReadOnlyCollection<TemplateReference>>(), Arg.Any<CancellationToken>()).Returns(versions.ToDictionary(
            v => TemplateReference.Parse(v.Named)!,
            v => new ResolvedTemplate(template.TenantId, template.Id, template.Name, v.Number, Make.Hash($"<p>{v.Number}</p>"), 800, 400)));

    private async Task<CardPlan> PlanAsync(string path) =>
        (await _application.Get<CardPlanner>().PlanAsync(new CardRequest(Make.ProjectId, Make.Page(path), Make.Map()), CancellationToken.None)).Value;
}
