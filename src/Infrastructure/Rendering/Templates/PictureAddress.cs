using System.Net;
using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Addresses of pictures that a template does not bring along.</summary>
internal static partial class PictureAddress
{
    /// <summary>Most that are looked for in one file.</summary>
    private const int MaxFound = 32;

    /// <summary>Whether an address leads outside of the card.</summary>
    public static bool IsOutside(string address) =>
        address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("asset:", StringComparison.Ordinal);

    /// <summary>The addresses that stand in <c>src</c> and <c>url()</c>. One too many, in a comment, costs a fetch and nothing else.</summary>
    public static IReadOnlyList<string> FindIn(string html) =>
        [.. Reference().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value)).Distinct(StringComparer.Ordinal).Take(MaxFound)];

    [GeneratedRegex(
        """(?:\bsrc\s*=\s*["']?|\burl\(\s*["']?)\s*(?<address>(?:https?:|asset:)[^"'()\s<>{}]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
