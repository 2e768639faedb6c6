namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Sizes that follow from others by <c>aspect-ratio</c> (CSS Sizing 4, 4.1 to 4.4).</summary>
internal static class AspectRatio
{
    /// <summary>Width by height of what is not a picture; null for none. A ratio of 0 or infinity counts as none.</summary>
    public static double? Of(LayoutBox box)
        => box.Kind != BoxKind.Replaced && box.Properties.AspectRatio is { } ratio && double.IsFinite(ratio) && ratio > 0 ? ratio : null;

    /// <summary>The height of a border box; a ratio is of the box that <c>box-sizing</c> names.</summary>
    public static double HeightOf(LayoutBox box, double width, double ratio)
        => IsOfContent(box) ? (Math.Max(0, width - box.EdgesAcross) / ratio) + box.EdgesDown : Math.Max(width / ratio, box.EdgesDown);

    /// <summary>The width of a border box; a ratio is of the box that <c>box-sizing</c> names.</summary>
    public static double WidthOf(LayoutBox box, double height, double ratio)
        => IsOfContent(box) ? (Math.Max(0, height - box.EdgesDown) * ratio) + box.EdgesAcross : Math.Max(height * ratio, box.EdgesAcross);

    /// <summary>Limits of the height as limits of the width (4.4).</summary>
    public static SizeLimits WidthsOf(LayoutBox box, SizeLimits heights, double ratio) => Ordered(
        heights.Least > 0 ? WidthOf(box, heights.Least, ratio) : 0,
        double.IsPositiveInfinity(heights.Most) ? heights.Most : WidthOf(box, heights.Most, ratio));

    /// <summary>Limits of the width as limits of the height (4.4).</summary>
    public static SizeLimits HeightsOf(LayoutBox box, SizeLimits widths, double ratio) => Ordered(
        widths.Least > 0 ? HeightOf(box, widths.Least, ratio) : 0,
        double.IsPositiveInfinity(widths.Most) ? widths.Most : HeightOf(box, widths.Most, ratio));

    private static SizeLimits Ordered(double least, double most) => new(least, Math.Max(least, most));

    private static bool IsOfContent(LayoutBox box) => !box.Properties.IsBorderBox || box.Properties.PrefersNaturalRatio;
}
