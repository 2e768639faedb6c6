using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.CachedImages;

/// <summary>
/// Keeps the bytes of cards. A store that cannot be reached or written is an <see cref="IOException"/> (or
/// <see cref="UnauthorizedAccessException"/>), never an absence.
/// </summary>
public interface IImageStore
{
    /// <summary>What and where the store is, for a start-up line; holds no secret.</summary>
    string Description { get; }

    /// <summary>Writes an object whole or not at all; an object of that name is replaced.</summary>
    Task PutAsync(ObjectName name, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>The object's bytes, or null where it definitely does not exist.</summary>
    Task<byte[]?> GetAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Deletes an object; one that does not exist is as good as deleted.</summary>
    Task DeleteAsync(ObjectName name, CancellationToken cancellationToken);

    /// <summary>Deletes all objects under a prefix.</summary>
    Task DeleteAllAsync(ObjectPrefix prefix, CancellationToken cancellationToken);

    /// <summary>Shows that the store can be written to by writing, reading and deleting a small object.</summary>
    /// <exception cref="IOException">It cannot; the message names the store and what is wrong.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}
