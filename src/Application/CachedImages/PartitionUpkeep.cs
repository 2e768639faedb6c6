using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Keeps the partitions of kept cards: makes days ahead, drops days that are over once the clean-up has taken all of their rows, and
/// watches that nothing that expires soon stands outside of them. Safe with any number of replicas at once.
/// </summary>
public sealed partial class PartitionUpkeep
{
    /// <summary>Days ahead that have a partition. Cards of a route that is kept for longer stand in the default one until their day is made.</summary>
    public const int DaysAhead = 40;

    private const int Attempts = 5;
    private const int ShortestPauseMs = 100;
    private const int LongestPauseMs = 500;

    private readonly IPartitions _partitions;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Gauge<long> _defaultRows;

    // The day on which nothing was left to do, so that runs that something else called for ask nothing.
    private DateOnly _settledOn;

    /// <summary>Makes the upkeep and registers its figure.</summary>
    public PartitionUpkeep(IPartitions partitions, IMeterFactory meters, TimeProvider clock, ILogger<PartitionUpkeep> logger)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _partitions = partitions;
        _clock = clock;
        _logger = logger;
        _defaultRows = meters.Create("PearlIo").CreateGauge<long>(
            "pearl_partition_default_rows", description: $"Cards that expire within {DaysAhead} days and stand in no partition of their day; 0 is right.");
    }

    /// <summary>Does what is due today.</summary>
    /// <returns>Whether nothing is left that should soon be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        if (!_partitions.AreUsed || today == _settledOn)
        {
            return true;
        }

        var present = await _partitions.ListDaysAsync(cancellationToken);
        var made = await MakeAsync(Enumerable.Range(0, DaysAhead + 1).Select(today.AddDays).Except(present), cancellationToken);
        var dropped = await DropAsync(present.Where(d => d < LastKept(today)), cancellationToken);
        await WatchAsync(today, cancellationToken);
        var outcomes = made.Concat(dropped).ToList();
        _settledOn = outcomes.TrueForAll(o => o is not (PartitionOutcome.Busy or PartitionOutcome.Filled)) ? today : default;
        return !outcomes.Contains(PartitionOutcome.Busy);
    }

    // Yesterday stays: the clock of the database may be behind this one.
    private static DateOnly LastKept(DateOnly today) => today.AddDays(-1);

    private async Task<IReadOnlyList<PartitionOutcome>> MakeAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        List<PartitionOutcome> outcomes = [];
        foreach (var day in days)
        {
            outcomes.Add(await TryAsync(() => _partitions.MakeAsync(day, cancellationToken), cancellationToken));
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<PartitionOutcome>> DropAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        List<PartitionOutcome> outcomes = [];
        foreach (var day in days)
        {
            var outcome = await TryAsync(() => _partitions.DropAsync(day, cancellationToken), cancellationToken);
            outcomes.Add(outcome);
            if (outcome is PartitionOutcome.Dropped)
            {
                LogDropped(day);
            }
        }

        return outcomes;
    }

    // Each try ends soon where somebody uses the table; pauses of differing length keep replicas from trying in step.
    private static async Task<PartitionOutcome> TryAsync(Func<Task<PartitionOutcome>> change, CancellationToken cancellationToken)
    {
        var outcome = await change();
        for (var attempt = 1; outcome is PartitionOutcome.Busy && attempt < Attempts; attempt++)
        {
            await Task.Delay(Random.Shared.Next(ShortestPauseMs, LongestPauseMs), cancellationToken);
            outcome = await change();
        }

        return outcome;
    }

    private async Task WatchAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var rows = await _partitions.CountDefaultRowsAsync(today, today.AddDays(DaysAhead + 1), cancellationToken);
        _defaultRows.Record(rows);
        if (rows > 0)
        {
            LogDefaultRows(rows, DaysAhead);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped the partition of cards that expired on {Day:yyyy-MM-dd}")]
    private partial void LogDropped(DateOnly day);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rows} cards that expire within {Days} days stand in the default partition, because their days could not be made: "
        + "something holds locks on cached_images. It is tried again; look for long transactions in pg_stat_activity")]
    private partial void LogDefaultRows(long rows, int days);
}
