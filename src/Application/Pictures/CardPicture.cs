using PearlIo.Domain.CachedImages;

namespace PearlIo.Application.Pictures;

/// <summary>A picture that a card may show, decoded.</summary>
/// <param name="Hash">Hash of the file's bytes: part of the key of every card that shows it, so that a changed logo shows.</param>
/// <param name="Width">Width in px, as decoded.</param>
/// <param name="Height">Height in px, as decoded.</param>
/// <param name="Pixels">Rows from the top, without padding; four bytes a pixel: blue, green, red, alpha, colours multiplied by alpha.</param>
public sealed record CardPicture(Sha256Hash Hash, int Width, int Height, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>Longest side in px that a picture on a card needs: no built-in card is wider.</summary>
    public const int MaxSide = 1_280;

    /// <summary>Width in px that it is laid out with: that of the file, which may have been scaled down.</summary>
    public int NaturalWidth { get; init; } = Width;

    /// <summary>Height in px that it is laid out with.</summary>
    public int NaturalHeight { get; init; } = Height;

    /// <summary>Bytes that it takes in memory.</summary>
    public long Bytes => Pixels.Length;
}
