using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PearlIo.Examples;

/// <summary>Addresses of cards.</summary>
public static class CardAddress
{
    /// <summary>The signed address of the card of a page.</summary>
    /// <param name="baseUrl">Where the server is found.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="path">The page's path as it stands in its address, or as plain text.</param>
    /// <param name="key">The secret of a signing key, used as it is printed.</param>
    /// <param name="parameters">Names and values; <c>exp</c>, in seconds of Unix time, ends the signature.</param>
    public static string Sign(string baseUrl, Guid projectId, string path, string key, IEnumerable<(string Name, string Value)> parameters)
    {
        // Uri.EscapeDataString is the encoding of RFC 3986: everything but letters, digits and -._~
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment).Normalize()));
        var target = $"/og/{projectId:D}/{string.Join('/', segments)}";
        var pairs = parameters
            .Select(p => (Name: Uri.EscapeDataString(p.Name), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}");
        var query = string.Join('&', pairs);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{target}?{query}"));
        var separator = query.Length == 0 ? "" : "&";
        return $"{baseUrl.TrimEnd('/')}{target}?{query}{separator}sig={Base64Url.EncodeToString(hash)}";
    }
}
