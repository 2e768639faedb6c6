using System.Buffers;
using System.Text.Json;

namespace PearlIo.Application.Analytics;

/// <summary>
/// Tells who asks by the user agent. The known ones stand as data in <c>crawlers.json</c>, each with the document that names it; where
/// one names itself as several, the first in the file counts.
/// </summary>
public static class Crawlers
{
    /// <summary>A person's browser.</summary>
    public const string Browser = "browser";

    /// <summary>Whoever is neither a known crawler nor a browser, or says nothing.</summary>
    public const string Other = "other";

    /// <summary>A user agent is looked at this far, in characters: one that hides its name further back is <see cref="Other"/>.</summary>
    private const int MaxLength = 512;

    private static readonly Crawler[] Known = Read();

    // One pass over the text, whatever the number of names.
    private static readonly SearchValues<string> Tokens = SearchValues.Create([.. Known.Select(c => c.Token)], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Robots = SearchValues.Create(["bot", "crawl", "spider", "http://", "https://", "preview"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The known crawlers, those that count before others first.</summary>
    public static IReadOnlyList<Crawler> All => Known;

    /// <summary>The name of who asks: a known crawler's, <see cref="Browser"/> or <see cref="Other"/>. Allocates nothing.</summary>
    /// <param name="userAgent">The header <c>User-Agent</c>, or what there is of it.</param>
    public static string Identify(ReadOnlySpan<char> userAgent)
    {
        var text = userAgent.Length > MaxLength ? userAgent[..MaxLength] : userAgent;
        var best = Known.Length;
        for (var at = text.IndexOfAny(Tokens); at >= 0; at = Next(text, at))
        {
            best = Math.Min(best, RankAt(text, at));
        }

        return best < Known.Length ? Known[best].Name : IsBrowser(text) ? Browser : Other;
    }

    private static int Next(ReadOnlySpan<char> text, int at)
    {
        var further = text[(at + 1)..].IndexOfAny(Tokens);
        return further < 0 ? -1 : at + 1 + further;
    }

    private static int RankAt(ReadOnlySpan<char> text, int at)
    {
        for (var rank = 0; rank < Known.Length; rank++)
        {
            var (_, _, token, exact, _) = Known[rank];
            if (exact ? text.Equals(token, StringComparison.OrdinalIgnoreCase) : text[at..].StartsWith(token, StringComparison.OrdinalIgnoreCase))
            {
                return rank;
            }
        }

        return Known.Length;
    }

    // Browsers call themselves Mozilla and name no address of their own, which robots are asked to do.
    private static bool IsBrowser(ReadOnlySpan<char> text) =>
        (text.StartsWith("Mozilla/", StringComparison.Ordinal) || text.StartsWith("Opera/", StringComparison.Ordinal)) && text.IndexOfAny(Robots) < 0;

    private static Crawler[] Read()
    {
        using var stream = typeof(Crawlers).Assembly.GetManifestResourceStream(typeof(Crawlers), "crawlers.json")!;
        var read = JsonSerializer.Deserialize<Crawler[]>(stream, JsonSerializerOptions.Web)!;
        return [.. read.Select(c => c with { Name = string.Intern(c.Name) })];
    }
}

/// <summary>A crawler that is known by its user agent.</summary>
/// <param name="Name">What it is called in the figures; several tokens may share one.</param>
/// <param name="Kind"><c>social</c>, <c>search</c> or <c>ai</c>.</param>
/// <param name="Token">What its user agent has in it, in lower case; case does not count.</param>
/// <param name="Exact">Whether the token is the whole user agent.</param>
/// <param name="Source">Address of the public document that names it.</param>
public sealed record Crawler(string Name, string Kind, string Token, bool Exact, string Source);
