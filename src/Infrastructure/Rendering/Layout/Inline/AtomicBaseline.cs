namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Where the baseline of a box on a line is (CSS 2, 10.8.1; CSS Flexbox 1, 8.5).</summary>
internal static class AtomicBaseline
{
    /// <summary>The margin box above and below the baseline.</summary>
    public static Extent ExtentOf(LayoutBox box)
    {
        var bottom = box.Height + box.Margin.Bottom;
        var baseline = box.Kind switch
        {
            BoxKind.Flex => box.FirstBaseline,
            BoxKind.Block when !box.IsScrollContainer => box.InlineBaseline,
            _ => double.NaN,
        };
        baseline = double.IsFinite(baseline) ? baseline : bottom;
        return new Extent(box.Margin.Top + baseline, bottom - baseline);
    }
}
