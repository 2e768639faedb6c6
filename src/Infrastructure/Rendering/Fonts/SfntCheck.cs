namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>
/// Looks through the tables that decide where others are read, before a library written in C does. What shaping and outlines say inside
/// is left to HarfBuzz and FreeType, which check it.
/// </summary>
internal static class SfntCheck
{
    private const uint HeadMagic = 0x5F0F3CF5;
    private const int MagicAt = 12;
    private const int MetricsCountAt = 34;
    private const int MinEm = 16;
    private const int MaxEm = 16384;

    /// <exception cref="BrokenFontException">A table is missing or wrong.</exception>
    public static void Check(SfntFont font)
    {
        var glyphs = GlyphTable.CountOf(font);
        CheckHead(font);
        CheckMetrics(font, glyphs);
        CheckOutlines(font);
        CharacterMap.Check(font.Require("cmap"));
        _ = font.Require("OS/2");
        _ = font.Require("post");
    }

    private static void CheckHead(SfntFont font)
    {
        var head = new FontBytes(font.Require("head"));
        head.Skip(MagicAt);
        var magic = head.U32();
        head.Skip(sizeof(ushort));
        if (magic != HeadMagic || head.U16() is < MinEm or > MaxEm)
        {
            throw new BrokenFontException("The table 'head' of the font is damaged.");
        }

        head.Skip(34);
    }

    private static void CheckMetrics(SfntFont font, int glyphs)
    {
        var header = new FontBytes(font.Require("hhea"));
        header.Skip(MetricsCountAt);
        var metrics = header.U16();
        if (metrics == 0 || metrics > glyphs || font.Require("hmtx").Length < (metrics * 4) + ((glyphs - metrics) * 2))
        {
            throw new BrokenFontException("The tables 'hhea' and 'hmtx' of the font do not say how wide each glyph is.");
        }
    }

    private static void CheckOutlines(SfntFont font)
    {
        if (font.Has("CFF ") || font.Has("CFF2"))
        {
            return;
        }

        if (!font.Has("glyf"))
        {
            throw new BrokenFontException("The font has no outlines; fonts of bitmaps or pictures alone cannot be drawn.");
        }

        new GlyphTable(font).Check();
    }
}
