namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Makes the fragments of a line of its elements, once they are in visual order.</summary>
internal static class LineFragments
{
    /// <param name="line">The line, its baseline known.</param>
    /// <param name="elements">From left to right.</param>
    /// <param name="states">The inline boxes on the line, outer ones first; the first is the root.</param>
    /// <param name="x">px of the first element's left edge.</param>
    /// <returns>px of the last element's right edge.</returns>
    public static double Add(Line line, List<LineElement> elements, List<InlineBoxState> states, double x)
    {
        var content = new List<LineFragment>(elements.Count);
        foreach (var element in elements)
        {
            Widen(element, x);
            if (Place(element, x, line) is { } fragment)
            {
                content.Add(fragment);
            }

            x += element.Width;
        }

        AddBoxes(line, states, x);
        line.Fragments.AddRange(content);
        return x;
    }

    /// <summary>Boxes of a line that counts for nothing still have a place.</summary>
    public static void AddEmpty(Line line, List<LineElement> elements, List<InlineBoxState> states, double x)
    {
        foreach (var element in elements)
        {
            _ = Place(element, x, line);
        }

        AddBoxes(line, states, x, isLineThere: false);
    }

    private static LineFragment? Place(LineElement element, double x, Line line)
    {
        switch (element.Kind)
        {
            case LineElementKind.Text:
                return new TextFragment { Box = element.Box, Run = element.Run!, X = x, Lead = element.Lead, Width = element.Width, Baseline = line.Baseline + element.Shift };
            case LineElementKind.Atomic:
                element.Box.X = x + element.Box.Margin.Left;
                element.Box.Y = line.Baseline + element.Shift - element.Extent.Ascent + element.Box.Margin.Top;
                return new AtomicFragment { Box = element.Box, X = element.Box.X, Width = element.Box.Width };
            case LineElementKind.Break when element.Box.Kind != BoxKind.LineBreak:
                return new NewlineFragment { Box = element.State.Box, X = x };
            case LineElementKind.Break:
                return new InlineBoxFragment
                {
                    Box = element.Box,
                    X = x,
                    Width = 0,
                    Y = line.Baseline + element.State.Shift - (element.State.HasText ? element.State.Metrics.Ascent : 0),
                    Height = element.State.HasText ? element.State.Metrics.Height : 0,
                };
            case LineElementKind.OutOfFlow:
                element.Box.StaticPosition = StaticPositionOf(element, x, line);
                return null;
            default:
                return null;
        }
    }

    /// <summary>What would be a block if it were in flow stands below the line that it interrupts.</summary>
    private static StaticPosition StaticPositionOf(LineElement element, double x, Line line)
    {
        var root = element.State;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        var isBlock = !element.Box.Properties.WasInlineLevel;
        var edge = root.Box.Style.Text.IsRightToLeft ? root.Room.Right : root.Room.Left;

        // Within text that runs against the block it starts at the side where that text goes on.
        var isRightToLeft = element.Level < 0 ? root.Box.Style.Text.IsRightToLeft : (element.Level & 1) != 0;
        return isBlock
            ? StaticAlignment.Of(element.Box, root.Box, (edge, 0), (element.FollowsContent ? line.Top + line.Height : line.Top, line.Height))
            : StaticAlignment.Of(element.Box, isRightToLeft, (x, 0), (line.Top, line.Height));
    }

    private static void Widen(LineElement element, double x)
    {
        var (left, right) = (x, x + element.Width);
        var state = element.State;
        if (element.Kind is LineElementKind.Open or LineElementKind.Close)
        {
            var isStart = element.Kind == LineElementKind.Open;
            var (isLeft, margin) = (InlineEdges.IsLeft(element.Box, isStart), InlineEdges.MarginOf(element.Box, isStart));
            state.WidenByEdge(left + (isLeft ? margin : 0), right - (isLeft ? 0 : margin));
            state = state.Parent;
        }
        else if (element.IsIsolate || element.Kind is LineElementKind.OutOfFlow or LineElementKind.Break)
        {
            return;
        }

        var isInBox = state != element.State && !element.State.Box.IsPlainInline;
        for (; state is not null; state = state.Parent)
        {
            // A plain inline box is not as large as boxes in it, which widen it by themselves.
            if (!isInBox || !state.Box.IsPlainInline)
            {
                state.Widen(left, right);
            }

            isInBox |= state.Box is { Kind: BoxKind.Inline, IsPlainInline: false };
        }
    }

    private static void AddBoxes(Line line, List<InlineBoxState> states, double end, bool isLineThere = true)
    {
        for (var i = 1; i < states.Count; i++)
        {
            var state = states[i];
            var box = state.Box;
            var isEmpty = double.IsNaN(state.Left);
            if (isEmpty && box.IsPlainInline && !state.IsOpenedHere)
            {
                // It only ends here, or goes on: it is as large as what is in it on other lines.
                continue;
            }

            var (hasStart, hasEnd) = (state.IsOpenedHere && InlineEdges.IsHere(box, isStart: true), state.IsClosedHere && InlineEdges.IsHere(box, isStart: false));
            line.Fragments.Add(new InlineBoxFragment
            {
                Box = box,
                X = !isEmpty ? state.Left : double.IsNaN(state.Edge) ? end : state.Edge,
                Width = isEmpty ? 0 : Math.Max(0, state.Right - state.Left),
                Y = isLineThere ? line.Baseline + state.Shift - state.Metrics.Ascent - box.Padding.Top - box.Border.Top : line.Top + state.Shift,
                Height = isLineThere ? state.Metrics.Height + box.EdgesDown : 0,
                HasLeftEdge = InlineEdges.IsLeft(box, isStart: true) ? hasStart : hasEnd,
                HasRightEdge = InlineEdges.IsLeft(box, isStart: true) ? hasEnd : hasStart,
            });
        }
    }
}
