using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteCachedImageRepositoryTests(SqliteTestDatabase database)
    : CachedImageRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresCachedImageRepositoryTests(PostgresTestDatabase database)
    : CachedImageRepositoryContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class CachedImageRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private readonly Project _project = Make.Project();
    private Route _route = null!;

    private ICachedImageRepository Images => database.CachedImages;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
        _route = Make.Route(_project.Id);
        await database.Routes.AddAsync(_route, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public async Task Makes_an_added_card_the_current_one_of_its_slot(ImageFormat format)
    {
        var image = await AddAsync(Make.Image(_project.Id, _route.Id, format: format) with { Provisional = true });

        Assert.Equal(Make.Card(image), await Images.FindCardAsync(image.Slot, CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Finds_no_card_under_an_unknown_slot() =>
        Assert.Null(await Images.FindCardAsync(Make.Slot("never drawn"), CancellationToken.None));

    [Fact]
    public async Task Replaces_the_current_card_by_one_drawn_later()
    {
        var first = await AddAsync(Make.Image(_project.Id, _route.Id));
        var second = await AddAsync(Make.Image(_project.Id, _route.Id, first.Slot, ImageFormat.Webp, createdAt: first.CreatedAt.AddMicroseconds(1)));

        Assert.Equal(Make.Card(second), await Images.FindCardAsync(first.Slot, CancellationToken.None));
        Assert.Equal(2, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Keeps_the_card_drawn_later_when_an_older_one_is_added_after_it()
    {
        var later = await AddAsync(Make.Image(_project.Id, _route.Id));
        await AddAsync(Make.Image(_project.Id, _route.Id, later.Slot, createdAt: later.CreatedAt.AddMicroseconds(-1)));

        Assert.Equal(Make.Card(later), await Images.FindCardAsync(later.Slot, CancellationToken.None));
        Assert.Equal(2, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Keeps_a_card_in_place_of_one_that_only_a_clock_that_was_wrong_can_call_later()
    {
        var ahead = await AddAsync(Make.Image(_project.Id, _route.Id, createdAt: Make.Time.AddDays(1)));
        var now = await AddAsync(Make.Image(_project.Id, _route.Id, ahead.Slot));

        Assert.Equal(Make.Card(now), await Images.FindCardAsync(ahead.Slot, CancellationToken.None));
    }

    [Fact]
    public async Task Ends_with_the_card_drawn_last_whatever_the_order_of_writers()
    {
        var slot = Make.Slot();
        var images = Enumerable.Range(0, 20).Select(i => Make.Image(_project.Id, _route.Id, slot, createdAt: Make.Time.AddSeconds(i))).ToList();

        await Task.WhenAll(images.OrderBy(i => i.CacheKey.Hex, StringComparer.Ordinal).Select(i => Task.Run(() => AddAsync(i))));

        Assert.Equal(Make.Card(images[^1]), await Images.FindCardAsync(slot, CancellationToken.None));
    }

    [Fact]
    public async Task Reports_a_card_whose_project_is_gone_and_writes_nothing()
    {
        await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        var image = Make.Image(_project.Id);

        Assert.Equal(WriteOutcome.NotFound, await Images.AddAsync(image, CancellationToken.None));

        await AssertNothingOfAsync(image);
    }

    [Fact]
    public async Task Reports_a_card_whose_route_is_gone_and_writes_nothing()
    {
        await database.Routes.DeleteAsync(_project.Id, _route.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        var image = Make.Image(_project.Id, _route.Id);

        Assert.Equal(WriteOutcome.NotFound, await Images.AddAsync(image, CancellationToken.None));

        await AssertNothingOfAsync(image);
    }

    [Fact]
    public async Task Refuses_a_route_of_another_project()
    {
        var other = Make.Project();
        await database.Projects.AddAsync(other, CancellationToken.None);
        var image = Make.Image(other.Id, _route.Id);

        Assert.Equal(WriteOutcome.NotFound, await Images.AddAsync(image, CancellationToken.None));

        await AssertNothingOfAsync(image);
    }

    [Fact]
    public async Task Deletes_what_expired_and_dooms_its_objects()
    {
        var now = Make.Time.AddDays(60);
        var expired = await AddAsync(Make.Image(_project.Id, _route.Id, expiresAt: now.AddMicroseconds(-1)));
        var kept = await AddAsync(Make.Image(_project.Id, _route.Id, expiresAt: now));

        Assert.Equal(1, await Images.DeleteExpiredAsync(now, 10, CancellationToken.None));

        Assert.Null(await Images.FindCardAsync(expired.Slot, CancellationToken.None));
        Assert.NotNull(await Images.FindCardAsync(kept.Slot, CancellationToken.None));
        Assert.Equal(1, await database.CountAsync("cached_images"));
        var doomed = Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));
        Assert.Equal((expired.StoragePath.Value, now), (doomed.Name, doomed.DoomedAt));
    }

    [Fact]
    public async Task Deletes_an_expired_card_but_not_the_slot_that_was_redrawn()
    {
        var now = Make.Time.AddDays(60);
        var expired = await AddAsync(Make.Image(_project.Id, _route.Id, expiresAt: now.AddDays(-1)));
        var redrawn = await AddAsync(Make.Image(_project.Id, _route.Id, expired.Slot, createdAt: now.AddDays(-2), expiresAt: now.AddDays(1)));

        Assert.Equal(1, await Images.DeleteExpiredAsync(now, 10, CancellationToken.None));

        Assert.Equal(Make.Card(redrawn), await Images.FindCardAsync(expired.Slot, CancellationToken.None));
        Assert.Equal(expired.StoragePath.Value, Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Deletes_the_oldest_first_and_no_more_than_asked()
    {
        var now = Make.Time.AddDays(60);
        var images = new List<CachedImage>();
        for (var i = 0; i < 5; i++)
        {
            images.Add(await AddAsync(Make.Image(_project.Id, _route.Id, expiresAt: now.AddDays(-i - 1))));
        }

        Assert.Equal(2, await Images.DeleteExpiredAsync(now, 2, CancellationToken.None));
        Assert.Null(await Images.FindCardAsync(images[4].Slot, CancellationToken.None));
        Assert.Null(await Images.FindCardAsync(images[3].Slot, CancellationToken.None));
        Assert.Equal(3, await database.CountAsync("cached_images"));
        Assert.Equal(3, await Images.DeleteExpiredAsync(now, 10, CancellationToken.None));
        Assert.Equal(0, await Images.DeleteExpiredAsync(now, 10, CancellationToken.None));
        Assert.Equal(5, (await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Splits_expired_cards_between_cleaners_at_once()
    {
        var now = Make.Time.AddDays(60);
        for (var i = 0; i < 40; i++)
        {
            await AddAsync(Make.Image(_project.Id, _route.Id, expiresAt: now.AddSeconds(-i - 1)));
        }

        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var total = 0;
            for (var i = 0; i < 20; i++)
            {
                total += await Images.DeleteExpiredAsync(now, 5, CancellationToken.None);
            }

            return total;
        })));

        Assert.Equal(40, counts.Sum());
        Assert.Equal(40, (await database.DoomedObjects.ListAsync(after: null, 100, CancellationToken.None)).Count);
        Assert.Equal(0, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Loses_no_name_while_all_kinds_of_writers_work_at_once()
    {
        var now = Make.Time.AddDays(60);
        var written = new System.Collections.Concurrent.ConcurrentBag<CachedImage>();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 15; i++)
            {
                await StepAsync(random, now, written);
            }
        })));

        var doomed = (await database.DoomedObjects.ListAsync(after: null, 10_000, CancellationToken.None)).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(doomed);
        foreach (var image in written)
        {
            var row = await database.GetAsync<long>($"select count(*) from cached_images where storage_path = '{image.StoragePath.Value}'");
            var prefix = ObjectPrefix.Project(image.ProjectId).Value;
            Assert.Equal(row == 0, doomed.Contains(image.StoragePath.Value) || doomed.Contains(prefix));
        }

        Assert.Equal(0, await database.GetAsync<long>(
            "select count(*) from cards where not exists (select 1 from cached_images where cached_images.id = cards.image_id)"));
    }

    private async Task StepAsync(Random random, DateTimeOffset now, System.Collections.Concurrent.ConcurrentBag<CachedImage> written)
    {
        switch (random.Next(5))
        {
            case 0:
                await Images.DeleteExpiredAsync(now, 7, CancellationToken.None);
                break;
            case 1:
                var route = Make.Route(_project.Id, $"/{Guid.NewGuid()}");
                await database.Routes.AddAsync(route, CancellationToken.None);
                var removal = database.Routes.DeleteAsync(_project.Id, route.Id, expectedVersion: null, now, CancellationToken.None);
                await WriteAsync(Make.Image(_project.Id, route.Id, Make.Slot($"{random.Next(3)}")), written);
                await removal;
                break;
            case 2:
                var project = Make.Project();
                await database.Projects.AddAsync(project, CancellationToken.None);
                await WriteAsync(Make.Image(project.Id, expiresAt: now.AddDays(-1)), written);
                var deletion = database.Projects.DeleteAsync(project.Id, expectedVersion: null, now, CancellationToken.None);
                await WriteAsync(Make.Image(project.Id), written);
                await deletion;
                break;
            default:
                var slot = Make.Slot($"{random.Next(3)}");
                var createdAt = Make.Time.AddSeconds(random.Next(100));
                await WriteAsync(
                    Make.Image(_project.Id, _route.Id, slot, createdAt: createdAt, expiresAt: now.AddDays(random.Next(2) - 0.5)), written);
                break;
        }
    }

    private async Task WriteAsync(CachedImage image, System.Collections.Concurrent.ConcurrentBag<CachedImage> written)
    {
        if (await Images.AddAsync(image, CancellationToken.None) is WriteOutcome.Done)
        {
            written.Add(image);
        }
    }

    private async Task<CachedImage> AddAsync(CachedImage image)
    {
        Assert.Equal(WriteOutcome.Done, await Images.AddAsync(image, CancellationToken.None));
        return image;
    }

    private async Task AssertNothingOfAsync(CachedImage image)
    {
        Assert.Null(await Images.FindCardAsync(image.Slot, CancellationToken.None));
        Assert.Equal(0, await database.CountAsync("cached_images"));
    }
}
