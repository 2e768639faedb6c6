using PearlIo.Domain.CachedImages;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>A font that was unpacked and found whole.</summary>
/// <param name="Format">What it came as: <c>ttf</c>, <c>otf</c>, <c>woff</c> or <c>woff2</c>.</param>
/// <param name="Family">What it calls its family, or null.</param>
/// <param name="Traits">Which of the family it is.</param>
/// <param name="Hash">Of <paramref name="Sfnt"/>.</param>
/// <param name="Sfnt">As TTF or OTF, with what drawing needs.</param>
internal sealed record FontFile(string Format, string? Family, FontTraits Traits, Sha256Hash Hash, ReadOnlyMemory<byte> Sfnt);
