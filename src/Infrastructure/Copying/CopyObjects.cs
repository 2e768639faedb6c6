using PearlIo.Application.CachedImages;
using PearlIo.Domain.CachedImages;

namespace PearlIo.Infrastructure.Copying;

/// <summary>Brings the bytes of cards from one store to the other.</summary>
internal sealed class CopyObjects(IImageStore from, IImageStore to)
{
    /// <summary>Copies one object, where it is not there yet, and reads it back.</summary>
    /// <returns>Whether it arrived; not where the source lacks it or has other bytes than its row says.</returns>
    /// <exception cref="IOException">A store cannot be read or written, or gives back other bytes than were written.</exception>
    public async Task<bool> CopyAsync(string storagePath, string contentHash, CancellationToken cancellationToken)
    {
        var name = ObjectName.Parse(storagePath);
        if (IsWhole(await to.GetAsync(name, cancellationToken), contentHash))
        {
            return true;
        }

        var bytes = await from.GetAsync(name, cancellationToken);
        if (!IsWhole(bytes, contentHash))
        {
            return false;
        }

        await to.PutAsync(name, bytes, cancellationToken);
        return IsWhole(await to.GetAsync(name, cancellationToken), contentHash)
            ? true
            : throw new IOException($"The store ({to.Description}) gives back other bytes than were written.");
    }

    private static bool IsWhole(byte[]? bytes, string contentHash) =>
        bytes is not null && string.Equals(Sha256Hash.Of(bytes).Hex, contentHash, StringComparison.Ordinal);
}
