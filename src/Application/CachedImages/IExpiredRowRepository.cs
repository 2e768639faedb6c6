namespace PearlIo.Application.CachedImages;

/// <summary>Rows that own nothing in the store and are of no use after a while.</summary>
public interface IExpiredRowRepository
{
    /// <summary>Deletes what the caller's tenant has of them: leases of renders that ended, finished jobs and batches of views once they need not be remembered.</summary>
    /// <returns>How many rows went.</returns>
    Task<int> DeleteAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
