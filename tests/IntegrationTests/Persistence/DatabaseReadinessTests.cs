using Microsoft.Extensions.DependencyInjection;
using PearlIo.Application.Common;
using PearlIo.Application.Health;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>Each test harms its database, so that each has one of its own.</summary>
public sealed class SqliteDatabaseReadinessTests() : DatabaseReadinessContract(new SqliteTestDatabase())
{
    private string FilePath => ((SqliteTestDatabase)Database).FilePath;

    [Fact]
    public async Task Tells_that_the_file_was_deleted_while_it_was_in_use()
    {
        Assert.Null(await CheckAsync());
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(FilePath)!))
        {
            File.Delete(path);
        }

        AssertTold(await CheckAsync());
    }

    [Fact]
    public async Task Tells_that_the_file_was_overwritten_while_it_was_in_use()
    {
        Assert.Null(await CheckAsync());
        await File.WriteAllTextAsync(FilePath, new string('x', 100_000));

        AssertTold(await CheckAsync());
    }

    [Fact]
    public async Task Tells_that_the_file_was_overwritten_after_it_grew()
    {
        await Database.Projects.AddAsync(Make.Project(), CancellationToken.None);
        await Database.ExecuteAsync("create table large as select randomblob(1000000) as bytes");
        Assert.Null(await CheckAsync());
        await File.WriteAllTextAsync(FilePath, new string('x', 100_000));

        AssertTold(await CheckAsync());
    }

    [Fact]
    public async Task Tells_that_the_file_was_replaced_by_another_good_one()
    {
        var other = new SqliteTestDatabase();
        await other.InitializeAsync();
        Assert.Null(await CheckAsync());
        foreach (var path in Directory.GetFiles(Path.GetDirectoryName(FilePath)!))
        {
            File.Delete(path);
        }

        File.Move(other.FilePath, FilePath);

        AssertTold(await CheckAsync());
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Writes_to_the_disk_so_that_a_full_one_shows()
    {
        Assert.Null(await CheckAsync());

        Assert.NotEqual(0, new FileInfo(FilePath + "-wal").Length);
    }

    [Fact]
    public async Task Is_well_with_a_file_that_another_process_writes()
    {
        await using var other = TestDatabase.BuildServices(Database.Url);
        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(
                CheckAsync(),
                other.GetRequiredService<Database>().WriteAsync(
                    session => session.ExecuteAsync("update tenants set name = name", parameters: null, CancellationToken.None), CancellationToken.None));
            Assert.Null(await CheckAsync());
        }
    }
}

/// <inheritdoc cref="SqliteDatabaseReadinessTests" />
public sealed class PostgresDatabaseReadinessTests() : DatabaseReadinessContract(new PostgresTestDatabase())
{
    [Fact]
    public async Task Tells_that_the_database_can_only_be_read()
    {
        await (await PostgresServer.GetAsync()).ExecuteAsync(
            $"alter database \"{DatabaseAddress.Parse(Database.Url).DatabaseName}\" set default_transaction_read_only = on");
        await using var services = TestDatabase.BuildServices(Database.Url);

        AssertTold(await CheckAsync(services));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => services.GetRequiredService<Application.Projects.IProjectRepository>().AddAsync(Make.Project(), CancellationToken.None));
    }
}

public abstract class DatabaseReadinessContract(TestDatabase database) : IAsyncLifetime
{
    protected TestDatabase Database => database;

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Is_well_with_a_database_that_can_be_written_however_many_ask_at_once()
    {
        var problems = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => CheckAsync())));

        Assert.All(problems, Assert.Null);
        Assert.False(await database.GetAsync<bool>("select suspended from tenants"));
    }

    [Fact]
    public async Task Tells_that_tables_are_missing()
    {
        await database.Migrator.DownAsync("0", CancellationToken.None);

        AssertTold(await CheckAsync());
    }

    protected Task<string?> CheckAsync(IServiceProvider? services = null) =>
        (services ?? database.Services).GetServices<IReadinessCheck>().Single(c => c.Name is "database").CheckAsync(CancellationToken.None);

    /// <summary>That there is a problem, told without a name of the place it is at.</summary>
    protected void AssertTold(string? problem)
    {
        Assert.NotNull(problem);
        Assert.DoesNotContain("/", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(DatabaseAddress.Parse(database.Url).DatabaseName ?? "pearl.db", problem, StringComparison.Ordinal);
    }
}
