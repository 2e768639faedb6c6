namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Paints runs of glyphs in one colour within some columns. Glyphs stand on quarters of a px across and on whole px down.</summary>
internal ref struct GlyphPainter(GlyphCache glyphs, PixelBuffer target, uint colour, Columns clip)
{
    private const int Phases = GlyphMask.Phases;

    /// <summary>How many glyphs no font had.</summary>
    public int MissingGlyphs { get; private set; }

    /// <param name="font">The run's <c>PangoFont</c>.</param>
    /// <param name="run">The run.</param>
    /// <param name="x">px of the run's left edge.</param>
    /// <param name="baseline">px.</param>
    public unsafe void Paint(nint font, PangoGlyphString* run, double x, double baseline)
    {
        var pen = x;
        for (var i = 0; i < run->Count; i++)
        {
            var glyph = run->Glyphs[i];
            PaintGlyph(font, glyph, pen, baseline);
            pen += ToPx(glyph.Width);
        }
    }

    private static double ToPx(int units) => units / (double)PangoNative.UnitsPerPx;

    private void PaintGlyph(nint font, PangoGlyphInfo glyph, double pen, double baseline)
    {
        if ((glyph.Glyph & PangoNative.UnknownGlyphFlag) != 0)
        {
            MissingGlyphs++;
            return;
        }

        if (glyph.Glyph == PangoNative.EmptyGlyph)
        {
            return;
        }

        var quarters = (int)Math.Floor(((pen + ToPx(glyph.OffsetX)) * Phases) + 0.5);
        var y = (int)Math.Floor(baseline + ToPx(glyph.OffsetY) + 0.5);
        var mask = glyphs.Get(font, glyph.Glyph, quarters & (Phases - 1));
        GlyphBlender.Blend(target, mask, quarters >> 2, y, colour, clip);
    }
}
