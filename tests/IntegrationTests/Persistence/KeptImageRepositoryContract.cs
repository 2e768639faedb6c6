using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.Domain.Tenants;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteKeptImageRepositoryTests(SqliteTestDatabase database) : KeptImageRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresKeptImageRepositoryTests(PostgresTestDatabase database) : KeptImageRepositoryContract(database), IClassFixture<PostgresTestDatabase>
{
    private readonly PostgresTestDatabase _database = database;

    [Fact]
    public async Task Deletes_on_behalf_of_a_tenant_nothing_of_another()
    {
        var image = Make.Image(Project.Id);
        await _database.CachedImages.AddAsync(image, CancellationToken.None);
        using var stranger = _database.Callers.Enter(Application.Access.Caller.Service(Guid.CreateVersion7()));

        Assert.Equal(0, await _database.KeptImages.DeleteAsync([image.Id], Make.Time, CancellationToken.None));
        Assert.Equal(0, await _database.KeptImages.MakeDueAsync([image.Id], Make.Time, CancellationToken.None));
        Assert.Empty(await _database.KeptImages.FindUnusedAsync(Make.Time.AddYears(1), 10, CancellationToken.None));
        Assert.Null(await _database.KeptImages.FindLeastUsedAsync(0, Make.Time, CancellationToken.None));
        Assert.NotNull(await _database.KeptImages.FindLeastUsedOfAllAsync(0, Make.Time, CancellationToken.None));
    }
}

