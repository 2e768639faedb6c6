using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The elements of a page that say something of it, in their order, wherever they stand.</summary>
/// <remarks>Contents of templates, comments and of <c>&lt;noscript&gt;</c> are none of the page.</remarks>
internal sealed class PageTags
{
    /// <summary>Most elements that are made of a page; the page counts up to there.</summary>
    private const int MaxElements = 50_000;

    private readonly List<MetaTag> _metas = [];
    private readonly List<LinkTag> _links = [];
    private readonly List<string> _linkedData = [];
    private readonly List<string> _times = [];
    private readonly List<string> _titles = [];

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
        foreach (var element in Parse(html).All)
        {
            if (string.Equals(element.NamespaceUri, NamespaceNames.HtmlUri, StringComparison.Ordinal))
            {
                tags.Take(element);
            }
        }

        return tags;
    }

    private static IDocument Parse(string html)
    {
        try
        {
            return Parse(html, mayBeLong: false);
        }
        catch (TooManyElementsException e)
        {
            // The same elements up to there, so that it ends this time.
            return Parse(html[..Math.Clamp(e.Position, 0, html.Length)], mayBeLong: true);
        }
    }

    // Text outside of what is asked for, and what scripts and style sheets have in them, does not matter.
    private static IDocument Parse(string html, bool mayBeLong)
    {
        var elements = 0;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            IsScripting = true,
            SkipComments = true,
            SkipDataText = true,
            SkipRawText = true,
            SkipCDATA = true,
            SkipPlaintext = true,
            OnCreated = (_, position) =>
            {
                if (++elements > MaxElements && !mayBeLong)
                {
                    throw new TooManyElementsException(position.Position - 1);
                }
            },
        });
        return parser.ParseDocument(html);
    }

    private void Take(IElement element)
    {
        switch (element.LocalName)
        {
            case "html":
                Lang ??= NullIfBlank(element.GetAttribute("lang")) ?? NullIfBlank(element.GetAttribute("xml:lang"));
                Dir ??= DirectionOf(element);
                break;
            case "body":
                Dir ??= DirectionOf(element);
                break;
            case "base":
                Base ??= element.GetAttribute("href");
                break;
            case "title":
                _titles.Add(element.TextContent);
                break;
            case "meta":
                TakeMeta(element);
                break;
            case "link":
                TakeLink(element);
                break;
            case "script" when IsLinkedData(element.GetAttribute("type")):
                _linkedData.Add(element.TextContent);
                break;
            case "time" when IsPublication(element):
                _times.Add(element.GetAttribute("datetime") ?? "");
                break;
        }
    }

    private void TakeMeta(IElement element)
    {
        if (element.GetAttribute("content") is not { } content)
        {
            return;
        }

        // The specification of Open Graph says property, that of Twitter name; pages write either for both, and several names in one.
        var media = element.GetAttribute("media");
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var attribute in (ReadOnlySpan<string>)["property", "name"])
        {
            names.UnionWith(Words(element.GetAttribute(attribute)));
        }

        names.UnionWith(Words(element.GetAttribute("itemprop")).Select(MetaTag.OfItem));
        names.UnionWith(Words(element.GetAttribute("http-equiv")).Select(MetaTag.OfHeader));
        _metas.AddRange(names.Select(name => new MetaTag(name, content, media)));
    }

    private void TakeLink(IElement element)
    {
        if (element.GetAttribute("href") is { } href && Words(element.GetAttribute("rel")) is { Length: > 0 } relations)
        {
            _links.Add(new LinkTag(
                relations, href, element.GetAttribute("sizes") ?? "", element.GetAttribute("type") ?? "", element.GetAttribute("media")));
        }
    }

    private static bool IsLinkedData(string? type) =>
        type is not null && type.AsSpan().TrimStart().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase);

    private static bool IsPublication(IElement time) =>
        time.HasAttribute("pubdate") || Words(time.GetAttribute("itemprop")).Contains("datepublished", StringComparer.Ordinal);

    private static string? DirectionOf(IElement element) => element.GetAttribute("dir")?.Trim().ToUpperInvariant() switch
    {
        "LTR" => "ltr",
        "RTL" => "rtl",
        _ => null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string[] Words(string? text) => text is null
        ? []
        : text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Ends the parsing of a page that is not meant for readers.</summary>
    private sealed class TooManyElementsException(int position) : Exception("The page has too many elements.")
    {
        public int Position => position;
    }
}

/// <summary>A <c>&lt;meta&gt;</c>.</summary>
/// <param name="Name">Its name in lower case, of whichever attribute; that of microdata and that of a header have a prefix.</param>
/// <param name="Content">What it says.</param>
/// <param name="Media">The media query for which it does, or null.</param>
internal sealed record MetaTag(string Name, string Content, string? Media)
{
    /// <summary>The name of an item's property.</summary>
    public static string OfItem(string property) => "item/" + property;

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
