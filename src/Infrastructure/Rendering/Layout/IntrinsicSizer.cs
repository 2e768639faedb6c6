using PearlIo.Infrastructure.Rendering.Layout.Flex;
using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Widths of boxes by their content (CSS Sizing 3, 4 and 5; Blink's <c>BlockNode::ComputeMinMaxSizes</c>).</summary>
internal sealed class IntrinsicSizer(LayoutEngine engine)
{
    private readonly FlexIntrinsicSizes _flex = new(engine);

    /// <summary>The widths of a border box from its content, whatever its own <c>width</c> says.</summary>
    /// <param name="box">The box, its edges resolved.</param>
    /// <param name="input">What the parent says of heights.</param>
    /// <param name="withRatio">Whether the box's own ratio may say more than the content.</param>
    public IntrinsicSizes SizesOf(LayoutBox box, in LayoutInput input, bool withRatio = true)
    {
        if (box.Kind == BoxKind.Replaced)
        {
            var width = ReplacedSize.IntrinsicWidth(box, input, engine.Sizes);
            return new IntrinsicSizes(width, width);
        }

        var ratio = AspectRatio.Of(box);
        if (withRatio && ratio is { } shape && KnownHeight(box, input) is var height && !double.IsNaN(height))
        {
            var width = AspectRatio.WidthOf(box, height, shape);
            return new IntrinsicSizes(width, width);
        }

        var content = ContentSizes(box, input);
        var sizes = new IntrinsicSizes(content.Min + box.EdgesAcross, content.Max + box.EdgesAcross);
        if (ratio is not { } limit || !double.IsNaN(KnownHeight(box, input)))
        {
            return sizes;
        }

        var limits = AspectRatio.WidthsOf(box, BoxHeights.LimitsOf(box, input.PercentHeight, double.NaN), limit);
        return new IntrinsicSizes(limits.Clamp(sizes.Min), limits.Clamp(sizes.Max));
    }

    /// <summary>What a box adds to the widths of its parent: its margin box (CSS Sizing 3, 5.2).</summary>
    /// <param name="box">The box, which may be laid out already with its edges of another width.</param>
    /// <param name="percentHeight">px that percentages of heights are of, or NaN.</param>
    public IntrinsicSizes Contribution(LayoutBox box, double percentHeight)
    {
        var edges = box.Edges;
        BoxEdges.Resolve(box, 0);
        var outer = BorderBoxContribution(box, new LayoutInput { AvailableWidth = double.NaN, PercentHeight = percentHeight, ShrinksToFit = true });
        var margins = box.Margin.Left + box.Margin.Right;
        box.Edges = edges;
        return new IntrinsicSizes(outer.Min + margins, outer.Max + margins);
    }

    /// <summary>The contribution without margins (Blink's <c>ComputeMinAndMaxContentContribution</c>).</summary>
    /// <param name="box">The box, its edges resolved.</param>
    /// <param name="input">Without room, for nothing is known of it.</param>
    public IntrinsicSizes BorderBoxContribution(LayoutBox box, in LayoutInput input)
    {
        var style = box.Properties;
        if (box.Kind == BoxKind.Replaced)
        {
            return ReplacedContribution(box, input);
        }

        var sizes = engine.Sizes.ResolveWidth(box, style.Width, input) is { } width ? new IntrinsicSizes(width, width) : SizesOf(box, input);
        var isFromRatio = AspectRatio.Of(box) is not null && style.Width.Kind != LengthKind.Px && !double.IsNaN(KnownHeight(box, input));
        var minimum = isFromRatio && !box.IsScrollContainer ? SizesOf(box, input, withRatio: false).Min : double.NaN;
        var limits = engine.Sizes.LimitsOf(box, input, minimum);
        if (style.MinWidth.Kind != LengthKind.FitContent && style.MaxWidth.Kind != LengthKind.FitContent)
        {
            return new IntrinsicSizes(limits.Clamp(sizes.Min), limits.Clamp(sizes.Max));
        }

        // fit-content is the narrowest in the narrowest width, and the widest in the widest.
        var content = SizesOf(box, input);
        return new IntrinsicSizes(
            ClampFit(style, limits, sizes.Min, content.Min), ClampFit(style, limits, sizes.Max, content.Max));
    }

    /// <summary>Widths of the content box.</summary>
    public IntrinsicSizes ContentSizes(LayoutBox box, in LayoutInput input)
    {
        var percentHeight = BoxHeights.PercentForChildren(box, double.NaN, input);
        if (box.FindContentSizes(percentHeight) is not { } known)
        {
            known = Measure(box, input, percentHeight);
            box.RememberContentSizes(percentHeight, known);
        }

        return known;
    }

    private static double ClampFit(BoxProperties style, SizeLimits limits, double size, double content)
    {
        var most = style.MaxWidth.Kind == LengthKind.FitContent ? content : limits.Most;
        var least = style.MinWidth.Kind == LengthKind.FitContent ? content : limits.Least;
        return Math.Max(Math.Min(size, most), least);
    }

    private static double KnownHeight(LayoutBox box, in LayoutInput input) => BoxHeights.Definite(box, double.NaN, input);

    /// <summary>CSS Sizing 3, 5.2.2: a picture with a percentage may become as narrow as can be.</summary>
    private IntrinsicSizes ReplacedContribution(LayoutBox box, in LayoutInput input)
    {
        var style = box.Properties;
        var width = ReplacedSize.Resolve(box, input, engine.Sizes).Width;
        var least = width;
        if (style.Width.HasPercent || style.MaxWidth.HasPercent)
        {
            least = style.MinWidth.IsNumeric ? engine.Sizes.LimitsOf(box, input).Least : box.EdgesAcross;
        }

        return new IntrinsicSizes(least, width);
    }

    private IntrinsicSizes Measure(LayoutBox box, in LayoutInput input, double percentHeight)
    {
        if (engine.Inlines.Of(box) is { } content)
        {
            return InlineIntrinsicSizes.Measure(content, this, percentHeight);
        }

        return box.Kind == BoxKind.Flex ? _flex.Measure(box, input) : WidestOf(box, percentHeight);
    }

    /// <summary>Of blocks one below the other.</summary>
    public IntrinsicSizes WidestOf(LayoutBox box, double percentHeight)
    {
        var widest = IntrinsicSizes.Zero;
        foreach (var child in box.Children)
        {
            if (!child.IsOutOfFlow)
            {
                var sizes = Contribution(child, percentHeight);
                widest = new IntrinsicSizes(Math.Max(widest.Min, sizes.Min), Math.Max(widest.Max, sizes.Max));
            }
        }

        return widest with { Max = Math.Max(widest.Min, widest.Max) };
    }
}
