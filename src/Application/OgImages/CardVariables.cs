using System.Text.RegularExpressions;
using PearlIo.Application.Fetching;
using PearlIo.Domain.Common;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Values of a card's variables. The first that has a value wins: a query parameter that is signed or that the route lists, what a build
/// told of the page, the route's own variables with <c>{name}</c> filled in, what the page says of itself, the page's path, the project.
/// </summary>
/// <param name="countedQuery">Parameters of the query that count.</param>
/// <param name="told">What a build told of the page, or null.</param>
/// <param name="match">The route that won, or null.</param>
/// <param name="read">What the page says of itself, or null.</param>
/// <param name="path">The page; null where there is none, so that its path says nothing.</param>
/// <param name="project">The project.</param>
internal sealed partial class CardVariables(
    IReadOnlyList<KeyValuePair<string, string>> countedQuery,
    IReadOnlyDictionary<string, string>? told,
    RouteMatch? match,
    IReadOnlyDictionary<string, string>? read,
    PagePath? path,
    Project project)
{
    /// <summary>Longest value, in UTF-16 code units.</summary>
    public const int MaxLength = 2_000;

    private const string Logo = "logo";

    /// <summary>The headline.</summary>
    public string Title => Find("title")?.Value ?? (path is null ? null : TitleOf(path)) ?? project.Title;

    /// <summary>Whether anybody gave a headline, be it the page itself.</summary>
    public bool HasTitle => Find("title") is not null;

    /// <summary>The sentence below it, or null.</summary>
    public string? Description => Find("description")?.Value;

    /// <summary>Name of the site.</summary>
    public string SiteName => Find("siteName")?.Value ?? project.Title;

    /// <summary>All others that anybody gave a value, by name.</summary>
    public IReadOnlyDictionary<string, string> Others => All
        .Where(v => v.Name is not ("title" or "description" or "siteName"))
        .ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);

    /// <summary>Every variable that has a value, by name, with where it comes from.</summary>
    public IReadOnlyList<CardVariable> All
    {
        get
        {
            var names = countedQuery.Select(parameter => parameter.Key)
                .Concat(told?.Keys ?? [])
                .Concat(match?.Route.Variables.Keys ?? [])
                .Concat(match?.Values.Keys ?? [])
                .Concat(read?.Keys.Where(name => name is not PageVariables.ThemeColor) ?? [])
                .Append("title").Append("siteName").Append(Logo)
                .Distinct(StringComparer.Ordinal);
            return [.. names.Select(FindAnywhere).OfType<CardVariable>().OrderBy(v => v.Name, StringComparer.Ordinal)];
        }
    }

    private CardVariable? FindAnywhere(string name) => Find(name) ?? name switch
    {
        "title" when path is not null && TitleOf(path) is { } last => new CardVariable(name, last, VariableOrigin.Path),
        "title" or "siteName" => new CardVariable(name, project.Title, VariableOrigin.Project),
        Logo when project.Favicon is { } favicon => new CardVariable(name, favicon, VariableOrigin.Project),
        _ => null,
    };

    private CardVariable? Find(string name)
    {
        (string? Value, VariableOrigin Origin)[] found =
        [
            (FromQuery(name), VariableOrigin.Query),
            (FromPages(name), VariableOrigin.Pages),
            (FromRoute(name), VariableOrigin.Route),
            (FromPath(name), VariableOrigin.Route),
            (read?.GetValueOrDefault(name), VariableOrigin.Page),
        ];
        var first = Array.Find(found, f => f.Value is not null);
        return first.Value is null ? null : new CardVariable(name, first.Value, first.Origin);
    }

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

    private string? FromPages(string name) =>
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

/// <summary>A variable of a card.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Origin">Where the value comes from.</param>
public sealed record CardVariable(string Name, string Value, VariableOrigin Origin);

/// <summary>Where the value of a card's variable comes from; in this order the first one wins.</summary>
public enum VariableOrigin
{
    /// <summary>A parameter of the query, which the route lists or which is signed.</summary>
    Query,

    /// <summary>What a build told of the page.</summary>
    Pages,

    /// <summary>The route's own variables, and what its <c>{name}</c> stand for.</summary>
    Route,

    /// <summary>The page's own metadata.</summary>
    Page,

    /// <summary>The page's path.</summary>
    Path,

    /// <summary>The project.</summary>
    Project,
}
