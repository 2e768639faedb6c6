using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PearlIo.Application.Analytics;
using PearlIo.Application.Common;
using PearlIo.Domain.Analytics;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteStatisticsTests(SqliteTestDatabase database) : StatisticsContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresStatisticsTests(PostgresTestDatabase database) : StatisticsContract(database), IClassFixture<PostgresTestDatabase>;

/// <summary>What is counted, and what becomes of old counts.</summary>
public abstract class StatisticsContract(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = new(2026, 3, 29, 0, 0, 0, TimeSpan.Zero);

    private Guid _project;

    public async Task InitializeAsync()
    {
        await database.ClearAsync();
        _project = await AddProjectAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Adds_views_of_the_same_hour_up()
    {
        await AddViewsAsync(View(Day.AddMinutes(61), 2), View(Day.AddMinutes(119), 3));
        await AddViewsAsync(View(Day.AddHours(1), 4), View(Day.AddHours(2), 8));

        Assert.Equal((2, 17), (await database.CountAsync("image_views"), await ViewsAsync()));
        Assert.Equal((8, 9), (await database.GetAsync<long>("select min(count) from image_views"), await database.GetAsync<long>("select max(count) from image_views")));
    }

    [Fact]
    public async Task Leaves_views_of_an_unknown_project_out()
    {
        await AddViewsAsync(View(Day, 1), View(Day, 1) with { ProjectId = Guid.CreateVersion7() });
        await AddViewsAsync();

        Assert.Equal(1, await ViewsAsync());
    }

    [Fact]
    public async Task Loses_no_view_of_many_who_add_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
            {
                var views = Enumerable.Range(0, 5).Select(hour => View(Day.AddHours(hour), 1));
                await AddViewsAsync([.. i % 2 == 0 ? views : views.Reverse()]);
            }
        })));

        Assert.Equal((5, 400), (await database.CountAsync("image_views"), await ViewsAsync()));
    }

    [Fact]
    public async Task Counts_a_kept_card_with_its_row_and_what_the_tenant_used()
    {
        await database.CachedImages.AddAsync(Make.Image(_project, byteSize: 700, renderMs: 12, createdAt: Day.AddMinutes(61)), CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(_project, byteSize: 70, renderMs: 12.5, createdAt: Day.AddMinutes(119)), CancellationToken.None);
        await database.Renders.AddAsync(
            Render.Of(Make.Image(_project, byteSize: 7, renderMs: 12.5, createdAt: Day.AddMinutes(62))) with { KeptBytes = null }, CancellationToken.None);

        Assert.Equal(1, await database.CountAsync("render_stats"));
        Assert.Equal((3, 2, 770), (await SumAsync("render_stats", "count"), await SumAsync("render_stats", "kept"), await SumAsync("render_stats", "bytes")));
        Assert.Equal(37, await database.GetAsync<double>("select total_ms from render_stats"), 1e-9);
        Assert.Equal((1, 3, 770), (await database.CountAsync("usage_daily"), await SumAsync("usage_daily", "renders"), await SumAsync("usage_daily", "bytes_kept")));
        Assert.Equal(1, await database.GetAsync<long>("select count(*) from usage_daily where day = '2026-03-29'"));
    }

    [Fact]
    public async Task Counts_nothing_where_the_row_of_a_card_was_not_kept()
    {
        Assert.Equal(WriteOutcome.NotFound, await database.CachedImages.AddAsync(Make.Image(Guid.CreateVersion7()), CancellationToken.None));
        Assert.Equal(WriteOutcome.NotFound, await database.CachedImages.AddAsync(Make.Image(_project, Guid.CreateVersion7()), CancellationToken.None));
        await database.Renders.AddAsync(Render.Of(Make.Image(Guid.CreateVersion7())), CancellationToken.None);

        Assert.Equal((0, 0), (await database.CountAsync("render_stats"), await database.CountAsync("usage_daily")));
    }

    [Fact]
    public async Task Sums_hours_before_a_day_up_once_however_many_do_it_at_the_same_time()
    {
        for (var hour = 0; hour < 72; hour++)
        {
            await AddViewsAsync(View(Day.AddHours(hour), 1), View(Day.AddHours(hour), 2) with { Crawler = "other" });
            await database.CachedImages.AddAsync(Make.Image(_project, createdAt: Day.AddHours(hour)), CancellationToken.None);
        }

        var moved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
            (Views: await database.Views.CompactAsync(Day.AddDays(2), CancellationToken.None),
                Renders: await database.Renders.CompactAsync(Day.AddDays(2), CancellationToken.None)))));

        Assert.Equal((92, 46), (moved.Sum(m => m.Views), moved.Sum(m => m.Renders)));
        Assert.Equal((52, 26), (await database.CountAsync("image_views"), await database.CountAsync("render_stats")));
        Assert.Equal((216, 72), (await ViewsAsync(), await SumAsync("render_stats", "count")));
        Assert.Equal(48, await database.GetAsync<long>("select max(count) from image_views"));
    }

    [Fact]
    public async Task Takes_the_counts_of_a_project_with_it_and_keeps_what_the_tenant_used()
    {
        await AddViewsAsync(View(Day, 1));
        await database.CachedImages.AddAsync(Make.Image(_project), CancellationToken.None);

        await database.Projects.DeleteAsync(_project, expectedVersion: null, Make.Time, CancellationToken.None);

        Assert.Equal((0, 0, 1), (await database.CountAsync("image_views"), await database.CountAsync("render_stats"), await database.CountAsync("usage_daily")));
    }

    [Fact]
    public async Task Lets_projects_go_while_their_cards_and_views_are_counted()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            var projects = new[] { await AddProjectAsync(), await AddProjectAsync() };
            var counting = Enumerable.Range(0, 10).Select(hour => Task.Run(async () =>
            {
                await AddViewsAsync([.. projects.Select(p => View(Day.AddHours(hour), 1) with { ProjectId = p })]);
                await database.CachedImages.AddAsync(Make.Image(projects[0], createdAt: Day.AddHours(hour)), CancellationToken.None);
                await database.Views.CompactAsync(Day.AddDays(1), CancellationToken.None);
            }));
            var going = projects.Select(p => database.Projects.DeleteAsync(p, expectedVersion: null, Make.Time, CancellationToken.None));
            await Task.WhenAll([.. counting, .. going]);
        })));

        Assert.Equal((0, 0), (await database.CountAsync("image_views"), await database.CountAsync("render_stats")));
    }

    [Fact]
    public async Task Adds_a_batch_once_however_often_it_is_tried()
    {
        var batch = Batch(Day.AddHours(12), View(Day, 2)) with { BytesSent = new Dictionary<DateOnly, long> { [new DateOnly(2026, 3, 28)] = 5, [new DateOnly(2026, 3, 29)] = 7 } };
        batch = batch with { StoreCalls = new Dictionary<DateOnly, long> { [new DateOnly(2026, 3, 29)] = 3, [new DateOnly(2026, 3, 30)] = 1 } };
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => database.Views.AddAsync(batch, CancellationToken.None))));
        await database.Views.AddAsync(batch, CancellationToken.None);
        await database.Views.AddAsync(batch with { Id = Guid.CreateVersion7() }, CancellationToken.None);

        Assert.Equal((4, 3, 24), (await ViewsAsync(), await database.CountAsync("usage_daily"), await SumAsync("usage_daily", "bytes_sent")));
        Assert.Equal(8, await SumAsync("usage_daily", "store_calls"));
    }

    [Fact]
    public async Task Leaves_out_of_a_batch_what_is_of_a_project_that_is_gone()
    {
        await database.Views.AddAsync(Batch(Day, View(Day, 2), View(Day, 3) with { ProjectId = Guid.CreateVersion7() }), CancellationToken.None);

        Assert.Equal(2, await ViewsAsync());
    }

    [Fact]
    public async Task Writes_when_a_card_was_hit_at_most_once_an_hour()
    {
        var image = Make.Image(_project);
        await database.CachedImages.AddAsync(image, CancellationToken.None);
        var written = new List<string>();
        foreach (var minutes in new[] { 0, 59, 61, 30 })
        {
            await database.Views.AddAsync(Batch(Day.AddMinutes(minutes)) with { Slots = [image.Slot, Make.Slot("unknown")] }, CancellationToken.None);
            written.Add($"{minutes} {await database.GetAsync<DateTimeOffset>("select last_hit_at from cards") - Day}");
        }

        Assert.Equal(["0 00:00:00", "59 00:00:00", "61 01:01:00", "30 01:01:00"], written);
    }

    [Fact]
    public async Task Writes_anew_when_a_card_was_hit_where_only_a_clock_that_was_wrong_can_have_said_so()
    {
        var image = Make.Image(_project);
        await database.CachedImages.AddAsync(image, CancellationToken.None);
        await database.Views.AddAsync(Batch(Day.AddDays(1)) with { Slots = [image.Slot] }, CancellationToken.None);
        await database.Views.AddAsync(Batch(Day) with { Slots = [image.Slot] }, CancellationToken.None);

        Assert.Equal(Day, await database.GetAsync<DateTimeOffset>("select last_hit_at from cards"));
    }

    [Fact]
    public async Task Counts_what_two_processes_flush_at_once_as_one_would()
    {
        var random = new Random(1);
        var projects = new[] { _project, await AddProjectAsync(), await AddProjectAsync() };
        var expected = new Dictionary<string, long>(StringComparer.Ordinal);
        using var first = Counter();
        using var second = Counter();
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 200; i++)
            {
                var (project, crawler, outcome) = (projects[random.Next(3)], random.Next(2) == 0 ? "slack" : "x", (ViewOutcome)random.Next(4));
                (random.Next(2) == 0 ? first : second).Count(Domain.Tenants.Tenant.DefaultId, project, routeId: null, crawler, outcome, slot: null, bytesSent: 3);
                var key = $"{project} {crawler} {outcome}".ToLowerInvariant();
                expected[key] = expected.GetValueOrDefault(key) + 1;
            }

            await Task.WhenAll(Task.Run(() => first.FlushAsync(CancellationToken.None)), Task.Run(() => second.FlushAsync(CancellationToken.None)));
        }

        foreach (var (key, count) in expected)
        {
            var parts = key.Split(' ');
            Assert.Equal(count, await database.GetAsync<long>($"select cast(sum(count) as bigint) from image_views where project_id = '{parts[0]}' and crawler = '{parts[1]}' and outcome = '{parts[2]}'"));
        }

        Assert.Equal((2_000, 6_000), (await ViewsAsync(), await SumAsync("usage_daily", "bytes_sent")));
    }

    [Fact]
    public async Task Raises_the_signal_with_every_write_that_is_kept()
    {
        var signal = database.Services.GetRequiredService<StatisticsSignal>();
        signal.Lower();

        await database.CachedImages.AddAsync(Make.Image(Guid.CreateVersion7()), CancellationToken.None);
        Assert.False(signal.Lower());
        await database.CachedImages.AddAsync(Make.Image(_project), CancellationToken.None);
        Assert.True(signal.Lower());
        await AddViewsAsync(View(Day, 1));
        Assert.True(signal.Lower());
        await database.Renders.AddAsync(Render.Of(Make.Image(_project)), CancellationToken.None);
        Assert.True(signal.Lower());
    }

    private ViewCount View(DateTimeOffset at, long count) => new(_project, RouteId: null, at, "slack", ViewOutcome.Hit, count);

    private static ViewBatch Batch(DateTimeOffset at, params ViewCount[] views) =>
        new() { Id = Guid.CreateVersion7(), TenantId = Domain.Tenants.Tenant.DefaultId, At = at, Views = views };

    private ViewCounter Counter() => new(database.Views, database.Callers, new FakeClock(Day), NullLogger<ViewCounter>.Instance);

    private Task AddViewsAsync(params ViewCount[] views) => database.Views.AddAsync(views, CancellationToken.None);

    private Task<long> ViewsAsync() => SumAsync("image_views", "count");

    private Task<long> SumAsync(string table, string column) =>
        database.GetAsync<long>($"select coalesce(cast(sum({column}) as bigint), 0) from {table}");

    private async Task<Guid> AddProjectAsync()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        return project.Id;
    }
}
