using PearlIo.Domain.Analytics;

namespace PearlIo.Application.Analytics;

/// <summary>Keeps how many answers with a card there were.</summary>
public interface IImageViewRepository
{
    /// <summary>Adds to what is counted already, all in one statement. What is of an unknown project, or one of another tenant, is left out.</summary>
    Task AddAsync(IReadOnlyCollection<ViewCount> views, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a batch of the caller's tenant, in one transaction: its counts, the bytes that were sent, the calls of the store, and when its cards were hit, the latter at
    /// most once an hour for each card. A batch that was added before is left out, so that it can be tried again where nobody knows.
    /// </summary>
    Task AddAsync(ViewBatch batch, CancellationToken cancellationToken);

    /// <summary>Sums the hours of each day before <paramref name="before"/> up; no figure of a day changes. Two may do it at once.</summary>
    /// <returns>How many rows went into others.</returns>
    Task<int> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
