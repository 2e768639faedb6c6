using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PearlIo.Application.Common;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Migrations;

public sealed class PostgresMigratorTests() : DatabaseMigratorContract(new EmptyPostgresTestDatabase())
{
    private const string Unreachable = "postgresql://pearl:hunter2@%2Fnonexistent/pearl";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Writes_a_script_that_can_be_run_on_any_version_and_again(int stepsBefore)
    {
        var steps = await StepsAsync();
        if (stepsBefore > 0)
        {
            await Migrator.UpAsync(steps[stepsBefore - 1], CancellationToken.None);
        }

        var script = await Migrator.GetScriptAsync(idempotent: true, CancellationToken.None);
        await RunScriptAsync(script);
        var project = await AddRowsAsync();
        await RunScriptAsync(script);

        Assert.Equal(steps, (await Migrator.GetStatusAsync(CancellationToken.None)).Applied);
        Assert.NotNull(await Database.Projects.FindAsync(project, CancellationToken.None));
    }

    [Fact]
    public async Task Writes_a_script_for_psql_that_makes_the_same_schema_as_going_up()
    {
        var server = await PostgresServer.GetAsync();
        var byScript = await server.CreateEmptyAsync();
        var script = await Migrator.GetScriptAsync(idempotent: true, CancellationToken.None);

        await Migrator.UpAsync(target: null, CancellationToken.None);
        await RunPsqlAsync(byScript, script);
        var once = await DumpSchemaAsync(byScript);
        await RunPsqlAsync(byScript, script);
        var twice = await DumpSchemaAsync(byScript);
        await server.DropAsync(byScript);

        Assert.Contains("CREATE TABLE public.projects", once, StringComparison.Ordinal);
        Assert.Equal(await DumpSchemaAsync(Database.Url), once);
        Assert.Equal(once, twice);
    }

    [Fact]
    public async Task Keeps_kept_cards_when_they_are_partitioned_and_put_together_again()
    {
        await Migrator.UpAsync(target: null, CancellationToken.None);
        var project = Make.Project();
        await Database.Projects.AddAsync(project, CancellationToken.None);
        var today = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero);
        var days = new[] { -2, -1, 0, 5, 39, 50, 400 };
        var images = days.Select(d => Make.Image(project.Id, expiresAt: today.AddDays(d).AddHours(1))).ToList();
        foreach (var image in images)
        {
            await Database.CachedImages.AddAsync(image, CancellationToken.None);
        }

