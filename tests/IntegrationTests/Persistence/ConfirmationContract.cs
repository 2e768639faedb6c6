using PearlIo.Application.CachedImages;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteConfirmationTests(SqliteTestDatabase database) : ConfirmationContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresConfirmationTests(PostgresTestDatabase database) : ConfirmationContract(database), IClassFixture<PostgresTestDatabase>;

/// <summary>A card that is due and unchanged: its times move, its bytes stay.</summary>
public abstract class ConfirmationContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = Make.Time.AddDays(10);
    private static readonly DateTimeOffset FreshUntil = Now.AddHours(1);
    private static readonly DateTimeOffset ExpiresAt = Now.AddDays(31);

    private readonly Project _project = Make.Project();

    private ICachedImageRepository Images => database.CachedImages;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Moves_the_times_of_a_card_and_of_its_row()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));

        Assert.Equal(WriteOutcome.Done, await ConfirmAsync(card));

        Assert.Equal(card with { ConfirmedAt = Now, FreshUntil = FreshUntil, ExpiresAt = ExpiresAt }, await FindAsync(card.Slot));
        Assert.Equal(1, await CountAlikeAsync());
        Assert.Equal(1, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Moves_them_again_the_next_time()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));
        await ConfirmAsync(card);
        var confirmed = (await FindAsync(card.Slot))!;

        Assert.Equal(
            WriteOutcome.Done, await Images.ConfirmAsync(confirmed, FreshUntil.AddDays(1), ExpiresAt.AddDays(1), Now.AddDays(1), CancellationToken.None));

        Assert.Equal(confirmed with { ConfirmedAt = Now.AddDays(1), FreshUntil = FreshUntil.AddDays(1), ExpiresAt = ExpiresAt.AddDays(1) }, await FindAsync(card.Slot));
        Assert.Equal(1, await CountAlikeAsync());
    }

    [Fact]
    public async Task Leaves_a_card_alone_that_was_drawn_anew_meanwhile()
    {
        var older = Make.Card(await AddAsync(Make.Image(_project.Id)));
        var newer = Make.Card(await AddAsync(Make.Image(_project.Id, slot: older.Slot, createdAt: Make.Time.AddDays(1))));

        Assert.Equal(WriteOutcome.NotFound, await ConfirmAsync(older));

        Assert.Equal(newer, await FindAsync(older.Slot));

        // The older row goes when it would have gone.
        Assert.Equal(1, await Images.DeleteExpiredAsync(older.ExpiresAt.AddMicroseconds(1), 10, CancellationToken.None));
        Assert.Equal(newer, await FindAsync(older.Slot));
    }

    [Fact]
    public async Task Leaves_a_card_alone_that_another_has_confirmed_meanwhile()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));
        await ConfirmAsync(card);

        Assert.Equal(WriteOutcome.NotFound, await Images.ConfirmAsync(card, FreshUntil.AddDays(1), ExpiresAt.AddDays(1), Now.AddDays(1), CancellationToken.None));

        Assert.Equal(Now, (await FindAsync(card.Slot))?.ConfirmedAt);
    }

    [Fact]
    public async Task Lets_one_of_many_confirm_a_card()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Images.ConfirmAsync(card, FreshUntil.AddSeconds(i), ExpiresAt.AddSeconds(i), Now, CancellationToken.None))));

        Assert.Single(outcomes, o => o is WriteOutcome.Done);
        Assert.Equal(1, await CountAlikeAsync());
    }

    [Fact]
    public async Task Finds_nothing_to_confirm_of_a_card_that_is_gone()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));
        await database.Projects.DeleteAsync(_project.Id, expectedVersion: null, Make.Time, CancellationToken.None);

        Assert.Equal(WriteOutcome.NotFound, await ConfirmAsync(card));
        Assert.Equal(0, await database.CountAsync("cards"));
    }

    [Fact]
    public async Task Keeps_a_confirmed_card_past_the_day_on_which_it_was_to_go()
    {
        var card = Make.Card(await AddAsync(Make.Image(_project.Id)));
        await ConfirmAsync(card);

        Assert.Equal(0, await Images.DeleteExpiredAsync(ExpiresAt, 10, CancellationToken.None));
        Assert.NotNull(await FindAsync(card.Slot));
        Assert.Equal(1, await Images.DeleteExpiredAsync(ExpiresAt.AddMicroseconds(1), 10, CancellationToken.None));
        Assert.Null(await FindAsync(card.Slot));
    }

    [Fact]
    public async Task Keeps_a_card_that_was_drawn_anew_when_its_confirmed_older_row_goes()
    {
        var older = Make.Card(await AddAsync(Make.Image(_project.Id)));
        await ConfirmAsync(older);
        var newer = Make.Card(await AddAsync(Make.Image(_project.Id, slot: older.Slot, createdAt: Now.AddDays(1), expiresAt: ExpiresAt.AddDays(1))));
        Assert.Equal(newer, await FindAsync(older.Slot));

        Assert.Equal(1, await Images.DeleteExpiredAsync(ExpiresAt.AddMicroseconds(1), 10, CancellationToken.None));

        Assert.Equal(newer, await FindAsync(older.Slot));
        Assert.Equal(older.StoragePath.Value, Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Name);
    }

    [Fact]
    public async Task Loses_no_card_to_cleaners_and_renderers_that_work_at_once()
    {
        var slot = Make.Slot();
        await AddAsync(Make.Image(_project.Id, slot: slot));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var time = Make.Time.AddMinutes((60 * i) + worker);
                if (worker == 0)
                {
                    await AddAsync(Make.Image(_project.Id, slot: slot, createdAt: time));
                }
                else if (worker == 1)
                {
                    await Images.DeleteExpiredAsync(time.AddDays(20), 10, CancellationToken.None);
                }
                else if (await FindAsync(slot) is { } card)
                {
                    await Images.ConfirmAsync(card, time.AddHours(1), time.AddDays(31), time, CancellationToken.None);
                }
            }
        })));

        Assert.NotNull(await FindAsync(slot));
        Assert.Equal(1, await CountAlikeAsync());
    }

    private Task<WriteOutcome> ConfirmAsync(StoredCard card) => Images.ConfirmAsync(card, FreshUntil, ExpiresAt, Now, CancellationToken.None);

    private Task<StoredCard?> FindAsync(Slot slot) => Images.FindCardAsync(slot, CancellationToken.None);

    // A card and its row say the same, or the card would go with the row's day.
    private Task<long> CountAlikeAsync() => database.GetAsync<long>("""
        select count(*) from cards join cached_images on cached_images.id = cards.image_id
            and cached_images.expires_at = cards.expires_at and cached_images.fresh_until = cards.fresh_until
        """);

    private async Task<CachedImage> AddAsync(CachedImage image)
    {
        Assert.Equal(WriteOutcome.Done, await Images.AddAsync(image, CancellationToken.None));
        return image;
    }
}
