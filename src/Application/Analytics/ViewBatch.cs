using PearlIo.Domain.Analytics;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.Analytics;

/// <summary>Answers to one tenant's cards, and what they cost, that are written together and once, however often that is tried.</summary>
public sealed record ViewBatch
{
    /// <summary>How long a batch that was written is remembered, so that one whose outcome nobody knows is not written twice.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>By which it is known whether it was written.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose answers they are.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>When they were counted last.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many answers there were, at most one of each kind and hour.</summary>
    public IReadOnlyList<ViewCount> Views { get; init; } = [];

    /// <summary>Bytes that were answered, by the day (UTC).</summary>
    public IReadOnlyDictionary<DateOnly, long> BytesSent { get; init; } = new Dictionary<DateOnly, long>();

    /// <summary>Calls of the store, by the day (UTC).</summary>
    public IReadOnlyDictionary<DateOnly, long> StoreCalls { get; init; } = new Dictionary<DateOnly, long>();

    /// <summary>Slots whose cards were answered.</summary>
    public IReadOnlyList<Slot> Slots { get; init; } = [];
}
