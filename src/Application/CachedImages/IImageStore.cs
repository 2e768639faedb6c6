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

    /// <summary>
    /// The cards in the store, in order of their names, read as they are asked for. What has a name that nothing here made is left
    /// out. What is put or deleted meanwhile may be among them or not.
    /// </summary>
    /// <param name="prefix">Which cards, or null for those of all projects.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<StoredObject> ListAsync(ObjectPrefix? prefix, CancellationToken cancellationToken);

    /// <summary>Shows that the store can be written to by writing, reading and deleting a small object.</summary>
    /// <exception cref="IOException">It cannot; the message names the store and what is wrong.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>An object as a store lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastModified">When it was put, by the store's clock.</param>
public sealed record StoredObject(ObjectName Name, long Bytes, DateTimeOffset LastModified);

/// <summary>
/// A store that does not answer, or is too busy: what was asked may work later. Any other fault of a store is one that somebody must
/// mend.
/// </summary>
public sealed class StoreAwayException : IOException
{
    /// <summary>Makes the exception.</summary>
    public StoreAwayException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    public StoreAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
