using PearlIo.Domain.CachedImages;
using PearlIo.Domain.Common;

namespace PearlIo.Application.Fonts;

/// <summary>Unpacks and checks font files that strangers made.</summary>
public interface IFontReader
{
    /// <summary>Reads a file. Its format is told by its bytes alone.</summary>
    /// <param name="file">The file: TTF, OTF, WOFF or WOFF2.</param>
    /// <returns>The font, or an Invalid failure that says what is wrong with the file.</returns>
    Result<CheckedFont> Read(ReadOnlyMemory<byte> file);
}

/// <summary>A font that was found whole.</summary>
/// <param name="Format">What it came as: <c>ttf</c>, <c>otf</c>, <c>woff</c> or <c>woff2</c>.</param>
/// <param name="Family">What it calls its family, or null.</param>
/// <param name="MinWeight">Smallest weight that it has, 1 to 1000.</param>
/// <param name="MaxWeight">Largest weight that it has; the same for a font that does not vary.</param>
/// <param name="IsItalic">Whether it is italic or oblique.</param>
/// <param name="Hash">Of <paramref name="Bytes"/>.</param>
/// <param name="Bytes">What cards are drawn with: unpacked, and without what drawing does not need.</param>
public sealed record CheckedFont(
    string Format, string? Family, int MinWeight, int MaxWeight, bool IsItalic, Sha256Hash Hash, ReadOnlyMemory<byte> Bytes);
