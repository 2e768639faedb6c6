using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Widths of boxes by their content alone (CSS Sizing 3, 4 and 5). Percentages have nothing to be of there.</summary>
internal sealed class IntrinsicSizer(InlineContentBuilder inlines)
{
    /// <summary>The widths of a border box from its content, whatever its own <c>width</c> says.</summary>
    /// <param name="box">The box, its edges resolved.</param>
    /// <param name="percentHeight">px that percentages of heights are of, or NaN.</param>
    /// <param name="withoutRatio">Whether the box's own ratio is left out.</param>
    public IntrinsicSizes BorderBoxSizes(LayoutBox box, double percentHeight, bool withoutRatio = false)
    {
        var content = ContentSizes(box);
        var edges = box.EdgesAcross;
        if (!withoutRatio && box.Kind != BoxKind.Replaced && box.Properties.AspectRatio is { } ratio
            && BoxSizes.ResolveHeight(box, box.Properties.Height, percentHeight) is { } height)
        {
            var width = BoxSizes.WidthFromRatio(box, BoxSizes.ClampHeight(box, height, percentHeight), ratio);
            return new IntrinsicSizes(width, width);
        }

        return new IntrinsicSizes(content.Min + edges, content.Max + edges);
    }

    /// <summary>What a box adds to the widths of its parent: its margin box (CSS Sizing 3, 5.2).</summary>
    public IntrinsicSizes Contribution(LayoutBox box)
    {
        // The box may be laid out already with its edges of another width.
        var (margin, border, padding) = (box.Margin, box.Border, box.Padding);
        BoxEdges.Resolve(box, 0);
        var outer = BorderBoxContribution(box);
        var margins = box.Margin.Left + box.Margin.Right;
        (box.Margin, box.Border, box.Padding) = (margin, border, padding);
        return new IntrinsicSizes(outer.Min + margins, outer.Max + margins);
    }

    /// <summary>The contribution without margins; edges are resolved against 0 already.</summary>
    public IntrinsicSizes BorderBoxContribution(LayoutBox box)
    {
        var style = box.Properties;
        var sizes = FixedWidth(box, style.Width) is { } width ? new IntrinsicSizes(width, width) : Keyword(box, style.Width);
        if (box.Kind == BoxKind.Replaced && style.Width.HasPercent)
        {
            // CSS Sizing 3, 5.2.2: a picture with a percentage may become as narrow as can be.
            sizes = sizes with { Min = box.EdgesAcross };
        }

        return Clamp(box, sizes);
    }

    /// <summary>Widths of the content box.</summary>
    public IntrinsicSizes ContentSizes(LayoutBox box)
    {
        if (box.ContentSizes is not { } known)
        {
            known = Measure(box);
            box.ContentSizes = known;
        }

        return known;
    }

    private IntrinsicSizes Keyword(LayoutBox box, Length width)
    {
        var sizes = BorderBoxSizes(box, double.NaN);
        return width.Kind switch
        {
            LengthKind.MinContent => new IntrinsicSizes(sizes.Min, sizes.Min),
            LengthKind.MaxContent => new IntrinsicSizes(sizes.Max, sizes.Max),
            _ => sizes,
        };
    }

    private IntrinsicSizes Clamp(LayoutBox box, IntrinsicSizes sizes)
    {
        var most = FixedWidth(box, box.Properties.MaxWidth) ?? KeywordLimit(box, box.Properties.MaxWidth) ?? double.PositiveInfinity;
        var least = FixedWidth(box, box.Properties.MinWidth) ?? KeywordLimit(box, box.Properties.MinWidth) ?? 0;
        least = Math.Max(least, box.EdgesAcross);
        if (box.Kind == BoxKind.Replaced && box.Properties.MaxWidth.HasPercent)
        {
            sizes = sizes with { Min = box.EdgesAcross };
        }

        return new IntrinsicSizes(Math.Max(Math.Min(sizes.Min, most), least), Math.Max(Math.Min(sizes.Max, most), least));
    }

    private double? KeywordLimit(LayoutBox box, Length limit) => limit.Kind switch
    {
        LengthKind.MinContent => BorderBoxSizes(box, double.NaN).Min,
        LengthKind.MaxContent => BorderBoxSizes(box, double.NaN).Max,
        _ => null,
    };

    /// <summary>A width that does not depend on the parent's.</summary>
    private static double? FixedWidth(LayoutBox box, Length length)
        => length.Kind != LengthKind.Px ? null
            : box.Properties.IsBorderBox ? Math.Max(length.Value, box.EdgesAcross)
            : Math.Max(0, length.Value) + box.EdgesAcross;

    private IntrinsicSizes Measure(LayoutBox box)
    {
        if (box.Kind == BoxKind.Replaced)
        {
            var width = ReplacedSize.NaturalWidth(box);
            return new IntrinsicSizes(width, width);
        }

        if (inlines.Of(box) is { } content)
        {
            return InlineIntrinsicSizes.Measure(content, this);
        }

        return box.Kind == BoxKind.Flex ? MeasureFlex(box) : MeasureBlocks(box);
    }

    private IntrinsicSizes MeasureBlocks(LayoutBox box)
    {
        var widest = IntrinsicSizes.Zero;
        foreach (var child in box.Children)
        {
            if (!child.IsOutOfFlow)
            {
                var sizes = Contribution(child);
                widest = new IntrinsicSizes(Math.Max(widest.Min, sizes.Min), Math.Max(widest.Max, sizes.Max));
            }
        }

        return widest;
    }

    private IntrinsicSizes MeasureFlex(LayoutBox box)
    {
        var style = box.Properties;
        if (style.FlexDirection is FlexDirection.Column or FlexDirection.ColumnReverse)
        {
            return MeasureBlocks(box);
        }

        var (min, max, count) = (0.0, 0.0, 0);
        var gap = style.ColumnGap.Kind == LengthKind.Px ? style.ColumnGap.Value : 0;
        foreach (var child in box.Children)
        {
            if (child.IsOutOfFlow)
            {
                continue;
            }

            var sizes = Contribution(child);
            count++;
            max += sizes.Max + (count > 1 ? gap : 0);
            min = style.FlexWrap == FlexWrap.NoWrap ? min + sizes.Min + (count > 1 ? gap : 0) : Math.Max(min, sizes.Min);
        }

        return new IntrinsicSizes(Math.Max(0, min), Math.Max(0, max));
    }
}
