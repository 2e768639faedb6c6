using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>A font beside the application's own that cards may be drawn with.</summary>
/// <param name="Family">What styles call it, in whatever case.</param>
/// <param name="Traits">Which of the family it is.</param>
/// <param name="Key">The same for the same bytes.</param>
/// <param name="Sfnt">TTF or OTF, checked.</param>
internal sealed record CardFace(string Family, FontTraits Traits, string Key, ReadOnlyMemory<byte> Sfnt);
