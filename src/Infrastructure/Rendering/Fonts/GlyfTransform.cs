using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>
/// Puts the outlines of a WOFF2 file back together, which lie there in streams of their own: numbers of contours, numbers of points,
/// flags, coordinates, components, boxes and instructions (WOFF2, 5.1). Instructions are left out: cards are drawn without hints.
/// </summary>
internal static class GlyfTransform
{
    private const int HasOverlapBits = 1;

    /// <summary>The tables <c>glyf</c> and <c>loca</c>, the latter with long offsets.</summary>
    /// <exception cref="BrokenFontException">The streams do not fit together.</exception>
    public static (byte[] Glyf, byte[] Loca) Undo(ReadOnlySpan<byte> transformed)
    {
        var header = new FontBytes(transformed);
        header.Skip(sizeof(ushort));
        var options = header.U16();
        var count = (int)header.U16();
        header.Skip(sizeof(ushort));
        Span<int> lengths = [header.Length(), header.Length(), header.Length(), header.Length(), header.Length(), header.Length(), header.Length()];
        var contours = new FontBytes(header.Take(lengths[0]));
        var streams = new GlyphStreams(
            header.Take(lengths[1]), header.Take(lengths[2]), header.Take(lengths[3]), header.Take(lengths[4]), header.Take(lengths[5]), count);
        header.Skip(lengths[6]);
        var overlaps = (options & HasOverlapBits) != 0 ? header.Take((count + 7) / 8) : [];

        using var glyf = new MemoryStream();
        var loca = new byte[(count + 1) * sizeof(uint)];
        var outline = new GlyphOutline();
        for (var glyph = 0; glyph < count; glyph++)
        {
            var overlap = !overlaps.IsEmpty && (overlaps[glyph / 8] & (0x80 >> (glyph % 8))) != 0;
            glyf.Write(outline.Read(ref streams, glyph, contours.I16(), overlap));
            while (glyf.Length % sizeof(uint) != 0)
            {
                glyf.WriteByte(0);
            }

            FontStreams.RequireRoom(glyf.Length);
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan((glyph + 1) * sizeof(uint)), (uint)glyf.Length);
        }

        return (glyf.ToArray(), loca);
    }
}