        await Database.Partitions.MakeAsync(DateOnly.FromDateTime(today.UtcDateTime).AddDays(5), CancellationToken.None);
        await Migrator.DownAsync("IsolateTenants", CancellationToken.None);
        await Database.ExecuteAsync("delete from cached_images where expires_at > now() + interval '1 year'");
        Assert.Equal(days.Length - 1, await Database.GetAsync<long>("select count(distinct id) from cached_images"));
        Assert.Equal("r", await Database.GetAsync<string>("select relkind::text from pg_class where relname = 'cached_images'"));

        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Equal(days.Length - 1, await Database.GetAsync<long>("select count(distinct id) from cached_images"));
        Assert.Equal(
            days.Where(d => d < 40).Select(d => DateOnly.FromDateTime(today.UtcDateTime).AddDays(d)), await Database.Partitions.ListDaysAsync(CancellationToken.None));
        Assert.Equal(1, await Database.GetAsync<long>("select count(*) from cached_images_default"));
        foreach (var image in images.SkipLast(1))
        {
            Assert.Equal(image.StoragePath.Value, await Database.GetAsync<string>($"select storage_path from cached_images where id = '{image.Id}'"));
        }
    }

    [Fact]
    public async Task Writes_a_script_that_notes_breaking_steps()
    {
        var script = await LaterProgram.MigratorOf(Database.Url).GetScriptAsync(idempotent: true, CancellationToken.None);

        await RunPsqlAsync(Database.Url, script);
        await RunPsqlAsync(Database.Url, script);

        Assert.Equal([LaterProgram.Breaking], (await Migrator.GetStatusAsync(CancellationToken.None)).Breaking, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Reads_the_status_of_an_empty_database_without_changing_it()
    {
        await Migrator.GetStatusAsync(CancellationToken.None);

        Assert.Equal(0, await Database.GetAsync<long>("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task Says_how_to_make_a_database_that_is_not_there()
    {
        var url = PostgresServer.WithDatabase(Database.Url, "pearl_not_there");

        var exception = await AssertRefusedAsync(url);

        Assert.False(exception.MayPass);
        Assert.Contains("create database \"pearl_not_there\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_server_cannot_be_reached_without_the_password()
    {
        var exception = await AssertRefusedAsync(Unreachable);

        Assert.True(exception.MayPass);
        Assert.Contains("cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_right_is_missing()
    {
        var server = await PostgresServer.GetAsync();
        var role = PostgresServer.NewName();
        await server.ExecuteAsync($"create role {role} login password 'hunter2'");
        try
        {
            var exception = await AssertRefusedAsync(PostgresServer.WithUser(Database.Url, role, "hunter2"), status: false);

            Assert.StartsWith($"The step {(await StepsAsync())[0]} failed", exception.Message, StringComparison.Ordinal);
            Assert.Contains($"grant create on schema public to \"{role}\"", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            await server.ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Says_that_a_password_is_wrong_without_it()
    {
        var server = await PostgresServer.GetAsync();
        var role = PostgresServer.NewName();
        await server.ExecuteAsync("do $$ begin create role pearl_password; exception when duplicate_object then null; end $$");
        await server.ExecuteAsync($"create role {role} login password 'right' in role pearl_password");
        try
        {
            var exception = await AssertRefusedAsync(PostgresServer.WithUser(Database.Url, role, "hunter2"));

            Assert.Contains($"refuses the user '{role}'", exception.Message, StringComparison.Ordinal);
            Assert.False(exception.MayPass);
            Assert.Contains("Check user and password in DATABASE_URL", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await server.ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Says_that_a_user_is_unknown()
    {
        var exception = await AssertRefusedAsync(PostgresServer.WithUser(Database.Url, "pearl_not_there", "hunter2"));

        Assert.Contains("refuses the user 'pearl_not_there'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_host_is_unknown()
    {
        // RFC 6761 keeps this name from ever being one.
        var exception = await AssertRefusedAsync("postgresql://pearl:hunter2@pearl.invalid/pearl");

        // It may be a container that is not up yet.
        Assert.True(exception.MayPass);
        Assert.Contains("The database at postgresql://pearl:***@pearl.invalid/pearl cannot be reached", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Check that", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_server_offers_no_TLS()
    {
        await using var proxy = TcpProxy.Start(Database.Url);

        var exception = await AssertRefusedAsync(proxy.Before(Database.Url, "?sslmode=require"));

        Assert.False(exception.MayPass);
        Assert.Contains("offers no TLS", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sslmode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_database_can_only_be_read()
    {
        await Database.ExecuteAsync($"alter database \"{DatabaseAddress.Parse(Database.Url).DatabaseName}\" set default_transaction_read_only = on");

        var exception = await AssertRefusedAsync(Database.Url, status: false);

        Assert.Contains("can only be read", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Make it writable", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_for_the_holder_of_the_lock()
    {
        await using var connection = new NpgsqlConnection(DatabaseAddress.Parse(Database.Url).ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Infrastructure.Migrations.MigrationLock.AdvisoryKey})", connection, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        var waiting = Migrator.UpAsync(target: null, CancellationToken.None);
        while (await Database.GetAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 0)
        {
            Assert.False(waiting.IsCompleted);
        }

        await transaction.RollbackAsync();

        Assert.NotEmpty((await waiting).Applied);
    }

    [Fact]
    public async Task An_unreachable_server_is_no_absence_of_a_row()
    {
        await using var services = TestDatabase.BuildServices(Unreachable, s => s.AddSingleton(new RetryPolicy { Patience = TimeSpan.Zero }));
        var projects = (Application.Projects.IProjectRepository)services.GetService(typeof(Application.Projects.IProjectRepository))!;

        var exception = await Assert.ThrowsAsync<DatabaseUnavailableException>(() =>
            projects.FindAsync(Guid.CreateVersion7(), CancellationToken.None));

        Assert.DoesNotContain("nonexistent", exception.Message, StringComparison.Ordinal);
        Assert.IsType<NpgsqlException>(exception.InnerException);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_no_absence_of_a_row()
    {
        await using var services = TestDatabase.BuildServices(PostgresServer.WithDatabase(Database.Url, "pearl_not_there"));
        var projects = (Application.Projects.IProjectRepository)services.GetService(typeof(Application.Projects.IProjectRepository))!;

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => projects.AddAsync(Make.Project(), CancellationToken.None));
    }

    private static async Task<MigrationException> AssertRefusedAsync(string url, bool status = true)
    {
        await using var services = TestDatabase.BuildServices(url);
        var migrator = (IDatabaseMigrator)services.GetService(typeof(IDatabaseMigrator))!;
        if (status)
        {
            await Assert.ThrowsAsync<MigrationException>(() => migrator.GetStatusAsync(CancellationToken.None));
        }

        return await Assert.ThrowsAsync<MigrationException>(() => migrator.UpAsync(target: null, CancellationToken.None));
    }

    private static Task<string> RunPsqlAsync(string url, string script) =>
        PostgresServer.RunClientAsync("psql", script, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url);

    // Newer dumps begin and end with a key that is another one each time, and scripts indent the bodies of functions.
    private static async Task<string> DumpSchemaAsync(string url)
    {
        var dump = await PostgresServer.RunClientAsync("pg_dump", input: "", "--schema-only", url);

        // A script sets the lines of functions further in, which is all the same to them.
        return string.Join('\n', dump.Split('\n').Where(l => !l.Contains("restrict ", StringComparison.Ordinal)).Select(l => l.Trim()));
    }

    private async Task RunScriptAsync(string script)
    {
        await using var connection = new NpgsqlConnection(DatabaseAddress.Parse(Database.Url).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(script, connection);
        await command.ExecuteNonQueryAsync();
    }
}
