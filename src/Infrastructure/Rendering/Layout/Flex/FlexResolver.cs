namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Resolves flexible lengths (CSS Flexbox 1, 9.7).</summary>
internal static class FlexResolver
{
    /// <summary>Sets the used main size of each item of a line.</summary>
    /// <param name="items">The line's.</param>
    /// <param name="inner">px of the container's content along the main axis.</param>
    /// <param name="gap">px between items.</param>
    /// <param name="budget">When to give up: each round may freeze no more than one item.</param>
    /// <exception cref="RenderTooLongException">The budget is used up.</exception>
    public static void Resolve(List<FlexItem> items, double inner, double gap, RenderBudget budget)
    {
        var gaps = gap * (items.Count - 1);
        var isGrowing = SumOfOuter(items) + gaps < inner;
        foreach (var item in items)
        {
            item.Main = item.Hypothetical;
            var factor = isGrowing ? item.Grow : item.Box.Properties.FlexShrink;
            item.IsFrozen = factor == 0 || (isGrowing ? item.Base > item.Hypothetical : item.Base < item.Hypothetical);
        }

        var initialFree = FreeSpace(items, inner - gaps);
        while (items.Exists(item => !item.IsFrozen))
        {
            budget.ThrowIfOver();
            Distribute(items, RemainingFree(items, inner - gaps, initialFree, isGrowing), isGrowing);
            Freeze(items);
        }
    }

    private static double SumOfOuter(List<FlexItem> items)
    {
        var sum = 0.0;
        foreach (var item in items)
        {
            sum += item.OuterHypothetical;
        }

        return sum;
    }

    private static double FreeSpace(List<FlexItem> items, double inner)
    {
        foreach (var item in items)
        {
            inner -= (item.IsFrozen ? item.Main : item.Base) + item.MainMargins;
        }

        return inner;
    }

    /// <summary>Factors that sum to less than 1 take only that part of the space (step 4b).</summary>
    private static double RemainingFree(List<FlexItem> items, double inner, double initialFree, bool isGrowing)
    {
        var free = FreeSpace(items, inner);
        var factors = 0.0;
        foreach (var item in items)
        {
            factors += item.IsFrozen ? 0 : isGrowing ? item.Grow : item.Box.Properties.FlexShrink;
        }

        var part = initialFree * factors;
        return factors < 1 && Math.Abs(part) < Math.Abs(free) ? part : free;
    }

    private static void Distribute(List<FlexItem> items, double free, bool isGrowing)
    {
        var factors = 0.0;
        foreach (var item in items)
        {
            factors += item.IsFrozen ? 0 : isGrowing ? item.Grow : item.ScaledShrink;
        }

        foreach (var item in items)
        {
            if (!item.IsFrozen)
            {
                var share = factors > 0 ? (isGrowing ? item.Grow : item.ScaledShrink) / factors : 0;
                item.Main = item.Base + LayoutUnit.Round(free * share);
            }
        }
    }

    /// <summary>Freezes what ran into a limit, on the side that counts (steps 4d and 4e).</summary>
    private static void Freeze(List<FlexItem> items)
    {
        var violation = 0.0;
        foreach (var item in items)
        {
            violation += item.IsFrozen ? 0 : item.Clamp(item.Main) - item.Main;
        }

        foreach (var item in items)
        {
            if (item.IsFrozen)
            {
                continue;
            }

            var clamped = item.Clamp(item.Main);
            item.IsFrozen = Math.Abs(violation) < 1e-9 || (violation > 0 ? clamped > item.Main : clamped < item.Main);
            item.Main = clamped;
        }
    }
}
