namespace PearlIo.Application.Tenants;

/// <summary>What must be known before a tenant's rows can be seen. A database that cannot be reached is an exception, never an absence.</summary>
public interface ITenantDirectory
{
    /// <summary>The tenant that a project belongs to, or null where there is no such project.</summary>
    Task<Guid?> FindOfProjectAsync(Guid projectId, CancellationToken cancellationToken);

    /// <summary>Ids of all tenants by ascending id, for work that goes from tenant to tenant.</summary>
    Task<IReadOnlyList<Guid>> ListIdsAsync(CancellationToken cancellationToken);
}
