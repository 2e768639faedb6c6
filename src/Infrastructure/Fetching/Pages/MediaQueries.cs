using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Whether what is meant for some screens only is meant for a light one.</summary>
internal static partial class MediaQueries
{
    private const string Scheme = "prefers-color-scheme";

    /// <summary>Whether something counts on a wide screen with a light scheme: it names no media, or those, or others than schemes and kinds.</summary>
    public static bool IsForLightScreens(string? media) => string.IsNullOrWhiteSpace(media) || Array.Exists(media.Split(','), IsQueryForLightScreens);

    private static bool IsQueryForLightScreens(string query)
    {
        // https://drafts.csswg.org/mediaqueries/#mq-syntax: a query as a whole may be turned round, and a single feature.
        var plain = NotScheme().Replace(query, match => $"({Scheme}: {(match.Groups["scheme"].Value.Equals("dark", StringComparison.OrdinalIgnoreCase) ? "light" : "dark")})").Trim();
        var hasScheme = plain.Contains(Scheme, StringComparison.OrdinalIgnoreCase);
        var isForOthers = (hasScheme && plain.Contains("dark", StringComparison.OrdinalIgnoreCase)) || plain.Contains("print", StringComparison.OrdinalIgnoreCase);
        return plain.StartsWith("not ", StringComparison.OrdinalIgnoreCase) ? isForOthers || !hasScheme : !isForOthers;
    }

    [GeneratedRegex("""\bnot\s*\(\s*prefers-color-scheme\s*:\s*(?<scheme>dark|light)\s*\)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotScheme();
}
