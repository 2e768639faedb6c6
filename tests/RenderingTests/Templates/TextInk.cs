using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.RenderingTests.Templates;

/// <summary>Where glyphs leave ink, as opposed to where lines have room for them.</summary>
internal static class TextInk
{
    /// <summary>Coverage from which on a person sees ink.</summary>
    private const byte Visible = 64;

    /// <summary>All texts of a page.</summary>
    public static IEnumerable<TextFragment> TextsOf(LayoutBox box)
        => box.Lines.SelectMany(line => line.Fragments.OfType<TextFragment>()).Concat(box.Children.SelectMany(TextsOf));

    /// <summary>The px of the page around the ink of a text; empty where there is none.</summary>
    public static PixelRect Of(TextFragment text, GlyphCache glyphs)
    {
        var run = (GlyphRun)text.Run;
        var (all, pen) = (default(PixelRect), text.X);
        foreach (var glyph in run.Glyphs)
        {
            if ((glyph.Glyph & PangoNative.UnknownGlyphFlag) == 0 && glyph.Glyph != PangoNative.EmptyGlyph)
            {
                var ink = InkOf(glyphs.Get(run.Font, glyph.Glyph, 0));
                var left = (int)Math.Floor(pen + ToPx(glyph.OffsetX) + 0.5);
                var baseline = (int)Math.Floor(text.Baseline + ToPx(glyph.OffsetY) + 0.5);
                all = all.Union(new PixelRect(left + ink.Left, baseline + ink.Top, left + ink.Right, baseline + ink.Bottom));
            }

            pen += ToPx(glyph.Width);
        }

        return all;
    }

    private static double ToPx(int units) => units / (double)PangoNative.UnitsPerPx;

    private static unsafe PixelRect InkOf(GlyphMask mask)
    {
        var bytesPerPixel = mask.IsColoured ? 4 : 1;
        var ink = default(PixelRect);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = new ReadOnlySpan<byte>(mask.Pointer + (y * mask.StrideBytes), mask.Width * bytesPerPixel);
            var (first, last) = (row.IndexOfAnyInRange(Visible, byte.MaxValue), row.LastIndexOfAnyInRange(Visible, byte.MaxValue));
            if (first >= 0)
            {
                ink = ink.Union(new PixelRect(first / bytesPerPixel, y, (last / bytesPerPixel) + 1, y + 1));
            }
        }

        return ink.IsEmpty ? ink : new PixelRect(ink.Left + mask.Left, ink.Top + mask.Top, ink.Right + mask.Left, ink.Bottom + mask.Top);
    }
}
