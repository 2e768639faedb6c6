using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Background colours and layers (CSS Backgrounds 3, 2), and the layers of masks, which are painted alike.</summary>
internal sealed class BackgroundPainter(PaintTools tools, TextPainter texts)
{
    private readonly ImageBrushes _brushes = new(tools);

    private RasterCanvas Canvas => tools.Canvas;

    /// <summary>Paints the background of a box.</summary>
    public void Paint(in PaintCommand command, RoundedArea border)
    {
        var paint = command.Paint;
        if (paint.BackgroundColor.Alpha > 0)
        {
            PaintColour(command, border, paint.BackgroundColor, paint.BackgroundColorClip);
        }

        PaintLayers(command, border, paint.BackgroundLayers);
    }

    /// <summary>Paints layers, the last first.</summary>
    public void PaintLayers(in PaintCommand command, RoundedArea border, IReadOnlyList<BackgroundLayer> layers)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            var layer = layers[i];
            var origin = BoxGeometry.BoxOf(command, border, layer.Origin).Area;
            PaintLayer(command, layer, origin, BoxGeometry.BoxOf(command, border, layer.Clip));
        }
    }

    /// <summary>Paints the background of the whole page, placed by the root's box.</summary>
    public void PaintCanvas(in PaintCommand command, PixelRect page)
    {
        Canvas.FillPixels(page, Canvas.Solid(PremultipliedColour.ToPixel(CssColor.White)));
        if (command.LeavesBackground)
        {
            return;
        }

        var paint = command.Paint;
        Canvas.FillPixels(page, Canvas.Solid(PremultipliedColour.ToPixel(paint.BackgroundColor)));
        var root = new RoundedArea(command.Area.Snap());
        for (var i = paint.BackgroundLayers.Count - 1; i >= 0; i--)
        {
            var origin = BoxGeometry.BoxOf(command, root, paint.BackgroundLayers[i].Origin).Area;
            PaintLayer(command, paint.BackgroundLayers[i], origin, new RoundedArea(Area.Of(page)));
        }
    }

    private void PaintColour(in PaintCommand command, RoundedArea border, CssColor colour, BackgroundBox box)
    {
        var pixel = PremultipliedColour.ToPixel(colour, command.Opacity);
        if (box == BackgroundBox.Text)
        {
            FillText(command, Canvas.Solid(pixel));
            return;
        }

        Canvas.Fill(BoxGeometry.BoxOf(command, border, box), Canvas.Solid(pixel));
    }

    private void PaintLayer(in PaintCommand command, BackgroundLayer layer, Area origin, RoundedArea clip)
    {
        var picture = layer.Image is UrlImage url ? tools.Pictures.TryGet(url.Url) : null;
        if (clip.Area.IsEmpty || origin.IsEmpty || (layer.Image is UrlImage && picture is null))
        {
            return;
        }

        (double Width, double Height)? natural = picture is null ? null : (picture.Width, picture.Height);
        var tiles = BackgroundTiles.Place(layer, origin, natural);
        if (tiles.First.IsEmpty)
        {
            return;
        }

        var shown = Shown(tiles, clip.Area);
        if (shown.IsEmpty || _brushes.Create(layer.Image, picture, tiles, shown) is not { } brush)
        {
            return;
        }

        brush = command.Opacity < 1 ? new OpacityBrush(brush, command.Opacity) : brush;
        if (layer.Clip == BackgroundBox.Text)
        {
            FillText(command, brush);
        }
        else
        {
            FillWithin(clip, shown, brush);
        }
    }

    /// <summary>The part of the clip that images reach.</summary>
    private static Area Shown(BackgroundTiles tiles, Area clip)
    {
        var shown = tiles.StepX > 0 ? clip : clip with { Left = Math.Max(clip.Left, tiles.First.Left), Right = Math.Min(clip.Right, tiles.First.Right) };
        return tiles.StepY > 0 ? shown : shown with { Top = Math.Max(clip.Top, tiles.First.Top), Bottom = Math.Min(clip.Bottom, tiles.First.Bottom) };
    }

    private void FillWithin(RoundedArea clip, Area shown, Brush brush)
    {
        if (shown.Contains(clip.Area) || !clip.IsRounded)
        {
            Canvas.Fill(shown.Contains(clip.Area) ? clip : new RoundedArea(shown), brush);
            return;
        }

        var outer = Canvas.Clip;
        Canvas.Clip = Canvas.Narrow(outer, clip);
        Canvas.Fill(shown, brush);
        Canvas.Clip = outer;
    }

    private void FillText(in PaintCommand command, Brush brush)
    {
        var mask = Canvas.Planes.TakeMask(command.Bounds.Intersect(Canvas.Clip.Bounds));
        texts.CoverAll(command.Box, mask);
        Canvas.FillMask(mask, brush);
    }
}
