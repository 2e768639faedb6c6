using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Routes;
using PearlIo.Domain.Projects;
using PearlIo.Domain.Routes;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Keeps compiled route tables. A table is kept by the project's <see cref="Project.RoutesRevision"/>, which every change of
/// a route raises, so that a kept table is never out of date, whichever replica made the change.
/// </summary>
public sealed class RouteTables(IRouteRepository routes) : IDisposable
{
    /// <summary>Most routes kept, over all projects.</summary>
    private const int MaxRoutes = 200_000;

    private static readonly TimeSpan Unused = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _tables = new(new MemoryCacheOptions { SizeLimit = MaxRoutes });

    /// <summary>The table of a project as read just now.</summary>
    public async Task<RouteTable> GetAsync(Project project, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(project);
        var key = (project.Id, project.RoutesRevision);
        if (_tables.TryGetValue(key, out RouteTable? kept) && kept is not null)
        {
            return kept;
        }

        var table = RouteTable.Build(await routes.ListAllAsync(project.Id, cancellationToken));
        var options = new MemoryCacheEntryOptions { Size = table.Count + 1, SlidingExpiration = Unused };
        return _tables.Set(key, table, options);
    }

    /// <inheritdoc />
    public void Dispose() => _tables.Dispose();
}
