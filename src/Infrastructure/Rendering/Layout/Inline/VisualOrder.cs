namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Puts the elements of a line into the order in which they stand from left to right (UAX 9, rule L2).</summary>
internal static class VisualOrder
{
    /// <param name="elements">In the order of the text.</param>
    /// <param name="baseLevel">0 for a block from left to right, 1 for one from right to left.</param>
    public static void Apply(List<LineElement> elements, int baseLevel)
    {
        SetEdgeLevels(elements, baseLevel);
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

    /// <summary>An edge goes with what is inside its box: the start with what follows, the end with what comes before.</summary>
    private static void SetEdgeLevels(List<LineElement> elements, int baseLevel)
    {
        var level = baseLevel;
        for (var i = elements.Count - 1; i >= 0; i--)
        {
            level = elements[i].Level >= 0 ? elements[i].Level : elements[i].Kind == LineElementKind.Close ? baseLevel : level;
            if (elements[i].Kind == LineElementKind.Open)
            {
                elements[i].Level = level;
            }
        }

        level = baseLevel;
        foreach (var element in elements)
        {
            level = element.Level >= 0 ? element.Level : level;
            element.Level = level;
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
