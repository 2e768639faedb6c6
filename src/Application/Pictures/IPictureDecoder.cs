using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Pictures;

/// <summary>Decodes pictures that strangers made, where a crash costs one picture and no more.</summary>
public interface IPictureDecoder
{
    /// <summary>Decodes a file. Its format is told by its bytes alone.</summary>
    /// <param name="file">The file: PNG, JPEG, WebP, GIF (first frame), ICO or SVG.</param>
    /// <param name="maxSide">Longest side in px that is wanted; larger pictures are scaled down, vector ones are drawn as large.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The picture, upright, or an Invalid failure that says what is wrong with the file.</returns>
    Task<Result<DecodedFile>> DecodeAsync(ReadOnlyMemory<byte> file, int maxSide, CancellationToken cancellationToken);

    /// <summary>Gets ready, which takes a moment, for a picture that is about to be fetched. Returns at once; calls that come while it is ready do nothing.</summary>
    void Prepare();

    /// <summary>A picture that was decoded a while ago and is in memory still, or null.</summary>
    /// <param name="hash">Hash of its file.</param>
    /// <param name="maxSide">The longest side that was wanted.</param>
    CardPicture? FindHeld(Sha256Hash hash, int maxSide);
}

/// <summary>What a file was found to be.</summary>
/// <param name="Format">Name of the format: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>, <c>ico</c> or <c>svg</c>.</param>
/// <param name="Width">Width in px that the file itself has, upright.</param>
/// <param name="Height">Height in px that the file itself has, upright.</param>
/// <param name="Picture">Its pixels, scaled to the size asked for.</param>
public sealed record DecodedFile(string Format, int Width, int Height, CardPicture Picture);
