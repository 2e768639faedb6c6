using System.Globalization;
using PearlIo.Domain.Routes;
using PearlIo.Domain.SigningKeys;

namespace PearlIo.Application.OgImages;

/// <summary>A query that has a signature, be it right or wrong.</summary>
/// <param name="Signature">The signature as it was sent.</param>
/// <param name="Message">What it should be the signature of, <see cref="CardSignature.Message"/>.</param>
/// <param name="Expiry">From when on it is good for nothing, as it was sent, or null for never.</param>
public sealed record SignedQuery(string Signature, string Message, string? Expiry)
{
    /// <summary>From when on it is good for nothing, or null for never; what is no time is over since ever.</summary>
    public DateTimeOffset? ExpiresAt => Expiry is null ? null : ReadTime(Expiry);

    /// <summary>Reads a query; null where it has no signature.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page.</param>
    /// <param name="parameters">All parameters, decoded, in the order in which they stand; the first of a name counts.</param>
    public static SignedQuery? Read(Guid projectId, PagePath path, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return First(parameters, CardSignature.Parameter) is { } signature
            ? new SignedQuery(signature, CardSignature.Message(projectId, path, parameters), First(parameters, CardSignature.ExpiryParameter))
            : null;
    }

    private static DateTimeOffset ReadTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
            : DateTimeOffset.MinValue;

    private static string? First(IReadOnlyList<KeyValuePair<string, string>> parameters, string name)
    {
        foreach (var (key, value) in parameters)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }
}
