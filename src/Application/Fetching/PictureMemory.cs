using Microsoft.Extensions.Caching.Memory;
using PearlIo.Application.Pictures;

namespace PearlIo.Application.Fetching;

/// <summary>Decoded pictures in memory, by the hash of their files; the same logo is decoded once for all cards that show it.</summary>
public sealed class PictureMemory : IDisposable
{
    /// <summary>Bytes that decoded pictures may take together.</summary>
    private const long MaxBytes = 64 << 20;

    private readonly MemoryCache _pictures = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>A picture, or null where it is not in memory.</summary>
    /// <param name="hash">Of its file, hexadecimal.</param>
    public CardPicture? Find(string? hash) => hash is null ? null : _pictures.Get<CardPicture>(hash);

    /// <summary>Holds a picture.</summary>
    public void Put(CardPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        _pictures.Set(picture.Hash.Hex, picture, new MemoryCacheEntryOptions { Size = picture.Bytes });
    }

    /// <inheritdoc />
    public void Dispose() => _pictures.Dispose();
}
