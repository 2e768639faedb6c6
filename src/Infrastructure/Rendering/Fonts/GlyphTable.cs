using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Where the outlines of a TrueType font lie: <c>loca</c> and <c>glyf</c>.</summary>
internal readonly ref struct GlyphTable
{
    private const int CountAt = 4;
    private const int LocaFormatAt = 50;
    private const int LeftAt = 2;

    private readonly ReadOnlySpan<byte> _glyf;
    private readonly ReadOnlySpan<byte> _loca;
    private readonly bool _isLong;

    /// <exception cref="BrokenFontException">A table is missing or too short.</exception>
    public GlyphTable(SfntFont font)
    {
        Count = CountOf(font);
        _glyf = font.Require("glyf");
        _loca = font.Require("loca");
        var head = new FontBytes(font.Require("head"));
        head.Skip(LocaFormatAt);
        _isLong = head.U16() switch
        {
            0 => false,
            1 => true,
            _ => throw new BrokenFontException("The font does not say how it writes the places of its outlines; the file was damaged."),
        };
        if (_loca.Length < (Count + 1L) * (_isLong ? sizeof(uint) : sizeof(ushort)))
        {
            throw new BrokenFontException("The table 'loca' of the font is too short for its glyphs.");
        }
    }

    /// <summary>How many glyphs there are.</summary>
    public int Count { get; }

    public static int CountOf(SfntFont font)
    {
        var maxp = new FontBytes(font.Require("maxp"));
        maxp.Skip(CountAt);
        return maxp.U16() is var count and > 0 ? count : throw new BrokenFontException("The font has no glyphs.");
    }

    /// <exception cref="BrokenFontException">An outline lies outside of the table, or before the one before it.</exception>
    public void Check()
    {
        for (var glyph = 0; glyph < Count; glyph++)
        {
            _ = LeftOf(glyph);
        }
    }

    /// <summary>The left edge of an outline; 0 where there is none.</summary>
    public short LeftOf(int glyph)
    {
        var (start, end) = (OffsetOf(glyph), OffsetOf(glyph + 1));
        if (start > end || end > (uint)_glyf.Length)
        {
            throw new BrokenFontException("An outline lies outside of the table 'glyf' of the font; the file was cut or damaged.");
        }

        return end - start >= LeftAt + sizeof(short) ? BinaryPrimitives.ReadInt16BigEndian(_glyf[((int)start + LeftAt)..]) : (short)0;
    }

    private uint OffsetOf(int glyph) => _isLong
        ? BinaryPrimitives.ReadUInt32BigEndian(_loca[(glyph * sizeof(uint))..])
        : BinaryPrimitives.ReadUInt16BigEndian(_loca[(glyph * sizeof(ushort))..]) * 2u;
}
