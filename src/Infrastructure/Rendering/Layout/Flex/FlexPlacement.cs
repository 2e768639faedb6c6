using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Places items along both axes (CSS Flexbox 1, 9.5 and 9.6 steps 13 and 14; 4.1 for what is absolute).</summary>
internal static class FlexPlacement
{
    public static void PlaceItems(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            AlignMain(flow, line);
            foreach (var item in line.Items)
            {
                AlignCross(flow, line, item);
                flow.Axis.Place(item.Box, flow.Box, item.MainOffset, line.Offset + item.CrossOffset, flow.InnerMain, flow.InnerCross);
            }
        }
    }

    /// <summary>Where an absolute child would stand as the only item.</summary>
    /// <param name="flow">The container, laid out.</param>
    /// <param name="child">The absolute child.</param>
    /// <param name="height">px of the container's border box.</param>
    public static StaticPosition StaticPositionOf(FlexFlow flow, LayoutBox child, double height)
    {
        var (axis, box) = (flow.Axis, flow.Box);
        var innerHeight = Math.Max(0, height - box.EdgesDown);
        var justify = box.Properties.JustifyContent.Kind;
        var main = EdgeOf(axis.Main(SingleItem(justify)), axis.IsMainReversed);
        var cross = EdgeOf(axis.Cross(Fallback(flow.AlignOf(child).Kind), child), axis.IsCrossReversed);
        var (edgeX, edgeY) = axis.IsRow ? (main, cross) : (cross, main);
        return new StaticPosition(
            box.ContentLeft + StaticAlignment.At(edgeX, flow.InnerWidth), box.ContentTop + StaticAlignment.At(edgeY, innerHeight), edgeX, edgeY);
    }

    /// <summary>What a distribution comes to with one item (CSS Box Alignment 3, 4.3).</summary>
    private static AlignmentKind SingleItem(AlignmentKind kind) => kind switch
    {
        AlignmentKind.SpaceBetween => AlignmentKind.FlexStart,
        AlignmentKind.SpaceAround or AlignmentKind.SpaceEvenly => AlignmentKind.Center,
        _ => kind,
    };

    /// <summary>What a baseline comes to that is shared with nothing (CSS Box Alignment 3, 4.2).</summary>
    private static AlignmentKind Fallback(AlignmentKind kind) => kind switch
    {
        AlignmentKind.Baseline => AlignmentKind.Start,
        AlignmentKind.LastBaseline => AlignmentKind.End,
        _ => kind,
    };

    private static StaticEdge EdgeOf(AlignmentKind kind, bool isReversed) => kind switch
    {
        AlignmentKind.Center => StaticEdge.Centre,
        AlignmentKind.FlexEnd => isReversed ? StaticEdge.Start : StaticEdge.End,
        _ => isReversed ? StaticEdge.End : StaticEdge.Start,
    };

    /// <summary>Step 12: auto margins take what is left, else <c>justify-content</c> says.</summary>
    private static void AlignMain(FlexFlow flow, FlexLine line)
    {
        var free = flow.InnerMain - (flow.MainGap * (line.Items.Count - 1));
        var autoMargins = 0;
        foreach (var item in line.Items)
        {
            free -= item.Main + item.MainMargins;
            autoMargins += (flow.Axis.IsMainStartAuto(item.Box) ? 1 : 0) + (flow.Axis.IsMainEndAuto(item.Box) ? 1 : 0);
        }

        var share = autoMargins > 0 && free > 0 ? free / autoMargins : 0;
        var justify = flow.Box.Properties.JustifyContent;
        var (offset, between) = autoMargins > 0 && free > 0
            ? (0, 0)
            : Distribution.Of(flow.Axis.Main(justify.Kind), free, line.Items.Count, justify.IsSafe, flow.Axis.IsReverse);
        foreach (var item in line.Items)
        {
            var start = flow.Axis.IsMainStartAuto(item.Box) ? share : 0;
            var end = flow.Axis.IsMainEndAuto(item.Box) ? share : 0;
            flow.Axis.AddMargins(item.Box, (start, end), (0, 0));
            item.MainOffset = offset + flow.Axis.MainStartMargin(item.Box);
            offset = item.MainOffset + item.Main + flow.Axis.MainEndMargin(item.Box) + flow.MainGap + between;
        }
    }

    private static void AlignCross(FlexFlow flow, FlexLine line, FlexItem item)
    {
        var (axis, box) = (flow.Axis, item.Box);
        var free = line.Cross - item.OuterCross;
        var (isStartAuto, isEndAuto) = (axis.IsCrossStartAuto(box), axis.IsCrossEndAuto(box));
        if (isStartAuto || isEndAuto)
        {
            var share = Math.Max(0, free) / (isStartAuto && isEndAuto ? 2 : 1);
            axis.AddMargins(box, (0, 0), (isStartAuto ? share : 0, isEndAuto ? share : 0));
            item.CrossOffset = axis.CrossStartMargin(box);
            return;
        }

        var kind = item.Align.IsSafe && free < 0 ? axis.Cross(AlignmentKind.Start) : FlexLines.KindOf(flow, item);
        item.CrossOffset = axis.CrossStartMargin(box) + kind switch
        {
            AlignmentKind.FlexEnd => free,
            AlignmentKind.Center => free / 2,
            AlignmentKind.Baseline => axis.IsCrossReversed ? line.Baseline.After - item.Baseline.After : line.Baseline.Before - item.Baseline.Before,
            AlignmentKind.LastBaseline => free - (axis.IsCrossReversed
                ? line.LastBaseline.Before - item.LastBaseline.Before
                : line.LastBaseline.After - item.LastBaseline.After),
            _ => 0,
        };
    }
}
