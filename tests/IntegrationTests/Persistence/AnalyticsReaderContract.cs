using PearlIo.Application.Analytics;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.OgImages;
using PearlIo.TestKit;
using Xunit;

namespace PearlIo.IntegrationTests.Persistence;

public sealed class SqliteAnalyticsReaderTests(SqliteTestDatabase database)
    : AnalyticsReaderContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgresAnalyticsReaderTests(PostgresTestDatabase database)
    : AnalyticsReaderContract(database), IClassFixture<PostgresTestDatabase>;

public abstract class AnalyticsReaderContract(TestDatabase database) : IAsyncLifetime
{
    private const double Tolerance = 1e-6;

    private static readonly DateTimeOffset Start = new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero);

    public Task InitializeAsync() => database.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Is_all_zero_without_images()
    {
        var report = await database.Analytics.ReadAsync(Range(Guid.CreateVersion7()), CancellationToken.None);

        Assert.Equal(new ImageFigures(0, 0, RenderMs: null), report.Total);
        Assert.Empty(report.ByRoute);
        Assert.Empty(report.ByFormat);
        Assert.Empty(report.Series);
    }

    [Theory]
    [InlineData(1, AnalyticsInterval.Day)]
    [InlineData(2, AnalyticsInterval.Hour)]
    [InlineData(3, AnalyticsInterval.Day)]
    [InlineData(4, AnalyticsInterval.Hour)]
    public async Task Agrees_with_counting_the_images_one_by_one(int seed, AnalyticsInterval interval)
    {
        var random = new Random(seed);
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var paths = await AddRoutesAsync(project.Id, "/a", "/b/{x}");
        var images = await AddImagesAsync(project.Id, [null, .. paths.Keys], random, random.Next(1, 120));
        await AddImageOfAnotherProjectAsync();
        var range = Range(project.Id, interval) with { From = Start.AddHours(7), To = Start.AddHours(61).AddMinutes(30) };

        var report = await database.Analytics.ReadAsync(range, CancellationToken.None);

        var counted = images.Where(i => i.CreatedAt >= range.From && i.CreatedAt < range.To).ToList();
        AssertTotal(counted, report.Total);
        AssertGroups(
            counted.GroupBy(i => i.RouteId?.ToString() ?? "", StringComparer.Ordinal),
            report.ByRoute.Select(r => (r.RouteId?.ToString() ?? "", r.Images, r.Bytes, r.MeanRenderMs)));
        Assert.All(report.ByRoute, r => Assert.Equal(r.RouteId is { } id ? paths[id] : null, r.Path));
        Assert.Equal(report.ByRoute.OrderByDescending(r => r.Images), report.ByRoute);
        AssertGroups(
            counted.GroupBy(i => i.Format.ContentType(), StringComparer.Ordinal),
            report.ByFormat.Select(f => (f.Format, f.Images, f.Bytes, f.MeanRenderMs)));
        Assert.Equal(report.ByFormat.OrderByDescending(f => f.Images), report.ByFormat);
        AssertGroups(
            counted.GroupBy(i => StepOf(i.CreatedAt, interval).ToString("O"), StringComparer.Ordinal),
            report.Series.Select(s => (s.At.ToString("O"), s.Images, s.Bytes, s.MeanRenderMs)));
        Assert.Equal(report.Series.OrderBy(s => s.At), report.Series);
    }

    [Fact]
    public async Task Takes_the_start_in_and_leaves_the_end_out()
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        var range = Range(project.Id);
        foreach (var at in new[] { range.From.AddMicroseconds(-1), range.From, range.To.AddMicroseconds(-1), range.To })
        {
            await database.CachedImages.AddAsync(Make.Image(project.Id, createdAt: at), CancellationToken.None);
        }

        Assert.Equal(2, (await database.Analytics.ReadAsync(range, CancellationToken.None)).Total.Images);
    }

    [Theory]
    [InlineData(1, 10, 10)]
    [InlineData(2, 10, 20)]
    [InlineData(20, 100, 190)]
    [InlineData(21, 110, 200)]
    public async Task Takes_percentiles_by_nearest_rank(int count, double p50, double p95)
    {
        var project = Make.Project();
        await database.Projects.AddAsync(project, CancellationToken.None);
        foreach (var i in Enumerable.Range(1, count).Reverse())
        {
            await database.CachedImages.AddAsync(Make.Image(project.Id, createdAt: Start, renderMs: i * 10), CancellationToken.None);
        }

        var render = (await database.Analytics.ReadAsync(Range(project.Id), CancellationToken.None)).Total.RenderMs!;

        Assert.Equal((p50, p95), (render.P50, render.P95));
    }

    private static AnalyticsRange Range(Guid projectId, AnalyticsInterval interval = AnalyticsInterval.Day) =>
        new(projectId, Start, Start.AddDays(3), interval);

    private static DateTimeOffset StepOf(DateTimeOffset at, AnalyticsInterval interval) =>
        new(at.Year, at.Month, at.Day, interval is AnalyticsInterval.Hour ? at.Hour : 0, 0, 0, TimeSpan.Zero);

    private static void AssertTotal(List<CachedImage> images, ImageFigures total)
    {
        Assert.Equal(images.Count, total.Images);
        Assert.Equal(images.Sum(i => (long)i.ByteSize), total.Bytes);
        if (images.Count == 0)
        {
            Assert.Null(total.RenderMs);
            return;
        }

        var sorted = images.Select(i => i.RenderMs).Order().ToList();
        Assert.Equal(sorted.Average(), total.RenderMs!.Mean, Tolerance);
        Assert.Equal(sorted.First(ms => sorted.Count(other => other <= ms) * 100 >= sorted.Count * 50), total.RenderMs.P50);
        Assert.Equal(sorted.First(ms => sorted.Count(other => other <= ms) * 100 >= sorted.Count * 95), total.RenderMs.P95);
    }

    private static void AssertGroups(
        IEnumerable<IGrouping<string, CachedImage>> expected, IEnumerable<(string Key, long Images, long Bytes, double MeanMs)> actual)
    {
        var groups = expected.ToDictionary(g => g.Key, StringComparer.Ordinal);
        var seen = actual.ToList();
        Assert.Equal(groups.Keys.Order(StringComparer.Ordinal), seen.Select(s => s.Key).Order(StringComparer.Ordinal));
        Assert.All(seen, s =>
        {
            Assert.Equal(groups[s.Key].Count(), s.Images);
            Assert.Equal(groups[s.Key].Sum(i => (long)i.ByteSize), s.Bytes);
            Assert.Equal(groups[s.Key].Average(i => i.RenderMs), s.MeanMs, Tolerance);
        });
    }

    private async Task<Dictionary<Guid, string>> AddRoutesAsync(Guid projectId, params string[] paths)
    {
        var added = new Dictionary<Guid, string>();
        foreach (var path in paths)
        {
            var route = Make.Route(projectId, path);
            await database.Routes.AddAsync(route, CancellationToken.None);
            added.Add(route.Id, path);
        }

        return added;
    }

    private async Task<List<CachedImage>> AddImagesAsync(Guid projectId, Guid?[] routes, Random random, int count)
    {
        var images = new List<CachedImage>();
        for (var i = 0; i < count; i++)
        {
            var image = Make.Image(
                projectId,
                routes[random.Next(routes.Length)],
                format: (ImageFormat)random.Next(3),
                byteSize: random.Next(1, int.MaxValue),
                renderMs: random.Next(2) == 0 ? random.Next(50) : random.NextDouble() * 100,
                createdAt: Start.AddMicroseconds(random.NextInt64(3L * 86_400_000_000)));
            await database.CachedImages.AddAsync(image, CancellationToken.None);
            images.Add(image);
        }

        return images;
    }

    private async Task AddImageOfAnotherProjectAsync()
    {
        var other = Make.Project();
        await database.Projects.AddAsync(other, CancellationToken.None);
        await database.CachedImages.AddAsync(Make.Image(other.Id, createdAt: Start.AddHours(30)), CancellationToken.None);
    }
}
