using System.Diagnostics;
using System.Globalization;
using System.Xml;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Jobs;
using PearlIo.Domain.Common;

namespace PearlIo.Infrastructure.Fetching;

/// <inheritdoc />
/// <remarks>Bounds of https://www.sitemaps.org/protocol.html: 50 MB and 50,000 addresses; here for all sitemaps of an index together.</remarks>
internal sealed partial class SitemapReader(GuardedHttp http, ILogger<SitemapReader> logger) : ISitemapReader
{
    /// <summary>Most pages of a sitemap, or of all that an index names.</summary>
    internal const int MaxPages = 50_000;

    /// <summary>Most sitemaps that an index may name.</summary>
    internal const int MaxSitemaps = 200;

    private const long MaxBytes = 50 * 1024 * 1024;

    private const string TooManyCode = "sitemaps.too_many";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // With one more sitemap that takes its whole time, less than a job is left to whoever works on it.
    private static readonly TimeSpan TimeOfIndex = TimeSpan.FromSeconds(60);

    public async Task<Result<SitemapPages>> ReadAsync(Uri sitemap, Uri site, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var pages = new Pages(site, since);
        if (!(await FetchAsync(sitemap, site, pages, cancellationToken)).TryGetValue(out var further, out var failure))
        {
            return failure;
        }

        // One level, as the protocol has it: an index does not name another. One that cannot be read does not keep the pages of the others.
        var start = Stopwatch.GetTimestamp();
        List<UnreadSitemap> unread = [];
        foreach (var address in further)
        {
            var isInTime = Stopwatch.GetElapsedTime(start) < TimeOfIndex;
            var why = isInTime ? (await FetchAsync(address, site, pages, cancellationToken)).Failure : OutOfTime(address);
            if (why is null)
            {
                continue;
            }

            if (string.Equals(why.Code, TooManyCode, StringComparison.Ordinal))
            {
                return why;
            }

            unread.Add(new UnreadSitemap(address, why));
        }

        return pages.Paths.Count == 0 && unread.Count > 0
            ? unread[0].Failure
            : new SitemapPages(pages.Paths, pages.Elsewhere) { Unread = unread };
    }

    private static Failure Unreachable(Uri sitemap) => new(
        FailureKind.NotFound,
        "sitemaps.unreachable",
        $"{sitemap} could not be fetched. It must be at an address of the site that the whole internet can reach, and answer 200 within {Timeout.TotalSeconds:0} seconds with at most 50 MB.");

    private static Failure OutOfTime(Uri sitemap) => new(
        FailureKind.NotFound,
        "sitemaps.out_of_time",
        $"{sitemap} was not read, for those before it took {TimeOfIndex.TotalSeconds:0} seconds. Warm it by itself.");

    private static Failure Unreadable(Uri sitemap) => new(
        FailureKind.Invalid, "sitemaps.invalid", $"{sitemap} is no sitemap: it must be XML of <urlset> or <sitemapindex>, without a DTD.");

    private static Failure TooMany(Uri sitemap) => new(
        FailureKind.Invalid, TooManyCode, $"{sitemap} names more than {MaxPages} pages or {MaxSitemaps} sitemaps. Warm its parts one by one, or those since a time.");

    /// <returns>The sitemaps that it names, where it is an index.</returns>
    private async Task<Result<IReadOnlyList<Uri>>> FetchAsync(Uri sitemap, Uri site, Pages pages, CancellationToken cancellationToken)
    {
        try
        {
            var request = new FetchRequest(sitemap, address => SiteAddress.IsSameSite(address, site), MaxBytes, Timeout);
            var further = await http.GetAsync(request, (body, token) => ParseAsync(body, pages, token), cancellationToken);
            return pages.Paths.Count > MaxPages || further.Count > MaxSitemaps ? TooMany(sitemap) : Result<IReadOnlyList<Uri>>.FromValue(further);
        }
        catch (FetchException e)
        {
            LogNotFetched(e, sitemap);
            return Unreachable(sitemap);
        }
        catch (XmlException)
        {
            return Unreadable(sitemap);
        }
    }

    private static async Task<IReadOnlyList<Uri>> ParseAsync(Stream body, Pages pages, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(body, new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        await reader.MoveToContentAsync();
        var isIndex = reader.LocalName is "sitemapindex";
        if (!isIndex && reader.LocalName is not "urlset")
        {
            throw new XmlException("The document is no sitemap.");
        }

        List<Uri> further = [];
        while (await ReadEntryAsync(reader, cancellationToken) is { } entry)
        {
            if (!isIndex)
            {
                pages.Add(entry);
            }
            else if (pages.IsWanted(entry) && Uri.TryCreate(entry.Address, UriKind.Absolute, out var address))
            {
                further.Add(address);
            }

            if (pages.Paths.Count > MaxPages || further.Count > MaxSitemaps)
            {
                break;
            }
        }

        return further;
    }

    // What extensions say of pictures and videos stands deeper.
    private static async Task<Entry?> ReadEntryAsync(XmlReader reader, CancellationToken cancellationToken)
    {
        const int EntryDepth = 1;
        const int FieldDepth = 2;
        var (address, changedAt) = ("", (string?)null);
        while (await reader.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == EntryDepth)
            {
                return new Entry(address, changedAt);
            }

            // Reading a text goes to what is behind its element, which may be the next one.
            while (reader.NodeType is XmlNodeType.Element && reader.Depth == FieldDepth && reader.LocalName is ("loc" or "lastmod"))
            {
                var isAddress = reader.LocalName is "loc";
                var text = (await reader.ReadElementContentAsStringAsync()).Trim();
                (address, changedAt) = isAddress ? (text, changedAt) : (address, text);
            }

            if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == EntryDepth)
            {
                return new Entry(address, changedAt);
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sitemap {Address} could not be fetched")]
    private partial void LogNotFetched(Exception exception, Uri address);

    private sealed record Entry(string Address, string? ChangedAt);

    private sealed class Pages(Uri site, DateTimeOffset? since)
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public List<string> Paths { get; } = [];

        public int Elsewhere { get; private set; }

        public void Add(Entry entry)
        {
            if (!IsWanted(entry))
            {
                return;
            }

            if (!Uri.TryCreate(entry.Address, UriKind.Absolute, out var address) || SiteAddress.PathWithin(address, site) is not { } path)
            {
                Elsewhere++;
            }
            else if (_known.Add(path))
            {
                Paths.Add(path);
            }
        }

        // What does not say when it changed may have changed.
        public bool IsWanted(Entry entry) => entry.Address.Length <= WebAddress.MaxLength && (
            since is not { } from
            || !DateTimeOffset.TryParse(entry.ChangedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changedAt)
            || changedAt >= from
            || (HasNoTime(entry.ChangedAt!) && changedAt.AddDays(1) > from));

        private static bool HasNoTime(string time) => !time.Contains('T', StringComparison.Ordinal);
    }
}
