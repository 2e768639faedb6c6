using PearlIo.Application.Fonts;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;
using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <inheritdoc />
/// <remarks>One file at a time: unpacked it may have many times the bytes that came.</remarks>
internal sealed class FontReader : IFontReader
{
    private readonly Lock _gate = new();

    /// <inheritdoc />
    public Result<CheckedFont> Read(ReadOnlyMemory<byte> file)
    {
        lock (_gate)
        {
            if (!FontFileReader.TryRead(file, out var font, out var problem))
            {
                return FontFailures.Broken(problem);
            }

            return FontLibrary.Opens(font.Sfnt.Span)
                ? new CheckedFont(font.Format, font.Family, font.Traits.MinWeight, font.Traits.MaxWeight, font.Traits.IsItalic, font.Hash, font.Sfnt)
                : FontFailures.Broken("FreeType cannot open the font.");
        }
    }
}
