using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PearlIo.Application.CachedImages;

namespace PearlIo.Infrastructure.Storage;

/// <summary>How much may be kept; section <c>Storage</c>, or the plain name, which wins.</summary>
public sealed class QuotaOptions
{
    /// <summary><c>STORAGE_MAX_BYTES</c>: most bytes of cards that are kept, from 1; null for any.</summary>
    public long? MaxBytes { get; set; }
}

/// <summary>Reads the options; a number that is none becomes 0, which the validator refuses with all other mistakes.</summary>
internal sealed class QuotaOptionsSetup(IConfiguration configuration) : IConfigureOptions<QuotaOptions>
{
    public void Configure(QuotaOptions options)
    {
        var texts = new[] { configuration["STORAGE_MAX_BYTES"], configuration["Storage:MaxBytes"] };
        if (Array.Find(texts, t => !string.IsNullOrWhiteSpace(t)) is { } text)
        {
            options.MaxBytes = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
        }
    }
}

/// <summary>Lists what is wrong with the options.</summary>
internal sealed class QuotaOptionsValidator : IValidateOptions<QuotaOptions>
{
    public ValidateOptionsResult Validate(string? name, QuotaOptions options) => options.MaxBytes is < 1
        ? ValidateOptionsResult.Fail("STORAGE_MAX_BYTES must be a number of bytes from 1, such as 10000000000; leave it out to keep any number.")
        : ValidateOptionsResult.Success;
}

/// <summary>Registers the quota.</summary>
internal static class QuotaRegistration
{
    public static IServiceCollection AddQuota(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IConfigureOptions<QuotaOptions>>(new QuotaOptionsSetup(configuration));
        services.AddSingleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>();
        services.AddOptions<QuotaOptions>().ValidateOnStart();
        services.AddSingleton(s => new CardQuotaSettings(s.GetRequiredService<IOptions<QuotaOptions>>().Value.MaxBytes));
        return services;
    }
}
