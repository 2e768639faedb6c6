using System.Globalization;
using Microsoft.Extensions.Options;
using PearlIo.Application.OgImages;

namespace PearlIo.WebApi.Hosting;

/// <summary>Reads how cards are answered from the plain names of settings.</summary>
internal sealed class DeliverySettings(IConfiguration configuration) : IConfigureOptions<DeliveryOptions>, IValidateOptions<DeliveryOptions>
{
    private const string MemoryCacheBytes = "MEMORY_CACHE_BYTES";
    private const string StaleSeconds = "STALE_SECONDS";
    private const string RendersPerMinute = "RENDERS_PER_MINUTE";
    private const string DrainSeconds = "DRAIN_SECONDS";
    private const string FetchSources = "FETCH_SOURCES";

    // What cannot be read as a number; validation says so.
    private const int None = -1;

    /// <inheritdoc />
    public void Configure(DeliveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.MemoryCacheBytes = Read(MemoryCacheBytes) ?? options.MemoryCacheBytes;
        options.StaleSeconds = ReadSmall(StaleSeconds) ?? options.StaleSeconds;
        options.RendersPerMinute = ReadSmall(RendersPerMinute) ?? options.RendersPerMinute;
        options.DrainSeconds = ReadSmall(DrainSeconds) ?? options.DrainSeconds;
        options.FetchSources = bool.TryParse(configuration[FetchSources], out var fetches) ? fetches : options.FetchSources;
    }

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> failures = [];
        if (options.MemoryCacheBytes is not 0 and < DeliveryOptions.MinMemoryCacheBytes)
        {
            failures.Add(Say(MemoryCacheBytes, string.Create(CultureInfo.InvariantCulture, $"a number of bytes from {DeliveryOptions.MinMemoryCacheBytes}, or 0 to keep no cards in memory")));
        }

        if (options.StaleSeconds < 0)
        {
            failures.Add(Say(StaleSeconds, "a number of seconds from 0"));
        }

        if (options.RendersPerMinute < 0)
        {
            failures.Add(Say(RendersPerMinute, "a number of cards from 1, or 0 for no bound"));
        }

        if (options.DrainSeconds is < 0 or > DeliveryOptions.MaxDrainSeconds)
        {
            failures.Add(Say(DrainSeconds, string.Create(CultureInfo.InvariantCulture, $"a number of seconds from 0 to {DeliveryOptions.MaxDrainSeconds}")));
        }

        if (!string.IsNullOrWhiteSpace(configuration[FetchSources]) && !bool.TryParse(configuration[FetchSources], out _))
        {
            failures.Add(Say(FetchSources, "true, or false to make cards without asking any page or picture outside"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private string Say(string setting, string wanted) => $"{setting} is '{configuration[setting]}' and must be {wanted}.";

    private int? ReadSmall(string setting) => Read(setting) is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    private long? Read(string setting)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : None;
    }
}
