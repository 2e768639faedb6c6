using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Text with its shadows, decorations and outlines.</summary>
internal sealed class TextPainter(PaintTools tools)
{
    private readonly DecorationPainter _decorations = new(tools);

    private RasterCanvas Canvas => tools.Canvas;

    public void Paint(in PaintCommand command)
    {
        var text = command.Text!;
        var style = text.Run.Style;
        for (var i = style.TextShadows.Count - 1; i >= 0; i--)
        {
            PaintShadow(command, text, style.TextShadows[i]);
        }

        _decorations.Paint(text, DecorationLines.Underline | DecorationLines.Overline, null, command.Opacity);
        PaintGlyphs(command, text, style.TextFillColor ?? style.Color);
        if (style.TextStroke.Width > 0)
        {
            PaintStroke(command, text);
        }

        _decorations.Paint(text, DecorationLines.LineThrough, null, command.Opacity);
    }

    /// <summary>Adds all text of a box and of what is in it to a mask.</summary>
    public void CoverAll(LayoutBox box, MaskPlane mask)
    {
        if (box.Kind == BoxKind.Inline)
        {
            var block = box.Parent;
            while (block is { Kind: BoxKind.Inline })
            {
                block = block.Parent;
            }

            CoverLines(block, box, mask);
            return;
        }

        CoverLines(box, null, mask);
        foreach (var child in box.Children)
        {
            if (child.Kind != BoxKind.Inline)
            {
                CoverAll(child, mask);
            }
        }
    }

    private static bool IsWithin(LayoutBox? box, LayoutBox around)
    {
        for (; box is not null; box = box.Parent)
        {
            if (ReferenceEquals(box, around))
            {
                return true;
            }
        }

        return false;
    }

    private void CoverLines(LayoutBox? block, LayoutBox? inline, MaskPlane mask)
    {
        foreach (var line in block?.Lines ?? [])
        {
            foreach (var fragment in line.Fragments)
            {
                if (fragment is TextFragment text && (inline is null || IsWithin(text.Box, inline)))
                {
                    Cover(mask, text, 0, 0, strokeWidth: null);
                }
            }
        }
    }

    private void PaintGlyphs(in PaintCommand command, TextFragment text, CssColor fill)
    {
        var (colour, tone) = (PremultipliedColour.ToPixel(fill, command.Opacity), GlyphTone.Of(fill));
        if (colour == 0)
        {
            return;
        }

        var run = (GlyphRun)text.Run;
        if (IsUpright(text))
        {
            var painter = new GlyphPainter(tools.Glyphs, Canvas.Target, colour, Canvas.Clip, tone);
            painter.Paint(run.Font, run.Glyphs, text.X + text.Lead + Canvas.Transform.M31, text.Baseline + Canvas.Transform.M32);
            return;
        }

        var bounds = command.Bounds.Intersect(Canvas.Clip.Bounds);
        if (bounds.IsEmpty)
        {
            return;
        }

        if (IsColoured(run))
        {
            ShowColours(run, ToPage(text, 0, 0), bounds, (int)(colour >> 24));
            return;
        }

        var mask = Canvas.Planes.TakeMask(bounds);
        GlyphOutlines.Cover(mask, run.Font, run.Glyphs, ToPage(text, 0, 0));
        tone.Apply(mask.All);
        Canvas.FillMask(mask, Canvas.Solid(colour));
    }

    private void ShowColours(GlyphRun run, Matrix3x2 toPage, PixelRect bounds, int alpha)
    {
        var plane = Canvas.Planes.TakePixels(bounds);
        GlyphOutlines.Show(plane, run.Font, run.Glyphs, toPage);
        var brush = new TileBrush(
            plane.MovedToOrigin(), isOpaque: false, Matrix3x2.CreateTranslation(-bounds.Left, -bounds.Top), stepX: 0, stepY: 0);
        Canvas.FillPixels(bounds, alpha == 255 ? brush : new OpacityBrush(brush, alpha / 255.0));
    }

    private void PaintStroke(in PaintCommand command, TextFragment text)
    {
        var style = text.Run.Style;
        var bounds = command.Bounds.Intersect(Canvas.Clip.Bounds);
        if (bounds.IsEmpty)
        {
            return;
        }

        var mask = Canvas.Planes.TakeMask(bounds);
        Cover(mask, text, 0, 0, style.TextStroke.Width);
        Canvas.FillMask(mask, Canvas.Solid(PremultipliedColour.ToPixel(style.TextStroke.Color ?? style.Color, command.Opacity)));
    }

    private void PaintShadow(in PaintCommand command, TextFragment text, in Shadow shadow)
    {
        var deviation = shadow.Blur / 2 * Math.Sqrt(Math.Abs(Canvas.Transform.GetDeterminant()));
        var reach = Blur.ReachOf(deviation);
        var bounds = command.Bounds.Inflate(reach).Intersect(Canvas.Clip.Bounds.Inflate(reach));
        if (bounds.IsEmpty || shadow.Color.Alpha <= 0)
        {
            return;
        }

        var mask = Canvas.Planes.TakeMask(bounds);
        Cover(mask, text, shadow.X, shadow.Y, strokeWidth: null);
        tools.Blur.Apply(mask, deviation);
        var colour = PremultipliedColour.ToPixel(shadow.Color, command.Opacity);
        Canvas.FillMask(mask, Canvas.Solid(colour));
        if (deviation <= 0)
        {
            var transform = Canvas.Transform;
            Canvas.Transform = Matrix3x2.CreateTranslation((float)shadow.X, (float)shadow.Y) * transform;
            _decorations.Paint(text, DecorationLines.Underline | DecorationLines.Overline | DecorationLines.LineThrough, colour, 1);
            Canvas.Transform = transform;
        }
    }

    private void Cover(MaskPlane mask, TextFragment text, double x, double y, double? strokeWidth)
    {
        var run = (GlyphRun)text.Run;
        if (IsUpright(text) && strokeWidth is null)
        {
            var painter = new GlyphPainter(tools.Glyphs, Canvas.Target, 0, Canvas.Clip);
            painter.Cover(mask, run.Font, run.Glyphs, text.X + text.Lead + x + Canvas.Transform.M31, text.Baseline + y + Canvas.Transform.M32);
            return;
        }

        GlyphOutlines.Cover(mask, run.Font, run.Glyphs, ToPage(text, x, y), strokeWidth);
    }

    private bool IsUpright(TextFragment text)
    {
        var transform = Canvas.Transform;
        return text.Scale == 1 && transform.M11 == 1 && transform.M22 == 1 && transform.M12 == 0 && transform.M21 == 0;
    }

    /// <summary>From px of the run to px of the page; upright baselines lie on whole px.</summary>
    private Matrix3x2 ToPage(TextFragment text, double x, double y)
    {
        var toPage = Matrix3x2.CreateScale((float)text.Scale)
            * Matrix3x2.CreateTranslation((float)(text.X + text.Lead + x), (float)(text.Baseline + y))
            * Canvas.Transform;
        if (toPage.M12 == 0)
        {
            toPage.M32 = MathF.Floor(toPage.M32 + 0.5f);
        }

        return toPage;
    }

    private bool IsColoured(GlyphRun run)
    {
        foreach (ref readonly var glyph in run.Glyphs)
        {
            if (glyph.Glyph != PangoNative.EmptyGlyph && (glyph.Glyph & PangoNative.UnknownGlyphFlag) == 0)
            {
                return tools.Glyphs.Get(run.Font, glyph.Glyph, 0).IsColoured;
            }
        }

        return false;
    }
}
