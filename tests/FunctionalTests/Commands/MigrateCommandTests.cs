using System.Net;
using Microsoft.Data.Sqlite;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class MigrateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Migrates_an_embedded_database_up_and_down() => await MigrateUpAndDownAsync("sqlite:pearl.db");

    [Fact]
    public async Task Migrates_PostgreSQL_up_and_down()
    {
        var server = await PostgresServer.GetAsync();
        var url = await server.CreateEmptyAsync();
        await MigrateUpAndDownAsync(url);
        await server.DropAsync(url);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("migrate")]
    [InlineData("migrate sideways")]
    [InlineData("migrate up one two")]
    [InlineData("serve --fast")]
    public async Task Says_what_is_wrong_with_its_usage(string arguments)
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, arguments.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains("pearl --help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_step_is_unknown()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, ["migrate", "up", "NoSuchStep"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("NoSuchStep", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("up")]
    [InlineData("script")]
    public async Task Says_what_is_wrong_with_the_address(string command)
    {
        var (exitCode, output, error) = await PearlProcess.RunAsync(_folder, ["migrate", command], ("DATABASE_URL", "postgresql://me:hidden@db/x?sslmode=maybe"));

        Assert.Equal(1, exitCode);
        Assert.Contains("sslmode", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_that_the_database_cannot_be_reached()
    {
        var (exitCode, _, error) = await PearlProcess.RunAsync(_folder, ["migrate", "status"], ("DATABASE_URL", "postgresql://me@127.0.0.1:1/x"));

        Assert.Equal(1, exitCode);
        Assert.Contains("127.0.0.1:1. Check that", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_SQLite_knows_no_script_that_can_be_run_twice()
    {
        var plain = await PearlProcess.RunAsync(_folder, ["migrate", "script"]);
        var (exitCode, output, error) = await PearlProcess.RunAsync(_folder, ["migrate", "script", "--idempotent"]);

        Assert.Equal(0, plain.ExitCode);
        Assert.Equal(1, exitCode);
        Assert.Empty(output.Trim());
        Assert.Contains("SQLite knows no conditions", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Works_with_a_newer_schema_until_a_breaking_step()
    {
        const string newer = "99990101000000_FromTheFuture";
        var database = ("DATABASE_URL", $"sqlite:{_folder.PathOf("pearl.db")}");
        await PearlProcess.RunAsync(_folder, ["migrate", "up"], database);
        await ExecuteAsync($"""insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('{newer}', '99')""");

        var up = await PearlProcess.RunAsync(_folder, ["migrate", "up"], database);
        var status = await PearlProcess.RunAsync(_folder, ["migrate", "status"], database);
        var (migrating, _) = await ServeAsync(database);
        var (looking, ready) = await ServeAsync(database, ("MIGRATE_AT_START", "false"));

        Assert.Equal((0, 4), (up.ExitCode, status.ExitCode));
        Assert.Contains("nothing to do", up.Output, StringComparison.Ordinal);
        Assert.Contains($"{newer}  left as it is (made by a newer program", up.Output, StringComparison.Ordinal);
        Assert.Single(migrating.Split('\n'), l => l.Contains("WRN The schema is newer", StringComparison.Ordinal) && l.Contains(newer, StringComparison.Ordinal));
        Assert.Single(looking.Split('\n'), l => l.Contains("WRN The schema is newer", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, ready);

        await ExecuteAsync($"insert into breaking_steps (id) values ('{newer}')");
        var refused = await PearlProcess.RunAsync(_folder, ["migrate", "up"], database);
        var statusOfBroken = await PearlProcess.RunAsync(_folder, ["migrate", "status"], database);
        var served = await PearlProcess.RunAsync(_folder, [], database);
        var servedWithoutMigrating = await PearlProcess.RunAsync(_folder, [], database, ("MIGRATE_AT_START", "false"));

        Assert.Equal((1, 4, 1, 1), (refused.ExitCode, statusOfBroken.ExitCode, served.ExitCode, servedWithoutMigrating.ExitCode));
        Assert.Contains("cannot work with it", statusOfBroken.Output, StringComparison.Ordinal);
        foreach (var error in new[] { refused.Error, served.Error, servedWithoutMigrating.Error })
        {
            Assert.Contains($"cannot work with it since {newer}. Run the newer program", error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    private async Task<(string Output, HttpStatusCode Ready)> ServeAsync(params (string Name, string Value)[] settings)
    {
        using var process = PearlProcess.Start(_folder, [], settings);
        using var client = new HttpClient { BaseAddress = process.WaitUntilListening() };
        var ready = await client.GetAsync("/health/ready");
        process.Terminate();
        return ((await process.WaitAsync()).Output, ready.StatusCode);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.PathOf("pearl.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task MigrateUpAndDownAsync(string url)
    {
        var pending = await PearlProcess.RunAsync(_folder, ["migrate", "status"], ("DATABASE_URL", url));
        var script = await PearlProcess.RunAsync(_folder, ["migrate", "script"], ("DATABASE_URL", url));
        var up = await PearlProcess.RunAsync(_folder, ["migrate", "up"], ("DATABASE_URL", url));
        var upAgain = await PearlProcess.RunAsync(_folder, ["migrate", "up"], ("DATABASE_URL", url));
        var current = await PearlProcess.RunAsync(_folder, ["migrate", "status"], ("DATABASE_URL", url));
        var down = await PearlProcess.RunAsync(_folder, ["migrate", "down", "0"], ("DATABASE_URL", url));
        var downAgain = await PearlProcess.RunAsync(_folder, ["migrate", "down", "0"], ("DATABASE_URL", url));
        var again = await PearlProcess.RunAsync(_folder, ["migrate", "status"], ("DATABASE_URL", url));

        Assert.Equal((3, 0, 0, 0, 0, 3), (pending.ExitCode, script.ExitCode, up.ExitCode, current.ExitCode, down.ExitCode, again.ExitCode));
        Assert.Equal((0, 0), (upAgain.ExitCode, downAgain.ExitCode));
        Assert.Equal("nothing to do", upAgain.Output.Trim());
        Assert.Equal("nothing to do", downAgain.Output.Trim());
        Assert.Contains("pending", pending.Output, StringComparison.Ordinal);
        Assert.Contains("create table", script.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("applied", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pending", current.Output, StringComparison.Ordinal);
        Assert.Contains("taken back", down.Output, StringComparison.Ordinal);
    }
}
