using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PearlIo.Application.Migrations;
using PearlIo.Infrastructure.Migrations;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Migrations;

/// <summary>Runs on an empty database per test.</summary>
public abstract class DatabaseMigratorContract(TestDatabase database) : IAsyncLifetime
{
    protected TestDatabase Database => database;

    protected IDatabaseMigrator Migrator => database.Migrator;

    public Task InitializeAsync() => database.InitializeAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Brings_an_empty_database_up_to_date_once()
    {
        var before = await Migrator.GetStatusAsync(CancellationToken.None);
        var applied = (await Migrator.UpAsync(target: null, CancellationToken.None)).Applied;
        var after = await Migrator.GetStatusAsync(CancellationToken.None);

        Assert.Empty(before.Applied);
        Assert.NotEmpty(before.Pending);
        Assert.Equal(before.Pending, applied);
        Assert.Equal(applied, after.Applied);
        Assert.Empty(after.Pending);
        Assert.Empty(after.Unknown);
        Assert.Empty((await Migrator.UpAsync(target: null, CancellationToken.None)).Applied);
    }

    [Fact]
    public async Task Goes_up_to_a_step_by_id_or_name()
    {
        var steps = await StepsAsync();

        Assert.Equal(steps.Take(1), (await Migrator.UpAsync(steps[0], CancellationToken.None)).Applied, StringComparer.Ordinal);
        Assert.Equal(steps.Skip(1).Take(2), (await Migrator.UpAsync("createcachedimagesandcards", CancellationToken.None)).Applied, StringComparer.Ordinal);
        Assert.Equal(steps.Skip(3), (await Migrator.GetStatusAsync(CancellationToken.None)).Pending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Takes_nothing_back_when_going_up_to_an_older_step()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Empty((await Migrator.UpAsync(steps[0], CancellationToken.None)).Applied);
        Assert.Equal(steps, (await Migrator.GetStatusAsync(CancellationToken.None)).Applied);
    }

    [Fact]
    public async Task Takes_back_one_step_or_those_behind_one_or_all()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Equal([steps[^1]], await Migrator.DownAsync(target: null, CancellationToken.None), StringComparer.Ordinal);
        Assert.Equal(steps.Skip(1).SkipLast(1).Reverse(), await Migrator.DownAsync(steps[0], CancellationToken.None), StringComparer.Ordinal);
        await Migrator.UpAsync(target: null, CancellationToken.None);
        Assert.Equal(steps.Reverse(), await Migrator.DownAsync("0", CancellationToken.None), StringComparer.Ordinal);
        Assert.Empty(await Migrator.DownAsync(target: null, CancellationToken.None));
        Assert.Equal(steps, (await Migrator.GetStatusAsync(CancellationToken.None)).Pending);
    }

    [Fact]
    public async Task Takes_every_step_back_and_up_again_with_rows_in_all_tables()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(target: null, CancellationToken.None);
        await SampleRows.AddAsync(database.Url);
        var all = await SampleRows.CountAsync(database.Url);
        Assert.DoesNotContain(all, t => t.Value == 0);

        foreach (var (step, before) in steps.Reverse().Zip(steps.Reverse().Skip(1).Append("0")))
        {
            var up = await SampleRows.CountAsync(database.Url);
            Assert.Equal([step], await Migrator.DownAsync(before, CancellationToken.None), StringComparer.Ordinal);
            var down = await SampleRows.CountAsync(database.Url);
            Assert.Equal([step], (await Migrator.UpAsync(step, CancellationToken.None)).Applied, StringComparer.Ordinal);
            var again = await SampleRows.CountAsync(database.Url);
            await Migrator.DownAsync(before, CancellationToken.None);

            AssertKept(step, up, down);
            AssertKept(step, down, again);
        }

