using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Fetching;
using PearlIo.Domain.Fetching;
using PearlIo.Domain.Projects;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteFetchedSourceRepositoryTests(SqliteTestDatabase database)
    : FetchedSourceRepositoryContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresFetchedSourceRepositoryTests(PostgresTestDatabase database)
    : FetchedSourceRepositoryContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class FetchedSourceRepositoryContract(TestDatabase database) : IAsyncLifetime
{
    private readonly Project _project = Make.Project();

    private IFetchedSourceRepository Sources => database.Services.GetRequiredService<IFetchedSourceRepository>();

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.Projects.AddAsync(_project, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Gives_back_what_was_found()
    {
        var source = Source("https://acme.dev/blog/%C3%BC") with
        {
            Values = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = "It's \"ü\" 😀" },
            ETag = "W/\"a'b\"",
            LastModified = "Thu, 26 Nov 2026 12:00:00 GMT",
            FoundAt = Make.Time,
            Cause = "status",
            Status = 503,
        };
        await Sources.PutAsync(source, CancellationToken.None);
        var found = Assert.Single(await FindAsync("https://acme.dev/other", source.Address));
        Assert.Equal(source with { Values = null }, found with { Values = null });
        Assert.Equal(source.Values, found.Values);
    }

    [Fact]
    public async Task Keeps_the_later_of_two()
    {
        await Sources.PutAsync(Source("https://acme.dev/a") with { TriedAt = Make.Time.AddMinutes(1), Cause = "later" }, CancellationToken.None);
        await Sources.PutAsync(Source("https://acme.dev/a") with { Cause = "earlier" }, CancellationToken.None);
        Assert.Equal("later", Assert.Single(await FindAsync("https://acme.dev/a")).Cause);
        await Sources.PutAsync(Source("https://acme.dev/a") with { TriedAt = Make.Time.AddMinutes(2) }, CancellationToken.None);
        Assert.Null(Assert.Single(await FindAsync("https://acme.dev/a")).Cause);
    }

    [Fact]
    public async Task Goes_with_its_project_and_is_not_kept_without_one()
    {
        await Sources.PutAsync(Source("https://acme.dev/a"), CancellationToken.None);
        await database.ExecuteAsync("delete from projects");
        Assert.Equal(0, await database.CountAsync("fetched_sources"));
        await Sources.PutAsync(Source("https://acme.dev/a"), CancellationToken.None);
        Assert.Empty(await FindAsync("https://acme.dev/a"));
    }

    private Task<IReadOnlyList<FetchedSource>> FindAsync(params string[] addresses) => Sources.FindAsync(_project.Id, addresses, CancellationToken.None);

    private FetchedSource Source(string address) => new()
    {
        TenantId = _project.TenantId,
        ProjectId = _project.Id,
        Address = address,
        TriedAt = Make.Time,
        DueAt = Make.Time.AddHours(1),
    };
}
