using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>What the JSON-LD of a page says of the page, chosen among all the things that it tells of.</summary>
internal sealed partial class LinkedPage
{
    /// <summary>The type of what microdata tells of without saying what it is.</summary>
    public const string Anything = "Thing";

    private const string Name = "name";

    private static readonly HashSet<string> Articles = new(StringComparer.OrdinalIgnoreCase)
    {
        "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Report",
    };

    private static readonly HashSet<string> Works = new(StringComparer.OrdinalIgnoreCase)
    {
        "Product", "ProductGroup", "Recipe", "VideoObject", "AudioObject", "Movie", "TVSeries", "TVSeason", "TVEpisode", "Book", "Audiobook", "SoftwareApplication",
        "MobileApplication", "WebApplication", "VideoGame", "Course", "JobPosting", "HowTo", "MusicAlbum", "MusicRecording", "MusicPlaylist", "PodcastEpisode",
        "PodcastSeries", "Dataset", "SoftwareSourceCode", "Vehicle", "Car", "Question", "Event", "CreativeWork", "LearningResource", "Quiz", "Game",
    };

    private readonly LinkedGraph _graph;
    private readonly Uri _page;
    private readonly bool _isMicrodata;
    private readonly List<JsonElement> _subjects;

    /// <param name="scripts">The texts of all scripts with JSON-LD.</param>
    /// <param name="page">Where the page was found.</param>
    /// <param name="isMicrodata">Whether they are the page's microdata, which has no entities left, and tells of the page itself without a type.</param>
    public LinkedPage(IEnumerable<string> scripts, Uri page, bool isMicrodata = false)
    {
        _isMicrodata = isMicrodata;
        _graph = new LinkedGraph(scripts, page);
        _page = page;
        _subjects =
        [
            .. Only(t => Articles.Contains(t) || t.EndsWith("Article", StringComparison.OrdinalIgnoreCase), page),
            .. Only(t => Works.Contains(t) || t.EndsWith("Event", StringComparison.OrdinalIgnoreCase), page),
            .. Only(t => t.EndsWith("Page", StringComparison.OrdinalIgnoreCase), page),
            .. Only(t => t.Equals("ProfilePage", StringComparison.OrdinalIgnoreCase), page).SelectMany(p => _graph.Find(p, "mainEntity")),
            .. Only(t => isMicrodata && t.Equals(Anything, StringComparison.Ordinal), page),
        ];
    }

    /// <summary>The headline, or null.</summary>
    public string? Title => First(s => Text(s, "headline") ?? Text(s, Name));

    /// <summary>What it is about, or null.</summary>
    public string? Description => First(s => Text(s, "description")) is { } text ? WithoutMarkup(text) : null;

    /// <summary>Addresses of its pictures, as they are written.</summary>
    public IEnumerable<string> Images => _subjects
        .SelectMany(s => _graph.Find(s, "image").Concat(_graph.Find(s, "primaryImageOfPage")).Concat(_graph.Find(s, "thumbnailUrl")))
        .Where(value => !IsReference(value))
        .Select(AddressOf)
        .OfType<string>();

    /// <summary>Name of the site, or else of who publishes it, or null.</summary>
    public string? SiteName =>
        _graph.Things.Concat(_subjects.SelectMany(s => _graph.Find(s, "isPartOf")))
            .Where(t => LinkedGraph.Is(t, type => type.Equals("WebSite", StringComparison.OrdinalIgnoreCase)))
            .Select(t => Text(t, Name))
            .FirstOrDefault(n => n is not null)
        ?? First(s => _graph.Find(s, "publisher").Select(NameOf).FirstOrDefault(n => n is not null));

    /// <summary>The names of all authors, or null.</summary>
    public string? Author => First(s => Names(s, "author")) ?? First(s => Names(s, "creator"));

    /// <summary>When it was published, as it is written, or null.</summary>
    public string? Published =>
        First(s => _graph.Text(s, "datePublished")) ?? First(s => _graph.Text(s, "uploadDate")) ?? First(s => _graph.Text(s, "dateCreated"));

    private string? First(Func<JsonElement, string?> find) => _subjects.Select(find).FirstOrDefault(text => text is not null);

    // Where a page tells of many alike, it lists them, and none is its own; but one may say that it is this page.
    private List<JsonElement> Only(Func<string, bool> isOfKind, Uri page)
    {
        var things = _graph.Things.Where(t => LinkedGraph.Is(t, isOfKind)).ToList();
        if (things.Count <= 1)
        {
            return things;
        }

        var own = things.Where(t => IsOf(t, page)).ToList();
        if (own.Count > 0)
        {
            return own;
        }

        return things.Select(t => Text(t, "headline") ?? Text(t, Name) ?? _graph.Text(t, "@id")).Distinct(StringComparer.Ordinal).ToList() is [{ }] ? things : [];
    }

    private bool IsOf(JsonElement thing, Uri page) =>
        ((IReadOnlyList<string>)["url", "@id", "mainEntityOfPage"])
            .SelectMany(property => _graph.Find(thing, property))
            .Select(AddressOf)
            .Any(address => address is not null && Uri.TryCreate(page, address, out var uri) && PageAddresses.IsSamePage(uri, page));

    private string? Names(JsonElement thing, string property)
    {
        var names = _graph.Find(thing, property).Select(NameOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private string? NameOf(JsonElement who)
    {
        var name = who.ValueKind is JsonValueKind.String ? Decode(who.GetString()) : Text(who, Name) ?? WholeName(who);
        return string.IsNullOrWhiteSpace(name) || PageAddresses.IsAddress(name.Trim()) ? null : name.Trim();
    }

    private string? WholeName(JsonElement who) =>
        Text(who, "givenName") is { } given && Text(who, "familyName") is { } family ? $"{given.Trim()} {family.Trim()}" : null;

    private string? AddressOf(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }

        return Address(value, "url") ?? Address(value, "contentUrl") ?? _graph.Text(value, "@id");
    }

    // What only has a name with a fragment, such as those of a page's parts, is something that the page does not tell of; an address may have one, too.
    private bool IsReference(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            return Address(value, "url") is null && Address(value, "contentUrl") is null && _graph.Text(value, "@id")?.Contains('#', StringComparison.Ordinal) is true;
        }

        return value.ValueKind is JsonValueKind.String
            && value.GetString() is { } text
            && text.Contains('#', StringComparison.Ordinal)
            && Uri.TryCreate(_page, text, out var address)
            && (address.AbsolutePath.EndsWith('/') || PageAddresses.IsSamePage(address, _page));
    }

    // schema.org's own context makes references of addresses.
    private string? Address(JsonElement value, string property) =>
        _graph.Text(value, property) ?? _graph.Find(value, property).Select(v => _graph.Text(v, "@id")).FirstOrDefault(id => id is not null);

    private string? Text(JsonElement thing, string property) => Decode(_graph.Text(thing, property));

    // JSON has no entities, but many programs that make pages write them there nevertheless.
    private string? Decode(string? text) => text is null || _isMicrodata || !text.Contains('&', StringComparison.Ordinal) ? text : WebUtility.HtmlDecode(text);

    // Shops put their texts there as they show them; a text that only speaks of elements closes none.
    private static string WithoutMarkup(string text) =>
        text.Contains("</", StringComparison.Ordinal) || text.Contains("<br", StringComparison.OrdinalIgnoreCase) ? Markup().Replace(text, " ") : text;

    [GeneratedRegex(
        """</?(a|b|br|div|em|font|h[1-6]|i|img|li|ol|p|small|span|strong|sub|sup|u|ul)(\s[^<>]*)?/?>""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();
}
