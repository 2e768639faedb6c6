using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Collects items into lines and sizes and aligns the lines (CSS Flexbox 1, 9.3 step 5, 9.4 steps 8 and 9, 9.6 step 16).</summary>
internal static class FlexLines
{
    /// <summary>Chromium counts in 64ths of a px.</summary>
    private const double Tolerance = LayoutUnit.Px;

    /// <summary>Cuts the items into lines; a column gets its height from the longest one.</summary>
    public static List<FlexLine> Collect(FlexFlow flow, List<FlexItem> items)
    {
        var lines = new List<FlexLine>();
        var (used, longest, length) = (0.0, 0.0, flow.LineLength);
        foreach (var item in items)
        {
            var size = item.OuterHypothetical;
            var isFull = flow.IsMultiLine && used + flow.MainGap + size > length + Tolerance;
            if (lines.Count == 0 || isFull)
            {
                longest = Math.Max(longest, used);
                lines.Add(new FlexLine());
                used = size;
            }
            else
            {
                used += flow.MainGap + size;
            }

            lines[^1].Items.Add(item);
        }

        flow.SetMain(Math.Max(0, Math.Max(longest, used)));
        return lines;
    }

    /// <summary>Steps 8, 9 and 15: the cross sizes of lines and of the container.</summary>
    public static void SizeAcross(FlexFlow flow, List<FlexLine> lines)
    {
        var sum = flow.CrossGap * Math.Max(0, lines.Count - 1);
        foreach (var line in lines)
        {
            SizeAcross(flow, line);
            sum += line.Cross;
        }

        flow.SetCross(sum);
        if (!flow.IsMultiLine && lines.Count == 1)
        {
            lines[0].Cross = flow.InnerCross;
        }

        Align(flow, lines, sum);
    }

    /// <summary>Step 8: as large as the largest item, those that share a baseline counted together.</summary>
    private static void SizeAcross(FlexFlow flow, FlexLine line)
    {
        var (largest, first, last) = (0.0, (Before: double.NegativeInfinity, After: 0.0), (Before: double.NegativeInfinity, After: 0.0));
        foreach (var item in line.Items)
        {
            switch (KindOf(flow, item))
            {
                case AlignmentKind.Baseline:
                    first = Largest(first, item.Baseline);
                    break;
                case AlignmentKind.LastBaseline:
                    last = Largest(last, item.LastBaseline);
                    break;
                default:
                    largest = Math.Max(largest, item.OuterCross);
                    break;
            }
        }

        (line.Baseline, line.LastBaseline) = (first, last);
        line.Cross = Math.Max(largest, Math.Max(first.Before + first.After, last.Before + last.After));
    }

    private static (double Before, double After) Largest((double Before, double After) one, (double Before, double After) two)
        => double.IsNegativeInfinity(one.Before) ? two : (Math.Max(one.Before, two.Before), Math.Max(one.After, two.After));

    /// <summary>How an item is aligned; auto margins go before a baseline.</summary>
    public static AlignmentKind KindOf(FlexFlow flow, FlexItem item)
    {
        var kind = flow.Axis.Cross(item.Align.Kind, item.Box);
        var hasAutoMargin = flow.Axis.IsCrossStartAuto(item.Box) || flow.Axis.IsCrossEndAuto(item.Box);
        return hasAutoMargin && kind is AlignmentKind.Baseline or AlignmentKind.LastBaseline ? AlignmentKind.FlexStart : kind;
    }

    /// <summary>Step 16: places the lines and stretches them where that is asked for.</summary>
    /// <param name="flow">The container, its cross size known.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="sum">px of all lines and gaps.</param>
    private static void Align(FlexFlow flow, List<FlexLine> lines, double sum)
    {
        var free = flow.InnerCross - sum;
        var align = flow.Box.Properties.AlignContent;
        var kind = flow.IsMultiLine ? flow.Axis.Cross(align.Kind) : AlignmentKind.FlexStart;
        if (kind == AlignmentKind.Stretch && free > 0)
        {
            foreach (var line in lines)
            {
                line.Cross += free / lines.Count;
            }

            free = 0;
        }

        var (offset, between) = Distribution.Of(kind, free, lines.Count, align.IsSafe, flow.Axis.IsWrapReversed);
        foreach (var line in lines)
        {
            line.Offset = offset;
            offset += line.Cross + flow.CrossGap + between;
        }
    }
}
