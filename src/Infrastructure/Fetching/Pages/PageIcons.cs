using System.Globalization;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Chooses among the icons that a page declares the one that looks best in a card.</summary>
internal static class PageIcons
{
    /// <summary>What Apple's devices take where an icon does not say its size.</summary>
    private const int AppleSide = 180;

    /// <summary>What an icon has at least that does not say its size.</summary>
    private const int UnknownSide = 32;

    private const int IcoSide = 16;

    /// <summary>Drawings, and what says <c>sizes="any"</c>, fit every size.</summary>
    private const int AnySide = 100_000;

    /// <summary>
    /// The best icon: drawings first, then by the side it declares, PNG before ICO; of two that are alike the last one, as HTML has it
    /// (https://html.spec.whatwg.org/#rel-icon). Those for other screens than light ones where there are no others. Where the page declares none,
    /// <c>/favicon.ico</c> of its host.
    /// </summary>
    /// <returns>An absolute address; null for a page that is not of the web.</returns>
    public static string? Find(IReadOnlyList<LinkTag> links, PageAddresses addresses) =>
        Best(links.Where(l => IsIcon(l) && MediaQueries.IsForLightScreens(l.Media)), addresses)
        ?? Best(links.Where(IsIcon), addresses)
        ?? new PageAddresses(addresses.Page, declaredBase: null).Resolve("/favicon.ico");

    private static string? Best(IEnumerable<LinkTag> icons, PageAddresses addresses)
    {
        (int Side, int Format, string Address)? best = null;
        foreach (var link in icons)
        {
            if (addresses.Resolve(link.Href) is not { } address)
            {
                continue;
            }

            var rank = (SideOf(link, address), FormatOf(link, address));
            if (best is not { } known || rank.CompareTo((known.Side, known.Format)) >= 0)
            {
                best = (rank.Item1, rank.Item2, address);
            }
        }

        return best?.Address;
    }

    private static bool IsIcon(LinkTag link) => link.Is("icon") || IsApple(link);

    private static bool IsApple(LinkTag link) => link.Is("apple-touch-icon") || link.Is("apple-touch-icon-precomposed");

    private static int SideOf(LinkTag link, string address)
    {
        if (IsOf(link, address, "svg", ".svg"))
        {
            return AnySide;
        }

        // No decoder of this service reads these.
        if (IsOf(link, address, "avif", ".avif") || IsOf(link, address, "jxl", ".jxl"))
        {
            return 0;
        }

        var declared = link.Sizes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Side).DefaultIfEmpty(0).Max();
        var isIco = FormatOf(link, address) == 0;
        if (declared > 0)
        {
            return declared == AnySide && isIco ? UnknownSide : declared;
        }

        return IsApple(link) ? AppleSide : isIco ? IcoSide : UnknownSide;
    }

    // Several sizes in one icon are those of an ICO file.
    private static int Side(string size)
    {
        if (size.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            return AnySide;
        }

        var sides = size.Split('x', 'X', '×');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
                ? Math.Min(Math.Min(width, height), AnySide - 1)
                : 0;
    }

    private static int FormatOf(LinkTag link, string address) => IsOf(link, address, "icon", ".ico") ? 0 : 1;

    private static bool IsOf(LinkTag link, string address, string type, string ending) =>
        link.Type.Contains(type, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
