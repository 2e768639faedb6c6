using PearlIo.Application.Migrations;
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
        var applied = await Migrator.UpAsync(target: null, CancellationToken.None);
        var after = await Migrator.GetStatusAsync(CancellationToken.None);

        Assert.Empty(before.Applied);
        Assert.NotEmpty(before.Pending);
        Assert.Equal(before.Pending, applied);
        Assert.Equal(applied, after.Applied);
        Assert.Empty(after.Pending);
        Assert.Empty(after.Unknown);
        Assert.Empty(await Migrator.UpAsync(target: null, CancellationToken.None));
    }

    [Fact]
    public async Task Goes_up_to_a_step_by_id_or_name()
    {
        var steps = await StepsAsync();

        Assert.Equal(steps.Take(1), await Migrator.UpAsync(steps[0], CancellationToken.None), StringComparer.Ordinal);
        Assert.Equal(steps.Skip(1).Take(2), await Migrator.UpAsync("createcachedimagesandcards", CancellationToken.None), StringComparer.Ordinal);
        Assert.Equal(steps.Skip(3), (await Migrator.GetStatusAsync(CancellationToken.None)).Pending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Takes_nothing_back_when_going_up_to_an_older_step()
    {
        var steps = await StepsAsync();
        await Migrator.UpAsync(target: null, CancellationToken.None);

        Assert.Empty(await Migrator.UpAsync(steps[0], CancellationToken.None));
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
    public async Task Takes_every_step_back_and_up_again_with_rows_in_the_tables()
    {
        var steps = await StepsAsync();
        foreach (var end in steps.Reverse().Skip(1).Append("0"))
        {
            await Migrator.UpAsync(target: null, CancellationToken.None);
            await AddRowsAsync();
            Assert.NotEmpty(await Migrator.DownAsync(end, CancellationToken.None));
        }

        await Migrator.UpAsync(target: null, CancellationToken.None);
        await AddRowsAsync();
        Assert.Equal(1, await database.GetAsync<long>("select count(*) from tenants"));
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

        Assert.Equal(steps, Assert.Single(applied, a => a.Count > 0));
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
    public async Task Refuses_a_schema_that_a_newer_program_made()
    {
        const string newer = "99990101000000_FromTheFuture";
        await Migrator.UpAsync(target: null, CancellationToken.None);
        await database.ExecuteAsync(
            $"""insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('{newer}', '99')""");

        Assert.Equal([newer], (await Migrator.GetStatusAsync(CancellationToken.None)).Unknown, StringComparer.Ordinal);
        var up = await Assert.ThrowsAsync<MigrationException>(() => Migrator.UpAsync(target: null, CancellationToken.None));
        Assert.Contains(newer, up.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MigrationException>(() => Migrator.DownAsync(target: null, CancellationToken.None));
    }

    [Fact]
    public async Task Is_stopped_by_its_token_and_can_be_run_again()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Migrator.UpAsync(target: null, stopped.Token));

        Assert.NotEmpty(await Migrator.UpAsync(target: null, CancellationToken.None));
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

    protected async Task<IReadOnlyList<string>> StepsAsync() => (await Migrator.GetStatusAsync(CancellationToken.None)).Pending;

    protected Application.Health.IReadinessCheck Check(string name) =>
        ((IEnumerable<Application.Health.IReadinessCheck>)database.Services.GetService(typeof(IEnumerable<Application.Health.IReadinessCheck>))!)
        .Single(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>Puts rows into every table.</summary>
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
