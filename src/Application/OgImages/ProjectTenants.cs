using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Tenants;

namespace PearlIo.Application.OgImages;

/// <summary>
/// Whose project a card is of: the address of a card names the project only. A project never changes its tenant, so that what is
/// kept stays true.
/// </summary>
public sealed class ProjectTenants(ITenantDirectory tenants) : IDisposable
{
    private const int MaxProjects = 100_000;

    private readonly MemoryCache _tenants = new(new MemoryCacheOptions { SizeLimit = MaxProjects });

    /// <summary>The tenant of a project, or null for an unknown project.</summary>
    public async Task<Guid?> FindAsync(Guid projectId, CancellationToken cancellationToken)
    {
        if (_tenants.TryGetValue(projectId, out Guid kept))
        {
            return kept;
        }

        if (await tenants.FindOfProjectAsync(projectId, cancellationToken) is not { } tenant)
        {
            return null;
        }

        return _tenants.Set(projectId, tenant, new MemoryCacheEntryOptions { Size = 1 });
    }

    /// <inheritdoc />
    public void Dispose() => _tenants.Dispose();
}
