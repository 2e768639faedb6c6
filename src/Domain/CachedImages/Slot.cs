namespace PearlIo.Domain.CachedImages;

/// <summary>
/// What is asked for: a hash over project, path, counted query, format and size. It is known without fetching or drawing
/// anything, so that a look-up needs nothing but the request.
/// </summary>
/// <param name="Hash">The hash.</param>
public readonly record struct Slot(Sha256Hash Hash)
{
    /// <inheritdoc />
    public override string ToString() => Hash.Hex;
}
