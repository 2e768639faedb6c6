using PearlIo.Application.Common;
using PearlIo.Application.Projects;
using PearlIo.Domain.CachedImages;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteProjectRepositoryTests(SqliteTestDatabase database)
    : ProjectRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresProjectRepositoryTests(PostgresTestDatabase database)
    : ProjectRepositoryContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class ProjectRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private IProjectRepository Projects => database.Projects;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_added()
    {
        var theme = new Dictionary<string, string>(StringComparer.Ordinal) { ["--ink"] = "#123", ["--brand"] = "\"quo'ted\" 🎨" };
        var project = Make.Project("Käse & \"Wein\" 🧀 日本 العربية", "https://example.org/ü.ico", theme) with
        {
            Template = "article",
            RequireSignature = true,
            CacheDuration = 0,
            UpdatedAt = Make.Time.AddTicks(10),
            Version = 7,
            RoutesRevision = 3,
        };

        await Projects.AddAsync(project, CancellationToken.None);

        Assert.Equivalent(project, await Projects.FindAsync(project.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Gives_back_a_project_without_its_optional_parts()
    {
        var project = Make.Project();

        await Projects.AddAsync(project, CancellationToken.None);

        Assert.Equivalent(project, await Projects.FindAsync(project.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Keeps_when_cards_were_purged_and_counts_it_as_a_change_of_them()
    {
        var project = Make.Project();
        await Projects.AddAsync(project, CancellationToken.None);

        Assert.Equal(WriteOutcome.Done, await Projects.MarkPurgedAsync(project.Id, Make.Time, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Projects.MarkPurgedAsync(Guid.NewGuid(), Make.Time, CancellationToken.None));

        var purged = await Projects.FindAsync(project.Id, CancellationToken.None);
        Assert.Equal((Make.Time, project.CardsRevision + 1), (purged!.PurgedAt, purged.CardsRevision));
    }

    [Theory]
    [InlineData(255, "a")]
    [InlineData(127, "🧀")]
    public async Task Takes_the_longest_title(int count, string character)
    {
        var project = Make.Project(string.Concat(Enumerable.Repeat(character, count)));

        await Projects.AddAsync(project, CancellationToken.None);

        Assert.Equal(project.Title, (await Projects.FindAsync(project.Id, CancellationToken.None))?.Title);
    }

    [Theory]
    [InlineData("'; drop table projects; --")]
    [InlineData("@id :id $1 {0} % _ \\")]
    public async Task Takes_text_that_looks_like_sql_as_text(string title)
    {
        var project = Make.Project(title);

        await Projects.AddAsync(project, CancellationToken.None);

        Assert.Equal(title, (await Projects.FindAsync(project.Id, CancellationToken.None))?.Title);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1999-12-31T23:59:59.999999Z")]
    [InlineData("2026-10-25T03:30:00+02:00")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public async Task Keeps_a_moment_to_the_microsecond(string text)
    {
        var moment = DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var project = Make.Project(createdAt: moment);

        await Projects.AddAsync(project, CancellationToken.None);

        var created = (await Projects.FindAsync(project.Id, CancellationToken.None))!.CreatedAt;
        Assert.Equal(moment, created);
        Assert.Equal(TimeSpan.Zero, created.Offset);
    }

    [Fact]
    public async Task Finds_nothing_under_an_unknown_id() =>
        Assert.Null(await Projects.FindAsync(Guid.CreateVersion7(), CancellationToken.None));

    [Fact]
    public async Task Pages_by_ascending_id_without_gap_or_repeat()
    {
        var added = Enumerable.Range(0, 7).Select(i => Make.Project($"Project {i}")).ToList();
        foreach (var project in added.AsEnumerable().Reverse())
        {
            await Projects.AddAsync(project, CancellationToken.None);
        }

        var seen = new List<Guid>();
        for (var page = await Projects.ListAsync(after: null, 3, CancellationToken.None);
             page.Count > 0;
             page = await Projects.ListAsync(page[^1].Id, 3, CancellationToken.None))
        {
            Assert.InRange(page.Count, 1, 3);
            seen.AddRange(page.Select(p => p.Id));
        }

        Assert.Equal(added.Select(p => p.Id).Order(), seen);
    }

    [Fact]
    public async Task Lists_nothing_where_there_is_nothing() =>
        Assert.Empty(await Projects.ListAsync(after: null, 10, CancellationToken.None));

    [Fact]
    public async Task Replaces_a_project_that_has_the_expected_version()
    {
        var before = await AddAsync();
        var after = before with
        {
            TenantId = Guid.CreateVersion7(),
            Title = "Renamed",
            Url = "https://example.net",
            Favicon = "https://example.net/i.png",
            CacheDuration = 5,
            Template = "quote",
            Theme = new Dictionary<string, string>(StringComparer.Ordinal) { ["--paper"] = "#fff" },
            RequireSignature = true,
            CreatedAt = Make.Time.AddDays(1),
            UpdatedAt = Make.Time.AddDays(2),
            Version = 2,
            RoutesRevision = 99,
        };

        Assert.Equal(WriteOutcome.Done, await Projects.UpdateAsync(after, expectedVersion: 1, CancellationToken.None));

        var kept = after with { TenantId = before.TenantId, CreatedAt = before.CreatedAt, RoutesRevision = before.RoutesRevision };
        Assert.Equivalent(kept, await Projects.FindAsync(before.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Reports_a_changed_version_and_changes_nothing()
    {
        var project = await AddAsync();

        var outcome = await Projects.UpdateAsync(project with { Title = "Late", Version = 6 }, expectedVersion: 5, CancellationToken.None);

        Assert.Equal(WriteOutcome.VersionChanged, outcome);
        Assert.Equivalent(project, await Projects.FindAsync(project.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Reports_an_update_of_a_project_that_is_not_there() =>
        Assert.Equal(WriteOutcome.NotFound, await Projects.UpdateAsync(Make.Project(), expectedVersion: 1, CancellationToken.None));

    [Fact]
    public async Task Lets_one_of_many_updates_of_a_version_win()
    {
        var project = await AddAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() =>
            Projects.UpdateAsync(project with { Title = $"Writer {i}", Version = 2 }, expectedVersion: 1, CancellationToken.None))));

        Assert.Single(outcomes, o => o is WriteOutcome.Done);
        Assert.Equal(9, outcomes.Count(o => o is WriteOutcome.VersionChanged));
    }

    [Fact]
    public async Task Takes_twenty_writers_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var project = await AddAsync();
            Assert.Equal(WriteOutcome.Done, await database.Routes.AddAsync(Make.Route(project.Id), CancellationToken.None));
            Assert.Equal(WriteOutcome.Done, await Projects.UpdateAsync(project with { Version = 2 }, 1, CancellationToken.None));
        })));

        Assert.Equal(20, (await Projects.ListAsync(after: null, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Deletes_a_project_with_all_that_belongs_to_it_and_dooms_its_objects()
    {
        var project = await AddAsync();
        var other = await AddAsync();
        var route = Make.Route(project.Id);
        await database.Routes.AddAsync(route, CancellationToken.None);
        var image = Make.Image(project.Id, route.Id);
        var unrouted = Make.Image(project.Id);
        var foreign = Make.Image(other.Id);
        foreach (var drawn in new[] { image, unrouted, foreign })
        {
            await database.CachedImages.AddAsync(drawn, CancellationToken.None);
        }

        var now = Make.Time.AddDays(3);
        Assert.Equal(WriteOutcome.Done, await Projects.DeleteAsync(project.Id, expectedVersion: 1, now, CancellationToken.None));

        Assert.Null(await Projects.FindAsync(project.Id, CancellationToken.None));
        Assert.Empty(await database.Routes.ListAllAsync(project.Id, CancellationToken.None));
        Assert.Null(await database.CachedImages.FindCardAsync(image.Slot, CancellationToken.None));
        Assert.Null(await database.CachedImages.FindCardAsync(unrouted.Slot, CancellationToken.None));
        Assert.Equal(Make.Card(foreign), await database.CachedImages.FindCardAsync(foreign.Slot, CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("cached_images"));
        var doomed = Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Equal(ObjectPrefix.Project(project.Id).Value, doomed.Name);
        Assert.Equal(now, doomed.DoomedAt);
    }

    [Fact]
    public async Task Deletes_a_project_of_any_version_where_none_is_expected()
    {
        var project = await AddAsync();

        Assert.Equal(WriteOutcome.Done, await Projects.DeleteAsync(project.Id, expectedVersion: null, Make.Time, CancellationToken.None));
        Assert.Null(await Projects.FindAsync(project.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_nothing_where_the_version_changed()
    {
        var project = await AddAsync();

        Assert.Equal(WriteOutcome.VersionChanged, await Projects.DeleteAsync(project.Id, expectedVersion: 2, Make.Time, CancellationToken.None));
        Assert.NotNull(await Projects.FindAsync(project.Id, CancellationToken.None));
        Assert.Empty(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Reports_a_delete_of_a_project_that_is_not_there()
    {
        var outcome = await Projects.DeleteAsync(Guid.CreateVersion7(), expectedVersion: null, Make.Time, CancellationToken.None);

        Assert.Equal(WriteOutcome.NotFound, outcome);
        Assert.Empty(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));
    }

    private async Task<Domain.Projects.Project> AddAsync()
    {
        var project = Make.Project();
        await Projects.AddAsync(project, CancellationToken.None);
        return project;
    }
}
