using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.CachedImages;
using PearlIo.Application.Migrations;
using PearlIo.Application.Projects;
using PearlIo.Domain.Analytics;
using PearlIo.Infrastructure.Persistence.Connections;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

/// <summary>The daily figures on PostgreSQL: who refreshes them, and who may see them.</summary>
public sealed class StatisticsRefresherTests(PostgresTestDatabase database) : IClassFixture<PostgresTestDatabase>, IAsyncLifetime
{
    private static readonly string[] Materialized = ["settled_views", "settled_renders", "recent_views", "recent_renders", "cache_sizes"];

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private Guid _project;

    private IStatisticsRefresher Refresher => database.Services.GetRequiredService<IStatisticsRefresher>();

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        await database.ExecuteAsync("update statistics_refresh set took = interval '0'");
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        _project = project.Id;
        await AddAsync(Now.AddDays(-5));
        await AddAsync(Now);
        await database.RefreshAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Shows_no_tenant_the_figures_of_another()
    {
        var other = await AddTenantAsync();
        Assert.Equal([2, 2, 1], await CountAsync("daily_views", "daily_renders", "cache_size"));

        using (database.Services.GetRequiredService<CallerContext>().Enter(Caller.Service(other)))
        {
            Assert.Equal([0, 0, 0], await CountAsync("daily_views", "daily_renders", "cache_size"));
            Assert.Equal([0, 0, 0], await CountAsync("image_views", "render_stats", "usage_daily"));
            Assert.Equal((DrawnFigures.None, ViewFigures.None), await FiguresAsync());
        }

        Assert.Equal(0, await database.Database.ReadAsync(
            DatabaseScope.NoTenant, s => s.GetAsync<long>("select count(*) from daily_views", parameters: null, CancellationToken.None), CancellationToken.None));
    }

    [Fact]
    public async Task Lets_the_service_neither_read_nor_refresh_what_holds_all_tenants()
    {
        foreach (var view in Materialized)
        {
            await AssertRefusedAsync($"select count(*) from {view}");
            await AssertRefusedAsync($"refresh materialized view {view}");
        }

        await AssertRefusedAsync("update statistics_refresh set refreshed_at = now()");
    }

    [Fact]
    public async Task Filters_by_tenant_before_any_condition_of_the_reader()
    {
        Assert.Equal(3, await database.GetAsync<long>("""
            select count(*) from pg_class
            where relname in ('daily_views', 'daily_renders', 'cache_size') and reloptions @> array['security_barrier=true']
            """));
        Assert.Equal(0, await database.GetAsync<long>("""
            select count(*) from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
                and not coalesce(reloptions && array['security_barrier=true', 'security_invoker=true'], false)
            """));
    }

    [Fact]
    public async Task Lets_others_read_the_figures_of_before_while_one_refreshes()
    {
        await AddAsync(Now);
        var during = (DrawnFigures.None, ViewFigures.None);
        bool? second = null;

        await database.Database.WriteAsync(
            DatabaseScope.NoTenant,
            async session =>
            {
                Assert.True(await session.GetAsync<bool>("select refresh_statistics()", parameters: null, CancellationToken.None));
                during = await FiguresAsync();
                second = await Refresher.RefreshAsync(sinceWrite: null, CancellationToken.None);
                return 0;
            },
            CancellationToken.None);

        Assert.Equal((2, 2), (during.Item1.Renders, during.Item2.Total));
        Assert.False(second);
        Assert.Equal((3, 3), await TotalsAsync());
    }

