using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>Keeps what is known of drawn cards. A database that cannot be reached is an exception, never an absence.</summary>
public interface ICachedImageRepository
{
    /// <summary>The current card of a slot, fresh or due, or null where there is none.</summary>
    Task<StoredCard?> FindCardAsync(Slot slot, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a drawn card, makes it the current one of its slot and counts it in the statistics, in one transaction; of two writers
    /// at once the card drawn later stays current. The bytes must be in the store already.
    /// </summary>
    /// <returns>Done, or NotFound where the project or route was deleted meanwhile and nothing was written.</returns>
    Task<WriteOutcome> AddAsync(CachedImage image, CancellationToken cancellationToken);

    /// <summary>Moves the times of a card that is due and whose inputs are the same still: its bytes stay.</summary>
    /// <returns>Done, or NotFound where the card is gone or was drawn or moved by another meanwhile, and nothing was changed.</returns>
    Task<WriteOutcome> ConfirmAsync(
        StoredCard card, DateTimeOffset freshUntil, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What is kept over all tenants, as of the last refresh of the statistics where those are kept apart.</summary>
    /// <param name="now">Cards that expired before are not kept any more, though their rows may still be there.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<CacheTotals> GetTotalsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes up to <paramref name="limit"/> rows of cards that expired before <paramref name="now"/>, with the slots
    /// they are still current for, and dooms their objects, in one transaction.
    /// </summary>
    /// <returns>How many rows went.</returns>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}

/// <summary>How much is kept.</summary>
/// <param name="Images">How many cards.</param>
/// <param name="Bytes">Sum of their sizes.</param>
public sealed record CacheTotals(long Images, long Bytes);
