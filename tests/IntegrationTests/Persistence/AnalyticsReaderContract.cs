using PearlIo.Application.Analytics;
using PearlIo.Domain.Analytics;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteAnalyticsReaderTests(SqliteTestDatabase database)
    : AnalyticsReaderContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAnalyticsReaderTests(PostgresTestDatabase database)
    : AnalyticsReaderContract(database), IClassFixture<PostgresTestDatabase>;

/// <summary>Figures against a plain count of what was added.</summary>
public abstract class AnalyticsReaderContract(TestDatabase database) : IAsyncLifetime
{
    private const double Tolerance = 1e-9;

    private static readonly string[] Crawlers = ["facebook", "slack", "other"];

    // Yesterday and the day before: days that change no more and days that do, which are kept apart, are both in it.
    private static readonly DateTimeOffset Start = new(DateTimeOffset.UtcNow.UtcDateTime.Date.AddDays(-2), TimeSpan.Zero);

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Is_all_zero_where_nothing_was_counted()
    {
        var report = await ReadAsync(Range(Guid.CreateVersion7()));

        Assert.Equal((DrawnFigures.None, ViewFigures.None), (report.Drawn, report.Views));
        Assert.Null(report.Views.HitRatio);
        Assert.Empty(report.ByRoute);
        Assert.Empty(report.ByFormat);
        Assert.Empty(report.ByCrawler);
        Assert.Empty(report.Series);
        Assert.Equal((0, 0), (report.Cache.Images, report.Cache.Bytes));
    }

    [Theory]
    [InlineData(1, AnalyticsInterval.Day)]
    [InlineData(2, AnalyticsInterval.Hour)]
    [InlineData(3, AnalyticsInterval.Day)]
    [InlineData(4, AnalyticsInterval.Hour)]
    [InlineData(5, AnalyticsInterval.Day)]
    [InlineData(6, AnalyticsInterval.Hour)]
    public async Task Agrees_with_counting_one_by_one(int seed, AnalyticsInterval interval)
    {
        var random = new Random(seed);
        var sample = await AddSampleAsync(random);
        await AddSampleAsync(random);
        var range = interval is AnalyticsInterval.Day
            ? Range(sample.ProjectId) with { To = Start.AddDays(random.Next(1, 4)) }
            : Range(sample.ProjectId, interval) with { From = Start.AddHours(random.Next(40)), To = Start.AddHours(random.Next(41, 72)) };

        var report = await ReadAsync(range);

        AssertAgree(sample.Within(range), report, interval);
    }

    [Theory]
    [InlineData(AnalyticsInterval.Day)]
    [InlineData(AnalyticsInterval.Hour)]
    public async Task Takes_the_start_in_and_leaves_the_end_out(AnalyticsInterval interval)
    {
        var project = await AddProjectAsync();
        var range = Range(project, interval) with { From = Start.AddDays(1), To = Start.AddDays(2) };
        foreach (var at in new[] { range.From.AddMicroseconds(-1), range.From, range.To.AddMicroseconds(-1), range.To })
        {
            await database.CachedImages.AddAsync(Make.Image(project, createdAt: at), CancellationToken.None);
            await database.Views.AddAsync([new ViewCount(project, RouteId: null, at, "slack", ViewOutcome.Hit, 1)], CancellationToken.None);
        }

        var report = await ReadAsync(range);

        Assert.Equal((2, 2, 2), (report.Drawn.Renders, report.Drawn.Images, report.Views.Total));
    }

    [Fact]
    public async Task Changes_no_figure_of_the_past_when_rows_of_cards_go()
    {
        var sample = await AddSampleAsync(new Random(7));
        var before = await ReadAsync(Range(sample.ProjectId));

        await database.ExecuteAsync("delete from cached_images");
        var after = await ReadAsync(Range(sample.ProjectId));

        Assert.NotEqual(0, before.Cache.Images);
        AssertAgree(sample, after, AnalyticsInterval.Day);
        Assert.Equal((0, 0), (after.Cache.Images, after.Cache.Bytes));
    }

    [Fact]
    public async Task Changes_no_figure_of_a_day_when_its_hours_are_summed_up()
    {
        var sample = await AddSampleAsync(new Random(8));
        var rows = await database.CountAsync("image_views") + await database.CountAsync("render_stats");

        Assert.NotEqual(0, await CompactAsync(Start.AddDays(2)));
        Assert.Equal(0, await CompactAsync(Start.AddDays(2)));

        Assert.True(await database.CountAsync("image_views") + await database.CountAsync("render_stats") < rows);
        AssertAgree(sample, await ReadAsync(Range(sample.ProjectId)), AnalyticsInterval.Day);
        var kept = Range(sample.ProjectId, AnalyticsInterval.Hour) with { From = Start.AddDays(2) };
        AssertAgree(sample.Within(kept), await ReadAsync(kept), AnalyticsInterval.Hour);
    }

