using Microsoft.Data.Sqlite;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Migrations;

public sealed class SqliteMigratorTests() : DatabaseMigratorContract(new EmptySqliteTestDatabase())
{
    private string FilePath => ((SqliteTestDatabase)Database).FilePath;

    [Fact]
    public async Task Reads_the_status_of_a_missing_database_without_making_it()
    {
        var status = await Migrator.GetStatusAsync(CancellationToken.None);

        Assert.NotEmpty(status.Pending);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(FilePath)!));
    }

    [Fact]
    public async Task Makes_the_folder_of_the_database()
    {
        var path = Path.Combine(Path.GetDirectoryName(FilePath)!, "a", "b", "pearl.db");
        await using var services = TestDatabase.BuildServices($"sqlite:{path}");
        var migrator = (IDatabaseMigrator)services.GetService(typeof(IDatabaseMigrator))!;

        Assert.NotEmpty((await migrator.GetStatusAsync(CancellationToken.None)).Pending);
        Assert.NotEmpty((await migrator.UpAsync(target: null, CancellationToken.None)).Applied);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Says_that_a_file_is_no_database()
    {
        await File.WriteAllTextAsync(FilePath, string.Concat(Enumerable.Repeat("not a database ", 100)));

        await AssertRefusedAsync($"{FilePath} is not a SQLite database", Migrator);
    }

    [Fact]
    public async Task Says_that_a_folder_stands_where_the_database_should_be()
    {
        Directory.CreateDirectory(FilePath);

        await AssertRefusedAsync(FilePath, Migrator);
    }

    [Fact]
    public async Task Says_that_a_file_stands_where_the_folder_should_be()
    {
        await File.WriteAllTextAsync(FilePath, "a file");
        await using var services = TestDatabase.BuildServices($"sqlite:{FilePath}/pearl.db");
        var migrator = (IDatabaseMigrator)services.GetService(typeof(IDatabaseMigrator))!;

        var exception = await Assert.ThrowsAsync<MigrationException>(() => migrator.UpAsync(target: null, CancellationToken.None));
        Assert.Contains("folder", exception.Message, StringComparison.Ordinal);
    }

    // Without the clean-up under our lock this waits forever, so it is given an end.
    [Fact(Timeout = 120_000)]
    public async Task Is_not_held_up_by_what_a_killed_starter_left_behind()
    {
        await File.WriteAllTextAsync(FilePath + ".lock", "");
        await Migrator.UpAsync("CreateTenants", CancellationToken.None);
        await Database.ExecuteAsync("""create table if not exists "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null)""");
        await Database.ExecuteAsync("""insert into "__EFMigrationsLock" values (1, '2026-01-01 00:00:00')""");

        Assert.NotEmpty((await Migrator.UpAsync(target: null, CancellationToken.None)).Applied);
    }

    [Fact]
    public async Task Waits_for_the_holder_of_the_lock()
    {
        var holder = new FileStream(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var waiting = Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.NotEmpty((await Migrator.GetStatusAsync(CancellationToken.None)).Pending);
        Assert.False(waiting.IsCompleted);
        await holder.DisposeAsync();

        Assert.NotEmpty((await waiting).Applied);
    }

    [Fact]
    public async Task Writes_a_script_that_makes_the_schema_of_an_empty_database()
    {
        var script = await Migrator.GetScriptAsync(idempotent: false, CancellationToken.None);
        await using (var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = script;
            await command.ExecuteNonQueryAsync();
        }

        Assert.Empty((await Migrator.GetStatusAsync(CancellationToken.None)).Pending);
        await AddRowsAsync();
    }

    [Fact]
    public async Task Says_that_no_script_can_be_run_twice()
    {
        var exception = await Assert.ThrowsAsync<MigrationException>(() => Migrator.GetScriptAsync(idempotent: true, CancellationToken.None));

        Assert.Contains("Leave --idempotent out", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_a_database_that_readers_and_a_writer_can_use_at_once()
    {
        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Equal("wal", await Database.GetAsync<string>("pragma journal_mode"));
        Assert.Equal(1, await Database.GetAsync<long>("pragma foreign_keys"));
    }

    [Fact]
    public async Task A_missing_database_is_no_absence_of_a_row()
    {
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() =>
            Database.Projects.FindAsync(Guid.CreateVersion7(), CancellationToken.None));
        Assert.False(File.Exists(FilePath));
        Assert.NotNull(await Check("database").CheckAsync(CancellationToken.None));
        Assert.NotNull(await Check("migrations").CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_no_absence_of_a_row()
    {
        await File.WriteAllTextAsync(FilePath, string.Concat(Enumerable.Repeat("not a database ", 100)));

        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(() =>
            Database.Projects.FindAsync(Guid.CreateVersion7(), CancellationToken.None));
        Assert.DoesNotContain(FilePath, exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.InnerException);
    }

    private static async Task AssertRefusedAsync(string message, IDatabaseMigrator migrator)
    {
        var up = await Assert.ThrowsAsync<MigrationException>(() => migrator.UpAsync(target: null, CancellationToken.None));
        var status = await Assert.ThrowsAsync<MigrationException>(() => migrator.GetStatusAsync(CancellationToken.None));
        Assert.Contains(message, up.Message, StringComparison.Ordinal);
        Assert.Contains(message, status.Message, StringComparison.Ordinal);
    }
}
