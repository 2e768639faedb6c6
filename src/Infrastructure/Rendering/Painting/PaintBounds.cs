using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>How far paint can reach. Too much costs a little time, too little cuts something off.</summary>
internal static class PaintBounds
{
    /// <summary>A box with its shadows.</summary>
    public static PixelRect OfBox(Area border, PaintProperties paint, Matrix3x2 transform)
    {
        var area = border.Snap();
        var all = area;
        for (var i = 0; i < paint.BoxShadows.Count; i++)
        {
            var shadow = paint.BoxShadows[i];
            if (!shadow.IsInset)
            {
                var reach = shadow.Spread + Blur.ReachOf(shadow.Blur / 2);
                all = Join(all, area.Outset(reach).Offset(shadow.X, shadow.Y));
            }
        }

        return all.Map(transform).Around();
    }

    public static PixelRect OfOutline(Area border, Outline outline, Matrix3x2 transform)
        => border.Snap().Outset(Math.Max(0, outline.Offset + outline.Width)).Map(transform).Around();

    /// <summary>Glyphs, which may stick out of their line by about half their size, and their shadows.</summary>
    public static PixelRect OfText(TextFragment text, Matrix3x2 transform)
    {
        var (style, metrics) = (text.Run.Style, text.Run.Metrics);
        var margin = (style.FontSize / 2) + style.TextStroke.Width;
        var area = new Area(
            text.X - margin, text.Baseline - metrics.Ascent - margin, text.X + text.Width + margin, text.Baseline + metrics.Descent + margin);
        var all = area;
        for (var i = 0; i < style.TextShadows.Count; i++)
        {
            var shadow = style.TextShadows[i];
            all = Join(all, area.Outset(Blur.ReachOf(shadow.Blur / 2)).Offset(shadow.X, shadow.Y));
        }

        return all.Map(transform).Around();
    }

    /// <summary>What a layer reaches once its filters have worked on what is in it.</summary>
    public static PixelRect OfLayer(PixelRect content, PaintProperties paint, Matrix3x2 transform)
    {
        if (content.IsEmpty)
        {
            return content;
        }

        var scale = Math.Sqrt(Math.Abs(transform.GetDeterminant()));
        for (var i = 0; i < paint.Filters.Count; i++)
        {
            content = OfFilter(content, paint.Filters[i], scale);
        }

        return content;
    }

    /// <summary>From how far away the filters of a layer bring something in, px of the page.</summary>
    public static int ReachOf(PaintProperties paint, Matrix3x2 transform)
    {
        var unit = new PixelRect(0, 0, 1, 1);
        var reached = OfLayer(unit, paint, transform);
        return Math.Max(Math.Max(-reached.Left, -reached.Top), Math.Max(reached.Right, reached.Bottom) - 1);
    }

    private static PixelRect OfFilter(PixelRect content, in FilterFunction filter, double scale)
    {
        if (filter.Kind == FilterKind.Blur)
        {
            return content.Inflate(Blur.ReachOf(filter.Amount * scale));
        }

        if (filter.Kind != FilterKind.DropShadow)
        {
            return content;
        }

        var shadow = filter.Shadow;
        var reach = Blur.ReachOf(shadow.Blur * scale);
        return content.Union(content.Inflate(reach).Offset(Near(shadow.X * scale), Near(shadow.Y * scale)).Inflate(1));
    }

    private static int Near(double px) => (int)Math.Round(Math.Clamp(px, -1e6, 1e6));

    private static Area Join(Area one, Area two)
        => new(Math.Min(one.Left, two.Left), Math.Min(one.Top, two.Top), Math.Max(one.Right, two.Right), Math.Max(one.Bottom, two.Bottom));
}
