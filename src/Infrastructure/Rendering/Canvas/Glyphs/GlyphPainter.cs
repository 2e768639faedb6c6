using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>Paints runs of glyphs in one colour. Glyphs stand on quarters of a px across and on whole px down.</summary>
internal ref struct GlyphPainter
{
    private const int Phases = GlyphMask.Phases;

    private readonly GlyphCache _glyphs;
    private readonly PixelPlane _target;
    private readonly uint _colour;
    private readonly PixelClip _clip;
    private readonly GlyphTone _tone;

    /// <param name="glyphs">The thread's masks.</param>
    /// <param name="target">The picture.</param>
    /// <param name="colour">Premultiplied.</param>
    /// <param name="clip">What may be painted, within the target.</param>
    /// <param name="tone">How strongly glyphs cover.</param>
    public GlyphPainter(GlyphCache glyphs, PixelPlane target, uint colour, PixelClip clip, GlyphTone tone = default)
        => (_glyphs, _target, _colour, _clip, _tone) = (glyphs, target, colour, clip, tone);

    /// <param name="font">The run's <c>PangoFont</c>.</param>
    /// <param name="run">From left to right.</param>
    /// <param name="x">px of the run's left edge.</param>
    /// <param name="baseline">px.</param>
    public void Paint(nint font, ReadOnlySpan<PangoGlyphInfo> run, double x, double baseline)
    {
        var pen = x;
        foreach (ref readonly var glyph in run)
        {
            if (Find(font, glyph, pen, baseline, out var left, out var top) is { } mask)
            {
                GlyphBlender.Blend(_target, mask, left, top, _colour, _clip);
            }

            pen += ToPx(glyph.Width);
        }
    }

    /// <summary>Adds a run to a mask instead.</summary>
    public void Cover(MaskPlane target, nint font, ReadOnlySpan<PangoGlyphInfo> run, double x, double baseline)
    {
        var pen = x;
        foreach (ref readonly var glyph in run)
        {
            if (Find(font, glyph, pen, baseline, out var left, out var top) is { } mask)
            {
                GlyphBlender.Cover(target, mask, left, top);
            }

            pen += ToPx(glyph.Width);
        }
    }

    private static double ToPx(int units) => units / (double)PangoNative.UnitsPerPx;

    private GlyphMask? Find(nint font, PangoGlyphInfo glyph, double pen, double baseline, out int left, out int top)
    {
        (left, top) = (0, 0);
        if ((glyph.Glyph & PangoNative.UnknownGlyphFlag) != 0 || glyph.Glyph == PangoNative.EmptyGlyph)
        {
            return null;
        }

        var quarters = (int)Math.Floor(((pen + ToPx(glyph.OffsetX)) * Phases) + 0.5);
        (left, top) = (quarters >> 2, (int)Math.Floor(baseline + ToPx(glyph.OffsetY) + 0.5));
        return _glyphs.Get(font, glyph.Glyph, quarters & (Phases - 1), _tone);
    }
}
