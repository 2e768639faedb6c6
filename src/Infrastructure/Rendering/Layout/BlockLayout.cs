using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Block flow (CSS 2, 9.4.1, 10.3.3, 10.6 and 8.3.1): blocks one below the other, their margins collapsed, or lines.</summary>
internal sealed class BlockLayout(LayoutEngine engine, InlineLayout inline)
{
    public LayoutResult Layout(LayoutBox box, in LayoutInput input)
    {
        var width = engine.Sizes.WidthOf(box, input);
        var contentWidth = Math.Max(0, width - box.EdgesAcross);
        var percentHeight = BoxHeights.PercentForChildren(box, width, input);
        box.PercentHeight = BoxHeights.OffsetBasis(box, width, input);
        if (engine.Inlines.Of(box) is { } content)
        {
            return LayOutLines(box, content, width, percentHeight, input);
        }

        GatherLines(box);
        var space = new ChildSpace(contentWidth, percentHeight);
        var flow = LayOutChildren(box, space, box.Properties.LineClamp ?? input.LinesLeft);
        if (box.Properties.LineClamp is not null && flow.Clamp.IsNeedless)
        {
            flow = LayOutChildren(box, space, linesLeft: null);
        }

        return Finish(box, flow, width, input);
    }

    private BlockFlow LayOutChildren(LayoutBox box, ChildSpace space, int? linesLeft)
    {
        var flow = new BlockFlow(box, linesLeft);
        var isSplit = linesLeft is not null && !box.IsSplitInline && box.Children.Exists(static child => child.IsSplitInline);
        var hasBlocks = isSplit && box.Children.Exists(static child => !child.IsOutOfFlow && !IsOfInlines(child));
        foreach (var child in box.Children)
        {
            if (child.IsOutOfFlow)
            {
                child.StaticPosition = StaticPositionOf(child, flow, space.Width);
                continue;
            }

            var isLine = isSplit && IsOfInlines(child);
            if (isLine)
            {
                flow.StartRun(isWhole: !hasBlocks, child.IsSplitInline);
            }
            else
            {
                flow.EndRun();
            }

            LayOutChild(child, flow, space, isLine);
        }

        flow.EndRun();
        return flow;
    }

    /// <summary>Whether a child is a part of inline content that blocks split: lines, or such a block.</summary>
    private static bool IsOfInlines(LayoutBox child) => child.IsSplitInline || child is { Kind: BoxKind.Block, Element: null };

    /// <summary>Looks at all lines between the blocks before any is laid out, for what is in one piece of an inline element counts for the others.</summary>
    private void GatherLines(LayoutBox box)
    {
        foreach (var child in box.Children)
        {
            if (child is { Kind: BoxKind.Block, Element: null })
            {
                _ = engine.Inlines.Of(child);
            }
        }
    }

    private LayoutResult LayOutLines(LayoutBox box, InlineContent content, double width, double percentHeight, in LayoutInput input)
    {
        var lines = inline.Layout(box, content, new ChildSpace(Math.Max(0, width - box.EdgesAcross), percentHeight), input.LinesLeft, input.IsRunOfLines);
        var height = BoxHeights.Of(box, width, BoxHeights.Filled(box, lines.Height, box.Margin.Top + box.Margin.Bottom, input), input);
        var shift = AlignContent(box, height - box.EdgesDown - lines.Height);
        lines.MoveDown(shift);
        var (above, below) = (MarginStrut.Above(box), MarginStrut.Below(box));
        var isEmpty = lines.IsEmpty && !box.HasOwnFormattingContext && height == 0;
        var isCut = lines.Clamp.Bottom is not null && !input.IsRunOfLines;
        return new LayoutResult
        {
            Width = width,
            Height = height,
            FirstBaseline = lines.FirstBaseline + box.ContentTop,
            LastBaseline = lines.LastBaseline + box.ContentTop,
            InlineBaseline = lines.LastBaseline + box.ContentTop,
            TopMargins = above,
            BottomMargins = isEmpty && !isCut ? above.With(below) : below,
            CollapsesThrough = isEmpty,
            LinesLeft = lines.Clamp.LinesLeft,
            IsCut = isCut,
            CutAt = input.IsRunOfLines ? box.ContentTop + lines.Clamp.Bottom : null,
        };
    }

    private void LayOutChild(LayoutBox child, BlockFlow flow, ChildSpace space, bool isLine)
    {
        var input = new LayoutInput
        {
            AvailableWidth = space.Width,
            PercentHeight = space.PercentHeight,
            ShrinksToFit = child.Kind == BoxKind.Replaced || BlockAlignment.ShrinksToFit(child, flow.Box),
            LinesLeft = child.HasOwnFormattingContext ? null : flow.Clamp.LinesLeft,
            IsRunOfLines = isLine && !child.IsSplitInline,
        };
        var result = engine.Layout(child, input);
        child.X = flow.Box.ContentLeft + BlockAlignment.Place(child, flow.Box, result.Width, space.Width);
        child.Y = flow.Add(child, result, isLine);
        if (child.IsSplitInline)
        {
            child.IsEmptyLine = result.CollapsesThrough;
            child.LineBelow = (flow.Box.ContentLeft + EmptyLineAt(flow.Box, space.Width, flow.IsEmpty) - child.X, flow.StaticTop - child.Y);
            child.Y += result.CollapsesThrough ? inline.ShiftOfEmpty(child) : 0;
        }
    }

