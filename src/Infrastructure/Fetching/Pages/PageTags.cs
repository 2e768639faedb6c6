namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The elements of a page that say something of it, in their order, wherever they stand.</summary>
/// <remarks>Contents of templates, comments and of <c>&lt;noscript&gt;</c> are none of the page.</remarks>
internal sealed class PageTags
{
    private readonly List<MetaTag> _metas = [];
    private readonly List<LinkTag> _links = [];
    private readonly List<string> _linkedData = [];
    private readonly List<string> _times = [];
    private readonly List<string> _titles = [];
    private readonly PageItems _items = new();

    private PageTags()
    {
    }

    /// <summary>What is told by name.</summary>
    public IReadOnlyList<MetaTag> Metas => _metas;

    /// <summary>What is linked to.</summary>
    public IReadOnlyList<LinkTag> Links => _links;

    /// <summary>The texts of all JSON-LD.</summary>
    public IReadOnlyList<string> LinkedData => _linkedData;

    /// <summary>Times that are marked as those of publication.</summary>
    public IReadOnlyList<string> Times => _times;

    /// <summary>The texts of all titles, but for those within drawings.</summary>
    public IReadOnlyList<string> Titles => _titles;

    /// <summary>The items of the page's microdata, as JSON-LD has them, or null where it has none.</summary>
    public string? Items { get; private set; }

    /// <summary>What relative addresses refer to, or null.</summary>
    public string? Base { get; private set; }

    /// <summary>The language of the document, or null.</summary>
    public string? Lang { get; private set; }

    /// <summary>The direction of the document, or null.</summary>
    public string? Dir { get; private set; }

    /// <summary>Reads a page.</summary>
    public static PageTags Read(string html)
    {
        var tags = new PageTags();
        using var elements = new PageElements(html);
        while (elements.Next(tags._items.IsInText) is { } element)
        {
            if (elements.HasProperties)
            {
                tags._items.Take(element);
            }

            if (element.IsStart)
            {
                tags.Take(element);
            }
        }

        tags.Items = tags._items.Write();
        return tags;
    }

    /// <summary>Whether a value is what programs write that have none: JavaScript's words for nothing, and for an object that is no text.</summary>
    public static bool IsMissing(string value) => value is "undefined" or "null" or "[object Object]";

    /// <summary>The words of an attribute, in lower case.</summary>
    public static string[] Words(string? text) => text is null
        ? []
        : text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private void Take(PageElement element)
    {
        switch (element.Name)
        {
            case "html":
                Lang ??= NullIfBlank(element.Find("lang")) ?? NullIfBlank(element.Find("xml:lang"));
                Dir ??= DirectionOf(element);
                break;
            case "body":
                Lang ??= NullIfBlank(element.Find("lang"));
                Dir ??= DirectionOf(element);
                break;
            case "base":
                Base ??= element.Find("href");
                break;
            case "title":
                _titles.Add(element.Text);
                break;
            case "meta":
                TakeMeta(element);
                break;
            case "link":
                TakeLink(element);
                break;
            case "script" when IsLinkedData(element.Find("type")):
                _linkedData.Add(element.Text);
                break;
            case "time" when element.Find("pubdate") is not null:
                _times.Add(element.Find("datetime") ?? "");
                break;
        }
    }

    private void TakeMeta(PageElement element)
    {
        if (element.Find("content") is not { } content || IsMissing(content.Trim()))
        {
            return;
        }

        // The specification of Open Graph says property, that of Twitter name; pages write either for both, and several names in one.
        var media = element.Find("media");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var attribute in (ReadOnlySpan<string>)["property", "name"])
        {
            names.UnionWith(Words(element.Find(attribute)).Select(DublinCore));
        }

        names.UnionWith(Words(element.Find("http-equiv")).Select(MetaTag.OfHeader));
        _metas.AddRange(names.Select(name => new MetaTag(name, content, media)));
    }

    // RDFa divides prefixes by a colon, HTML's way of Dublin Core by a dot.
    private static string DublinCore(string name) =>
        name.StartsWith("dc:", StringComparison.Ordinal) || name.StartsWith("dcterms:", StringComparison.Ordinal) ? name.Replace(':', '.') : name;

    private void TakeLink(PageElement element)
    {
        if (element.Find("href") is { } href && Words(element.Find("rel")) is { Length: > 0 } relations)
        {
            _links.Add(new LinkTag(
                relations, href, element.Find("sizes") ?? "", element.Find("type") ?? "", element.Find("media")));
        }
    }

    private static bool IsLinkedData(string? type) =>
        type is not null && type.AsSpan().TrimStart().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase);

    private static string? DirectionOf(PageElement element) => element.Find("dir")?.Trim().ToUpperInvariant() switch
    {
        "LTR" => "ltr",
        "RTL" => "rtl",
        _ => null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>A <c>&lt;meta&gt;</c>.</summary>
/// <param name="Name">Its name in lower case, of whichever attribute; that of a header has a prefix.</param>
/// <param name="Content">What it says.</param>
/// <param name="Media">The media query for which it does, or null.</param>
internal sealed record MetaTag(string Name, string Content, string? Media)
{
    /// <summary>The name of a header.</summary>
    public static string OfHeader(string header) => "header/" + header;
}

/// <summary>A <c>&lt;link&gt;</c>.</summary>
/// <param name="Relations">Its relations in lower case.</param>
/// <param name="Href">Where to.</param>
/// <param name="Sizes">The sizes of an icon as they are written.</param>
/// <param name="Type">The media type that it names.</param>
/// <param name="Media">The media query for which it counts, or null.</param>
internal sealed record LinkTag(IReadOnlyList<string> Relations, string Href, string Sizes, string Type, string? Media)
{
    /// <summary>Whether it has a relation.</summary>
    public bool Is(string relation) => Relations.Contains(relation, StringComparer.Ordinal);
}
