using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Lines under, over and through text, placed as Blink's <c>TextDecorationInfo</c> places them.</summary>
internal sealed class DecorationPainter(PaintTools tools)
{
    private const double AutomaticShare = 0.1;
    private const int WavePieces = 8;

    private readonly DashPainter _dashes = new(tools);

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>Paints the lines of all boxes around a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lines">Which lines: some go below the text, some above it.</param>
    /// <param name="colour">Premultiplied, for shadows; null for each decoration's own.</param>
    /// <param name="opacity">0 to 1.</param>
    public void Paint(TextFragment text, DecorationLines lines, uint? colour, double opacity)
    {
        for (var box = TextDecorations.Next(text.Box); box is not null; box = TextDecorations.Next(TextDecorations.Outer(box)))
        {
            var decoration = box.Style.Paint.TextDecoration!;
            var thickness = decoration.Thickness ?? Math.Max(1, box.Style.Text.FontSize * AutomaticShare);
            var pixel = colour ?? PremultipliedColour.ToPixel(decoration.Color, opacity);
            Paint(text, decoration, decoration.Lines & lines, thickness, pixel);
        }
    }

    private void Paint(TextFragment text, TextDecoration decoration, DecorationLines lines, double thickness, uint colour)
    {
        var ascent = text.Run.Metrics.Ascent * text.Scale;
        if (lines.HasFlag(DecorationLines.Underline))
        {
            var gap = decoration.Offset is { } offset ? Math.Round(offset) : Math.Max(1, Math.Ceiling(thickness / 2));
            PaintLine(text, decoration.Style, text.Baseline + gap, thickness, outwards: 1, colour);
        }

        if (lines.HasFlag(DecorationLines.Overline))
        {
            PaintLine(text, decoration.Style, text.Baseline - ascent - Math.Floor(thickness), thickness, outwards: -1, colour);
        }

        if (lines.HasFlag(DecorationLines.LineThrough))
        {
            PaintLine(text, decoration.Style, text.Baseline - (ascent / 3) - (thickness / 2), thickness, outwards: 0, colour);
        }
    }

    /// <param name="text">The text.</param>
    /// <param name="style">How the line is drawn.</param>
    /// <param name="top">px of its upper edge.</param>
    /// <param name="thickness">px.</param>
    /// <param name="outwards">Where the second line of two goes: 1 below, -1 above, 0 on either side.</param>
    /// <param name="colour">Premultiplied.</param>
    private void PaintLine(TextFragment text, DecorationStyle style, double top, double thickness, int outwards, uint colour)
    {
        var height = Math.Max(1, Math.Floor(thickness));
        var y = Math.Floor(top + 0.5);
        switch (style)
        {
            case DecorationStyle.Double:
                var apart = thickness + 1;
                Fill(text, outwards == 0 ? top - (apart / 2) : top, height, colour);
                Fill(text, outwards == 0 ? top + (apart / 2) : top + (outwards * apart), height, colour);
                break;
            case DecorationStyle.Dotted or DecorationStyle.Dashed:
                var line = new DashLine(text.X, y + (height / 2), 1, 0, text.Width);
                _dashes.PaintLine(line, height, style == DecorationStyle.Dotted, colour);
                break;
            case DecorationStyle.Wavy:
                PaintWave(text, top + (outwards * (thickness + 1)), thickness, colour);
                break;
            default:
                Fill(text, top, height, colour);
                break;
        }
    }

    private void Fill(TextFragment text, double top, double height, uint colour)
    {
        var y = Math.Floor(top + 0.5);
        var area = new Area(Math.Floor(text.X + 0.5), y, Math.Floor(text.X + text.Width + 0.5), y + height);
        Canvas.Fill(area, Canvas.Solid(colour));
    }

    /// <summary>A wave of cubic curves as Blink draws it, as a band of the line's thickness.</summary>
    private void PaintWave(TextFragment text, double y, double thickness, uint colour)
    {
        var whole = Math.Max(1, thickness);
        var length = 1 + (2 * Math.Round((2 * whole) + 0.5));
        var height = 0.5 + Math.Round((3 * whole) + 0.5);
        var steps = (int)Math.Min(4000, Math.Ceiling(text.Width / length * WavePieces));
        var outline = Canvas.BeginOutline();
        for (var i = 0; i <= steps; i++)
        {
            AddWavePoint(outline, text.X, y, length, height, i, -whole / 2);
        }

        for (var i = steps; i >= 0; i--)
        {
            AddWavePoint(outline, text.X, y, length, height, i, whole / 2);
        }

        outline.Close();
        var clip = Canvas.Clip;
        Canvas.Clip = clip with { Bounds = clip.Bounds.Intersect(Wide(text).Map(Canvas.Transform).Around()) };
        Canvas.FillOutline(Canvas.Solid(colour));
        Canvas.Clip = clip;
    }

    private static Area Wide(TextFragment text) => new(text.X, text.Baseline - 1e5, text.X + text.Width, text.Baseline + 1e5);

    private static void AddWavePoint(PathOutline outline, double x, double y, double length, double height, int step, double across)
    {
        // One turn from (0, 0) to (length, 0) with both control points in its middle, above and below.
        var (turn, way) = (step / WavePieces, step % WavePieces / (double)WavePieces);
        var rest = 1 - way;
        var pull = 3 * way * rest;
        var (atX, atY) = ((pull * (length / 2)) + (way * way * way * length), pull * (rest - way) * height);
        var slopeX = (3 * length / 2 * ((rest * rest) - (way * way) + (2 * way * rest * 0))) + (3 * way * way * length);
        var slopeY = 3 * height * ((rest * rest) - (4 * way * rest) + (way * way));
        var size = Math.Sqrt((slopeX * slopeX) + (slopeY * slopeY));
        outline.Add(x + (turn * length) + atX - (slopeY / size * across), y + atY + (slopeX / size * across));
    }
}
