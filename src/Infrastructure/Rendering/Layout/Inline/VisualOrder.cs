namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Puts the elements of a line into the order in which they stand from left to right (UAX 9, rule L2).</summary>
internal static class VisualOrder
{
    /// <param name="elements">In the order of the text.</param>
    /// <param name="states">The inline boxes on the line, outer ones first.</param>
    /// <param name="baseLevel">0 for a block from left to right, 1 for one from right to left.</param>
    public static void Apply(List<LineElement> elements, List<InlineBoxState> states, int baseLevel)
    {
        if (baseLevel == 0 && !elements.Exists(static element => element.Level > 0 || (IsEdge(element) && element.Box.Style.Text.IsRightToLeft)))
        {
            return;
        }

        // Edges stand around what is in their boxes, wherever that comes to stand (CSS 2, 8.6).
        var edges = elements.FindAll(element => IsEdge(element) && HasContent(elements, element.State));
        elements.RemoveAll(edges.Contains);
        SetMissingLevels(elements, baseLevel);
        Reverse(elements);
        TurnEmptyBoxes(elements);
        for (var i = states.Count - 1; i > 0; i--)
        {
            PutEdges(elements, states[i], edges);
        }
    }

    private static bool IsEdge(LineElement element) => element.Kind is LineElementKind.Open or LineElementKind.Close;

    /// <summary>The left edge of an empty box stands left of its right one.</summary>
    private static void TurnEmptyBoxes(List<LineElement> elements)
    {
        for (var i = 1; i < elements.Count; i++)
        {
            var (left, right) = (elements[i - 1], elements[i]);
            if (IsEdge(left) && IsEdge(right) && left.State == right.State && !InlineEdges.IsLeft(left.Box, left.Kind == LineElementKind.Open))
            {
                (elements[i - 1], elements[i]) = (right, left);
            }
        }
    }

    private static bool HasContent(List<LineElement> elements, InlineBoxState state)
        => elements.Exists(element => !IsEdge(element) && IsInside(element, state));

    private static bool IsInside(LineElement element, InlineBoxState state)
    {
        for (var around = element.State; around is not null; around = around.Parent)
        {
            if (around == state)
            {
                return true;
            }
        }

        return false;
    }

    private static void PutEdges(List<LineElement> elements, InlineBoxState state, List<LineElement> edges)
    {
        foreach (var edge in edges)
        {
            if (edge.State == state)
            {
                var isLeft = InlineEdges.IsLeft(edge.Box, edge.Kind == LineElementKind.Open);
                var at = isLeft
                    ? elements.FindIndex(element => IsInside(element, state))
                    : elements.FindLastIndex(element => IsInside(element, state)) + 1;
                elements.Insert(at, edge);
            }
        }
    }

    /// <summary>
    /// What is out of flow goes with what is around it, or with the block where that goes two ways (UAX 9, rules N1 and N2). Edges of empty boxes go with
    /// what follows them, as in Blink, or with the block at the end of the line.
    /// </summary>
    private static void SetMissingLevels(List<LineElement> elements, int baseLevel)
    {
        var before = baseLevel;
        for (var i = 0; i < elements.Count; i++)
        {
            if (elements[i].Kind == LineElementKind.OutOfFlow)
            {
                elements[i].Level = Math.Min(before, LevelAfter(elements, i, baseLevel));
            }

            before = elements[i].Level >= 0 ? elements[i].Level : before;
        }

        for (var i = elements.Count - 1; i >= 0; i--)
        {
            elements[i].Level = elements[i].Level >= 0 ? elements[i].Level
                : i + 1 < elements.Count ? elements[i + 1].Level : baseLevel;
        }
    }

    private static int LevelAfter(List<LineElement> elements, int index, int baseLevel)
        => elements.FindIndex(index, static element => element.Level >= 0) is >= 0 and var found ? elements[found].Level : baseLevel;

    private static void Reverse(List<LineElement> elements)
    {
        var (highest, lowestOdd) = (0, int.MaxValue);
        foreach (var element in elements)
        {
            highest = Math.Max(highest, element.Level);
            lowestOdd = (element.Level & 1) != 0 ? Math.Min(lowestOdd, element.Level) : lowestOdd;
        }

        for (var level = highest; level >= lowestOdd; level--)
        {
            ReverseRunsAtLeast(elements, level);
        }
    }

    private static void ReverseRunsAtLeast(List<LineElement> elements, int level)
    {
        for (var start = 0; start < elements.Count; start++)
        {
            var end = start;
            while (end < elements.Count && elements[end].Level >= level)
            {
                end++;
            }

            if (end > start)
            {
                elements.Reverse(start, end - start);
                start = end;
            }
        }
    }
}