        Assert.Empty(await SampleRows.CountAsync(database.Url));
        await Migrator.UpAsync(target: null, CancellationToken.None);
        await SampleRows.AddAsync(database.Url);
        Assert.Equal(all, await SampleRows.CountAsync(database.Url));
    }

    [Fact]
    public async Task Keeps_the_rows_of_the_steps_that_stay()
    {
        await Migrator.UpAsync(target: null, CancellationToken.None);
        var project = await AddRowsAsync();

        await Migrator.DownAsync("CreateProjectsAndRoutes", CancellationToken.None);
        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.NotNull(await database.Projects.FindAsync(project, CancellationToken.None));
        Assert.Equal(0, await database.CountAsync("cached_images"));
    }

    [Fact]
    public async Task Lets_one_of_many_starters_migrate_while_the_others_wait()
    {
        var steps = await StepsAsync();
        var services = Enumerable.Range(0, 8).Select(_ => TestDatabase.BuildServices(database.Url)).ToList();

        var applied = await Task.WhenAll(services.Select(s => Task.Run(() =>
            ((IDatabaseMigrator)s.GetService(typeof(IDatabaseMigrator))!).UpAsync(target: null, CancellationToken.None))));

        Assert.Equal(steps, Assert.Single(applied, a => a.Applied.Count > 0).Applied);
        Assert.Equal(steps, (await Migrator.GetStatusAsync(CancellationToken.None)).Applied);
        services.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Names_the_known_steps_where_the_target_is_none_of_them()
    {
        var steps = await StepsAsync();

        var up = await Assert.ThrowsAsync<MigrationException>(() => Migrator.UpAsync("CreateNothing", CancellationToken.None));
        var down = await Assert.ThrowsAsync<MigrationException>(() => Migrator.DownAsync("CreateNothing", CancellationToken.None));

        Assert.All(steps, s => Assert.Contains(s, up.Message, StringComparison.Ordinal));
        Assert.Contains("'CreateNothing'", down.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_to_go_down_to_a_step_that_is_not_there()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(steps[0], CancellationToken.None);

        await Assert.ThrowsAsync<MigrationException>(() => Migrator.DownAsync(steps[2], CancellationToken.None));
        Assert.Equal(steps.Take(1), (await Migrator.GetStatusAsync(CancellationToken.None)).Applied, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Works_with_a_newer_schema_that_only_has_more()
    {
        await LaterProgram.MigratorOf(database.Url).UpAsync(LaterProgram.Adding, CancellationToken.None);

        var change = await Migrator.UpAsync(target: null, CancellationToken.None);
        var status = await Migrator.GetStatusAsync(CancellationToken.None);
        status.RequireUsable();

        Assert.Empty(change.Applied);
        Assert.Equal([LaterProgram.Adding], change.Newer, StringComparer.Ordinal);
        Assert.Empty(status.Pending);
        Assert.Equal([LaterProgram.Adding], status.Unknown, StringComparer.Ordinal);
        Assert.Empty(status.Breaking);
        Assert.Null(await Check("migrations").CheckAsync(CancellationToken.None));
        await AddRowsAsync();
    }

    [Fact]
    public async Task Applies_its_own_steps_beside_those_of_a_newer_program()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(steps[^2], CancellationToken.None);
        await database.ExecuteAsync(
            $"""insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('{LaterProgram.Adding}', '99')""");

        var change = await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Equal([steps[^1]], change.Applied, StringComparer.Ordinal);
        Assert.Equal([LaterProgram.Adding], change.Newer, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_newer_schema_that_took_away_what_it_needs()
    {
        var later = LaterProgram.MigratorOf(database.Url);
        var steps = await StepsAsync();
        await later.UpAsync(target: null, CancellationToken.None);

        var status = await Migrator.GetStatusAsync(CancellationToken.None);
        Assert.Equal([LaterProgram.Adding, LaterProgram.Failing, LaterProgram.Breaking], status.Unknown, StringComparer.Ordinal);
        Assert.Equal([LaterProgram.Breaking], status.Breaking, StringComparer.Ordinal);
        var up = await Assert.ThrowsAsync<MigrationException>(() => Migrator.UpAsync(target: null, CancellationToken.None));
        Assert.Contains(LaterProgram.Breaking, up.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(LaterProgram.Adding, up.Message, StringComparison.Ordinal);
        Assert.Contains($"Run the newer program, or take its steps back with it: pearl migrate down {steps[^1]}", up.Message, StringComparison.Ordinal);
        Assert.Contains("run the newer program", await Check("migrations").CheckAsync(CancellationToken.None), StringComparison.Ordinal);

        await later.DownAsync(LaterProgram.Failing, CancellationToken.None);
        Assert.Empty((await Migrator.GetStatusAsync(CancellationToken.None)).Breaking);
        Assert.Equal(2, (await Migrator.UpAsync(target: null, CancellationToken.None)).Newer.Count);
    }

    [Fact]
    public async Task Refuses_newer_steps_where_nothing_says_whether_they_break()
    {
        await LaterProgram.MigratorOf(database.Url).UpAsync(LaterProgram.Adding, CancellationToken.None);
        await database.ExecuteAsync("drop table breaking_steps");

        var up = await Assert.ThrowsAsync<MigrationException>(() => Migrator.UpAsync(target: null, CancellationToken.None));

        Assert.Contains(LaterProgram.Adding, up.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_nothing_back_below_steps_of_a_newer_program()
    {
        await LaterProgram.MigratorOf(database.Url).UpAsync(LaterProgram.Adding, CancellationToken.None);

        var down = await Assert.ThrowsAsync<MigrationException>(() => Migrator.DownAsync(target: null, CancellationToken.None));

        Assert.Contains(LaterProgram.Adding, down.Message, StringComparison.Ordinal);
        Assert.Empty((await Migrator.GetStatusAsync(CancellationToken.None)).Pending);
    }

    [Fact]
    public async Task Leaves_the_schema_as_it_was_where_a_step_fails_in_its_middle()
    {
        var later = LaterProgram.MigratorOf(database.Url);
        await later.UpAsync(LaterProgram.Adding, CancellationToken.None);
        await database.ExecuteAsync(LaterProgram.Cause);
        var before = await SampleRows.CountAsync(database.Url);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => later.UpAsync(target: null, CancellationToken.None));
        var after = await SampleRows.CountAsync(database.Url);
        var status = await later.GetStatusAsync(CancellationToken.None);

        Assert.Contains(LaterProgram.Failing, failure.Message, StringComparison.Ordinal);
        Assert.Matches("(?i)unique", failure.Message);
        Assert.Equal(before, after);
        Assert.Equal([LaterProgram.Failing, LaterProgram.Breaking], status.Pending, StringComparer.Ordinal);

        await database.ExecuteAsync(LaterProgram.Mend);
        Assert.Equal(
            [LaterProgram.Failing, LaterProgram.Breaking],
            (await later.UpAsync(target: null, CancellationToken.None)).Applied,
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_steps_before_the_one_that_fails()
    {
        var later = LaterProgram.MigratorOf(database.Url);
        await later.UpAsync(target: null, CancellationToken.None);
        await database.ExecuteAsync("alter table ledger rename to elsewhere");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => later.DownAsync("0", CancellationToken.None));

        Assert.Contains(LaterProgram.Failing, failure.Message, StringComparison.Ordinal);
        Assert.Equal([LaterProgram.Breaking], (await later.GetStatusAsync(CancellationToken.None)).Pending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Is_stopped_by_its_token_and_can_be_run_again()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Migrator.UpAsync(target: null, stopped.Token));

        Assert.NotEmpty((await Migrator.UpAsync(target: null, CancellationToken.None)).Applied);
    }

    [Fact]
    public async Task Readiness_tells_a_schema_that_lacks_steps()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(steps[0], CancellationToken.None);
        var check = Check("migrations");

        Assert.Contains("pearl migrate up", await check.CheckAsync(CancellationToken.None), StringComparison.Ordinal);
        await Migrator.UpAsync(target: null, CancellationToken.None);
        Assert.Null(await check.CheckAsync(CancellationToken.None));
        Assert.Null(await Check("database").CheckAsync(CancellationToken.None));
    }

    [Fact]
    public void Every_step_is_one_transaction()
    {
        using var context = MigrationsContext.For(DatabaseAddress.Parse(database.Url));
        var operations = context.GetService<IMigrationsAssembly>().Migrations.Values
            .Select(t => (Migration)Activator.CreateInstance(t)!)
            .SelectMany(m => m.UpOperations.Concat(m.DownOperations))
            .ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, o => Assert.False(Assert.IsType<SqlOperation>(o).SuppressTransaction));
    }

    [Fact]
    public async Task Writes_into_the_audit_what_was_migrated_while_there_is_one()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(target: null, CancellationToken.None);
        using (database.Callers.Enter(Application.Access.Caller.CommandLine(Guid.CreateVersion7())))
        {
            await Migrator.DownAsync("CreateAuditLog", CancellationToken.None);
        }

        var entries = await database.Audit.ListAsync(new Application.Audit.AuditFilter(), after: null, 10, CancellationToken.None);

        Assert.Equal([("migrations.down", "command line"), ("migrations.up", "service")], entries.Select(e => (e.Action, e.Actor)));
        Assert.All(entries, e => Assert.Equal("schema", e.Target.Type));
        Assert.All(steps, s => Assert.Contains(s, entries[1].After, StringComparison.Ordinal));
        Assert.NotEmpty(await Migrator.DownAsync("0", CancellationToken.None));
    }

    protected async Task<IReadOnlyList<string>> StepsAsync() => (await Migrator.GetStatusAsync(CancellationToken.None)).Pending;

    protected Application.Health.IReadinessCheck Check(string name) =>
        ((IEnumerable<Application.Health.IReadinessCheck>)database.Services.GetService(typeof(IEnumerable<Application.Health.IReadinessCheck>))!)
        .Single(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    private static void AssertKept(string step, SortedDictionary<string, long> before, SortedDictionary<string, long> after)
    {
        // What is migrated is written into the audit.
        foreach (var (table, rows) in before.Where(t => after.ContainsKey(t.Key) && t.Key is not "audit_log"))
        {
            Assert.True(after[table] == rows, $"The step {step} left {after[table]} of {rows} rows in {table}.");
        }
    }

    /// <summary>Puts rows in as the repositories do.</summary>
    /// <returns>The project that the rows belong to.</returns>
    protected async Task<Guid> AddRowsAsync()
    {
        var project = Make.Project();
        var doomed = Make.Project();
        var route = Make.Route(project.Id);
        await database.Projects.AddAsync(project, CancellationToken.None);
        await database.Projects.AddAsync(doomed, CancellationToken.None);
        await database.Routes.AddAsync(route, CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(project.Id, route.Id), CancellationToken.None);
        await database.ExecuteAsync($"insert into image_views values ('{project.TenantId}', '{project.Id}', '{route.Id}', '2026-03-29T01:00:00.000000Z', 'none', 'hit', 1)");
        await database.ExecuteAsync($"insert into render_stats values ('{project.TenantId}', '{project.Id}', '{route.Id}', '2026-03-29T01:00:00.000000Z', 'png', 'article', 14, 1, 1, 1000, 12.5)");
        await database.ExecuteAsync($"insert into usage_daily (tenant_id, day) values ('{project.TenantId}', '2026-03-29') on conflict do nothing");
        await database.Projects.DeleteAsync(doomed.Id, expectedVersion: null, Make.Time, CancellationToken.None);
        return project.Id;
    }
}
