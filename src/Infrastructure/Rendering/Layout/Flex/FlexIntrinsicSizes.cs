namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>The widths of a flex container by its items (CSS Flexbox 1, 9.9.1, in the compatible form that Blink has).</summary>
internal sealed class FlexIntrinsicSizes(LayoutEngine engine)
{
    private readonly FlexItemFactory _items = new(engine);

    /// <summary>Widths of the content box of a container whose edges are resolved.</summary>
    public IntrinsicSizes Measure(LayoutBox box, in LayoutInput input)
    {
        var flow = new FlexFlow(engine.Sizes, box, double.NaN, input);
        if (flow.Axis.IsRow)
        {
            return MeasureRow(flow);
        }

        return flow.IsMultiLine ? MeasureColumns(flow) : engine.Intrinsic.WidestOf(box, flow.PercentHeight);
    }

    /// <summary>Items side by side: one that cannot flex takes the size that it will have, others what their content wants.</summary>
    private IntrinsicSizes MeasureRow(FlexFlow flow)
    {
        var (min, max, largest, count) = (0.0, 0.0, 0.0, 0);
        foreach (var child in flow.Box.Children)
        {
            if (child.IsOutOfFlow)
            {
                continue;
            }

            var edges = child.Edges;
            BoxEdges.Resolve(child, 0);
            var item = _items.Create(child, flow);
            var wanted = engine.Intrinsic.BorderBoxContribution(child, flow.SizingInputOf(child));
            child.Edges = edges;
            largest = Math.Max(largest, wanted.Min + item.MainMargins);
            min += Contribution(item, wanted.Min) + item.MainMargins;
            max += Contribution(item, wanted.Max) + item.MainMargins;
            count++;
        }

        var gaps = flow.MainGap * Math.Max(0, count - 1);
        min = Math.Max(0, flow.IsMultiLine ? largest : min + gaps);
        return new IntrinsicSizes(min, Math.Max(min, max + gaps));
    }

    private static double Contribution(FlexItem item, double wanted)
    {
        var cannotMove = (wanted > item.Base && item.Grow == 0) || (wanted < item.Base && item.Box.Properties.FlexShrink == 0);
        return cannotMove && !item.IsBaseContent ? item.Hypothetical : wanted;
    }

    /// <summary>Columns that wrap are laid out with every item as wide as its content, for only so it is known how many there are.</summary>
    private IntrinsicSizes MeasureColumns(FlexFlow flow)
    {
        var items = new List<FlexItem>(flow.Box.Children.Count);
        var narrowest = 0.0;
        foreach (var child in flow.Box.Children)
        {
            if (child.IsOutOfFlow)
            {
                continue;
            }

            var edges = child.Edges;
            BoxEdges.Resolve(child, 0);
            var wanted = engine.Intrinsic.BorderBoxContribution(child, flow.SizingInputOf(child));
            var item = _items.Create(child, flow, wanted.Max);
            child.Edges = edges;
            item.Cross = wanted.Max;
            items.Add(item);
            narrowest = Math.Max(narrowest, wanted.Min + item.CrossMargins);
        }

        flow.Box.Disturb();
        return new IntrinsicSizes(narrowest, Math.Max(narrowest, SumOfLines(flow, items)));
    }

    private static double SumOfLines(FlexFlow flow, List<FlexItem> items)
    {
        var lines = FlexLines.Collect(flow, [.. items.OrderBy(item => item.Box.Properties.Order)]);
        var sum = flow.CrossGap * Math.Max(0, lines.Count - 1);
        foreach (var line in lines)
        {
            var widest = 0.0;
            foreach (var item in line.Items)
            {
                widest = Math.Max(widest, item.OuterCross);
            }

            sum += widest;
        }

        return sum;
    }
}
