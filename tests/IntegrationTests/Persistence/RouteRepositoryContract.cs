using PearlIo.Application.Common;
using PearlIo.Application.Routes;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteRouteRepositoryTests(SqliteTestDatabase database)
    : RouteRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresRouteRepositoryTests(PostgresTestDatabase database)
    : RouteRepositoryContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class RouteRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private readonly Project _project = Make.Project();

    private IRouteRepository Routes => database.Routes;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(ReturnType.Png, null)]
    [InlineData(ReturnType.Jpeg, RouteSource.Page)]
    [InlineData(ReturnType.Webp, RouteSource.None)]
    [InlineData(ReturnType.Auto, null)]
    public async Task Gives_back_what_was_added(ReturnType returnType, RouteSource? source)
    {
        var route = Make.Route(_project.Id, "/blog/{ü}/🧀", "/blog/{}/🧀") with
        {
            ReturnType = returnType,
            Source = source,
            CacheDuration = 0,
            Template = "article",
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = "{ü} 🎉 \"x\" \\", ["a"] = "" },
            Query = ["title", "image", "description"],
            ByteBudget = Route.MaxByteBudget,
            UpdatedAt = Make.Time.AddTicks(10),
            Version = 4,
        };

        Assert.Equal(WriteOutcome.Done, await Routes.AddAsync(route, CancellationToken.None));

        Assert.Equivalent(route, await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Gives_back_a_route_without_its_optional_parts()
    {
        var route = await AddAsync();

        Assert.Equivalent(route, await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Finds_a_route_in_its_own_project_only()
    {
        var route = await AddAsync();

        Assert.Null(await Routes.FindAsync(Guid.CreateVersion7(), route.Id, CancellationToken.None));
        Assert.Null(await Routes.FindAsync(_project.Id, Guid.CreateVersion7(), CancellationToken.None));
    }

    [Fact]
    public async Task Reports_a_conflict_when_the_path_exists()
    {
        await AddAsync("/blog/{slug}", "/blog/{}");
        var same = Make.Route(_project.Id, "/blog/{id}", "/blog/{}");

        Assert.Equal(WriteOutcome.Taken, await Routes.AddAsync(same, CancellationToken.None));

        Assert.Null(await Routes.FindAsync(_project.Id, same.Id, CancellationToken.None));
        Assert.Equal(2, await RevisionAsync());
    }

    [Fact]
    public async Task Takes_the_same_path_in_another_project()
    {
        var other = Make.Project();
        await database.Projects.AddAsync(other, CancellationToken.None);
        await AddAsync();

        Assert.Equal(WriteOutcome.Done, await Routes.AddAsync(Make.Route(other.Id), CancellationToken.None));
    }

    [Fact]
    public async Task Tells_paths_apart_by_case() 
    {
        await AddAsync("/About");

        Assert.Equal(WriteOutcome.Done, await Routes.AddAsync(Make.Route(_project.Id, "/about"), CancellationToken.None));
    }

    [Fact]
    public async Task Lets_one_of_many_creators_of_a_path_win()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() =>
            Routes.AddAsync(Make.Route(_project.Id, "/a"), CancellationToken.None))));

        Assert.Single(outcomes, o => o is WriteOutcome.Done);
        Assert.Equal(9, outcomes.Count(o => o is WriteOutcome.Taken));
        Assert.Equal(2, await RevisionAsync());
    }

    [Fact]
    public async Task Reports_an_add_to_a_project_that_is_not_there()
    {
        var route = Make.Route(Guid.CreateVersion7());

        Assert.Equal(WriteOutcome.NotFound, await Routes.AddAsync(route, CancellationToken.None));
        Assert.Null(await Routes.FindAsync(route.ProjectId, route.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Pages_by_ascending_id_without_gap_or_repeat()
    {
        var added = new List<Route>();
        for (var i = 0; i < 7; i++)
        {
            added.Add(await AddAsync($"/{i}"));
        }

        var seen = new List<Guid>();
        for (var page = await Routes.ListAsync(_project.Id, after: null, 3, CancellationToken.None);
             page.Count > 0;
             page = await Routes.ListAsync(_project.Id, page[^1].Id, 3, CancellationToken.None))
        {
            Assert.InRange(page.Count, 1, 3);
            seen.AddRange(page.Select(r => r.Id));
        }

        Assert.Equal(added.Select(r => r.Id).Order(), seen);
        Assert.Equal(7, (await Routes.ListAllAsync(_project.Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Lists_no_routes_of_another_project()
    {
        await AddAsync();

        Assert.Empty(await Routes.ListAsync(Guid.CreateVersion7(), after: null, 10, CancellationToken.None));
        Assert.Empty(await Routes.ListAllAsync(Guid.CreateVersion7(), CancellationToken.None));
    }

    [Fact]
    public async Task Replaces_a_route_that_has_the_expected_version()
    {
        var before = await AddAsync();
        var after = before with
        {
            Path = "/news/*",
            PathShape = "/news/*",
            ReturnType = ReturnType.Webp,
            CacheDuration = 1,
            Template = "quote",
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
            Query = ["q"],
            Source = RouteSource.Page,
            ByteBudget = 50_000,
            CreatedAt = Make.Time.AddDays(1),
            UpdatedAt = Make.Time.AddDays(2),
            Version = 2,
        };

        Assert.Equal(WriteOutcome.Done, await Routes.UpdateAsync(after, expectedVersion: 1, CancellationToken.None));

        Assert.Equivalent(
            after with { CreatedAt = before.CreatedAt },
            await Routes.FindAsync(_project.Id, before.Id, CancellationToken.None),
            strict: true);
    }

    [Fact]
    public async Task Reports_an_update_to_a_path_that_exists()
    {
        await AddAsync("/a");
        var route = await AddAsync("/b");

        var outcome = await Routes.UpdateAsync(route with { Path = "/a", PathShape = "/a", Version = 2 }, expectedVersion: 1, CancellationToken.None);

        Assert.Equal(WriteOutcome.Taken, outcome);
        Assert.Equivalent(route, await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None), strict: true);
    }

    [Fact]
    public async Task Reports_a_changed_version_and_changes_nothing()
    {
        var route = await AddAsync();

        Assert.Equal(WriteOutcome.VersionChanged, await Routes.UpdateAsync(route with { Path = "/x" }, expectedVersion: 2, CancellationToken.None));

        Assert.Equivalent(route, await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None), strict: true);
        Assert.Equal(2, await RevisionAsync());
    }

    [Fact]
    public async Task Reports_an_update_of_a_route_that_is_not_there()
    {
        Assert.Equal(WriteOutcome.NotFound, await Routes.UpdateAsync(Make.Route(_project.Id), expectedVersion: 1, CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await Routes.UpdateAsync(Make.Route(Guid.CreateVersion7()), expectedVersion: 1, CancellationToken.None));
    }

    [Fact]
    public async Task Raises_the_revision_of_the_project_with_each_change()
    {
        Assert.Equal(1, await RevisionAsync());
        var route = await AddAsync();
        Assert.Equal(2, await RevisionAsync());
        await Routes.UpdateAsync(route with { Version = 2 }, expectedVersion: 1, CancellationToken.None);
        Assert.Equal(3, await RevisionAsync());
        await Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: 2, Make.Time, CancellationToken.None);
        Assert.Equal(4, await RevisionAsync());
    }

    [Fact]
    public async Task Counts_every_change_of_writers_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AddAsync($"/{i}"))));

        Assert.Equal(21, await RevisionAsync());
        Assert.Equal(20, (await Routes.ListAllAsync(_project.Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Deletes_a_route_with_its_images_and_cards_and_dooms_each_object()
    {
        var route = await AddAsync();
        var current = Make.Image(_project.Id, route.Id);
        var older = Make.Image(_project.Id, route.Id, current.Slot, createdAt: current.CreatedAt.AddDays(-1));
        var unrouted = Make.Image(_project.Id);
        foreach (var image in new[] { current, older, unrouted })
        {
            Assert.Equal(WriteOutcome.Done, await database.CachedImages.AddAsync(image, CancellationToken.None));
        }

        var now = Make.Time.AddDays(1);
        Assert.Equal(WriteOutcome.Done, await Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: 1, now, CancellationToken.None));

        Assert.Null(await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None));
        Assert.Null(await database.CachedImages.FindCardAsync(current.Slot, CancellationToken.None));
        Assert.NotNull(await database.CachedImages.FindCardAsync(unrouted.Slot, CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("cached_images"));
        var doomed = await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None);
        Assert.Equal(
            new[] { current, older }.Select(i => i.StoragePath.Value).Order(StringComparer.Ordinal),
            doomed.Select(d => d.Name).Order(StringComparer.Ordinal));
        Assert.All(doomed, d => Assert.Equal(now, d.DoomedAt));
    }

    [Fact]
    public async Task Keeps_the_card_of_a_slot_that_another_route_drew_later()
    {
        var route = await AddAsync("/a");
        var winner = await AddAsync("/b");
        var older = Make.Image(_project.Id, route.Id);
        var current = Make.Image(_project.Id, winner.Id, older.Slot, createdAt: older.CreatedAt.AddSeconds(1));
        await database.CachedImages.AddAsync(older, CancellationToken.None);
        await database.CachedImages.AddAsync(current, CancellationToken.None);

        await Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: null, Make.Time, CancellationToken.None);

        Assert.Equal(Make.Card(current), await database.CachedImages.FindCardAsync(older.Slot, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_nothing_where_the_version_changed()
    {
        var route = await AddAsync();

        var outcome = await Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: 9, Make.Time, CancellationToken.None);

        Assert.Equal(WriteOutcome.VersionChanged, outcome);
        Assert.NotNull(await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None));
        Assert.Equal(2, await RevisionAsync());
    }

    [Fact]
    public async Task Reports_a_delete_of_a_route_that_is_not_in_the_project()
    {
        var route = await AddAsync();

        Assert.Equal(
            WriteOutcome.NotFound,
            await Routes.DeleteAsync(_project.Id, Guid.CreateVersion7(), expectedVersion: null, Make.Time, CancellationToken.None));
        Assert.Equal(
            WriteOutcome.NotFound,
            await Routes.DeleteAsync(Guid.CreateVersion7(), route.Id, expectedVersion: null, Make.Time, CancellationToken.None));
        Assert.NotNull(await Routes.FindAsync(_project.Id, route.Id, CancellationToken.None));
        Assert.Equal(2, await RevisionAsync());
    }

    private async Task<Route> AddAsync(string path = "/blog/{slug}", string? shape = null)
    {
        var route = Make.Route(_project.Id, path, shape);
        Assert.Equal(WriteOutcome.Done, await Routes.AddAsync(route, CancellationToken.None));
        return route;
    }

    private async Task<long> RevisionAsync() =>
        (await database.Projects.FindAsync(_project.Id, CancellationToken.None))!.RoutesRevision;
}
