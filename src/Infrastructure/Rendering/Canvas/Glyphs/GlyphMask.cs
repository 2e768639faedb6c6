using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>The picture of one glyph: how much of each pixel it covers, or its own colours for emoji.</summary>
internal sealed unsafe class GlyphMask : IDisposable
{
    /// <summary>Masks per px across: letters of one kind stand at different fractions of a px and look it.</summary>
    public const int Phases = 4;

    /// <summary>px; larger glyphs are cut.</summary>
    public const int LargestSide = 1024;

    private const int Padding = 1;
    private const int OverheadBytes = 160;

    private readonly AlignedMemoryHandle? _memory;

    private GlyphMask(bool isColoured, PangoRectangle ink)
    {
        IsColoured = isColoured;
        Left = FloorToPx(ink.X) - Padding;
        Top = FloorToPx(ink.Y) - Padding;
        Width = Math.Min(FloorToPx(ink.X + ink.Width) + 2 + Padding - Left, LargestSide);
        Height = Math.Min(FloorToPx(ink.Y + ink.Height) + 1 + Padding - Top, LargestSide);

        // Rows of eight pixels' multiple let the blender take four at once and never look past a row.
        StrideBytes = (isColoured ? 4 : 1) * ((Width + 7) & ~7);
        _memory = AlignedMemoryHandle.Allocate(StrideBytes * Height);
    }

    private GlyphMask()
    {
    }

    /// <summary>True for premultiplied colours of four bytes a pixel, false for coverage of one byte.</summary>
    public bool IsColoured { get; }

    /// <summary>px from the glyph's origin.</summary>
    public int Left { get; }

    /// <summary>px from the baseline, negative above it.</summary>
    public int Top { get; }

    /// <summary>px; 0 for a glyph that draws nothing.</summary>
    public int Width { get; }

    /// <summary>px.</summary>
    public int Height { get; }

    public int StrideBytes { get; }

    /// <summary>What the mask takes in memory.</summary>
    public int Bytes => (StrideBytes * Height) + OverheadBytes;

    public byte* Pointer => _memory is null ? null : (byte*)_memory.DangerousGetHandle();

    /// <summary>Draws a glyph.</summary>
    /// <param name="font">A <c>PangoFont</c>.</param>
    /// <param name="glyph">The glyph's number in the font.</param>
    /// <param name="phase">Quarters of a px by which the glyph is moved to the right.</param>
    /// <param name="isColoured">Whether the font brings colours.</param>
    /// <param name="tone">How strongly it covers.</param>
    public static GlyphMask Draw(nint font, uint glyph, int phase, bool isColoured, GlyphTone tone = default)
    {
        PangoRectangle ink;
        PangoNative.GetGlyphExtents(font, glyph, &ink, logical: null);
        if (ink.Width <= 0 || ink.Height <= 0)
        {
            return new GlyphMask();
        }

        var mask = new GlyphMask(isColoured, ink);
        mask.DrawGlyph(font, glyph, phase);
        if (!isColoured)
        {
            tone.Apply(new Span<byte>(mask.Pointer, mask.StrideBytes * mask.Height));
        }

        return mask;
    }

    public void Dispose() => _memory?.Dispose();

    private static int FloorToPx(int units) => units >> 10;

    private void DrawGlyph(nint font, uint glyph, int phase)
    {
        var format = IsColoured ? CairoNative.FormatArgb32 : CairoNative.FormatA8;
        using var surface = CairoNative.CreateSurface(Pointer, format, Width, Height, StrideBytes);
        using (var drawing = CairoNative.CreateDrawing(surface))
        {
            CairoNative.Translate(drawing, -Left + (phase / (double)Phases), -Top);
            CairoNative.MoveTo(drawing, 0, 0);
            CairoNative.SetSource(drawing, 0, 0, 0, 1);
            var info = new PangoGlyphInfo { Glyph = glyph };
            var cluster = 0;
            var run = new PangoGlyphString { Count = 1, Glyphs = &info, Clusters = &cluster, Capacity = 1 };
            Draw(drawing, font, &run);
        }

        CairoNative.FlushSurface(surface);
    }

    private void Draw(DrawingHandle drawing, nint font, PangoGlyphString* run)
    {
        if (IsColoured)
        {
            PangoNative.ShowGlyphs(drawing, font, run);
            return;
        }

        // Outlines, for cairo would put a shown glyph on whole pixels.
        PangoNative.AddGlyphPath(drawing, font, run);
        CairoNative.Fill(drawing);
    }
}
