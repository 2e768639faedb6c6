using PearlIo.Domain.Routes;

namespace PearlIo.Domain.SigningKeys;

/// <summary>What a signature of a card's address is over, whichever way the address was written.</summary>
public static class CardSignature
{
    /// <summary>Name of the parameter with the signature.</summary>
    public const string Parameter = "sig";

    /// <summary>Name of the parameter with the moment from which on a signature is good for nothing, in seconds of Unix time.</summary>
    public const string ExpiryParameter = "exp";

    /// <summary>Name of the parameter with the version of the card, which anybody may add.</summary>
    public const string VersionParameter = "v";

    /// <summary>
    /// The text that is signed: <c>/og/{project}{path}?</c> and the query without <c>sig</c> and <c>v</c>, names and values
    /// percent-encoded by RFC 3986 (all but letters, digits and <c>-._~</c>), sorted by the bytes of the names. Parameters of one name
    /// keep their order.
    /// </summary>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page.</param>
    /// <param name="parameters">All parameters of the query, decoded, in the order in which they stand.</param>
    public static string Message(Guid projectId, PagePath path, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(path);
        var pairs = parameters
            .Where(p => p.Key is not (Parameter or VersionParameter))
            .Select(p => (Name: Uri.EscapeDataString(p.Key), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}");
        return $"/og/{projectId:D}{path.Canonical}?{string.Join('&', pairs)}";
    }
}
