using Microsoft.Data.Sqlite;
using Npgsql;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;

namespace PearlIo.FunctionalTests.Commands;

public sealed class CopyCommandTests : IAsyncLifetime
{
    private const int Routes = 20_000;
    private const int LockOfTest = 4711;

    private readonly TemporaryFolder _folder = new();
    private string _target = "";

    private string Source => $"sqlite:{_folder.PathOf("pearl.db")}";

    public async Task InitializeAsync()
    {
        await new DatabaseMigrator(DatabaseAddress.Parse(Source)).UpAsync(target: null, CancellationToken.None);
        await SampleRows.AddAsync(Source);
        _target = await (await PostgresServer.GetAsync()).CreateEmptyAsync();
    }

    public async Task DisposeAsync()
    {
        await (await PostgresServer.GetAsync()).DropAsync(_target);
        _folder.Dispose();
    }

    [Fact]
    public async Task Copies_and_says_what_it_did()
    {
        Directory.CreateDirectory(_folder.PathOf("storage"));

        var copied = await RunAsync("copy", "--from", Source, "--to", _target, "--store-from", "storage", "--store-to", "elsewhere");
        var again = await RunAsync("copy", "--from", Source, "--to", _target);

        Assert.Equal((0, ""), (copied.ExitCode, copied.Error.Trim()));
        Assert.Contains("projects: 2 of 2 rows", copied.Output, StringComparison.Ordinal);
        Assert.Matches(@"projects +2 +2  yes", copied.Output);
        Assert.Matches(@"cached_images +0 +0  yes  \(2 left out, whose bytes --store-from lacks\)", copied.Output);
        Assert.Contains("both sides are the same", copied.Output, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("it has 1 tenants, 2 projects", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_cards_are_left_out_without_their_stores()
    {
        var (exitCode, output, _) = await RunAsync("copy", "--from", Source, "--to", _target);

        Assert.Equal(0, exitCode);
        Assert.Contains("left out: cached_images, cards, which are copied only with --store-from and --store-to", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Goes_on_after_it_was_killed_in_the_middle_of_a_table()
    {
        await AddRoutesAsync();
        await using var holder = await BlockAtRouteAsync(Routes / 2);
        using (var process = PearlProcess.Start(_folder, ["copy", "--from", Source, "--to", _target]))
        {
            await WaitUntilBlockedAsync(holder);
            process.Kill();
            await process.WaitAsync();
        }

        await UnblockAsync(holder);
        var kept = await GetAsync<long>(holder, "select count(*) from routes");
        var (exitCode, output, error) = await RunAsync("copy", "--from", Source, "--to", _target);

        Assert.InRange(kept, 1, Routes / 2);
        Assert.Equal((0, ""), (exitCode, error.Trim()));
        Assert.DoesNotContain("routes: 5000 of", output, StringComparison.Ordinal);
        Assert.Contains($"routes: {Routes + 2} of {Routes + 2} rows", output, StringComparison.Ordinal);
        Assert.Equal(Routes + 2, await GetAsync<long>(holder, "select count(*) from routes"));
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("copy --from sqlite:pearl.db")]
    [InlineData("copy --to postgresql://me:hunter2@host/db")]
    [InlineData("copy --from postgresql://me:hunter2@host/db --to postgresql://me:hunter2@host/db")]
    [InlineData("copy --from sqlite:pearl.db --to sqlite:other.db")]
    [InlineData("copy --from sqlite:pearl.db --to postgresql://me:hunter2@host/db --store-from storage")]
    [InlineData("copy --from sqlite:pearl.db --to postgresql://me:hunter2@host/db --store-to storage")]
    [InlineData("copy --from sqlite:pearl.db --to postgresql://me:hunter2@host/db now")]
    public async Task Says_what_is_wrong_with_its_usage(string arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains("pearl --help", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => PearlProcess.RunAsync(_folder, arguments);

    private async Task AddRoutesAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.PathOf("pearl.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {Routes})
            insert into routes (id, tenant_id, project_id, path, path_shape, return_type, cache_duration, byte_budget, created_at, updated_at)
            select printf('01890000-0000-7000-9000-%012x', i), '00000000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000001',
                '/p/' || i, '/p/' || i, 'png', 60, 300000, '2026-11-25T12:00:00.000000Z', '2026-11-25T12:00:00.000000Z' from n
            """;
        await command.ExecuteNonQueryAsync();
    }

    // The row waits for a lock of ours, so that the copy stands still in the middle of the table until it is killed.
    private async Task<NpgsqlConnection> BlockAtRouteAsync(int route)
    {
        await new DatabaseMigrator(DatabaseAddress.Parse(_target)).UpAsync(target: null, CancellationToken.None);
        var connection = new NpgsqlConnection(MigrationHistory.PostgresConnectionString(DatabaseAddress.Parse(_target)));
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"""
            select pg_advisory_lock({LockOfTest});
            create function wait() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock({LockOfTest}); return new; end';
            create trigger waits before insert on routes for each row when (new.path = '/p/{route}') execute function wait();
            """);
        return connection;
    }

    private static async Task WaitUntilBlockedAsync(NpgsqlConnection connection)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await GetAsync<long>(connection, $"select count(*) from pg_locks where locktype = 'advisory' and objid = {LockOfTest} and not granted") == 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static Task UnblockAsync(NpgsqlConnection connection) => ExecuteAsync(connection, $"""
        select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = {LockOfTest} and not granted;
        select pg_advisory_unlock({LockOfTest});
        drop function wait() cascade;
        """);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> GetAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
