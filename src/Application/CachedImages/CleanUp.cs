using Microsoft.Extensions.Logging;
using PearlIo.Application.Access;
using PearlIo.Application.Analytics;
using PearlIo.Application.Audit;
using PearlIo.Application.Tenants;
using PearlIo.Domain.Common;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Deletes what nobody owns any more: rows of expired cards and of those that are over the quota, then doomed objects. The object goes first
/// and its doomed name after it, so that a crash leaves a name to try again and never an object that nobody knows. Where the store belongs
/// to another database, rows and objects stay as they are. Sums old statistics up, too.
/// </summary>
public sealed partial class CleanUp(
    ITenantDirectory tenants,
    ICachedImageRepository images,
    IDoomedObjectRepository doomed,
    CardStore store,
    StoreOwnership ownership,
    CardQuota quota,
    IExpiredRowRepository expiredRows,
    StatisticsRetention statistics,
    StatisticsSignal written,
    IAuditLog audit,
    CallerContext callers,
    TimeProvider clock,
    ILogger<CleanUp> logger)
{
    private const int BatchSize = 500;

    /// <summary>Deletes all that is due now.</summary>
    /// <returns>How many doomed names were settled.</returns>
    /// <exception cref="IOException">Some objects could not be deleted; their names are kept for the next run.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await audit.PruneAsync(clock.GetUtcNow(), cancellationToken);
        var settled = 0;
        List<Exception> failures = [];
        var mayDelete = await MayDeleteAsync(failures, cancellationToken);
        var unusedUntil = await quota.FindUnusedUntilAsync(cancellationToken);
        foreach (var tenant in await tenants.ListIdsAsync(cancellationToken))
        {
            using var scope = callers.Enter(Caller.Service(tenant));
            if (mayDelete)
            {
                await DeleteExpiredAsync(cancellationToken);
                await quota.DeleteAsync(unusedUntil, cancellationToken);
                settled += await DeleteDoomedAsync(failures, cancellationToken);
            }

            await expiredRows.DeleteAsync(clock.GetUtcNow(), cancellationToken);
            await statistics.RunAsync(cancellationToken);
        }

        if (settled > 0)
        {
            written.Raise();
            LogSettled(settled);
        }

        return failures.Count == 0
            ? settled
            : throw new IOException($"{failures.Count} of {failures.Count + settled} objects could not be deleted: {failures[0].Message}", failures[0]);
    }

    // What has nothing to do with the store is done without it, too.
    private async Task<bool> MayDeleteAsync(List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            return await ownership.MayDeleteAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failures.Add(e);
            return false;
        }
    }

    private async Task DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        var now = Timestamps.Now(clock);
        while (await images.DeleteExpiredAsync(now, BatchSize, cancellationToken) == BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // What cannot be deleted must not keep the others, however much it is: each run goes past it to the end, and what failed
    // is told once all were tried.
    private async Task<int> DeleteDoomedAsync(List<Exception> failures, CancellationToken cancellationToken)
    {
        var settled = 0;
        IReadOnlyList<DoomedObject> batch = [];
        do
        {
            batch = await doomed.ListAsync(batch.Count > 0 ? batch[^1] : null, BatchSize, cancellationToken);

            // Another database may have taken the store over since the last batch.
            if (batch.Count > 0 && !await MayDeleteAsync(failures, cancellationToken))
            {
                break;
            }

            foreach (var item in batch)
            {
                try
                {
                    await DeleteAsync(item, cancellationToken);
                    settled++;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
                {
                    failures.Add(e);
                }
            }
        }
        while (batch.Count == BatchSize);

        return settled;
    }

    private async Task DeleteAsync(DoomedObject item, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(callers.Current.TenantId, item.Name, cancellationToken);
        await doomed.DeleteAsync(item.Id, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Clean-up deleted {Count} stored objects or groups of them")]
    private partial void LogSettled(int count);
}
