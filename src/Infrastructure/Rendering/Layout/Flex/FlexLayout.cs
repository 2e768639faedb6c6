using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Lays a flex container out (CSS Flexbox 1, section 9, step by step).</summary>
internal sealed class FlexLayout(LayoutEngine engine)
{
    private readonly FlexItemFactory _items = new(engine);

    public LayoutResult Layout(LayoutBox box, in LayoutInput input)
    {
        var width = engine.Sizes.WidthOf(box, input);
        var flow = new FlexFlow(box, width, input) { Sizes = engine.Sizes };
        var items = _items.Create(flow);
        var lines = FlexLines.Collect(flow, items);
        foreach (var line in lines)
        {
            FlexResolver.Resolve(line.Items, flow.InnerMain, flow.MainGap);
        }

        MeasureCross(flow, lines);
        SizeLines(flow, lines);
        LayOutItems(flow, lines);
        FlexPlacement.PlaceItems(flow, lines);
        var height = BoxSizes.HeightOf(box, width, flow.ContentHeight, input);
        PlaceAbsolute(flow, height);
        return new LayoutResult
        {
            Width = width,
            Height = height,
            FirstBaseline = FlexBaseline.First(flow, lines),
            LastBaseline = FlexBaseline.Last(flow, lines),
            TopMargins = MarginStrut.Of(box.Margin.Top),
            BottomMargins = MarginStrut.Of(box.Margin.Bottom),
        };
    }

    /// <summary>Step 7: the hypothetical cross size of each item.</summary>
    private void MeasureCross(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var item in line.Items)
            {
                var result = engine.Measure(item.Box, flow.InputOf(item, cross: double.NaN));
                item.Cross = flow.Axis.IsRow ? result.Height : result.Width;
                item.Baseline = FlexBaseline.Around(flow.Axis, item.Box, result, result.FirstBaseline);
                item.LastBaseline = FlexBaseline.Around(flow.Axis, item.Box, result, result.LastBaseline);
            }
        }
    }

    /// <summary>Steps 8, 9 and 15: the cross sizes of lines and of the container.</summary>
    private static void SizeLines(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            FlexLines.SizeAcross(flow, line);
        }

        if (!flow.IsMultiLine && lines.Count == 1)
        {
            lines[0].Cross = double.IsNaN(flow.InnerCross) ? flow.ClampCross(lines[0].Cross) : flow.InnerCross;
        }

        var sum = flow.CrossGap * Math.Max(0, lines.Count - 1);
        foreach (var line in lines)
        {
            sum += line.Cross;
        }

        flow.SetCross(sum);
        FlexLines.Align(flow, lines, sum);
    }

    /// <summary>Step 11: stretched items get the size of their line; then everything has its final layout.</summary>
    private void LayOutItems(FlexFlow flow, List<FlexLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var item in line.Items)
            {
                item.IsStretched = flow.IsStretchable(item);
                var cross = item.IsStretched ? flow.StretchedCross(item, line.Cross) : double.NaN;
                engine.Layout(item.Box, flow.InputOf(item, cross));
                item.Cross = flow.Axis.IsRow ? item.Box.Height : item.Box.Width;
            }
        }
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
