using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>What an element of a line is.</summary>
internal enum LineElementKind
{
    Text,
    Open,
    Close,
    Atomic,

    /// <summary><c>br</c>.</summary>
    Break,
    OutOfFlow,
}

/// <summary>Something on a line while it is built.</summary>
/// <param name="kind">What it is.</param>
/// <param name="box">The inline box, the atomic box, or the box that text is in.</param>
/// <param name="state">The inline box it is in, or is an edge of.</param>
/// <param name="run">The glyphs of text.</param>
/// <param name="width">px.</param>
internal sealed class LineElement(LineElementKind kind, LayoutBox box, InlineBoxState state, TextRun? run, double width)
{
    public LineElementKind Kind { get; } = kind;

    public LayoutBox Box { get; } = box;

    public InlineBoxState State { get; } = state;

    public TextRun? Run { get; } = run;

    /// <summary>px.</summary>
    public double Width { get; set; } = width;

    /// <summary>The bidi level; -1 for edges, which go where their neighbours go.</summary>
    public int Level { get; set; } = -1;

    /// <summary>Of something out of flow: whether what stands before it on the line makes it a line.</summary>
    public bool FollowsContent { get; init; }

    /// <summary>Of an atomic box, margins included.</summary>
    public Extent Extent { get; init; }

    /// <summary>Of an atomic box: px from its root's baseline down to its own; NaN where the line's top or bottom decides.</summary>
    public double Shift { get; set; }
}

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
        baseline = double.IsNaN(baseline) ? bottom : baseline;
        return new Extent(box.Margin.Top + baseline, bottom - baseline);
    }
}

/// <summary>Stacks what is on a line (CSS 2, 10.8).</summary>
internal static class LineStack
{
    /// <summary>Decides where boxes stand that are aligned with the line's top or bottom.</summary>
    /// <returns>Reach of the line from its baseline; up is negative.</returns>
    public static (double Top, double Bottom) Stack(InlineBoxState root, List<InlineBoxState> states, List<LineElement> elements)
    {
        var (top, bottom) = root.Reach;
        foreach (var state in states)
        {
            if (state.IsAlignedWithLine)
            {
                (top, bottom) = Grow(top, bottom, state.Box, state.Reach.Bottom - state.Reach.Top);
            }
        }

        foreach (var element in elements)
        {
            if (double.IsNaN(element.Shift))
            {
                (top, bottom) = Grow(top, bottom, element.Box, element.Extent.Height);
            }
        }

        Place(states, elements, top, bottom);
        return (top, bottom);
    }

    private static (double Top, double Bottom) Grow(double top, double bottom, LayoutBox box, double height)
        => height <= bottom - top ? (top, bottom)
            : box.Properties.VerticalAlign.Kind == VerticalAlignKind.Top ? (top, top + height)
            : (bottom - height, bottom);

    private static void Place(List<InlineBoxState> states, List<LineElement> elements, double top, double bottom)
    {
        foreach (var element in elements)
        {
            if (element.Kind == LineElementKind.Atomic && !double.IsNaN(element.Shift))
            {
                element.Shift += RootShift(element.State.Root, top, bottom);
            }
            else if (double.IsNaN(element.Shift))
            {
                element.Shift = element.Box.Properties.VerticalAlign.Kind == VerticalAlignKind.Top
                    ? top + element.Extent.Ascent
                    : bottom - element.Extent.Descent;
            }
        }

        // Roots last, for their own shift is what their descendants ask for.
        for (var i = states.Count - 1; i >= 0; i--)
        {
            states[i].Shift += RootShift(states[i].Root, top, bottom);
        }
    }

    private static double RootShift(InlineBoxState root, double top, double bottom)
        => !root.IsAlignedWithLine ? 0
            : root.Box.Properties.VerticalAlign.Kind == VerticalAlignKind.Top ? top - root.Reach.Top
            : bottom - root.Reach.Bottom;
}
