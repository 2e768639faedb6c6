using PearlIo.Application.OgImages;
using PearlIo.TestKit;
using PearlIo.WebApi.OgImages;

namespace PearlIo.UnitTests.OgImages;

public sealed class CardLifetimeTests
{
    private const string Rest = ", stale-while-revalidate=86400, stale-if-error=604800";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(299.9, 299)]
    [InlineData(300, 300)]
    [InlineData(86_400, 300)]
    [InlineData(-1, 0)]
    [InlineData(-1e12, 0)]
    [InlineData(1e12, 300)]
    public void Lets_others_keep_an_address_without_a_version_for_what_is_left_and_five_minutes_at_most(double left, int maxAge) =>
        Assert.Equal($"public, max-age={maxAge}{Rest}", Of(Image(left)));

    [Fact]
    public void Lets_others_keep_the_current_version_for_good() =>
        Assert.Equal("public, max-age=31536000, immutable", Of(Image(), AskedVersion.Current));

    [Fact]
    public void Lets_nobody_keep_a_card_for_good_that_misses_something() =>
        Assert.Equal($"public, max-age=60{Rest}", Of(Make.Image(freshUntil: FakeClock.Noon.AddSeconds(60), isProvisional: true), AskedVersion.Current));

    [Fact]
    public void Lets_others_keep_another_version_for_a_minute() => Assert.Equal("public, max-age=60", Of(Image(), AskedVersion.Other));

    [Theory]
    [InlineData(CardOutcome.Stale)]
    [InlineData(CardOutcome.Fallback)]
    public void Lets_others_keep_what_is_not_the_card_for_a_moment_whatever_version_was_asked_for(CardOutcome outcome)
    {
        foreach (var version in Enum.GetValues<AskedVersion>())
        {
            Assert.Equal("public, max-age=30", Of(Make.Image(outcome: outcome), version));
            Assert.Null(CardLifetime.Age(Make.Image(outcome: outcome), version, FakeClock.Noon.AddSeconds(5)));
        }
    }

    [Fact]
    public void Lets_nobody_keep_a_card_that_is_not_kept_here_either()
    {
        foreach (var version in Enum.GetValues<AskedVersion>())
        {
            Assert.Equal("no-store", Of(Image() with { FreshUntil = null }, version));
            Assert.Null(CardLifetime.Age(Image() with { FreshUntil = null }, version, FakeClock.Noon.AddSeconds(5)));
        }
    }

    [Fact]
    public void Says_the_age_where_the_lifetime_is_counted_from_the_drawing()
    {
        Assert.Equal("5", CardLifetime.Age(Image(), AskedVersion.Current, FakeClock.Noon.AddSeconds(5.9)));
        Assert.Equal("0", CardLifetime.Age(Image(), AskedVersion.Current, FakeClock.Noon));
        Assert.Null(CardLifetime.Age(Image(), AskedVersion.None, FakeClock.Noon.AddSeconds(5)));
        Assert.Null(CardLifetime.Age(Image(), AskedVersion.Other, FakeClock.Noon.AddSeconds(5)));
        Assert.Null(CardLifetime.Age(Make.Image(isProvisional: true), AskedVersion.Current, FakeClock.Noon.AddSeconds(5)));
    }

    [Fact]
    public void Says_no_age_below_zero_where_the_clock_was_put_back() =>
        Assert.Equal("0", CardLifetime.Age(Image(), AskedVersion.Current, FakeClock.Noon.AddHours(-1)));

    [Theory]
    [InlineData(AskedVersion.None, 10, 10)]
    [InlineData(AskedVersion.None, 10_000, 300)]
    [InlineData(AskedVersion.Other, 10, 10)]
    [InlineData(AskedVersion.Other, 10_000, 60)]
    [InlineData(AskedVersion.Current, 10, 10)]
    [InlineData(AskedVersion.Current, 10_000, 10_000)]
    [InlineData(AskedVersion.Current, 31_535_999.5, 31_535_999)]
    public void Lets_nobody_use_a_card_beyond_the_end_of_its_address(AskedVersion version, double left, int maxAge)
    {
        var until = FakeClock.Noon.AddSeconds(left);
        Assert.Equal($"public, max-age={maxAge}, must-revalidate", CardLifetime.Of(Image(), version, FakeClock.Noon, until).ToString());
        Assert.Null(CardLifetime.Age(Image(), version, FakeClock.Noon.AddSeconds(5), until));
    }

    [Fact]
    public void Lets_nobody_use_what_stands_in_for_a_card_beyond_the_end_of_its_address()
    {
        var fallback = Make.Image(outcome: CardOutcome.Fallback) with { FreshUntil = null };
        Assert.Equal("public, max-age=7, must-revalidate", CardLifetime.Of(fallback, AskedVersion.None, FakeClock.Noon, FakeClock.Noon.AddSeconds(7)).ToString());
        Assert.Equal("no-store", CardLifetime.Of(Image() with { FreshUntil = null }, AskedVersion.None, FakeClock.Noon, FakeClock.Noon.AddSeconds(7)).ToString());
    }

    [Theory]
    [InlineData(AskedVersion.None, 604_800 + 300)]
    [InlineData(AskedVersion.Current, 31_536_000)]
    [InlineData(AskedVersion.Current, 1e9)]
    [InlineData(AskedVersion.Current, -1)]
    public void Leaves_an_address_alone_that_ends_after_all_use_or_has_ended_already(AskedVersion version, double left) => Assert.Equal(
        CardLifetime.Of(Image(), version, FakeClock.Noon).ToString(),
        CardLifetime.Of(Image(), version, FakeClock.Noon, FakeClock.Noon.AddSeconds(left)).ToString());

    private static OgImage Image(double left = 3_600) =>
        Make.Image() with { FreshUntil = left > 1e11 ? DateTimeOffset.MaxValue : left < -1e11 ? DateTimeOffset.MinValue : FakeClock.Noon.AddSeconds(left) };

    private static string? Of(OgImage image, AskedVersion version = AskedVersion.None) => CardLifetime.Of(image, version, FakeClock.Noon).ToString();
}
