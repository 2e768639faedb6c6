using PearlIo.Application.Common;
using PearlIo.TestKit;

namespace PearlIo.UnitTests.Common;

public sealed class TokenBucketsTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Tell_what_is_left_and_when_there_is_more()
    {
        var buckets = new TokenBuckets<string>(2, _clock);
        Assert.Equal(new TokenTake(IsTaken: true, 1, TimeSpan.FromSeconds(30)), buckets.Take("a"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(new TokenTake(IsTaken: true, 0, TimeSpan.FromSeconds(20)), Rounded(buckets.Take("a")));
        Assert.Equal(new TokenTake(IsTaken: false, 0, TimeSpan.FromSeconds(20)), Rounded(buckets.Take("a")));
        Assert.Equal(new TokenTake(IsTaken: true, 1, TimeSpan.FromSeconds(30)), buckets.Take("b"));
    }

    [Fact]
    public void Are_looked_at_for_nothing()
    {
        var buckets = new TokenBuckets<string>(1, _clock);
        Assert.Equal([true, true], new[] { buckets.Look("a").IsTaken, buckets.Look("a").IsTaken });
        Assert.False(buckets.Knows("a"));
        Assert.True(buckets.Take("a").IsTaken);
        Assert.Equal((false, true), (buckets.Look("a").IsTaken, buckets.Knows("a")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new TokenTake(IsTaken: true, 1, TimeSpan.Zero), buckets.Look("a"));
    }

    [Fact]
    public void Are_dropped_once_they_are_full_again()
    {
        var buckets = new TokenBuckets<int>(60, _clock);
        for (var key = 0; key < 100; key++)
        {
            buckets.Take(key);
        }

        _clock.Advance(TimeSpan.FromSeconds(59));
        Enumerable.Range(0, 60).ToList().ForEach(_ => buckets.Take(7));
        _clock.Advance(TimeSpan.FromSeconds(2));
        buckets.Take(100);

        Assert.Equal(2, buckets.Count);
        Assert.True(buckets.Knows(7));
    }

    [Fact]
    public void Are_never_more_than_so_many()
    {
        var buckets = new TokenBuckets<int>(1, _clock, maxKeys: 10);
        for (var key = 0; key < 1_000; key++)
        {
            Assert.True(buckets.Take(key).IsTaken);
            Assert.InRange(buckets.Count, 1, 10);
        }
    }

    private static TokenTake Rounded(TokenTake take) => take with { UntilNext = TimeSpan.FromSeconds(Math.Round(take.UntilNext.TotalSeconds, 3)) };
}
