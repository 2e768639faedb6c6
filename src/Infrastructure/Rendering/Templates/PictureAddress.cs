using System.Net;
using System.Text.RegularExpressions;
using PearlIo.Domain.Assets;

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
        || AssetAddress.Is(address);

    /// <summary>The addresses of pictures that stand in <c>img</c> and <c>url()</c>; not those of fonts, of other style sheets and in comments, which nobody draws.</summary>
    public static IReadOnlyList<string> FindIn(string html) =>
        [.. Reference().Matches(Undrawn().Replace(html, " ")).Select(m => WebUtility.HtmlDecode(m.Groups["address"].Value)).Distinct(StringComparer.Ordinal).Take(MaxFound)];

    [GeneratedRegex(
        @"<!--.*?-->|/\*.*?\*/|@font-face\s*\{[^}]*\}|@import[^;]*;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Undrawn();

    [GeneratedRegex(
        """(?:<img\b[^>]*?(?<![\w-])src\s*=\s*["']?|\burl\(\s*["']?)\s*(?<address>(?:https?:|asset:)[^"'()\s<>{}]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
