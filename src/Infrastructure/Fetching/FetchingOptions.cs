using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>Settings of fetches from outside; section <c>Fetching</c>.</summary>
public sealed class FetchingOptions
{
    /// <summary><c>Fetching:AllowLoopback</c>: whether this machine itself may be fetched from. For tests and development; Production refuses it.</summary>
    public bool AllowLoopback { get; set; }
}

/// <summary>Reads the options.</summary>
internal sealed class FetchingOptionsSetup(IConfiguration configuration) : IConfigureOptions<FetchingOptions>
{
    public void Configure(FetchingOptions options) =>
        options.AllowLoopback = string.Equals(configuration["Fetching:AllowLoopback"], "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Refuses what would let strangers reach into this machine.</summary>
internal sealed class FetchingOptionsValidator(bool isProduction) : IValidateOptions<FetchingOptions>
{
    public ValidateOptionsResult Validate(string? name, FetchingOptions options) => options.AllowLoopback && isProduction
        ? ValidateOptionsResult.Fail("Fetching:AllowLoopback must not be set in Production: whoever may name a sitemap could reach services of this machine.")
        : ValidateOptionsResult.Success;
}