    /// <summary>What would stand on a line stands where an empty line would start, however it is aligned.</summary>
    private static StaticPosition StaticPositionOf(LayoutBox child, BlockFlow flow, double width)
    {
        var style = flow.Box.Style.Text;
        if (!child.Properties.WasInlineLevel)
        {
            return StaticAlignment.Of(child, flow.Box, (flow.Box.ContentLeft, width), (flow.StaticTop, 0));
        }

        var x = EmptyLineAt(flow.Box, width, isFirst: true);
        return new StaticPosition(flow.Box.ContentLeft + x, flow.StaticTop, style.IsRightToLeft ? StaticEdge.End : StaticEdge.Start);
    }

    /// <summary>px from the content's left edge to where a line with nothing on it starts.</summary>
    private static double EmptyLineAt(LayoutBox box, double width, bool isFirst)
    {
        var style = box.Style.Text;
        var indent = isFirst ? style.TextIndent.Resolve(width) : 0;
        return LineAlignment.OffsetOf(LineAlignment.Of(style, isLast: true), style.IsRightToLeft, width) + (style.IsRightToLeft ? -indent : indent);
    }

    private static LayoutResult Finish(LayoutBox box, BlockFlow flow, double width, in LayoutInput input)
    {
        var cut = flow.Clamp.Bottom;
        var content = cut ?? (flow.EndsOpen ? Math.Max(0, flow.Bottom) : flow.BottomWithMargins);
        var filled = BoxHeights.Filled(box, content, MarginsAround(flow), input);
        var height = BoxHeights.Of(box, width, filled, input);
        var shift = AlignContent(box, height - box.EdgesDown - content);
        if (shift != 0)
        {
            MoveDown(box, shift);
        }

        var collapsesThrough = flow.IsEmpty && flow.EndsOpen && height == 0;
        var keepsEnd = cut is null && flow.EndsOpen && IsHeightAuto(box, input) && height == filled + box.EdgesDown && !flow.IsEmpty;
        return new LayoutResult
        {
            Width = width,
            Height = height,
            FirstBaseline = flow.FirstBaseline + shift,
            LastBaseline = flow.LastBaseline + shift,
            InlineBaseline = flow.InlineBaseline + shift,
            TopMargins = flow.TopMargins,
            BottomMargins = collapsesThrough && cut is null
                ? flow.TopMargins.With(MarginStrut.Below(box))
                : keepsEnd ? flow.PendingMargins.With(MarginStrut.Below(box)) : MarginStrut.Below(box),
            CollapsesThrough = collapsesThrough,
            LinesLeft = flow.Clamp.LinesLeft,
            IsCut = cut is not null,
        };
    }

    /// <summary>px of the margins above and below a box, collapsed with those of what is in it (Blink's <c>CalculateQuirkyBodyMarginBlockSum</c>).</summary>
    private static double MarginsAround(BlockFlow flow)
    {
        var box = flow.Box;
        if (box.HasOwnFormattingContext)
        {
            return box.Margin.Top + box.Margin.Bottom;
        }

        var below = MarginStrut.Below(box);
        return flow.TopMargins.Sum + (flow.EndsOpen && !flow.IsEmpty ? flow.PendingMargins.With(below).Sum : below.Sum);
    }

    private static bool IsHeightAuto(LayoutBox box, in LayoutInput input)
        => !input.HasForcedHeight && box.Properties.AspectRatio is null
            && BoxHeights.Resolve(box, box.Properties.Height, input.PercentHeight) is null;

    /// <summary><c>align-content</c> of a block container moves all of its content, unless that sticks out (CSS Box Alignment 3, 5.1.1).</summary>
    private static double AlignContent(LayoutBox box, double free) => box.Properties.AlignContent.Kind switch
    {
        AlignmentKind.Center or AlignmentKind.SpaceAround or AlignmentKind.SpaceEvenly => Math.Max(0, free / 2),
        AlignmentKind.End or AlignmentKind.FlexEnd or AlignmentKind.LastBaseline => Math.Max(0, free),
        _ => 0,
    };

    private static void MoveDown(LayoutBox box, double shift)
    {
        foreach (var child in box.Children)
        {
            child.Y += shift;
            child.StaticPosition = child.StaticPosition with { Y = child.StaticPosition.Y + shift };
        }
    }
}

/// <summary>What a container gives its children.</summary>
/// <param name="Width">px of its content box.</param>
/// <param name="PercentHeight">px that percentages of heights are of, or NaN.</param>
internal readonly record struct ChildSpace(double Width, double PercentHeight);
