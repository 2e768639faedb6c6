using System.Globalization;
using PearlIo.Application.Common;
using PearlIo.Application.Pages;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqlitePageRepositoryTests(SqliteTestDatabase database)
    : PageRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresPageRepositoryTests(PostgresTestDatabase database)
    : PageRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    [Fact]
    public async Task Takes_overlapping_pages_of_many_writers_at_once()
    {
        var paths = Enumerable.Range(0, 50).Select(i => $"/{i}").ToList();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => TellAsync(
            [.. (writer % 2 == 0 ? paths : paths.AsEnumerable().Reverse()).Select(p => Page(p, ("title", writer.ToString(CultureInfo.InvariantCulture))))]))));

        var told = await Pages.ListToldAsync(Project.Id, after: null, 100, CancellationToken.None);
        Assert.Equal(50, told.Count);
        Assert.Single(told.Select(p => p.Variables!["title"]).Distinct(StringComparer.Ordinal));
    }
}

public abstract class PageRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    protected Project Project { get; } = Make.Project();

    protected IPageRepository Pages => database.Pages;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(Project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_told()
    {
        var page = Page("/caf%C3%A9", ("title", "Größe 🎉 \"x\" \\ \u2028 '; drop table pages --"), ("a", ""), ("Z", "z"));

        Assert.Equal(2, await TellAsync(page, Page("/")));

        Assert.Equivalent(page, await FindAsync("/caf%C3%A9"), strict: true);
        Assert.Empty((await FindAsync("/"))!.Told!);
        Assert.Null(await FindAsync("/caf"));
        Assert.Null(await Pages.FindAsync(Guid.CreateVersion7(), "/", CancellationToken.None));
    }

    [Fact]
    public async Task Counts_what_was_told_in_all_projects()
    {
        var other = Make.Project();
        await database.Projects.AddAsync(other, CancellationToken.None);
        await TellAsync(Page("/a"), Page("/b"));
        await Pages.TellAsync(other.Id, [Page("/a") with { ProjectId = other.Id }], Make.Time, CancellationToken.None);
        Assert.Equal(3, await Pages.CountToldAsync(CancellationToken.None));

        await Pages.ForgetAsync(Project.Id, "/a", Make.Time, CancellationToken.None);
        Assert.Equal(2, await Pages.CountToldAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Changes_nothing_where_the_same_is_told_again()
    {
        await TellAsync(Page("/a", ("title", "é"), ("description", "d")), Page("/b"));

        Assert.Equal(0, await TellAsync(Make.Time.AddDays(1), Page("/b"), Page("/a", ("description", "d"), ("title", "é"))));

        Assert.Equal(Make.Time, (await FindAsync("/a"))!.UpdatedAt);
    }

    [Fact]
    public async Task Counts_the_pages_that_are_told_anew_and_keeps_all_others()
    {
        await TellAsync(Page("/a", ("title", "1")), Page("/b", ("title", "1")), Page("/c", ("title", "1")));

        Assert.Equal(2, await TellAsync(Make.Time.AddDays(1), Page("/a", ("title", "1")), Page("/b"), Page("/d")));

        Assert.Empty((await FindAsync("/b"))!.Told!);
        Assert.Equal(Make.Time.AddDays(1), (await FindAsync("/b"))!.UpdatedAt);
        Assert.Equal("1", (await FindAsync("/c"))!.Told!["title"]);
    }

    [Fact]
    public async Task Puts_what_is_told_in_the_place_of_what_was_read_and_leaves_the_count_of_removals()
    {
        await database.ExecuteAsync(Row("/a", "'{\"title\": \"read\"}'", "'page'", 7));
        Assert.Equal(PageOrigin.Page, (await FindAsync("/a"))!.Origin);
        Assert.Null((await FindAsync("/a"))!.Told);

        Assert.Equal(1, await TellAsync(Page("/a", ("title", "read"))));

        Assert.Equivalent(Page("/a", ("title", "read")) with { Revision = 7 }, await FindAsync("/a"), strict: true);
    }

    [Fact]
    public async Task Tells_counts_of_removals_by_path()
    {
        await database.ExecuteAsync(Row("/a", "null", "null", 7));
        await TellAsync(Page("/b"), Page("/c"));

        var revisions = await Pages.GetRevisionsAsync(Project.Id, ["/a", "/b", "/x"], CancellationToken.None);

        Assert.Equal(["/a 7", "/b 0"], revisions.Select(r => $"{r.Key} {r.Value}").Order(StringComparer.Ordinal));
        Assert.Empty(await Pages.GetRevisionsAsync(Project.Id, [], CancellationToken.None));
    }

    [Fact]
    public async Task Takes_a_thousand_pages_and_lists_them_without_gap_or_repeat()
    {
        var pages = Enumerable.Range(0, 1_000).Select(i => Page($"/{i}/{new string('x', 100)}", ("title", $"ü{i}"))).ToArray();
        Assert.Equal(1_000, await TellAsync(pages));
        await database.ExecuteAsync(Row("/5/read", "'{}'", "'page'", 0));

        var seen = new List<string>();
        for (var list = await Pages.ListToldAsync(Project.Id, after: null, 300, CancellationToken.None);
             list.Count > 0;
             list = await Pages.ListToldAsync(Project.Id, list[^1].Path, 300, CancellationToken.None))
        {
            seen.AddRange(list.Select(p => p.Path));
        }

        Assert.Equal(1_000, seen.Count);
        Assert.Equal(pages.Select(p => p.Path).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Takes_the_longest_path()
    {
        var path = "/" + new string('x', KnownPage.MaxPathLength - 1);
        await TellAsync(Page(path));
        Assert.NotNull(await FindAsync(path));
        Assert.Null(await FindAsync(path + "x"));
    }

    [Fact]
    public async Task Adds_nothing_to_a_project_that_is_not_there()
    {
        Assert.Equal(0, await Pages.TellAsync(Guid.CreateVersion7(), [Page("/a")], Make.Time, CancellationToken.None));
        Assert.Equal(0, await Pages.TellAsync(Project.Id, [], Make.Time, CancellationToken.None));
        Assert.Equal(0, await database.CountAsync("pages"));
    }

    [Fact]
    public async Task Forgets_what_was_told_and_never_the_count_of_removals()
    {
        await TellAsync(Page("/a", ("title", "1")), Page("/b"));
        await database.ExecuteAsync($"update pages set revision = 3 where path = '/b' and project_id = '{Project.Id}'");
        await database.ExecuteAsync(Row("/read", "'{}'", "'page'", 0));

        Assert.Equal(WriteOutcome.Done, await ForgetAsync("/a"));
        Assert.Equal(WriteOutcome.Done, await ForgetAsync("/b"));
        Assert.Equal(WriteOutcome.NotFound, await ForgetAsync("/a"));
        Assert.Equal(WriteOutcome.NotFound, await ForgetAsync("/b"));
        Assert.Equal(WriteOutcome.NotFound, await ForgetAsync("/read"));

        Assert.Null(await FindAsync("/a"));
        Assert.Equal((null, null, 3), ((await FindAsync("/b")) is { } b ? (b.Variables, b.Origin, b.Revision) : default));
        Assert.NotNull(await FindAsync("/read"));
        Assert.Empty(await Pages.ListToldAsync(Project.Id, after: null, 10, CancellationToken.None));
    }

    protected Task<int> TellAsync(params KnownPage[] pages) => TellAsync(Make.Time, pages);

    protected KnownPage Page(string path, params (string Name, string Value)[] variables) => new()
    {
        TenantId = Project.TenantId,
        ProjectId = Project.Id,
        Path = path,
        Variables = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal),
        Origin = PageOrigin.Build,
        UpdatedAt = Make.Time,
    };

    private Task<int> TellAsync(DateTimeOffset now, params KnownPage[] pages) => Pages.TellAsync(Project.Id, pages, now, CancellationToken.None);

    private Task<KnownPage?> FindAsync(string path) => Pages.FindAsync(Project.Id, path, CancellationToken.None);

    private Task<WriteOutcome> ForgetAsync(string path) => Pages.ForgetAsync(Project.Id, path, Make.Time.AddDays(1), CancellationToken.None);

    private string Row(string path, string variables, string origin, int revision) => string.Create(CultureInfo.InvariantCulture, $"""
        insert into pages (tenant_id, project_id, path, variables, origin, revision, updated_at)
        values ('{Project.TenantId}', '{Project.Id}', '{path}', {variables}, {origin}, {revision}, '2026-03-29T01:00:00.000000Z')
        """);
}
