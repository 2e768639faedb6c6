using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Stacks what is on a line (CSS 2, 10.8).</summary>
internal static class LineStack
{
    /// <summary>Decides where boxes stand that are aligned with the line's top or bottom.</summary>
    /// <returns>Reach of the line from its baseline; up is negative.</returns>
    public static (double Top, double Bottom) Stack(InlineBoxState root, List<InlineBoxState> states, List<LineElement> elements)
    {
        var (top, bottom) = root.HasReach ? root.Reach : (0, 0);
        foreach (var state in states)
        {
            if (state.IsAlignedWithLine && state.HasReach)
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
        => !root.IsAlignedWithLine || !root.HasReach ? 0
            : root.Box.Properties.VerticalAlign.Kind == VerticalAlignKind.Top ? top - root.Reach.Top
            : bottom - root.Reach.Bottom;
}
