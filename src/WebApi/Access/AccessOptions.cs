using System.Net;
using Microsoft.Extensions.Options;
using PearlIo.WebApi.Hosting;

namespace PearlIo.WebApi.Access;

/// <summary>Who may ask, how often, and whom the server believes where a request came from.</summary>
internal sealed class AccessOptions
{
    /// <summary><see cref="KeyRatePerMinute"/> in Production, where nothing is set.</summary>
    public const int DefaultKeyRate = 600;

    /// <summary><see cref="AddressRatePerMinute"/> in Production, where nothing is set.</summary>
    public const int DefaultAddressRate = 120;

    private const string KeyRate = "API_RATE_PER_MINUTE";
    private const string AddressRate = "API_ADDRESS_RATE_PER_MINUTE";
    private const string Proxies = "TRUSTED_PROXIES";
    private const string Origins = "CORS_ORIGINS";

    /// <summary>Requests of the management API that a key may make in a minute, per replica; 0 sets no bound.</summary>
    public int KeyRatePerMinute { get; set; }

    /// <summary>The same of an address that has no valid key; 0 sets no bound.</summary>
    public int AddressRatePerMinute { get; set; }

    /// <summary>Networks of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; private set; } = [];

    /// <summary>Origins whose pages may call the management API.</summary>
    public IReadOnlyList<string> CorsOrigins { get; private set; } = [];

    /// <summary>Reads the plain names; what is wrong is left out, and said by <see cref="Failures"/>.</summary>
    public static void Bind(AccessOptions options, IConfiguration configuration, bool production)
    {
        // Outside Production the API is open to this machine alone, which nobody floods.
        options.KeyRatePerMinute = NumberSettings.ReadSmall(configuration, KeyRate) ?? (production ? DefaultKeyRate : 0);
        options.AddressRatePerMinute = NumberSettings.ReadSmall(configuration, AddressRate) ?? (production ? DefaultAddressRate : 0);
        options.TrustedProxies = [.. Split(configuration[Proxies]).Select(ReadNetwork).OfType<IPNetwork>()];
        options.CorsOrigins = [.. Split(configuration[Origins]).Select(ReadOrigin).OfType<string>()];
    }

    /// <summary>Says what is wrong.</summary>
    public static IEnumerable<string> Failures(AccessOptions options, IConfiguration configuration)
    {
        foreach (var (setting, rate) in new[] { (KeyRate, options.KeyRatePerMinute), (AddressRate, options.AddressRatePerMinute) })
        {
            if (rate < 0)
            {
                yield return NumberSettings.Refuse(configuration, setting, "a number of requests from 1, or 0 for no bound");
            }
        }

        foreach (var text in Split(configuration[Proxies]).Where(t => ReadNetwork(t) is null))
        {
            yield return $"{Proxies} has '{text}', and must be a list of addresses and networks of your proxies with commas, such as 10.0.0.7,192.168.4.0/24. Networks have no bits set behind their length, and not all addresses are one.";
        }

        foreach (var text in Split(configuration[Origins]).Where(t => ReadOrigin(t) is null))
        {
            yield return $"{Origins} has '{text}', and must be a list of origins with commas, such as https://studio.acme.dev: scheme and host, a port where it is not the usual one, and no path or *.";
        }
    }

    private static string[] Split(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    // Whoever trusts every address believes what anybody writes. Short spellings such as 10.1 are more likely mistakes than addresses.
    private static IPNetwork? ReadNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var start = slash < 0 ? text : text[..slash];
        if (!IsPlain(start) || !IPAddress.TryParse(start, out var address))
        {
            return null;
        }

        if (slash < 0)
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 && network.BaseAddress.Equals(address) ? network : null;
    }

    private static bool IsPlain(string address) => address.Contains(':', StringComparison.Ordinal) || address.Count(c => c is '.') == 3;

    private static string? ReadOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.UserInfo.Length == 0
        && !text.Contains('*', StringComparison.Ordinal)
        && string.Equals(address.GetLeftPart(UriPartial.Authority), text.ToLowerInvariant(), StringComparison.Ordinal)
            ? address.GetLeftPart(UriPartial.Authority)
            : null;
}

/// <summary>Names every setting that is wrong.</summary>
internal sealed class AccessOptionsValidator(IConfiguration configuration) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> failures = [.. AccessOptions.Failures(options, configuration)];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
