using PearlIo.Application.CachedImages;
using PearlIo.Domain.Analytics;

namespace PearlIo.Application.Analytics;

/// <summary>Keeps how many cards were drawn and how long that took.</summary>
public interface IRenderRepository
{
    /// <summary>
    /// Counts a card that is not kept; one of a project that is gone is left out. Cards that are kept are counted by
    /// <see cref="ICachedImageRepository.AddAsync"/>.
    /// </summary>
    Task AddAsync(Render render, CancellationToken cancellationToken);

    /// <inheritdoc cref="IImageViewRepository.CompactAsync" />
    Task<int> CompactAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
