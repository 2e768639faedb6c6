using Microsoft.Extensions.Configuration;
using PearlIo.Application.OgImages;
using PearlIo.WebApi.Hosting;

namespace PearlIo.UnitTests.Hosting;

public sealed class DeliverySettingsTests
{
    [Fact]
    public void Leaves_the_defaults_where_nothing_is_set()
    {
        var (options, failures) = Read(("MEMORY_CACHE_BYTES", " "), ("STALE_SECONDS", ""));
        Assert.Empty(failures);
        Assert.Equal((256L * 1024 * 1024, 604_800, 300, 0), Values(options));
    }

    [Fact]
    public void Reads_the_plain_names()
    {
        var (options, failures) = Read(("MEMORY_CACHE_BYTES", "5000000000"), ("STALE_SECONDS", "60"), ("RENDERS_PER_MINUTE", " 7 "), ("DRAIN_SECONDS", "300"));
        Assert.Empty(failures);
        Assert.Equal((5_000_000_000, 60, 7, 300), Values(options));
    }

    [Fact]
    public void Takes_zero_and_the_smallest_memory()
    {
        Assert.Empty(Read(("MEMORY_CACHE_BYTES", "0"), ("STALE_SECONDS", "0"), ("RENDERS_PER_MINUTE", "0"), ("DRAIN_SECONDS", "0")).Failures);
        Assert.Empty(Read(("MEMORY_CACHE_BYTES", "1000000")).Failures);
    }

    [Fact]
    public void Takes_numbers_that_are_too_large_for_the_largest()
    {
        var (options, failures) = Read(("STALE_SECONDS", "99999999999"), ("RENDERS_PER_MINUTE", "2147483648"));
        Assert.Empty(failures);
        Assert.Equal((int.MaxValue, int.MaxValue), (options.StaleSeconds, options.RendersPerMinute));
    }

    [Fact]
    public void Says_all_that_is_wrong_at_once_and_what_was_written() => Assert.Equal(
        [
            "MEMORY_CACHE_BYTES is '256MB' and must be a number of bytes from 1000000, or 0 to keep no cards in memory.",
            "STALE_SECONDS is '-1' and must be a number of seconds from 0.",
            "RENDERS_PER_MINUTE is '1e3' and must be a number of cards from 1, or 0 for no bound.",
            "DRAIN_SECONDS is 'a while' and must be a number of seconds from 0 to 300.",
        ],
        Read(("MEMORY_CACHE_BYTES", "256MB"), ("STALE_SECONDS", "-1"), ("RENDERS_PER_MINUTE", "1e3"), ("DRAIN_SECONDS", "a while")).Failures);

    [Theory]
    [InlineData("MEMORY_CACHE_BYTES", "999999")]
    [InlineData("MEMORY_CACHE_BYTES", "1")]
    [InlineData("MEMORY_CACHE_BYTES", "-5")]
    [InlineData("MEMORY_CACHE_BYTES", "99999999999999999999")]
    [InlineData("STALE_SECONDS", "1.5")]
    [InlineData("STALE_SECONDS", "1,000")]
    [InlineData("RENDERS_PER_MINUTE", "none")]
    [InlineData("DRAIN_SECONDS", "301")]
    [InlineData("DRAIN_SECONDS", "0x10")]
    public void Refuses_what_is_no_number_or_out_of_bounds(string setting, string value)
    {
        var failure = Assert.Single(Read((setting, value)).Failures);
        Assert.StartsWith($"{setting} is '{value}' and must be ", failure, StringComparison.Ordinal);
    }

    private static (long MemoryCacheBytes, int StaleSeconds, int RendersPerMinute, int DrainSeconds) Values(DeliveryOptions options) =>
        (options.MemoryCacheBytes, options.StaleSeconds, options.RendersPerMinute, options.DrainSeconds);

    private static (DeliveryOptions Options, IEnumerable<string> Failures) Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
            .Build();
        var reader = new DeliverySettings(configuration);
        var options = new DeliveryOptions();
        reader.Configure(options);
        return (options, reader.Validate(name: null, options).Failures ?? []);
    }
}
