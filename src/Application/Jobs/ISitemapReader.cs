using PearlIo.Domain.Common;

namespace PearlIo.Application.Jobs;

/// <summary>Reads sitemaps (sitemaps.org) of a project's own site.</summary>
public interface ISitemapReader
{
    /// <summary>Fetches a sitemap, and those that an index of them names.</summary>
    /// <param name="sitemap">Its address; must be of the site's host.</param>
    /// <param name="site">Address of the site; pages elsewhere are left out.</param>
    /// <param name="since">Pages that changed last before that are left out; those that do not say when are not.</param>
    /// <param name="cancellationToken">Stops the fetch.</param>
    /// <returns>
    /// The pages, without those of sitemaps of an index that could not be read, which are named; or a failure that says why there are none.
    /// What is denied looks like what is not there.
    /// </returns>
    Task<Result<SitemapPages>> ReadAsync(Uri sitemap, Uri site, DateTimeOffset? since, CancellationToken cancellationToken);
}

/// <summary>What a sitemap names.</summary>
/// <param name="Paths">Paths of pages within the site, each once, as they are written there.</param>
/// <param name="Elsewhere">How many addresses were of another host or outside of the site.</param>
public sealed record SitemapPages(IReadOnlyList<string> Paths, int Elsewhere)
{
    /// <summary>The sitemaps of an index that could not be read.</summary>
    public IReadOnlyList<UnreadSitemap> Unread { get; init; } = [];
}

/// <summary>A sitemap of an index that could not be read.</summary>
/// <param name="Sitemap">Its address.</param>
/// <param name="Failure">Why.</param>
public sealed record UnreadSitemap(Uri Sitemap, Failure Failure);
