using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

/// <summary>Draws runs of glyphs that are turned, scaled or stroked, with cairo: masks of <see cref="GlyphCache"/> stand upright.</summary>
internal static unsafe class GlyphOutlines
{
    /// <summary>Adds what a run covers to a mask.</summary>
    /// <param name="mask">In px of the page.</param>
    /// <param name="font">The run's <c>PangoFont</c>.</param>
    /// <param name="run">From left to right.</param>
    /// <param name="toPage">From px of the run, whose left end on the baseline is (0, 0), to px of the page.</param>
    /// <param name="strokeWidth">px of a pen along the outlines; null to fill them.</param>
    public static void Cover(MaskPlane mask, nint font, ReadOnlySpan<PangoGlyphInfo> run, Matrix3x2 toPage, double? strokeWidth = null)
    {
        if (mask.Bounds.IsEmpty)
        {
            return;
        }

        using var surface = CairoNative.CreateSurface(mask.First, CairoNative.FormatA8, mask.Bounds.Width, mask.Bounds.Height, mask.Stride);
        using (var drawing = Begin(surface, mask.Bounds, toPage))
        {
            CairoNative.MoveTo(drawing, 0, 0);
            WithGlyphs(run, glyphs => PangoNative.AddGlyphPath(drawing, font, (PangoGlyphString*)glyphs));
            Finish(drawing, strokeWidth);
        }

        CairoNative.FlushSurface(surface);
    }

    /// <summary>Draws a run with colours of its own.</summary>
    public static void Show(PixelPlane plane, nint font, ReadOnlySpan<PangoGlyphInfo> run, Matrix3x2 toPage)
    {
        var bounds = plane.Bounds;
        if (bounds.IsEmpty)
        {
            return;
        }

        using var surface = CairoNative.CreateSurface(
            (byte*)plane.First, CairoNative.FormatArgb32, bounds.Width, bounds.Height, plane.Stride * sizeof(uint));
        using (var drawing = Begin(surface, bounds, toPage))
        {
            CairoNative.MoveTo(drawing, 0, 0);
            WithGlyphs(run, glyphs => PangoNative.ShowGlyphs(drawing, font, (PangoGlyphString*)glyphs));
        }

        CairoNative.FlushSurface(surface);
    }

    private static DrawingHandle Begin(SurfaceHandle surface, PixelRect bounds, Matrix3x2 toPage)
    {
        var drawing = CairoNative.CreateDrawing(surface);
        CairoNative.Translate(drawing, -bounds.Left, -bounds.Top);
        CairoNative.Transform(drawing, new CairoMatrix(toPage.M11, toPage.M12, toPage.M21, toPage.M22, toPage.M31, toPage.M32));
        CairoNative.SetSource(drawing, 0, 0, 0, 1);
        return drawing;
    }

    private static void Finish(DrawingHandle drawing, double? strokeWidth)
    {
        if (strokeWidth is not { } width)
        {
            CairoNative.Fill(drawing);
            return;
        }

        CairoNative.SetLineWidth(drawing, width);
        CairoNative.Stroke(drawing);
    }

    /// <summary>Unknown glyphs are left out but keep their room.</summary>
    private static void WithGlyphs(ReadOnlySpan<PangoGlyphInfo> run, Action<nint> use)
    {
        var (infos, clusters) = (new PangoGlyphInfo[run.Length], new int[run.Length]);
        for (var i = 0; i < run.Length; i++)
        {
            infos[i] = run[i];
            infos[i].Glyph = (run[i].Glyph & PangoNative.UnknownGlyphFlag) != 0 ? PangoNative.EmptyGlyph : run[i].Glyph;
        }

        fixed (PangoGlyphInfo* first = infos)
        fixed (int* cluster = clusters)
        {
            var glyphs = new PangoGlyphString { Count = run.Length, Glyphs = first, Clusters = cluster, Capacity = run.Length };
            use((nint)(&glyphs));
        }
    }
}
