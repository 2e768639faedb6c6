namespace PearlIo.Application.CachedImages;

/// <summary>
/// The partitions of kept cards, one for each day (UTC) on which cards expire. A database without partitions has nothing to keep up.
/// </summary>
public interface IPartitions
{
    /// <summary>Whether the database has partitions.</summary>
    bool AreUsed { get; }

    /// <summary>The days that have a partition, in order.</summary>
    Task<IReadOnlyList<DateOnly>> ListDaysAsync(CancellationToken cancellationToken);

    /// <summary>Makes the partition of a day and moves the rows there that stood in the default partition.</summary>
    Task<PartitionOutcome> MakeAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Drops the partition of a day that is over, where it has no rows any more.</summary>
    Task<PartitionOutcome> DropAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>How many rows that expire from <paramref name="since"/> on and before <paramref name="until"/> stand in the default partition.</summary>
    Task<long> CountDefaultRowsAsync(DateOnly since, DateOnly until, CancellationToken cancellationToken);
}

/// <summary>What became of a partition.</summary>
public enum PartitionOutcome
{
    /// <summary>It is there now.</summary>
    Made,

    /// <summary>It was there before.</summary>
    Exists,

    /// <summary>It is gone now.</summary>
    Dropped,

    /// <summary>It was gone before.</summary>
    Missing,

    /// <summary>It has rows and stays.</summary>
    Filled,

    /// <summary>Somebody uses the table or keeps up its partitions this moment, and nothing was changed.</summary>
    Busy,
}
