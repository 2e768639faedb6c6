using PearlIo.Application.Pages;
using PearlIo.Domain.Common;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <inheritdoc />
/// <remarks>Where each field comes from is told in <c>docs/pages.md</c>; of several values the first one with something in it counts.</remarks>
internal sealed class PageReader(OwnCards cards) : IPageReader
{
    /// <summary>Bytes of a page that are read.</summary>
    public const int MaxBytes = 1024 * 1024;

    public PageReading Read(PageSource page)
    {
        var html = PageText.Decode(page.Bytes.Span[..Math.Min(page.Bytes.Length, MaxBytes)], page.ContentType);
        var tags = PageTags.Read(html);
        var fields = new Fields(tags, page, cards);
        var title = fields.HeadTitle;
        var cause = PageVerdict.OfContent(title, html, isDescribed: fields.IsDescribed);
        return new PageReading(cause is null ? fields.Read() : PageMetadata.None, cause, title);
    }

    private sealed class Fields(PageTags tags, PageSource page, OwnCards cards)
    {
        private const int MaxLength = 10_000;

        private readonly PageAddresses _addresses = new(page.Address, tags.Base);
        private readonly LinkedPage _linked = new(tags.LinkedData, page.Address);
        private readonly LinkedPage _items = new(tags.Items is { } items ? [items] : [], page.Address, isMicrodata: true);

        public string? HeadTitle => tags.Titles.Select(Clean).FirstOrDefault(t => t is not null);

        // A page that somebody took the trouble to describe is no challenge, whatever scripts it has.
        public bool IsDescribed => Meta("og:title", "og:image", "og:description", "twitter:title") is not null;

        public PageMetadata Read()
        {
            var language = Language();
            return new PageMetadata
            {
                Title = Meta("og:title", "twitter:title") ?? Clean(_linked.Title) ?? HeadTitle ?? Meta("title", "dc.title", "dcterms.title"),
                Description = Meta("og:description", "twitter:description")
                    ?? Clean(_linked.Description)
                    ?? Meta("description")
                    ?? Clean(_items.Description)
                    ?? Meta("dc.description", "dcterms.description"),
                Image = Image(),
                SiteName = Meta("og:site_name") ?? Clean(_linked.SiteName) ?? Meta("application-name", "apple-mobile-web-app-title"),
                Author = Author(),
                Date = Date(),
                Language = language,
                Direction = tags.Dir ?? (PageLanguage.IsRightToLeft(language) ? "rtl" : "ltr"),
                ThemeColor = ThemeColor(),
                Icon = PageIcons.Find(tags.Links, _addresses),
            };
        }

        private static string? Clean(string? text) => text is not null && Text.Clean(text, MaxLength) is { Length: > 0 } clean ? clean : null;

        private string? Meta(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                foreach (var value in Metas(name))
                {
                    if (Clean(value) is { } clean)
                    {
                        return clean;
                    }
                }
            }

            return null;
        }

        private IEnumerable<string> Metas(string name) => tags.Metas.Where(m => m.Name.Equals(name, StringComparison.Ordinal)).Select(m => m.Content);

        private string? Image() => OpenGraphImages()
            .Concat(Metas("twitter:image"))
            .Concat(Metas("twitter:image:src"))
            .Concat(_linked.Images)
            .Concat(tags.Links.Where(l => l.Is("image_src")).Select(l => l.Href))
            .Concat(_items.Images)
            .Select(_addresses.Resolve)
            .FirstOrDefault(address => address is not null && !cards.Has(address, page.Address));

        // Properties behind an og:image are of that one (https://ogp.me/#structured): its secure address is the better one.
        private List<string> OpenGraphImages()
        {
            List<string> images = [];
            var last = -1;
            foreach (var meta in tags.Metas)
            {
                if (meta.Name is "og:image" or "og:image:url" && !string.IsNullOrWhiteSpace(meta.Content))
                {
                    last = images.Count;
                    images.Add(meta.Content);
                }
                else if (meta.Name is "og:image:secure_url" && IsBetter(meta.Content, last < 0 ? null : images[last]))
                {
                    images.Insert(last < 0 ? images.Count : last, meta.Content);
                    last = -1;
                }
            }

            return images;
        }

        // Some pages write an address there that is not secure, and one that is where only any is asked for.
        private static bool IsBetter(string secure, string? plain) =>
            !string.IsNullOrWhiteSpace(secure) && (plain is null || !secure.TrimStart().StartsWith("http:", StringComparison.OrdinalIgnoreCase));

        // Open Graph has addresses of profiles there, pages have names. An account's name is better than nothing.
        private string? Author() =>
            Name(Metas("article:author").Concat(Metas("og:article:author")).Concat(Metas("book:author")))
            ?? Clean(_linked.Author)
            ?? Name(Metas("author"))
            ?? Clean(_items.Author)
            ?? Name(((IReadOnlyList<string>)["dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author"]).SelectMany(Metas))
            ?? Labelled("written by")
            ?? Name(Metas("twitter:creator"));

        private static string? Name(IEnumerable<string> values) =>
            values.Select(Clean).FirstOrDefault(v => v is not null && !PageAddresses.IsAddress(v) && !v.All(char.IsAsciiDigit));

        private string? Labelled(string label)
        {
            foreach (var number in (IReadOnlyList<string>)["1", "2"])
            {
                if (label.Equals(Meta("twitter:label" + number), StringComparison.OrdinalIgnoreCase))
                {
                    return Meta("twitter:data" + number);
                }
            }

            return null;
        }

        // A date that is less exact than a day counts where there is no other.
        private string? Date()
        {
            var dates = Dates().Select(PageDates.Normalise).OfType<string>().ToList();
            return dates.Find(date => date.Length > "yyyy-MM".Length) ?? dates.FirstOrDefault();
        }

        private IEnumerable<string?> Dates() =>
            Metas("article:published_time")
                .Concat(Metas("og:article:published_time"))
                .Concat(Metas("og:published_time"))
                .Concat(Metas("book:release_date"))
                .Concat(Metas("video:release_date"))
                .Concat(Metas("music:release_date"))
                .Append(_linked.Published)
                .Append(_items.Published)
                .Concat(((IReadOnlyList<string>)[
                    "date", "dc.date", "dc.date.issued", "dc.date.created", "dcterms.date", "dcterms.issued", "dcterms.created", "dcterms.available", "datepublished", "pubdate", "publishdate", "publish-date", "publish_date",
                    "publication_date", "article.published", "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date"]).SelectMany(Metas))
                .Concat(tags.Times);

        // What the document itself says is what a browser goes by; locales are often those of the program that made the page.
        private string? Language() =>
            PageLanguage.Normalise(tags.Lang)
            ?? ((IReadOnlyList<string>)["og:locale", MetaTag.OfHeader("content-language"), "dc.language", "dcterms.language", "language"]).SelectMany(Metas).Select(PageLanguage.Normalise).FirstOrDefault(l => l is not null)
            ?? PageLanguage.Normalise(page.ContentLanguage);

        private string? ThemeColor()
        {
            var colors = tags.Metas.Where(m => m.Name is "theme-color" && IsColor(m.Content)).ToList();
            return (colors.Find(m => MediaQueries.IsForLightScreens(m.Media)) ?? colors.FirstOrDefault())?.Content.Trim();
        }

        private static bool IsColor(string text)
        {
            var reader = TokenReader.Of(text);
            return ColorParser.Parse(reader) is { } color && reader.AtEnd && color is not CurrentColor;
        }
    }
}
