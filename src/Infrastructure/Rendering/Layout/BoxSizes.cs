using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// Widths of border boxes from <c>width</c>, its limits, a ratio and <c>box-sizing</c> (CSS Sizing 3 and 4; Blink's
/// <c>ComputeInlineSizeForFragment</c>). The room is NaN while intrinsic sizes are asked for, where percentages have nothing to be of.
/// </summary>
internal sealed class BoxSizes(LayoutEngine engine)
{
    /// <summary>The width of a border box whose edges are resolved.</summary>
    public double WidthOf(LayoutBox box, in LayoutInput input)
    {
        if (input.HasForcedWidth)
        {
            return input.ForcedWidth;
        }

        var width = box.Properties.Width;
        var isFromRatio = MayBeFromRatio(box, input);
        var fitsContent = input.ShrinksToFit || isFromRatio;
        var size = ResolveWidth(box, width, input) ?? (fitsContent ? FitContent(box, input) ?? 0 : Stretch(box, input));
        var hasAutomaticMinimum = isFromRatio && !box.IsScrollContainer && (width.IsAuto || IsContentKeyword(width));
        return LimitsOf(box, input, hasAutomaticMinimum ? engine.Intrinsic.SizesOf(box, input, withRatio: false).Min : double.NaN).Clamp(size);
    }

    /// <summary>The border box width that a property says, or null for auto, for none and for a percentage of what is not known.</summary>
    public double? ResolveWidth(LayoutBox box, Length length, in LayoutInput input)
    {
        switch (length.Kind)
        {
            case LengthKind.Auto or LengthKind.None or LengthKind.Normal:
                return null;
            case LengthKind.MinContent:
                return engine.Intrinsic.SizesOf(box, input).Min;
            case LengthKind.MaxContent or LengthKind.Content:
                return engine.Intrinsic.SizesOf(box, input).Max;
            case LengthKind.FitContent:
                return FitContent(box, input);
            case LengthKind.Stretch:
                return double.IsNaN(input.FitWidth) ? null : Stretch(box, input);
            default:
                return length.HasPercent && double.IsNaN(input.AvailableWidth) ? null : FromLength(box, length, input.AvailableWidth);
        }
    }

    /// <summary>The limits of a border box's width.</summary>
    /// <param name="box">The box.</param>
    /// <param name="input">What the parent says.</param>
    /// <param name="automaticMinimum">px that <c>min-width: auto</c> comes to within the upper limit; NaN for nothing.</param>
    /// <param name="withRatio">Whether limits of the height count by way of the ratio (CSS Sizing 4, 4.4).</param>
    public SizeLimits LimitsOf(LayoutBox box, in LayoutInput input, double automaticMinimum = double.NaN, bool withRatio = true)
    {
        var style = box.Properties;
        var most = ResolveWidth(box, style.MaxWidth, input) ?? double.PositiveInfinity;
        var least = Math.Max(LeastWidth(box, input), box.EdgesAcross);
        if (style.MinWidth.IsAuto && !double.IsNaN(automaticMinimum))
        {
            least = Math.Min(Math.Max(automaticMinimum, box.EdgesAcross), most);
        }

        if (withRatio && style.Width.IsAuto && AspectRatio.Of(box) is { } ratio)
        {
            var transferred = AspectRatio.WidthsOf(box, BoxHeights.LimitsOf(box, input.PercentHeight, double.NaN), ratio);
            least = Math.Max(least, Math.Min(transferred.Least, most));
            most = Math.Min(most, transferred.Most);
        }

        return new SizeLimits(least, Math.Max(most, least));
    }

    /// <summary>Whether a width is one of those that the content says.</summary>
    public static bool IsContentKeyword(Length width)
        => width.Kind is LengthKind.MinContent or LengthKind.MaxContent or LengthKind.FitContent or LengthKind.Content;

    private double LeastWidth(LayoutBox box, in LayoutInput input)
    {
        var min = box.Properties.MinWidth;
        return ResolveWidth(box, min, input)
            ?? (min.HasPercent ? FromLength(box, min, 0) : min.Kind == LengthKind.FitContent ? engine.Intrinsic.SizesOf(box, input).Min : 0);
    }

    /// <summary>A height that stands without the content gives the width; one that merely fills its room does not.</summary>
    private static bool MayBeFromRatio(LayoutBox box, in LayoutInput input)
        => AspectRatio.Of(box) is not null
            && (!box.Properties.Height.IsAuto || input.IsHeightStretched)
            && !double.IsNaN(BoxHeights.Known(box, double.NaN, input));

    private double? FitContent(LayoutBox box, in LayoutInput input)
        => double.IsNaN(input.FitWidth) ? null
            : engine.Intrinsic.SizesOf(box, input).Fit(Math.Max(0, input.FitWidth - box.Margin.Left - box.Margin.Right));

    private static double Stretch(LayoutBox box, in LayoutInput input)
        => Math.Max(input.FitWidth - box.Margin.Left - box.Margin.Right, box.EdgesAcross);

    private static double FromLength(LayoutBox box, Length length, double basis)
        => SizeLimits.BorderBox(length.Resolve(basis), box.EdgesAcross, box.Properties.IsBorderBox);
}
