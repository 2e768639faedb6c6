using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using PearlIo.Application.Common;
using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Compares store and database once a day and deletes objects that nothing owns: those of writers that were killed between object
/// and row. Objects may be there for their rows to come, so young ones are left alone; and where many would go, store and database may
/// not belong together, so it stops and asks. Safe with any number of replicas at once and when it is killed.
/// </summary>
public sealed partial class OrphanSweep
{
    /// <summary>Objects that are younger are left alone, whoever owns them.</summary>
    public static readonly TimeSpan SafeAge = TimeSpan.FromDays(7);

    /// <summary>Of a hundred objects, how many may go without somebody's consent.</summary>
    public const int MostPercent = 10;

    private const int BatchSize = 500;

    // What one run deletes at most; bounds what is kept in memory.
    private const int MostDeleted = 50_000;

    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan UnfinishedFor = TimeSpan.FromHours(6);

    private readonly IImageStore _store;
    private readonly IObjectOwners _owners;
    private readonly StoreOwnership _ownership;
    private readonly ServiceActivity _activity;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Gauge<long> _left;
    private readonly Counter<long> _deleted;

    /// <summary>Makes the sweep and registers its figures.</summary>
    public OrphanSweep(
        IImageStore store,
        IObjectOwners owners,
        StoreOwnership ownership,
        ServiceActivity activity,
        IMeterFactory meters,
        TimeProvider clock,
        ILogger<OrphanSweep> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _store = store;
        _owners = owners;
        _ownership = ownership;
        _activity = activity;
        _clock = clock;
        _logger = logger;
        var meter = meters.Create("PearlIo");
        _left = meter.CreateGauge<long>(
            "pearl_orphans", description: "Objects older than 7 days that the last sweep found nobody to own, and left there; 0 is right.");
        _deleted = meter.CreateCounter<long>("pearl_orphans_deleted_total", description: "Objects that sweeps deleted because nobody owned them.");
    }

    /// <summary>What the last sweep of any replica found, or null before the first.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<SweepReport?> FindLastAsync(CancellationToken cancellationToken) =>
        (await StoreMarks.ReadAsync<SweepReport>(_store, ObjectName.Sweep, cancellationToken)).Value;

    /// <summary>Sweeps where no replica has done so for a day, and rests while the service is idle.</summary>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await _ownership.MayDeleteAsync(cancellationToken))
        {
            return;
        }

