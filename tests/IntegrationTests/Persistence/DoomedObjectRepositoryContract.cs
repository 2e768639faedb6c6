using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteDoomedObjectRepositoryTests(SqliteTestDatabase database)
    : DoomedObjectRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresDoomedObjectRepositoryTests(PostgresTestDatabase database)
    : DoomedObjectRepositoryContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class DoomedObjectRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lists_nothing_where_nothing_is_doomed() =>
        Assert.Empty(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None));

    [Fact]
    public async Task Lists_the_oldest_first_and_no_more_than_asked()
    {
        var late = await DoomAsync(Make.Time.AddDays(1));
        var early = await DoomAsync(Make.Time);
        await DoomAsync(Make.Time.AddDays(2));

        var listed = await database.DoomedObjects.ListAsync(after: null, 2, CancellationToken.None);

        Assert.Equal([early, late], listed.Select(d => d.Name), StringComparer.Ordinal);
        Assert.Equal(Make.Time, listed[0].DoomedAt);
    }

    [Fact]
    public async Task Goes_on_after_a_name_even_where_that_is_gone()
    {
        string[] names = [await DoomAsync(Make.Time), await DoomAsync(Make.Time), await DoomAsync(Make.Time.AddDays(1))];
        var first = Assert.Single(await database.DoomedObjects.ListAsync(after: null, 1, CancellationToken.None));
        await database.DoomedObjects.DeleteAsync(first.Id, CancellationToken.None);

        var second = Assert.Single(await database.DoomedObjects.ListAsync(first, 1, CancellationToken.None));
        var last = Assert.Single(await database.DoomedObjects.ListAsync(second, 10, CancellationToken.None));

        Assert.Equal(names.Order(StringComparer.Ordinal), new[] { first.Name, second.Name, last.Name }.Order(StringComparer.Ordinal));
        Assert.Equal(names[2], last.Name);
        Assert.Empty(await database.DoomedObjects.ListAsync(last, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Forgets_a_name_and_only_that()
    {
        await DoomAsync(Make.Time);
        var kept = await DoomAsync(Make.Time.AddDays(1));
        var first = (await database.DoomedObjects.ListAsync(after: null, 1, CancellationToken.None))[0];

        await database.DoomedObjects.DeleteAsync(first.Id, CancellationToken.None);
        await database.DoomedObjects.DeleteAsync(first.Id, CancellationToken.None);

        Assert.Equal(kept, Assert.Single(await database.DoomedObjects.ListAsync(after: null, 10, CancellationToken.None)).Name);
    }

    private async Task<string> DoomAsync(DateTimeOffset at)
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        await database.Projects.DeleteAsync(project.Id, expectedVersion: null, at, CancellationToken.None);
        return Domain.CachedImages.ObjectPrefix.Project(project.Id).Value;
    }
}
