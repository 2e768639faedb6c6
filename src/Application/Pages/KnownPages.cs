using Microsoft.Extensions.Caching.Memory;
using PearlIo.Domain.Pages;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.Pages;

/// <summary>
/// Keeps in memory what is known of pages, also that nothing is. It is kept by the project's <see cref="Project.CardsRevision"/>, which
/// every change of a page raises, so that it is never out of date, whichever replica made the change.
/// </summary>
public sealed class KnownPages(IPageRepository pages) : IDisposable
{
    /// <summary>Bytes that all of it takes at most, by estimate.</summary>
    private const long MaxBytes = 32 << 20;

    private const int Overhead = 400;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>What is known of a page of a project as read just now, or null.</summary>
    public async Task<KnownPage?> GetAsync(Project project, PagePath path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(path);
        var key = (project.Id, project.CardsRevision, path.Canonical);
        if (_pages.TryGetValue(key, out KnownPage? kept))
        {
            return kept;
        }

        var page = await pages.FindAsync(project.Id, path.Canonical, cancellationToken);
        return _pages.Set(key, page, new MemoryCacheEntryOptions { Size = Size(path, page), SlidingExpiration = Unused });
    }

    /// <inheritdoc />
    public void Dispose() => _pages.Dispose();

    private static long Size(PagePath path, KnownPage? page) =>
        Overhead + (sizeof(char) * (path.Canonical.Length + (page?.Variables?.Sum(v => v.Key.Length + v.Value.Length) ?? 0)));
}
