using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// Finds inline boxes without a look of their own that have a size of their own nevertheless, for they are not simply as large as what is in
/// them: empty ones, and those around boxes with margins, another alignment or another font (Blink's <c>ShouldCreateBoxFragmentForChild</c>).
/// </summary>
internal static class PlainInlines
{
    /// <param name="items">All of one container.</param>
    /// <param name="shaper">The thread's text.</param>
    public static void Find(IReadOnlyList<InlineItem> items, ITextShaper shaper)
    {
        // Whether the boxes that are open have something in them.
        var open = new Stack<bool>();
        foreach (var item in items)
        {
            switch (item.Kind)
            {
                case InlineItemKind.Open:
                    Note(open, HasSides(item.Box.Properties));
                    open.Push(false);
                    MindParent(item.Box, shaper);
                    break;
                case InlineItemKind.Close:
                    var hasContent = open.Pop();
                    item.Box.IsPlainInline &= hasContent || item.Box.IsContinued || item.Box.GoesOn;
                    Note(open, hasContent);
                    break;
                case InlineItemKind.Atomic:
                    item.Box.Parent!.IsPlainInline = false;
                    Note(open, hasContent: true);
                    break;
                case InlineItemKind.Text when item.Box is { Kind: BoxKind.Inline, Text: null }:
                    // The edges of isolates are nothing.
                    break;
                default:
                    Note(open, item.End > item.Start);
                    break;
            }
        }
    }

    private static void Note(Stack<bool> open, bool hasContent)
    {
        if (hasContent && open.TryPop(out _))
        {
            open.Push(true);
        }
    }

    private static void MindParent(LayoutBox box, ITextShaper shaper)
    {
        if (box.Parent is { Kind: BoxKind.Inline, IsPlainInline: true } parent)
        {
            parent.IsPlainInline = !HasMargin(box.Properties) && box.Properties.VerticalAlign.Kind == VerticalAlignKind.Baseline
                && IsAsHigh(shaper.MetricsOf(box.Style.Text), shaper.MetricsOf(parent.Style.Text));
        }
    }

    private static bool HasSides(BoxProperties style)
        => style.BorderWidth.Left > 0 || style.BorderWidth.Right > 0 || style.Padding.Left != Length.Zero || style.Padding.Right != Length.Zero;

    private static bool HasMargin(BoxProperties style)
        => style.Margin.Top != Length.Zero || style.Margin.Right != Length.Zero || style.Margin.Bottom != Length.Zero || style.Margin.Left != Length.Zero;

    private static bool IsAsHigh(in FontMetrics one, in FontMetrics other) => one.Ascent == other.Ascent && one.Descent == other.Descent;
}
