using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// <c>vertical-align</c> of inline elements with a block in them through which margins collapse: Chromium aligns that as if it were text, and does not
/// align blocks that have an extent (Blink's <c>OnBlockInInline</c>).
/// </summary>
internal static class EmptyBlockShift
{
    /// <param name="around">The box around the block for one inline element.</param>
    /// <param name="shaper">The thread's text.</param>
    /// <returns>px that it is moved down within the box around it.</returns>
    public static double Of(LayoutBox around, ITextShaper shaper)
    {
        if (around.Properties.VerticalAlign.Kind == VerticalAlignKind.Baseline)
        {
            return 0;
        }

        var innermost = around;
        while (innermost.Children.Find(static child => child.IsSplitInline) is { } inner)
        {
            innermost = inner;
        }

        InlineBoxState? found = null;
        for (var state = StateOf(innermost, shaper); state is not null; state = state.Parent)
        {
            LineStack.Close(state);
            found = state.Box == around ? state : found;
        }

        return found?.Shift ?? 0;
    }

    private static InlineBoxState StateOf(LayoutBox box, ITextShaper shaper)
    {
        var metrics = shaper.MetricsOf(box.Style.Text);
        var state = new InlineBoxState
        {
            Box = box,
            Parent = box.IsSplitInline ? StateOf(box.Parent!, shaper) : null,
            Style = box.Style.Text,
            Metrics = metrics,
            Extent = LineHeights.ExtentOf(box.Style.Text, metrics),
        };
        if (box.Mode == DocumentMode.Standard)
        {
            state.IncludeText();
        }

        return state;
    }
}
