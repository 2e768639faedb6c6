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

    private static OgImage Image(double left = 3_600) =>
        Make.Image() with { FreshUntil = left > 1e11 ? DateTimeOffset.MaxValue : left < -1e11 ? DateTimeOffset.MinValue : FakeClock.Noon.AddSeconds(left) };

    private static string? Of(OgImage image, AskedVersion version = AskedVersion.None) => CardLifetime.Of(image, version, FakeClock.Noon).ToString();
}
