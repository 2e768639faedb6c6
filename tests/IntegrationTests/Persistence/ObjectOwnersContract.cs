using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Access;
using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteObjectOwnersTests(SqliteTestDatabase database) : ObjectOwnersContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresObjectOwnersTests(PostgresTestDatabase database) : ObjectOwnersContract(database), IClassFixture<PostgresTestDatabase>
{
    private static readonly Guid OtherTenant = new("0195a000-0000-7000-8000-0000000000bb");

    [Fact]
    public async Task Knows_the_cards_of_every_tenant_whoever_asks()
    {
        var image = await AddAsync();
        await Database.ExecuteAsync($"insert into tenants (id, name, created_at) values ('{OtherTenant}', 'other', now()) on conflict do nothing");
        using var scope = Database.Services.GetRequiredService<CallerContext>().Enter(Caller.Service(OtherTenant));

        Assert.Equal([image.StoragePath], await FindAsync(image.StoragePath, Orphan()));
    }
}

public abstract class ObjectOwnersContract(TestDatabase database) : IAsyncLifetime
{
    protected TestDatabase Database => database;

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Knows_what_rows_own_and_nothing_else()
    {
        var first = await AddAsync();
        var second = await AddAsync();
        var sameRow = ObjectName.Card(first.ProjectId, first.Slot, first.Id, ImageFormat.Webp);

        Assert.Equal(
            new[] { first.StoragePath, second.StoragePath }.ToHashSet(),
            await FindAsync(first.StoragePath, second.StoragePath, sameRow, Orphan(), ObjectName.Card(first.ProjectId, first.Slot, Guid.CreateVersion7(), ImageFormat.Png)));
    }

    [Fact]
    public async Task Knows_a_card_that_is_not_the_current_one_of_its_slot()
    {
        var old = await AddAsync();
        await database.CachedImages.AddAsync(Make.Image(old.ProjectId, slot: old.Slot, createdAt: Make.Time.AddHours(1)), CancellationToken.None);

        Assert.Equal([old.StoragePath], await FindAsync(old.StoragePath));
    }

    [Fact]
    public async Task Leaves_doomed_objects_to_the_clean_up()
    {
        var image = await AddAsync();
        await database.CachedImages.DeleteExpiredAsync(Make.Time.AddYears(1), 10, CancellationToken.None);
        Assert.Equal(0, await database.CountAsync("cached_images"));

        Assert.Equal([image.StoragePath], await FindAsync(image.StoragePath, Orphan()));
    }

    [Fact]
    public async Task Leaves_all_objects_of_a_doomed_project_to_the_clean_up()
    {
        var image = await AddAsync();
        await database.Projects.DeleteAsync(image.ProjectId, expectedVersion: null, Make.Time, CancellationToken.None);
        var lost = ObjectName.Card(image.ProjectId, Make.Slot("lost"), Guid.CreateVersion7(), ImageFormat.Png);

        Assert.Equal(new[] { image.StoragePath, lost }.ToHashSet(), await FindAsync(image.StoragePath, lost, Orphan()));
    }

    [Fact]
    public async Task Is_asked_for_hundreds_at_once()
    {
        var image = await AddAsync();
        var names = Enumerable.Range(0, 499).Select(_ => Orphan()).Append(image.StoragePath).ToArray();

        Assert.Equal([image.StoragePath], await FindAsync(names));
    }

    protected static ObjectName Orphan() => ObjectName.Card(Guid.CreateVersion7(), Make.Slot(), Guid.CreateVersion7(), ImageFormat.Png);

    protected async Task<CachedImage> AddAsync()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var image = Make.Image(project.Id);
        await database.CachedImages.AddAsync(image, CancellationToken.None);
        return image;
    }

    protected Task<IReadOnlySet<ObjectName>> FindAsync(params ObjectName[] names) =>
        database.Services.GetRequiredService<IObjectOwners>().FindOwnedAsync(names, CancellationToken.None);
}