/// <summary>What is kept, as those see it who look after it.</summary>
public abstract class KeptImageRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly PageHash Page = PageHash.Of(PagePath.Parse("/a").Value);

    private Route _route = Make.Route(Guid.Empty);

    protected Project Project { get; } = Make.Project();

    private IKeptImageRepository Kept => database.KeptImages;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(Project, CancellationToken.None);
        _route = Make.Route(Project.Id);
        await database.Routes.AddAsync(_route, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lists_what_is_kept_newest_first_and_page_by_page()
    {
        var images = new List<CachedImage>();
        for (var i = 0; i < 5; i++)
        {
            images.Add(await AddAsync(Make.Image(Project.Id, createdAt: Make.Time.AddSeconds(i / 2))));
        }

        var expected = images.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id).Select(i => i.Id).ToList();
        var first = await ListAsync(new KeptImages(Project.Id), limit: 2);
        var position = new ImagePosition(first[^1].CreatedAt, first[^1].Id);
        await Kept.DeleteAsync([first[^1].Id], Make.Time, CancellationToken.None);
        var rest = await ListAsync(new KeptImages(Project.Id), position);

        Assert.Equal(expected, first.Concat(rest).Select(i => i.Id));
    }

    [Fact]
    public async Task Tells_the_current_card_from_older_ones_and_shows_all_of_it()
    {
        var older = await AddAsync(Make.Image(Project.Id, _route.Id));
        var newer = await AddAsync(Make.Image(Project.Id, _route.Id, older.Slot, createdAt: older.CreatedAt.AddHours(1)));
        await HitAsync(newer, Make.Time.AddHours(3));

        var listed = await ListAsync(new KeptImages(Project.Id));

        Assert.Equal([true, false], listed.Select(i => i.IsCurrent));
        Assert.Equal(
            new KeptImage
            {
                Id = newer.Id,
                Url = newer.Url,
                RouteId = _route.Id,
                ContentType = "image/png",
                Width = 1200,
                Height = 630,
                ByteSize = newer.ByteSize,
                CreatedAt = newer.CreatedAt,
                FreshUntil = newer.FreshUntil,
                ExpiresAt = newer.ExpiresAt,
                LastHitAt = Make.Time.AddHours(3),
                IsCurrent = true,
                Provisional = false,
            },
            listed[0]);
        Assert.Null(listed[1].LastHitAt);
    }

    [Fact]
    public async Task Lists_cards_of_a_page_and_of_a_route_alone_and_none_that_expired()
    {
        var other = Make.Project();
        await database.Projects.AddAsync(other, CancellationToken.None);
        var ofPage = await AddAsync(Make.Image(Project.Id, page: Page));
        var ofRoute = await AddAsync(Make.Image(Project.Id, _route.Id, createdAt: Make.Time.AddSeconds(1)));
        await AddAsync(Make.Image(Project.Id, expiresAt: Make.Time));
        await AddAsync(Make.Image(other.Id, page: Page));

        Assert.Equal([ofRoute.Id, ofPage.Id], (await ListAsync(new KeptImages(Project.Id))).Select(i => i.Id));
        Assert.Equal([ofPage.Id], (await ListAsync(new KeptImages(Project.Id, Page: Page))).Select(i => i.Id));
        Assert.Equal([ofRoute.Id], (await ListAsync(new KeptImages(Project.Id, _route.Id))).Select(i => i.Id));
        Assert.Equal([ofPage.Id], (await FindAsync(new KeptImages(Project.Id, Page: Page))).Select(i => i.Id));
        Assert.Equal([ofRoute.Id], (await FindAsync(new KeptImages(Project.Id, _route.Id))).Select(i => i.Id));
    }

    [Fact]
    public async Task Finds_cards_oldest_first_batch_by_batch_and_none_that_was_drawn_later()
    {
        var images = new List<CachedImage>();
        for (var i = 0; i < 5; i++)
        {
            images.Add(await AddAsync(Make.Image(Project.Id, createdAt: Make.Time.AddSeconds(i))));
        }

        var first = await FindAsync(new KeptImages(Project.Id), limit: 2, until: Make.Time.AddSeconds(3));
        var rest = await FindAsync(new KeptImages(Project.Id), first[^1], until: Make.Time.AddSeconds(3));

        Assert.Equal(images.Take(4).Select(i => new ImagePosition(i.CreatedAt, i.Id)), first.Concat(rest));
    }

    [Fact]
    public async Task Makes_current_cards_due_that_are_fresh_and_keeps_them()
    {
        var now = Make.Time.AddMinutes(10);
        var fresh = await AddAsync(Make.Image(Project.Id));
        var due = await AddAsync(Make.Image(Project.Id) with { FreshUntil = Make.Time });
        var other = await AddAsync(Make.Image(Project.Id));

        Assert.Equal(1, await Kept.MakeDueAsync([fresh.Id, due.Id], now, CancellationToken.None));

        Assert.Equal(Make.Card(fresh) with { FreshUntil = now }, await database.CachedImages.FindCardAsync(fresh.Slot, CancellationToken.None));
        Assert.Equal(Make.Card(due), await database.CachedImages.FindCardAsync(due.Slot, CancellationToken.None));
        Assert.Equal(Make.Card(other), await database.CachedImages.FindCardAsync(other.Slot, CancellationToken.None));
        Assert.Equal(0, await database.CountAsync("doomed_objects"));
    }

    [Fact]
    public async Task Deletes_cards_with_their_slots_and_dooms_their_objects()
    {
        var gone = await AddAsync(Make.Image(Project.Id));
        var older = await AddAsync(Make.Image(Project.Id));
        var newer = await AddAsync(Make.Image(Project.Id, slot: older.Slot, createdAt: Make.Time.AddHours(1)));

        Assert.Equal(2, await Kept.DeleteAsync([gone.Id, older.Id], Make.Time, CancellationToken.None));
        Assert.Equal(0, await Kept.DeleteAsync([gone.Id, older.Id], Make.Time, CancellationToken.None));

        var doomed = await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None);
        Assert.Equal(new[] { gone, older }.Select(i => i.StoragePath.Value).Order(), doomed.Select(d => d.Name).Order());
        Assert.Null(await database.CachedImages.FindCardAsync(gone.Slot, CancellationToken.None));
        Assert.Equal(Make.Card(newer), await database.CachedImages.FindCardAsync(newer.Slot, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_each_card_once_and_waits_for_nobody_for_good_while_others_purge_the_same()
    {
        var images = new List<CachedImage>();
        for (var i = 0; i < 40; i++)
        {
            images.Add(await AddAsync(Make.Image(Project.Id)));
        }

        var deleted = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            var ids = images.Select(image => image.Id).OrderBy(_ => Random.Shared.Next()).ToList();
            await Kept.MakeDueAsync(ids, Make.Time.AddMinutes(i), CancellationToken.None);
            return await Kept.DeleteAsync(ids, Make.Time, CancellationToken.None);
        })));

        Assert.Equal(40, deleted.Sum());
        Assert.Equal((0, 0, 40), (await database.CountAsync("cards"), await database.CountAsync("cached_images"), await database.CountAsync("doomed_objects")));
    }

    [Fact]
    public async Task Counts_a_removal_where_it_belongs()
    {
        await CountRemovalAsync(new KeptImages(Project.Id));
        await CountRemovalAsync(new KeptImages(Project.Id, _route.Id));
        await CountRemovalAsync(new KeptImages(Project.Id, _route.Id));
        await CountRemovalAsync(new KeptImages(Project.Id, Page: Page), "/a");
        await CountRemovalAsync(new KeptImages(Project.Id, Page: Page), "/a");

        var project = await database.Projects.FindAsync(Project.Id, CancellationToken.None);
        Assert.Equal((1, Project.RoutesRevision + 3), (project!.Removals, project.RoutesRevision));
        Assert.Equal(2, Assert.Single(await database.Routes.ListAllAsync(Project.Id, CancellationToken.None)).Removals);
        Assert.Equal(2, await database.GetAsync<long>("select revision from pages where path = '/a' and variables is null"));
    }

    [Fact]
    public async Task Tells_up_to_when_cards_were_last_used_that_must_go()
    {
        var oldest = await AddAsync(Make.Image(Project.Id, byteSize: 100));
        var hit = await AddAsync(Make.Image(Project.Id, byteSize: 100, createdAt: Make.Time.AddHours(1)));
        var newest = await AddAsync(Make.Image(Project.Id, byteSize: 100, createdAt: Make.Time.AddHours(2)));
        await HitAsync(hit, Make.Time.AddHours(5));

        Assert.Null(await LeastUsedAsync(300));
        Assert.Equal(oldest.CreatedAt, await LeastUsedAsync(299));
        Assert.Equal(oldest.CreatedAt, await LeastUsedAsync(200));
        Assert.Equal(newest.CreatedAt, await LeastUsedAsync(150));
        Assert.Equal(Make.Time.AddHours(5), await LeastUsedAsync(0));
        Assert.Equal([oldest.Id, newest.Id], (await Kept.FindUnusedAsync(newest.CreatedAt, 10, CancellationToken.None)).Order());
        Assert.Single(await Kept.FindUnusedAsync(newest.CreatedAt, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Takes_a_card_for_used_when_it_was_drawn_though_its_slot_was_hit_before()
    {
        var older = await AddAsync(Make.Image(Project.Id));
        await HitAsync(older, Make.Time.AddMinutes(1));
        var newer = await AddAsync(Make.Image(Project.Id, slot: older.Slot, createdAt: Make.Time.AddHours(1)));

        Assert.Equal([older.Id], await Kept.FindUnusedAsync(newer.CreatedAt.AddSeconds(-1), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Deletes_rows_that_are_of_no_use_any_more()
    {
        // Of today, for PostgreSQL tells by its own clock which leases are over.
        var now = DateTimeOffset.UtcNow;
        foreach (var (slot, until) in new[] { ("a", now.AddSeconds(-1)), ("b", now.AddHours(1)) })
        {
            await database.ExecuteAsync($"insert into render_leases (slot, tenant_id, project_id, owner, until) values ('{slot}', '{Tenant.DefaultId}', '{Project.Id}', '{Project.Id}', '{until:O}')");
        }

        foreach (var at in new[] { now.AddDays(-8), now.AddDays(-6) })
        {
            await database.ExecuteAsync($"insert into view_batches (id, tenant_id, at) values ('{Guid.CreateVersion7()}', '{Tenant.DefaultId}', '{at:O}')");
        }

        Assert.Equal(2, await database.ExpiredRows.DeleteAsync(now, CancellationToken.None));
        Assert.Equal((1, 1), (await database.CountAsync("render_leases"), await database.CountAsync("view_batches")));
    }

    private async Task<CachedImage> AddAsync(CachedImage image)
    {
        Assert.Equal(WriteOutcome.Done, await database.CachedImages.AddAsync(image, CancellationToken.None));
        return image;
    }

    private Task<IReadOnlyList<KeptImage>> ListAsync(KeptImages which, ImagePosition? after = null, int limit = 10) =>
        Kept.ListAsync(which, after, Make.Time.AddMinutes(1), limit, CancellationToken.None);

    private Task<IReadOnlyList<ImagePosition>> FindAsync(KeptImages which, ImagePosition? after = null, int limit = 10, DateTimeOffset? until = null) =>
        Kept.FindAsync(which, after, until ?? Make.Time.AddYears(1), limit, CancellationToken.None);

    private Task CountRemovalAsync(KeptImages which, string? path = null) =>
        Kept.CountRemovalAsync(which, new RemovalOrigin(Tenant.DefaultId, path, Make.Time), CancellationToken.None);

    // One tenant: what must go over all of them is what must go of it.
    private async Task<DateTimeOffset?> LeastUsedAsync(long most)
    {
        var ofAll = await Kept.FindLeastUsedOfAllAsync(most, Make.Time, CancellationToken.None);
        Assert.Equal(ofAll, await Kept.FindLeastUsedAsync(most, Make.Time, CancellationToken.None));
        return ofAll;
    }

    private Task HitAsync(CachedImage image, DateTimeOffset at) => database.Views.AddAsync(
        new Application.Analytics.ViewBatch { Id = Guid.CreateVersion7(), TenantId = Tenant.DefaultId, At = at, Slots = [image.Slot] }, CancellationToken.None);
}