    [Fact]
    public async Task Shows_the_figures_of_a_route_that_is_gone_under_its_id()
    {
        var sample = await AddSampleAsync(new Random(9));
        var gone = sample.Paths.First().Key;

        await database.Routes.DeleteAsync(sample.ProjectId, gone, expectedVersion: null, Make.Time, CancellationToken.None);
        sample.Paths.Remove(gone);

        AssertAgree(sample, await ReadAsync(Range(sample.ProjectId)), AnalyticsInterval.Day);
    }

    [Fact]
    public async Task Tells_what_is_kept_now()
    {
        var project = await AddProjectAsync();
        var other = await AddProjectAsync();
        var now = DateTimeOffset.UtcNow;
        await database.CachedImages.AddAsync(Make.Image(project, byteSize: int.MaxValue, expiresAt: now.AddDays(1)), CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(project, byteSize: int.MaxValue, expiresAt: now.AddDays(2)), CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(project, byteSize: 7, expiresAt: now.AddDays(-1)), CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(other, byteSize: 5, expiresAt: now.AddDays(1)), CancellationToken.None);

        var report = await ReadAsync(Range(project));
        var totals = await database.CachedImages.GetTotalsAsync(now, CancellationToken.None);

        Assert.Equal((2, 2L * int.MaxValue), (report.Cache.Images, report.Cache.Bytes));
        Assert.Equal((3, 2L * int.MaxValue + 5), (totals.Images, totals.Bytes));
    }

    [Theory]
    [InlineData(AnalyticsInterval.Day)]
    [InlineData(AnalyticsInterval.Hour)]
    public async Task Tells_when_the_figures_were_true(AnalyticsInterval interval)
    {
        var start = DateTimeOffset.UtcNow.AddMicroseconds(-1);

        var report = await ReadAsync(Range(Guid.CreateVersion7(), interval));

        Assert.InRange(report.AsOf, start, DateTimeOffset.UtcNow);
        Assert.InRange(report.Cache.AsOf, start, DateTimeOffset.UtcNow);
    }

    private static AnalyticsRange Range(Guid projectId, AnalyticsInterval interval = AnalyticsInterval.Day) =>
        new(projectId, Start, Start.AddDays(3), interval);

    private static DateTimeOffset StepOf(DateTimeOffset at, AnalyticsInterval interval) =>
        new(at.Year, at.Month, at.Day, interval is AnalyticsInterval.Hour ? at.Hour : 0, 0, 0, TimeSpan.Zero);

    private static void AssertAgree(Sample sample, AnalyticsReport report, AnalyticsInterval interval)
    {
        AssertDrawn(sample.Renders, report.Drawn);
        AssertViews(sample.Views, report.Views);
        AssertGroups(
            [.. sample.Renders.Select(r => r.RouteId), .. sample.Views.Select(v => v.RouteId)],
            [.. report.ByRoute.Select(r => r.RouteId)],
            (route, i) =>
            {
                AssertDrawn([.. sample.Renders.Where(r => r.RouteId == route)], report.ByRoute[i].Drawn);
                AssertViews([.. sample.Views.Where(v => v.RouteId == route)], report.ByRoute[i].Views);
                Assert.Equal(route is { } id ? sample.Paths.GetValueOrDefault(id) : null, report.ByRoute[i].Path);
            });
        AssertGroups(
            [.. sample.Renders.Select(r => r.Format.ContentType())],
            [.. report.ByFormat.Select(f => f.Format)],
            (format, i) => AssertDrawn([.. sample.Renders.Where(r => r.Format.ContentType() == format)], report.ByFormat[i].Drawn));
        AssertGroups(
            [.. sample.Views.Select(v => v.Crawler)],
            [.. report.ByCrawler.Select(c => c.Crawler)],
            (crawler, i) => AssertViews([.. sample.Views.Where(v => v.Crawler == crawler)], report.ByCrawler[i].Views));
        AssertGroups(
            [.. sample.Renders.Select(r => StepOf(r.At, interval)), .. sample.Views.Select(v => StepOf(v.At, interval))],
            [.. report.Series.Select(s => s.At)],
            (at, i) =>
            {
                AssertDrawn([.. sample.Renders.Where(r => StepOf(r.At, interval) == at)], report.Series[i].Drawn);
                AssertViews([.. sample.Views.Where(v => StepOf(v.At, interval) == at)], report.Series[i].Views);
            });
        Assert.Equal(report.ByRoute.OrderByDescending(r => r.Drawn.Images), report.ByRoute);
        Assert.Equal(report.ByFormat.OrderByDescending(f => f.Drawn.Images), report.ByFormat);
        Assert.Equal(report.ByCrawler.OrderByDescending(c => c.Views.Total), report.ByCrawler);
        Assert.Equal(report.Series.OrderBy(s => s.At), report.Series);
    }

    private static void AssertGroups<T>(IReadOnlyList<T> counted, IReadOnlyList<T> told, Action<T, int> assert)
    {
        Assert.Equal(counted.Distinct().Count(), told.Count);
        for (var i = 0; i < told.Count; i++)
        {
            Assert.Contains(told[i], counted);
            assert(told[i], i);
        }
    }

