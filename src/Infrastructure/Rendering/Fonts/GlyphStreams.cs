namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>The streams that the outlines of a WOFF2 file are put together from, each read from its beginning.</summary>
internal ref struct GlyphStreams
{
    private readonly ReadOnlySpan<byte> _boxBits;

    public FontBytes PointCounts;
    public FontBytes Flags;
    public FontBytes Points;
    public FontBytes Components;
    public FontBytes Boxes;

    public GlyphStreams(
        ReadOnlySpan<byte> pointCounts, ReadOnlySpan<byte> flags, ReadOnlySpan<byte> points, ReadOnlySpan<byte> components, ReadOnlySpan<byte> boxes, int glyphs)
    {
        PointCounts = new FontBytes(pointCounts);
        Flags = new FontBytes(flags);
        Points = new FontBytes(points);
        Components = new FontBytes(components);
        Boxes = new FontBytes(boxes);
        _boxBits = Boxes.Take((glyphs + 31) / 32 * 4);
    }

    /// <summary>Whether a glyph's box is written down; else it is that of its points.</summary>
    public readonly bool HasBox(int glyph) => (_boxBits[glyph / 8] & (0x80 >> (glyph % 8))) != 0;
}
