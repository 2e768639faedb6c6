using PearlIo.Application.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>
/// Keeps fonts of tenants. Whatever changes them tells the tenant's projects, so that cards are drawn with what there is. A database that
/// cannot be reached is an exception, never an absence.
/// </summary>
public interface IFontRepository
{
    /// <summary>Adds a font; the database decides whether family, weight and style are free.</summary>
    /// <returns>Done or Taken.</returns>
    Task<WriteOutcome> AddAsync(Font made, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The font, or null.</summary>
    Task<Font?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A font's bytes, or null where it is not there any more.</summary>
    Task<byte[]?> FindBytesAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Fonts by their ids, oldest first.</summary>
    /// <param name="after">The id to begin behind, or null for the first.</param>
    /// <param name="limit">Most fonts.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<Font>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken);

    /// <summary>All fonts of the tenant, and nobody else adds one until the transaction ends: for limits on all of them together.</summary>
    Task<IReadOnlyList<Font>> HoldAllAsync(CancellationToken cancellationToken);

    /// <summary>Deletes a font.</summary>
    /// <returns>Done or NotFound.</returns>
    Task<WriteOutcome> DeleteAsync(Guid id, CancellationToken cancellationToken);
}
