using System.Text.RegularExpressions;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Values of a card's variables. The first that has a value wins: a query parameter that is signed or that the route lists, what a build
/// told of the page, the route's own variables with <c>{name}</c> filled in, the page's path, the project.
/// </summary>
internal sealed partial class CardVariables(
    IReadOnlyList<KeyValuePair<string, string>> countedQuery,
    IReadOnlyDictionary<string, string>? told,
    RouteMatch? match,
    PagePath path,
    Project project)
{
    /// <summary>Longest value, in UTF-16 code units.</summary>
    public const int MaxLength = 2_000;

    /// <summary>The headline.</summary>
    public string Title => Find("title") ?? TitleOf(path) ?? project.Title;

    /// <summary>The sentence below it, or null.</summary>
    public string? Description => Find("description");

    /// <summary>Name of the site.</summary>
    public string SiteName => Find("siteName") ?? project.Title;

    /// <summary>All others that anybody gave a value, by name.</summary>
    public IReadOnlyDictionary<string, string> Others
    {
        get
        {
            var names = countedQuery.Select(parameter => parameter.Key)
                .Concat(told?.Keys ?? [])
                .Concat(match?.Route.Variables.Keys ?? [])
                .Concat(match?.Values.Keys ?? []);
            var others = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (name is not ("title" or "description" or "siteName") && !others.ContainsKey(name) && Find(name) is { } value)
                {
                    others.Add(name, value);
                }
            }

            return others;
        }
    }

    private string? Find(string name) => FromQuery(name) ?? FromPage(name) ?? FromRoute(name) ?? FromPath(name);

    private string? FromQuery(string name)
    {
        foreach (var (key, value) in countedQuery)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        return null;
    }

    private string? FromPage(string name) =>
        told is not null && told.TryGetValue(name, out var value) ? NullIfEmpty(Text.Clean(value, MaxLength)) : null;

    private string? FromRoute(string name)
    {
        if (match is null || !match.Route.Variables.TryGetValue(name, out var text))
        {
            return null;
        }

        var filled = Placeholder().Replace(text, m => match.Values.TryGetValue(m.Groups["name"].Value, out var value) ? value : m.Value);
        return NullIfEmpty(Text.Clean(filled, MaxLength));
    }

    // A route such as /docs/{title} names a variable of the template itself.
    private string? FromPath(string name) =>
        match is not null && match.Values.TryGetValue(name, out var value) ? NullIfEmpty(Readable(value)) : null;

    /// <summary>The page's name as the last segment of its path tells it, or null where it has none.</summary>
    public static string? TitleOf(PagePath path) =>
        path.Segments.Count == 0 ? null : NullIfEmpty(Readable(WebFile().Replace(path.Segments[^1], string.Empty)));

    /// <summary>Makes a path's segment a headline: <c>hello-world</c> becomes "Hello world"; one with spaces stays as it is.</summary>
    private static string Readable(string segment)
    {
        if (segment.Contains(' ', StringComparison.Ordinal))
        {
            return Text.Clean(segment, MaxLength);
        }

        var words = Text.Clean(segment.Replace('-', ' ').Replace('_', ' '), MaxLength);
        return words.Length == 0 ? Text.Clean(segment, MaxLength) : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.(html?|php|aspx?|md)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WebFile();
}
