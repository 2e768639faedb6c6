using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>The baselines of a container (CSS Flexbox 1, 8.5).</summary>
internal static class FlexBaseline
{
    /// <summary>px of an item's margin box before and after a baseline. In a column items are lined up by their left edges.</summary>
    public static (double Before, double After) Around(FlexAxis axis, LayoutBox box, LayoutResult result, double baseline)
    {
        if (!axis.IsRow)
        {
            return (box.Margin.Left, result.Width + box.Margin.Right);
        }

        var at = double.IsNaN(baseline) ? result.Height : baseline;
        return (box.Margin.Top + at, result.Height - at + box.Margin.Bottom);
    }

    /// <summary>px of the first baseline, of the line and the item that stand first to the eye.</summary>
    public static double First(FlexFlow flow, List<FlexLine> lines)
        => lines.Count == 0 ? double.NaN : Of(flow, lines[flow.Axis.IsWrapReversed ? ^1 : 0], isFirst: true);

    public static double Last(FlexFlow flow, List<FlexLine> lines)
        => lines.Count == 0 ? double.NaN : Of(flow, lines[flow.Axis.IsWrapReversed ? 0 : ^1], isFirst: false);

    private static double Of(FlexFlow flow, FlexLine line, bool isFirst)
    {
        var (wanted, other) = isFirst ? (AlignmentKind.Baseline, AlignmentKind.LastBaseline) : (AlignmentKind.LastBaseline, AlignmentKind.Baseline);
        var item = Aligned(flow, line, wanted) ?? Aligned(flow, line, other) ?? line.Items[isFirst != flow.Axis.IsReverse ? 0 : ^1];
        var box = item.Box;
        var usesFirst = FlexLines.KindOf(flow, item) switch
        {
            AlignmentKind.Baseline when flow.Axis.IsRow => true,
            AlignmentKind.LastBaseline when flow.Axis.IsRow => false,
            _ => isFirst,
        };
        var baseline = usesFirst ? box.FirstBaseline : box.LastBaseline;
        return box.Y + (double.IsNaN(baseline) ? box.Height : baseline);
    }

    private static FlexItem? Aligned(FlexFlow flow, FlexLine line, AlignmentKind kind)
        => flow.Axis.IsRow ? line.Items.Find(item => FlexLines.KindOf(flow, item) == kind) : null;
}
