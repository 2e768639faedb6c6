using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PearlIo.Infrastructure.Fetching;

/// <summary>Settings of fetches from outside; section <c>Fetching</c>.</summary>
public sealed class FetchingOptions
{
    /// <summary><c>Fetching:AllowLoopback</c>: whether this machine itself may be fetched from. For tests and development; Production refuses it.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// <c>Fetching:Allow</c>: what may be fetched from beside the public internet, a list or one text divided by commas: host, address or network in CIDR
    /// form, each with a port (<c>intranet.acme.dev:8080</c>, <c>[fd00::/8]:8080</c>) or with 80 and 443.
    /// </summary>
    public IReadOnlyList<string> Allow { get; set; } = [];

    /// <summary><c>PUBLIC_URL</c>: where this service is found, whose pictures are no pictures of pages; null where nobody said it.</summary>
    public Uri? Service { get; set; }
}

/// <summary>Reads the options.</summary>
internal sealed class FetchingOptionsSetup(IConfiguration configuration) : IConfigureOptions<FetchingOptions>
{
    private const string AllowKey = "Fetching:Allow";

    public void Configure(FetchingOptions options)
    {
        options.AllowLoopback = string.Equals(configuration["Fetching:AllowLoopback"], "true", StringComparison.OrdinalIgnoreCase);
        options.Allow =
        [
            .. configuration.GetSection(AllowKey).GetChildren().Select(c => c.Value)
                .Append(configuration[AllowKey])
                .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        ];

        // Whether it is an address at all is looked at by whoever serves.
        options.Service = Uri.TryCreate(configuration["PUBLIC_URL"], UriKind.Absolute, out var service) && WebAddress.IsUsable(service) ? service : null;
    }
}

/// <summary>Refuses what would let strangers reach into this machine, and what is no address.</summary>
internal sealed class FetchingOptionsValidator(bool isProduction) : IValidateOptions<FetchingOptions>
{
    public ValidateOptionsResult Validate(string? name, FetchingOptions options)
    {
        List<string> failures = [];
        if (options.AllowLoopback && isProduction)
        {
            failures.Add("Fetching:AllowLoopback must not be set in Production: whoever may name a sitemap or page could reach services of this machine.");
        }

        _ = AllowList.Read(options.Allow, out var wrong);
        failures.AddRange(wrong.Select(w =>
            $"Fetching:Allow has '{w}', which must be a host, an IP address or a network such as 10.0.0.0/8, with or without a port: intranet.acme.dev:8080, [fd00::/8]:8080."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
