using FsCheck;
using FsCheck.Fluent;
using PearlIo.Domain.Analytics;

namespace PearlIo.UnitTests.Analytics;

public sealed class RenderHistogramTests
{
    // The ends of the first and the last bucket are open.
    private const double ShortestMs = 0.15;
    private const double LongestMs = 70_000;

    private static readonly Gen<double> Times = Gen.Choose(0, 1_000_000)
        .Select(part => ShortestMs * Math.Pow(LongestMs / ShortestMs, part / 1_000_000.0));

    [Fact]
    public void Puts_every_time_into_the_bucket_whose_bounds_hold_it() => Properties.Hold(Times, ms =>
    {
        var bucket = RenderBuckets.Of(ms);
        return ms <= RenderBuckets.UpperMs(bucket) && ms > RenderBuckets.UpperMs(bucket - 1);
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.142, 1)]
    [InlineData(1, 6)]
    [InlineData(12.5, 13)]
    [InlineData(99_999, 39)]
    [InlineData(1e9, 39)]
    [InlineData(double.PositiveInfinity, 39)]
    public void Keeps_its_buckets_for_good(double ms, int bucket) => Assert.Equal(bucket, RenderBuckets.Of(ms));

    [Fact]
    public void Spans_a_tenth_of_a_millisecond_to_a_hundred_seconds()
    {
        Assert.Equal(0.1, RenderBuckets.UpperMs(0) / RenderBuckets.Width, 1e-9);
        Assert.Equal(100_000, RenderBuckets.UpperMs(RenderBuckets.Count - 1), 1e-6);
    }

    [Fact]
    public void Tells_percentiles_within_the_width_of_a_bucket() => Properties.Hold(
        Times.UpTo(60).Where(t => t.Length > 0), times => new[] { 1, 50, 95, 100 }.All(percent =>
        {
            var exact = times.Order().ElementAt((times.Length * percent + 99) / 100 - 1);
            var told = Histogram(times).PercentileMs(percent);
            return told < exact * RenderBuckets.Width && told > exact / RenderBuckets.Width;
        }));

    [Fact]
    public void Is_exact_for_times_that_are_alike()
    {
        var times = Histogram([12.5, 12.5, 12.5]);
        Assert.Equal((12.5, 12.5, 12.5), (times.MeanMs, times.PercentileMs(50), times.PercentileMs(95)));
    }

    [Fact]
    public void Tells_nothing_of_no_renders()
    {
        var times = new RenderHistogram();
        Assert.Equal((0, 0.0, 0.0), (times.Count, times.MeanMs, times.PercentileMs(95)));
    }

    private static RenderHistogram Histogram(double[] times)
    {
        var histogram = new RenderHistogram();
        foreach (var ms in times)
        {
            histogram.Add(RenderBuckets.Of(ms), 1, ms);
        }

        return histogram;
    }
}