    [Fact]
    public async Task Never_shows_fewer_figures_while_they_are_refreshed_over_and_over()
    {
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = new List<long>();
            while (!done.IsCancellationRequested || seen.Count == 0)
            {
                seen.Add((await TotalsAsync()).Views);
            }

            return seen;
        });
        for (var i = 0; i < 10; i++)
        {
            await AddAsync(Now);
            await database.RefreshAsync();
        }

        await done.CancelAsync();
        var seen = await reading;

        Assert.Equal(seen.Order(), seen);
        Assert.InRange(seen[0], 2, 12);
        Assert.Equal((12, 12), await TotalsAsync());
    }

    [Fact]
    public async Task Fills_what_was_never_filled()
    {
        foreach (var view in Materialized)
        {
            await database.ExecuteAsync($"refresh materialized view {view} with no data");
        }

        Assert.True(await Refresher.RefreshAsync(TimeSpan.FromHours(1), CancellationToken.None));

        Assert.Equal((2, 2), await TotalsAsync());
    }

    [Fact]
    public async Task Does_nothing_where_another_has_refreshed_since_the_write()
    {
        var before = await RefreshedAtAsync();

        Assert.True(await Refresher.RefreshAsync(TimeSpan.FromHours(1), CancellationToken.None));
        Assert.Equal(before, await RefreshedAtAsync());
        await RefreshAfterWriteAsync();
        Assert.NotEqual(before, await RefreshedAtAsync());
    }

    [Fact]
    public async Task Waits_ten_times_as_long_as_the_refresh_before_took()
    {
        await database.ExecuteAsync("update statistics_refresh set took = interval '1 hour'");

        Assert.False(await Refresher.RefreshAsync(TimeSpan.Zero, CancellationToken.None));
        await database.ExecuteAsync("update statistics_refresh set refreshed_at = refreshed_at - interval '10 hours'");
        Assert.True(await Refresher.RefreshAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Leaves_days_alone_that_are_past_until_the_day_after()
    {
        await AddAsync(Now.AddDays(-5));
        await AddAsync(Now.AddDays(-1));
        await AddAsync(Now);

        await RefreshAfterWriteAsync();
        Assert.Equal((4, 4), await TotalsAsync());

        await database.ExecuteAsync("update statistics_refresh set settled_before = settled_before - interval '1 day'");
        await RefreshAfterWriteAsync();
        Assert.Equal((5, 5), await TotalsAsync());
    }

    [Fact]
    public async Task Is_done_by_an_owner_without_special_rights()
    {
        var server = await PostgresServer.GetAsync();
        var role = PostgresServer.NewName();
        var url = await server.CreateEmptyAsync();
        await server.ExecuteAsync($"create role {role} login password 'hunter2' in role {DatabaseScope.Role}");
        await server.ExecuteAsync($"alter database \"{DatabaseAddress.Parse(url).DatabaseName}\" owner to {role}");
        try
        {
            await using var services = TestDatabase.BuildServices(PostgresServer.WithUser(url, role, "hunter2"));
            await services.GetRequiredService<IDatabaseMigrator>().UpAsync(target: null, CancellationToken.None);
            var project = Make.Project();
            await services.GetRequiredService<IProjectRepository>().AddAsync(project, CancellationToken.None);
            await services.GetRequiredService<ICachedImageRepository>().AddAsync(
                Make.Image(project.Id, createdAt: Now, expiresAt: Now.AddDays(1)), CancellationToken.None);
            var refresher = services.GetRequiredService<IStatisticsRefresher>();

            Assert.True(await refresher.RefreshAsync(sinceWrite: null, CancellationToken.None));
            Assert.True(await refresher.RefreshAsync(sinceWrite: null, CancellationToken.None));

            var report = await services.GetRequiredService<IAnalyticsReader>().ReadAsync(Range(project.Id), Now, CancellationToken.None);
            Assert.Equal((1, 1), (report.Drawn.Images, report.Cache.Images));
        }
        finally
        {
            await server.DropAsync(url);
            await server.ExecuteAsync($"drop role {role}");
        }
    }

    private static AnalyticsRange Range(Guid project) => new(
        project,
        new DateTimeOffset(Now.UtcDateTime.Date.AddDays(-10), TimeSpan.Zero),
        new DateTimeOffset(Now.UtcDateTime.Date.AddDays(2), TimeSpan.Zero),
        AnalyticsInterval.Day);

    private async Task AddAsync(DateTimeOffset at)
    {
        await database.CachedImages.AddAsync(Make.Image(_project, createdAt: at, expiresAt: Now.AddDays(1)), CancellationToken.None);
        await database.Views.AddAsync([new ViewCount(_project, RouteId: null, at, "slack", ViewOutcome.Hit, 1)], CancellationToken.None);
    }

    private async Task<Guid> AddTenantAsync()
    {
        var tenant = Guid.CreateVersion7();
        await database.ExecuteAsync($"insert into tenants (id, name, created_at) values ('{tenant}', 'other', now())");
        return tenant;
    }

    private async Task<(DrawnFigures Drawn, ViewFigures Views)> FiguresAsync()
    {
        var report = await database.Analytics.ReadAsync(Range(_project), Now, CancellationToken.None);
        return (report.Drawn, report.Views);
    }

    private async Task<(long Renders, long Views)> TotalsAsync()
    {
        var (drawn, views) = await FiguresAsync();
        return (drawn.Renders, views.Total);
    }

    private Task<DateTimeOffset> RefreshedAtAsync() => database.GetAsync<DateTimeOffset>("select refreshed_at from statistics_refresh");

    // As right after a write, and long after the refresh before.
    private async Task RefreshAfterWriteAsync()
    {
        await database.ExecuteAsync("update statistics_refresh set took = interval '0'");
        Assert.True(await Refresher.RefreshAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private async Task<List<long>> CountAsync(params string[] relations)
    {
        var counts = new List<long>();
        foreach (var relation in relations)
        {
            counts.Add(await database.Database.ReadAsync(
                s => s.GetAsync<long>($"select count(*) from {relation}", parameters: null, CancellationToken.None), CancellationToken.None));
        }

        return counts;
    }

    private async Task AssertRefusedAsync(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.Database.WriteAsync(
            s => s.ExecuteAsync(sql, parameters: null, CancellationToken.None), CancellationToken.None));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