    private static void AssertDrawn(IReadOnlyList<Render> renders, DrawnFigures told)
    {
        Assert.Equal(renders.Count, told.Renders);
        Assert.Equal(renders.Count(r => r.KeptBytes is not null), told.Images);
        Assert.Equal(renders.Sum(r => (long)(r.KeptBytes ?? 0)), told.Bytes);
        if (renders.Count == 0)
        {
            Assert.Null(told.RenderMs);
            return;
        }

        var sorted = renders.Select(r => r.Ms).Order().ToList();
        Assert.Equal(1, told.RenderMs!.Mean / sorted.Average(), Tolerance);
        AssertPercentile(sorted, 50, told.RenderMs.P50);
        AssertPercentile(sorted, 95, told.RenderMs.P95);
    }

    private static void AssertPercentile(List<double> sorted, int percent, double told)
    {
        var exact = sorted[(sorted.Count * percent + 99) / 100 - 1];
        Assert.InRange(told, exact / RenderBuckets.Width, exact * RenderBuckets.Width);
    }

    private static void AssertViews(IReadOnlyList<ViewCount> views, ViewFigures told)
    {
        long Sum(ViewOutcome outcome) => views.Where(v => v.Outcome == outcome).Sum(v => v.Count);
        Assert.Equal(
            new ViewFigures(Sum(ViewOutcome.Hit), Sum(ViewOutcome.Stale), Sum(ViewOutcome.Miss), Sum(ViewOutcome.Fallback)), told);
        Assert.Equal(views.Count == 0, told.HitRatio is null);
    }

    private async Task<AnalyticsReport> ReadAsync(AnalyticsRange range)
    {
        await database.RefreshAsync();
        return await database.Analytics.ReadAsync(range, DateTimeOffset.UtcNow, CancellationToken.None);
    }

    private async Task<int> CompactAsync(DateTimeOffset before) =>
        await database.Views.CompactAsync(before, CancellationToken.None) + await database.Renders.CompactAsync(before, CancellationToken.None);

    private async Task<Guid> AddProjectAsync()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        return project.Id;
    }

    /// <summary>Adds a project with routes, cards kept and not kept, and views, at random.</summary>
    private async Task<Sample> AddSampleAsync(Random random)
    {
        var project = await AddProjectAsync();
        var paths = new Dictionary<Guid, string>();
        foreach (var path in new[] { "/a", "/b/{x}" })
        {
            var route = Make.Route(project, path);
            await database.Routes.AddAsync(route, CancellationToken.None);
            paths.Add(route.Id, path);
        }

        Guid?[] routes = [null, .. paths.Keys];
        var renders = new List<Render>();
        for (var i = random.Next(30, 90); i > 0; i--)
        {
            renders.Add(await AddRenderAsync(project, routes[random.Next(routes.Length)], random));
        }

        var views = new List<ViewCount>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var batch = Enumerable.Range(0, random.Next(40)).Select(_ => RandomView(project, routes[random.Next(routes.Length)], random)).ToList();
            await database.Views.AddAsync(batch, CancellationToken.None);
            views.AddRange(batch);
        }

        return new Sample(project, paths, renders, views);
    }

    private async Task<Render> AddRenderAsync(Guid project, Guid? route, Random random)
    {
        var image = Make.Image(
            project,
            route,
            format: (ImageFormat)random.Next(3),
            template: random.Next(2) == 0 ? "article" : "photo",
            byteSize: random.Next(1, int.MaxValue),
            renderMs: 0.2 * Math.Pow(10, random.NextDouble() * 5),
            createdAt: RandomTime(random),
            expiresAt: DateTimeOffset.UtcNow.AddDays(1));
        if (random.Next(4) > 0)
        {
            await database.CachedImages.AddAsync(image, CancellationToken.None);
            return Render.Of(image);
        }

        var render = Render.Of(image) with { KeptBytes = null };
        await database.Renders.AddAsync(render, CancellationToken.None);
        return render;
    }

    private static ViewCount RandomView(Guid project, Guid? route, Random random) =>
        new(project, route, RandomTime(random), Crawlers[random.Next(Crawlers.Length)], (ViewOutcome)random.Next(4), random.Next(1, 5));

    private static DateTimeOffset RandomTime(Random random) => Start.AddMicroseconds(random.NextInt64(3L * 86_400_000_000));

    /// <summary>What was added to a project.</summary>
    private sealed record Sample(Guid ProjectId, Dictionary<Guid, string> Paths, IReadOnlyList<Render> Renders, IReadOnlyList<ViewCount> Views)
    {
        public Sample Within(AnalyticsRange range) => this with
        {
            Renders = [.. Renders.Where(r => r.At >= range.From && r.At < range.To)],
            Views = [.. Views.Where(v => v.At >= range.From && v.At < range.To)],
        };
    }
}
