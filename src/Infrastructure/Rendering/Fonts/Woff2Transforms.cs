using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Puts tables back into the form that fonts have them in (WOFF2, 5).</summary>
internal static class Woff2Transforms
{
    private const int LocaFormatAt = 50;
    private const int MetricsCountAt = 34;

    /// <exception cref="BrokenFontException">A table cannot be put back.</exception>
    public static SfntFont Undo(SfntFont font, IReadOnlyList<Woff2Entry> entries)
    {
        var transformed = entries.Where(entry => entry.IsTransformed).Select(entry => entry.Tag).ToHashSet(StringComparer.Ordinal);
        if (transformed.Contains("glyf") != transformed.Contains("loca"))
        {
            throw new BrokenFontException("Of the tables 'glyf' and 'loca' of the font only one was packed as WOFF2 packs both.");
        }

        font = transformed.Contains("glyf") ? UndoOutlines(font) : font;
        return transformed.Contains("hmtx") ? UndoMetrics(font) : font;
    }

    /// <summary>Offsets are written as long ones, whatever the font had: its outlines may come out larger.</summary>
    private static SfntFont UndoOutlines(SfntFont font)
    {
        var (glyf, loca) = GlyfTransform.Undo(font.Require("glyf"));
        var head = font.Require("head").ToArray();
        if (head.Length < LocaFormatAt + sizeof(short))
        {
            throw new BrokenFontException("The table 'head' of the font is too short.");
        }

        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(LocaFormatAt), 1);
        return font.With([new("glyf", glyf), new("loca", loca), new("head", head)]);
    }

    /// <summary>Side bearings that are left out are the left edges of the outlines (WOFF2, 5.4).</summary>
    private static SfntFont UndoMetrics(SfntFont font)
    {
        var glyphs = new GlyphTable(font);
        var counts = new FontBytes(font.Require("hhea"));
        counts.Skip(MetricsCountAt);
        var metrics = counts.U16();
        if (metrics == 0 || metrics > glyphs.Count)
        {
            throw new BrokenFontException("The font has no widths of its glyphs, or more of them than glyphs.");
        }

        var packed = new FontBytes(font.Require("hmtx"));
        var flags = packed.U8();
        if ((flags & ~0b11) != 0 || flags == 0)
        {
            throw new BrokenFontException("The table 'hmtx' of the font was packed in a way that WOFF2 does not know.");
        }

        var widths = packed.Take(metrics * sizeof(ushort));
        var table = new byte[(metrics * 2 * sizeof(ushort)) + ((glyphs.Count - metrics) * sizeof(short))];
        var at = 0;
        for (var glyph = 0; glyph < glyphs.Count; glyph++)
        {
            if (glyph < metrics)
            {
                widths.Slice(glyph * sizeof(ushort), sizeof(ushort)).CopyTo(table.AsSpan(at));
                at += sizeof(ushort);
            }

            var isLeftOut = (flags & (glyph < metrics ? 1 : 2)) != 0;
            BinaryPrimitives.WriteInt16BigEndian(table.AsSpan(at), isLeftOut ? glyphs.LeftOf(glyph) : packed.I16());
            at += sizeof(short);
        }

        return font.With([new("hmtx", table)]);
    }
}