        var last = await FindLastAsync(cancellationToken);
        if (IsDue(last))
        {
            await SweepAsync(isAgreed: false, _activity.WaitUntilActiveAsync, cancellationToken);
        }
        else
        {
            _left.Record(last!.Left);
        }
    }

    /// <summary>Sweeps now.</summary>
    /// <param name="isAgreed">Whether somebody agreed to delete however many they are.</param>
    /// <param name="cancellationToken">Stops between two objects.</param>
    /// <returns>What came of it, or null where the store belongs to another database and was left alone.</returns>
    /// <exception cref="IOException">The store cannot be read or written.</exception>
    public async Task<SweepReport?> RunNowAsync(bool isAgreed, CancellationToken cancellationToken) =>
        await _ownership.MayDeleteAsync(cancellationToken)
            ? await SweepAsync(isAgreed, static _ => Task.CompletedTask, cancellationToken)
            : null;

    // A time to come is one of a clock that was wrong.
    private bool IsDue(SweepReport? last)
    {
        if (last is null)
        {
            return true;
        }

        var since = _clock.GetUtcNow() - last.StartedAt;
        return since < TimeSpan.Zero || since >= (last.FinishedAt is null ? UnfinishedFor : Interval);
    }

    private async Task<SweepReport> SweepAsync(bool isAgreed, Func<CancellationToken, Task> rest, CancellationToken cancellationToken)
    {
        var report = new SweepReport { Id = Guid.CreateVersion7(), StartedAt = Timestamps.Now(_clock) };
        await KeepAsync(report, cancellationToken);
        (report, var orphans) = await LookThroughAsync(report, rest, cancellationToken);
        var isTooMuch = report.Orphans * 100 > report.Objects * MostPercent;
        if (isTooMuch && !isAgreed)
        {
            LogStopped(report.Orphans, report.Objects, _store.Description);
            report = report with { IsStopped = true };
        }
        else
        {
            report = await DeleteAsync(report, orphans, rest, cancellationToken);
        }

        _left.Record(report.Left);
        if (await IsCurrentAsync(report, cancellationToken))
        {
            await KeepAsync(report with { FinishedAt = Timestamps.Now(_clock) }, cancellationToken);
        }

        return report;
    }

    private async Task<(SweepReport Report, List<ObjectName> Orphans)> LookThroughAsync(
        SweepReport report, Func<CancellationToken, Task> rest, CancellationToken cancellationToken)
    {
        var youngest = report.StartedAt - SafeAge;
        var (objects, found, kept) = (0L, 0L, new List<ObjectName>());
        List<ObjectName> batch = [];
        await foreach (var item in _store.ListAsync(prefix: null, cancellationToken))
        {
            objects++;
            if (item.LastModified < youngest)
            {
                batch.Add(item.Name);
            }

            if (batch.Count == BatchSize)
            {
                await KeepOrphansAsync();
            }
        }

        await KeepOrphansAsync();
        return (report with { Objects = objects, Orphans = found }, kept);

        async Task KeepOrphansAsync()
        {
            await rest(cancellationToken);
            var orphans = await FindOrphansAsync(batch, cancellationToken);
            found += orphans.Count;
            kept.AddRange(orphans.Take(MostDeleted - kept.Count));
            batch.Clear();
        }
    }

    private async Task<SweepReport> DeleteAsync(
        SweepReport report, List<ObjectName> orphans, Func<CancellationToken, Task> rest, CancellationToken cancellationToken)
    {
        foreach (var batch in orphans.Chunk(BatchSize))
        {
            await rest(cancellationToken);

            // A rest can be long: whose the store and the objects are is asked anew, and whether another replica began in between.
            if (!await _ownership.MayDeleteAsync(cancellationToken) || !await IsCurrentAsync(report, cancellationToken))
            {
                break;
            }

            foreach (var name in await FindOrphansAsync(batch, cancellationToken))
            {
                await _store.DeleteAsync(name, cancellationToken);
                _deleted.Add(1);
                report = report with { Deleted = report.Deleted + 1 };
            }
        }

        LogSwept(report.Objects, report.Deleted, report.Left);
        return report;
    }

    private async Task<List<ObjectName>> FindOrphansAsync(IReadOnlyCollection<ObjectName> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return [];
        }

        var owned = await _owners.FindOwnedAsync(names, cancellationToken);
        return [.. names.Where(n => !owned.Contains(n))];
    }

    private async Task<bool> IsCurrentAsync(SweepReport report, CancellationToken cancellationToken) =>
        (await FindLastAsync(cancellationToken))?.Id == report.Id;

    private Task KeepAsync(SweepReport report, CancellationToken cancellationToken) =>
        StoreMarks.WriteAsync(_store, ObjectName.Sweep, report, cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Looked through {Objects} stored objects for orphans: {Deleted} deleted, {Left} left")]
    private partial void LogSwept(long objects, long deleted, long left);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Orphans} of {Objects} objects in the store ({Store}) belong to nothing in this database, more than one in ten: none was deleted. If another database uses this store, give one of them another; if this one was restored or emptied, run 'pearl store sweep --delete'")]
    private partial void LogStopped(long orphans, long objects, string store);
}

/// <summary>What a sweep found; kept in the store as <c>sweep.json</c>.</summary>
public sealed record SweepReport
{
    /// <summary>Which sweep it is: of two at once the one that began later goes on.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, or null while it is under way or where it broke off.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How many objects are there.</summary>
    public long Objects { get; init; }

    /// <summary>How many of them, older than <see cref="OrphanSweep.SafeAge"/>, nothing owns.</summary>
    public long Orphans { get; init; }

    /// <summary>How many of these it deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Whether it stopped because more than <see cref="OrphanSweep.MostPercent"/> of a hundred would have gone.</summary>
    public bool IsStopped { get; init; }

    /// <summary>How many of the orphans are left.</summary>
    public long Left => Orphans - Deleted;
}
