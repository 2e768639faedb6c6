using PearlIo.Application.Common;
using PearlIo.Application.Templates;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Templates;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteTemplateRepositoryTests(SqliteTestDatabase database)
    : TemplateRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresTemplateRepositoryTests(PostgresTestDatabase database)
    : TemplateRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Versions_cannot_be_changed_by_the_service()
    {
        await AddAsync();

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _database.Database.WriteAsync(
            session => session.ExecuteAsync("update template_versions set html = ''", parameters: null, CancellationToken.None), CancellationToken.None));

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Stays_while_somebody_is_about_to_name_it()
    {
        var template = await AddAsync();
        var transactions = (ITransactions)_database.Services.GetService(typeof(ITransactions))!;
        var (held, mayName) = (NewSignal(), NewSignal());

        // As the use case does it: what a project will name is held, and written in the same transaction.
        var naming = transactions.RunAsync(
            async () =>
            {
                await Templates.HoldAsync(template.Name, CancellationToken.None);
                held.SetResult();
                await mayName.Task;
                await _database.Projects.AddAsync(Make.Project() with { Template = template.Name }, CancellationToken.None);
                return true;
            },
            _ => true,
            CancellationToken.None);
        await held.Task;
        var deleting = Templates.DeleteAsync(template, template.Version, CancellationToken.None);
        await Eventually.TrueAsync(async () => await _database.GetAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0);
        mayName.SetResult();

        await naming;
        Assert.Equal(WriteOutcome.InUse, await deleting);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public abstract class TemplateRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly TemplateVariable[] Variables =
    [
        new() { Name = "title", Example = "Größe \"x\" 😀" },
        new() { Name = "items", Type = TemplateVariableType.List, Default = "a,b", Description = "it's" },
    ];

    private int _added;

    protected ITemplateRepository Templates => database.Templates;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var template = await AddAsync(html: "<p title='\"ü\" \\'>😀\n</p>");

        Assert.Equal(template, await Templates.FindAsync("product", CancellationToken.None));
        Assert.Equal(template, await Templates.HoldAsync("product", CancellationToken.None));
        Assert.Null(await Templates.FindAsync("other", CancellationToken.None));
        Assert.Equal("<p title='\"ü\" \\'>😀\n</p>", await Templates.FindHtmlAsync(template.Id, 1, CancellationToken.None));
        Assert.Null(await Templates.FindHtmlAsync(template.Id, 2, CancellationToken.None));
        var version = await Templates.FindVersionAsync(template.Id, 1, CancellationToken.None);
        Assert.Equal(Variables, version!.Variables);
        Assert.Equal(Version(template, "<p title='\"ü\" \\'>😀\n</p>") with { Variables = version.Variables }, version);
        Assert.Null(await Templates.FindVersionAsync(template.Id, 2, CancellationToken.None));
    }

    [Fact]
    public async Task Keeps_names_apart()
    {
        await AddAsync("a");
        var again = Template("a");

        Assert.Equal(WriteOutcome.Taken, await Templates.AddAsync(again, Version(again, "x"), "x", CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("template_versions"));
    }

    [Fact]
    public async Task Adds_versions_and_publishes_any_of_them()
    {
        var template = await AddAsync();

        var second = await ChangeAsync(template, "two");
        Assert.Equal(WriteOutcome.VersionChanged, await Templates.AddVersionAsync(second, 1, Version(second, "x"), "x", CancellationToken.None));
        Assert.Equal(second, await Templates.FindAsync("product", CancellationToken.None));

        var published = await PublishAsync(second, 2);
        Assert.Equal(published, await Templates.FindAsync("product", CancellationToken.None));
        Assert.Equal(WriteOutcome.VersionChanged, await Templates.PublishAsync(second with { PublishedVersion = 1 }, 1, CancellationToken.None));
        Assert.Equal(1, (await PublishAsync(published, 1)).PublishedVersion);
        Assert.Equal(WriteOutcome.NotFound, await Templates.PublishAsync(Template("other") with { PublishedVersion = 1 }, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Says_what_names_stand_for()
    {
        var template = await PublishAsync(await ChangeAsync(await AddAsync(html: "one"), "two"), 2);
        await AddAsync("draft");
        string[] named = ["product", "product@1", "product@3", "draft", "draft@1", "other"];

        var resolved = await Templates.ResolveAsync([.. named.Select(n => TemplateReference.Parse(n)!)], CancellationToken.None);

        Assert.Equal(
            ["draft@1 1", "product 2", "product@1 1"], resolved.Select(r => $"{r.Key} {r.Value.Version}").Order(StringComparer.Ordinal));
        Assert.Equal(
            new ResolvedTemplate(template.TenantId, template.Id, "product", 2, Make.Hash("two"), 1200, 600), resolved[TemplateReference.Parse("product")!]);
    }

    [Fact]
    public async Task Lists_templates_with_the_variables_of_what_is_drawn()
    {
        var first = await PublishAsync(await ChangeAsync(await AddAsync("b"), "two", []), 1);
        var second = await ChangeAsync(await AddAsync("a"), "two", []);

        var all = await Templates.ListAsync(after: null, 10, CancellationToken.None);

        Assert.Equal([first, second], all.Select(t => t.Template));
        Assert.Equal([2, 0], all.Select(t => t.Variables.Count));
        Assert.Equal([second], (await Templates.ListAsync(first.Id, 10, CancellationToken.None)).Select(t => t.Template));
        Assert.Single(await Templates.ListAsync(after: null, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData("product", true)]
    [InlineData("product@1", true)]
    [InlineData("product-2", false)]
    [InlineData(null, false)]
    public async Task Is_not_deleted_while_a_project_or_route_names_it(string? named, bool isUsed)
    {
        var template = await AddAsync();
        var project = await AddProjectAsync(named);
        Assert.Equal(isUsed ? WriteOutcome.InUse : WriteOutcome.Done, await Templates.DeleteAsync(template, 1, CancellationToken.None));
        await database.Projects.DeleteAsync(project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        template = isUsed ? template : await AddAsync();

        await AddRouteAsync(await AddProjectAsync(), named);
        Assert.Equal(isUsed ? WriteOutcome.InUse : WriteOutcome.Done, await Templates.DeleteAsync(template, 1, CancellationToken.None));
        Assert.Equal(isUsed ? 1 : 0, await database.CountAsync("template_versions"));
    }

    [Fact]
    public async Task Is_deleted_in_the_version_that_was_read()
    {
        var template = await AddAsync();

        Assert.Equal(WriteOutcome.VersionChanged, await Templates.DeleteAsync(template, 2, CancellationToken.None));
        Assert.Equal(WriteOutcome.Done, await Templates.DeleteAsync(template, 1, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Templates.DeleteAsync(template, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Tells_of_a_publication_where_the_name_is_used_without_a_version()
    {
        var template = await AddAsync();
        var named = await AddProjectAsync("product");
        var byRoute = await AddProjectAsync();
        await AddRouteAsync(byRoute, "product");
        var pinned = await AddProjectAsync("product@1");
        await AddRouteAsync(pinned, "article");
        var told = new List<Guid>();
        ((ChangeFeed)database.Services.GetService(typeof(ChangeFeed))!).Watch(told.Add, _ => { });

        await PublishAsync(template, 1);

        Assert.Equal((2, 2, 1), (await RevisionAsync(named), await RevisionAsync(byRoute), await RevisionAsync(pinned)));
        Assert.Equal(new[] { named.Id, byRoute.Id }.Order(), told.Order());
    }

    [Fact]
    public async Task Keeps_a_hundred_versions_and_those_that_are_used()
    {
        var template = await PublishAsync(await AddAsync(), 1);
        await AddProjectAsync("product@2");
        await AddRouteAsync(await AddProjectAsync(), "product@4");
        for (var number = 2; number <= Domain.Templates.Template.MaxVersions + 2; number++)
        {
            template = await ChangeAsync(template, $"{number}");
        }

        Assert.Equal(Domain.Templates.Template.MaxVersions, await database.CountAsync("template_versions"));
        var kept = new List<int>();
        for (var number = 1; number <= 6; number++)
        {
            if (await Templates.FindVersionAsync(template.Id, number, CancellationToken.None) is not null)
            {
                kept.Add(number);
            }
        }

        Assert.Equal([1, 2, 4, 6], kept);
        Assert.Equal(102, (await Templates.FindAsync("product", CancellationToken.None))!.LatestVersion);
    }

    protected async Task<Template> AddAsync(string name = "product", string html = "one")
    {
        var template = Template(name);
        Assert.Equal(WriteOutcome.Done, await Templates.AddAsync(template, Version(template, html), html, CancellationToken.None));
        return template;
    }

    // Ids of one millisecond are in no order.
    private Template Template(string name) => new()
    {
        Id = Guid.CreateVersion7(Make.Time.AddMilliseconds(_added++)),
        TenantId = Tenant.DefaultId,
        Name = name,
        LatestVersion = 1,
        CreatedAt = Make.Time,
        UpdatedAt = Make.Time,
    };

    private static TemplateVersion Version(Template template, string html, IReadOnlyList<TemplateVariable>? variables = null) => new()
    {
        TenantId = template.TenantId,
        TemplateId = template.Id,
        Number = template.LatestVersion,
        ContentHash = Make.Hash(html),
        Width = 1200,
        Height = 600,
        Variables = variables ?? Variables,
        CreatedAt = template.UpdatedAt,
    };

    private async Task<Template> ChangeAsync(Template template, string html, IReadOnlyList<TemplateVariable>? variables = null)
    {
        var changed = template with { LatestVersion = template.LatestVersion + 1, Version = template.Version + 1, UpdatedAt = template.UpdatedAt.AddDays(1) };
        Assert.Equal(
            WriteOutcome.Done, await Templates.AddVersionAsync(changed, template.Version, Version(changed, html, variables), html, CancellationToken.None));
        return changed;
    }

    private async Task<Template> PublishAsync(Template template, int number)
    {
        var changed = template with { PublishedVersion = number, Version = template.Version + 1 };
        Assert.Equal(WriteOutcome.Done, await Templates.PublishAsync(changed, template.Version, CancellationToken.None));
        return changed;
    }

    private async Task<Project> AddProjectAsync(string? template = null)
    {
        var project = Make.Project() with { Template = template };
        await database.Projects.AddAsync(project, CancellationToken.None);
        return project;
    }

    private async Task AddRouteAsync(Project project, string? template) =>
        Assert.Equal(WriteOutcome.Done, await database.Routes.AddAsync(Make.Route(project.Id) with { Template = template }, CancellationToken.None));

    private async Task<long> RevisionAsync(Project project) => (await database.Projects.FindAsync(project.Id, CancellationToken.None))!.CardsRevision;
}
