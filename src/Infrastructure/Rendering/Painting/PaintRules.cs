using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>What of a style makes layers, clips and marks on the page.</summary>
internal static class PaintRules
{
    /// <summary>Whether a box paints all that is in it as one (CSS 2, 9.9.1; CSS Flexbox 1, 4.3; CSS Color, Transforms, Filter Effects, Masking).</summary>
    public static bool IsStackingContext(LayoutBox box)
    {
        var (style, paint) = (box.Style.Box, box.Style.Paint);
        return (style.ZIndex is not null && (IsPositioned(box) || IsFlexItem(box)))
            || style.Position is Position.Fixed or Position.Sticky
            || NeedsLayer(paint)
            || HasTransform(box)
            || paint.ClipPath is not null;
    }

    public static bool IsPositioned(LayoutBox box) => box.Style.Box.Position != Position.Static;

    /// <summary>Whether it is painted after the flow that it stands in.</summary>
    public static bool IsDeferred(LayoutBox box) => IsPositioned(box) || IsStackingContext(box);

    public static bool NeedsLayer(PaintProperties paint) => paint.Opacity < 1 || paint.Filters.Count > 0 || paint.MaskLayers.Count > 0;

    /// <summary>Inline boxes cannot be transformed (CSS Transforms 1, 2).</summary>
    public static bool HasTransform(LayoutBox box) => box.Kind != BoxKind.Inline && box.Style.Paint.Transforms.Count > 0;

    /// <summary>Whether absolute boxes inside are placed, and so clipped, by it.</summary>
    public static bool ContainsAbsolute(LayoutBox box) => IsPositioned(box) || box.Style.Box.ContainsAbsolute || ContainsFixed(box);

    public static bool ContainsFixed(LayoutBox box) => HasTransform(box) || box.Style.Paint.Filters.Count > 0;

    public static bool HasBackground(PaintProperties paint) => paint.BackgroundColor.Alpha > 0 || paint.BackgroundLayers.Count > 0;

    public static bool HasBorder(in Sides<double> width) => width.Top > 0 || width.Right > 0 || width.Bottom > 0 || width.Left > 0;

    public static bool HasDecorations(PaintProperties paint, in Sides<double> border)
        => HasBackground(paint) || HasBorder(border) || paint.BoxShadows.Count > 0;

    /// <summary>Whether pictures or text decide over what its background or layer looks like.</summary>
    public static bool DependsOnMore(PaintProperties paint) => HasPictures(paint.BackgroundLayers) || HasPictures(paint.MaskLayers);

    /// <summary>Whether things that do not overlap are painted in one go, so that one alpha for all of it is one alpha for each.</summary>
    public static bool IsOneStroke(PaintProperties paint, in Sides<double> border)
    {
        var strokes = (paint.BackgroundColor.Alpha > 0 ? 1 : 0) + paint.BackgroundLayers.Count + (HasBorder(border) ? 1 : 0);
        return strokes <= 1 && paint.BoxShadows.Count <= 1;
    }

    private static bool IsFlexItem(LayoutBox box) => box.Parent?.Kind == BoxKind.Flex && box.Style.Box.Position != Position.Absolute;

    private static bool HasPictures(IReadOnlyList<BackgroundLayer> layers)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            if (layers[i].Image is UrlImage || layers[i].Clip == BackgroundBox.Text)
            {
                return true;
            }
        }

        return false;
    }
}
