using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Tenants;

namespace PearlIo.Application.CachedImages;

/// <summary>How much may be kept.</summary>
/// <param name="MaxBytes">Most bytes of cards over all tenants, or null for any.</param>
public sealed record CardQuotaSettings(long? MaxBytes);

/// <summary>
/// Lets those cards go that were not used for the longest time, where more is kept than may be: over all tenants by the setting, and of a
/// tenant by its limit. A little more goes than must, so that not every new card has an old one deleted.
/// </summary>
/// <remarks>What has to go is told by a moment, so that several replicas at once delete the same cards and no more.</remarks>
public sealed partial class CardQuota(
    IKeptImageRepository kept,
    ICachedImageRepository images,
    ITenantRepository tenants,
    CardQuotaSettings settings,
    CallerContext callers,
    TimeProvider clock,
    ILogger<CardQuota> logger)
{
    /// <summary>What is left once something had to go, of what may be kept.</summary>
    private const double LeftShare = 0.95;

    private const int BatchSize = 500;
    private const int FoundAtOnce = 20_000;

    /// <summary>Up to which moment the cards of all tenants were last used that have to go, or null where none has.</summary>
    public async Task<DateTimeOffset?> FindUnusedUntilAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (settings.MaxBytes is not { } most || (await images.GetTotalsAsync(now, cancellationToken)).Bytes <= most)
        {
            return null;
        }

        return await kept.FindLeastUsedOfAllAsync((long)(most * LeftShare), now, cancellationToken);
    }

    /// <summary>Deletes cards of the caller's tenant that were last used until a moment, and those that are over its own limit.</summary>
    /// <returns>How many cards went.</returns>
    public async Task<int> DeleteAsync(DateTimeOffset? unusedUntil, CancellationToken cancellationToken)
    {
        var deleted = unusedUntil is { } until ? await DeleteUnusedAsync(until, cancellationToken) : 0;
        if (await FindOverLimitUntilAsync(cancellationToken) is { } overLimitUntil)
        {
            deleted += await DeleteUnusedAsync(overLimitUntil, cancellationToken);
        }

        if (deleted > 0)
        {
            LogDeleted(deleted);
        }

        return deleted;
    }

    private async Task<DateTimeOffset?> FindOverLimitUntilAsync(CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(callers.Current.TenantId, cancellationToken);
        if (tenant?.Limits.Bytes is not { } most)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        return await kept.FindLeastUsedAsync(most, now, cancellationToken) is null
            ? null
            : await kept.FindLeastUsedAsync((long)(most * LeftShare), now, cancellationToken);
    }

    private async Task<int> DeleteUnusedAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var deleted = 0;
        IReadOnlyList<Guid> found;
        do
        {
            found = await kept.FindUnusedAsync(until, FoundAtOnce, cancellationToken);
            foreach (var batch in found.Chunk(BatchSize))
            {
                deleted += await kept.DeleteAsync(batch, clock.GetUtcNow(), cancellationToken);
            }
        }
        while (found.Count == FoundAtOnce);

        return deleted;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} cards that were not used for the longest time were deleted, for more was kept than may be")]
    private partial void LogDeleted(int count);
}
