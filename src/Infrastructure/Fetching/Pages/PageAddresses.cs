using System.Text.RegularExpressions;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Resolves the addresses in a page.</summary>
internal sealed partial class PageAddresses
{
    private readonly Uri _base;

    /// <param name="page">Where the page was found.</param>
    /// <param name="declaredBase">What its <c>&lt;base href&gt;</c> says, or null; counts where it is an address of the web.</param>
    public PageAddresses(Uri page, string? declaredBase)
    {
        Page = page;
        _base = declaredBase is not null && Join(page, declaredBase) is { } address ? address : page;
    }

    /// <summary>Where the page was found.</summary>
    public Uri Page { get; }

    /// <summary>An address, absolute, or null where it is none of the web.</summary>
    /// <returns>What the page wrote, where that is absolute and plain; else made of what it is relative to.</returns>
    public string? Resolve(string? text)
    {
        // https://url.spec.whatwg.org/#url-parsing takes white space away at the ends, and tabs and line ends everywhere.
        var plain = text?.Trim().Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(plain) || IsNowhere(plain))
        {
            return null;
        }

        plain = Straighten(plain);
        return Join(_base, plain) is null ? null : IsPlain(plain) ? plain : WriteWithPercents(plain);
    }

    /// <summary>Whether a text is an address rather than a name.</summary>
    public static bool IsAddress(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("//", StringComparison.Ordinal)
        || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    // For addresses of the web backslashes are slashes, and where a host follows it does not matter how many of them there are.
    private string Straighten(string text)
    {
        var end = text.AsSpan().IndexOfAny('?', '#');
        var tail = end < 0 ? "" : text[end..];
        var head = (end < 0 ? text : text[..end]).Replace('\\', '/');
        if (head.StartsWith("//", StringComparison.Ordinal))
        {
            return "//" + head.TrimStart('/') + tail;
        }

        var scheme = head.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? "https" : head.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? "http" : null;
        if (scheme is null)
        {
            return head + tail;
        }

        var rest = head[(scheme.Length + 1)..];
        var isRelative = !rest.StartsWith("//", StringComparison.Ordinal) && _base.Scheme.Equals(scheme, StringComparison.Ordinal);
        return (isRelative ? rest : scheme + "://" + rest.TrimStart('/')) + tail;
    }

    // A percent sign that escapes nothing stays what it is, where Uri would escape it: it stands as another character in between.
    private string? WriteWithPercents(string text)
    {
        const string Stand = "\uE000";
        const string StandEscaped = "%EE%80%80";
        var hasStand = text.Contains(Stand, StringComparison.Ordinal) || text.Contains(StandEscaped, StringComparison.OrdinalIgnoreCase);
        var marked = hasStand ? text : LonePercent().Replace(text, Stand);
        var written = Join(_base, marked) is { } address ? Write(address) : null;
        return ReferenceEquals(marked, text) ? written : written?.Replace(StandEscaped, "%", StringComparison.Ordinal);
    }

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LonePercent();

    // A place within the page itself, or what programs write for a value that they do not have.
    private static bool IsNowhere(string text) => text.StartsWith('#') || PageTags.IsMissing(text);

    /// <summary>
    /// Whether an address that a page names is that page: on its host or that with www, with or without a slash at the end. A query counts where it names
    /// one, since pages are asked for with more than they need.
    /// </summary>
    public static bool IsSamePage(Uri named, Uri page) =>
        named.Scheme is "http" or "https"
        && (named.Port == page.Port || (named.IsDefaultPort && page.IsDefaultPort))
        && PathOf(named).Equals(PathOf(page), StringComparison.OrdinalIgnoreCase)
        && SiteOf(named).Equals(SiteOf(page), StringComparison.OrdinalIgnoreCase)
        && (named.Query.Length == 0 || named.Query.Equals(page.Query, StringComparison.Ordinal));

    private static string PathOf(Uri address) => Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/');

    private static string SiteOf(Uri address)
    {
        var host = HostOf(address) ?? "";
        return host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host["www.".Length..] : host;
    }

    // What is longer is no address that anybody fetches, and brought to its form in a time that grows with the square of its marks.
    private static Uri? Join(Uri start, string text) =>
        text.Length <= WebAddress.MaxLength && Uri.TryCreate(start, text, out var address) && address.Scheme is "http" or "https" && HostOf(address) is { Length: > 0 } ? address : null;

    private static string? HostOf(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            // A host that has no form in the DNS shows only when that form is asked for.
            return null;
        }
    }

    private static bool IsPlain(string text) =>
        (text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal))
        && text.All(c => c is > ' ' and < '\u007F' and not ('"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}'))
        && text.IndexOf('/', "https://".Length) > 0
        && !text.Contains("/.", StringComparison.Ordinal);

    // A host may have a form in the DNS that is no host again.
    private static string? Write(Uri address)
    {
        if (address.Host.Equals(address.IdnHost, StringComparison.Ordinal) || address.HostNameType is not UriHostNameType.Dns)
        {
            return address.AbsoluteUri;
        }

        var written = new UriBuilder(address) { Host = address.IdnHost }.ToString();
        return Uri.TryCreate(written, UriKind.Absolute, out var plain) ? plain.AbsoluteUri : null;
    }
}
