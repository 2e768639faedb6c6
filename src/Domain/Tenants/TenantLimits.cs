namespace PearlIo.Domain.Tenants;

/// <summary>What a tenant may use; null stands for no limit.</summary>
/// <param name="Renders">Cards that may be drawn in a month, in UTC, from 0.</param>
/// <param name="Bytes">Bytes of cards that may be kept, from 0.</param>
/// <param name="Pages">Pages that builds may have told, over all projects, from 0.</param>
public sealed record TenantLimits(long? Renders = null, long? Bytes = null, long? Pages = null);
