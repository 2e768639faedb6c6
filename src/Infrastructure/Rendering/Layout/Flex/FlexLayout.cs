namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Lays a flex container out (CSS Flexbox 1, section 9, step by step).</summary>
internal sealed class FlexLayout(LayoutEngine engine)
{
    /// <summary>px below which a height is still the same.</summary>
    private const double LeastChange = LayoutUnit.Px;

    private readonly FlexItemFactory _items = new(engine);

    public LayoutResult Layout(LayoutBox box, in LayoutInput input)
    {
        var width = engine.Sizes.WidthOf(box, input);
        var flow = new FlexFlow(engine.Sizes, box, width, input);
        box.PercentHeight = flow.PercentHeight;
        var lines = FlexLines.Collect(flow, _items.Create(flow));
        foreach (var line in lines)
        {
            FlexResolver.Resolve(line.Items, flow.InnerMain, flow.MainGap, engine.Budget);
        }

        MeasureCross(flow, lines);
        FlexLines.SizeAcross(flow, lines);
        LayOutItems(flow, lines);
        FlexPlacement.PlaceItems(flow, lines);
        var height = BoxHeights.Of(box, width, flow.ContentHeight, input);
        PlaceAbsolute(flow, height);
        var baseline = FlexBaseline.First(flow, lines);
        return new LayoutResult
        {
            Width = width,
            Height = height,
            FirstBaseline = baseline,
            InlineBaseline = baseline,
            LastBaseline = FlexBaseline.Last(flow, lines),
            TopMargins = MarginStrut.Above(box),
            BottomMargins = MarginStrut.Below(box),
        };
    }

    /// <summary>Step 7: the hypothetical cross size of each item.</summary>
    private void MeasureCross(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var item in line.Items)
            {
                var result = engine.Measure(item.Box, flow.InputOf(item, cross: flow.KnownCross(item.Box)));
                item.Cross = flow.Axis.IsRow ? result.Height : result.Width;
                item.Baseline = FlexBaseline.Around(flow.Axis, item.Box, result, result.FirstBaseline);
                item.LastBaseline = FlexBaseline.Around(flow.Axis, item.Box, result, result.LastBaseline);
            }
        }
    }

    /// <summary>Step 11: stretched items get the size of their line; then everything has its final layout.</summary>
    private void LayOutItems(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var item in line.Items)
            {
                var cross = CrossOf(flow, item, line);
                engine.Layout(item.Box, flow.InputOf(item, cross, line.Cross));
                item.Cross = flow.Axis.IsRow ? item.Box.Height : item.Box.Width;
            }
        }
    }

    /// <summary>The size of a stretched item. One with a ratio that is as high as its line already keeps the height of the ratio for percentages within.</summary>
    private static double CrossOf(FlexFlow flow, FlexItem item, FlexLine line)
    {
        if (!flow.IsStretchable(item.Box))
        {
            return double.NaN;
        }

        var stretched = flow.StretchedCross(item.Box, line.Cross);
        var isUnchanged = flow.Axis.IsRow && Math.Abs(stretched - item.Cross) < LeastChange && AspectRatio.Of(item.Box) is not null
            && (flow.IsMultiLine || double.IsNaN(flow.PercentHeight));
        return isUnchanged ? double.NaN : stretched;
    }

    /// <summary>4.1: what is absolute stands as if it were the only item.</summary>
    private static void PlaceAbsolute(FlexFlow flow, double height)
    {
        foreach (var child in flow.Box.Children)
        {
            if (child.IsOutOfFlow)
            {
                child.StaticPosition = FlexPlacement.StaticPositionOf(flow, child, height);
            }
        }
    }
}
