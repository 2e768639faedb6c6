using PearlIo.Domain.Tenants;

namespace PearlIo.Application.Tenants;

/// <summary>Reads what the caller's tenant used. A database that cannot be reached is an exception, never a zero.</summary>
public interface IUsageReader
{
    /// <summary>Sums of some days in UTC.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="until">The day behind the last.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<TenantUsage> ReadAsync(DateOnly from, DateOnly until, CancellationToken cancellationToken);
}
