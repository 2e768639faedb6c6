using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The sides of inline boxes (CSS 2, 8.6): the start of the first piece and the end of the last one.</summary>
internal static class InlineEdges
{
    /// <summary>px of margin, border and padding at the start or end of an inline box.</summary>
    /// <param name="box">The inline box.</param>
    /// <param name="isStart">Whether its start is asked for.</param>
    /// <param name="width">px of the containing block.</param>
    public static double WidthOf(LayoutBox box, bool isStart, double width)
    {
        BoxEdges.Resolve(box, width);
        return WidthOf(box, isStart);
    }

    /// <summary>px of the same, once edges are resolved.</summary>
    public static double WidthOf(LayoutBox box, bool isStart)
        => !IsHere(box, isStart) ? 0
            : IsLeft(box, isStart) ? box.Margin.Left + box.Border.Left + box.Padding.Left
            : box.Margin.Right + box.Border.Right + box.Padding.Right;

    /// <summary>px of the margin at the start or end, once edges are resolved.</summary>
    public static double MarginOf(LayoutBox box, bool isStart)
        => !IsHere(box, isStart) ? 0 : IsLeft(box, isStart) ? box.Margin.Left : box.Margin.Right;

    /// <summary>Whether a box has a border or padding at a side, once edges are resolved.</summary>
    public static bool HasSides(LayoutBox box) => box.EdgesAcross > 0;

    /// <summary>Whether the start or end of the element is that of the box; a block inside splits it into several.</summary>
    public static bool IsHere(LayoutBox box, bool isStart) => isStart ? !box.IsContinued : !box.GoesOn;

    /// <summary>Whether a box's start or end is its left side.</summary>
    public static bool IsLeft(LayoutBox box, bool isStart) => IsLeft(box.Style, isStart);

    /// <summary>
    /// Whether a style gives the start or end of an inline box a margin, border or padding, which makes a line, be it that margin and padding add up to
    /// nothing or are a percentage of nothing.
    /// </summary>
    public static bool HasEdge(ComputedStyle style, bool isStart)
    {
        var box = style.Box;
        return IsLeft(style, isStart)
            ? box.BorderWidth.Left != 0 || IsSome(box.Margin.Left) || IsSome(box.Padding.Left)
            : box.BorderWidth.Right != 0 || IsSome(box.Margin.Right) || IsSome(box.Padding.Right);
    }

    private static bool IsLeft(ComputedStyle style, bool isStart) => isStart != style.Text.IsRightToLeft;

    private static bool IsSome(Length length) => length.Kind == LengthKind.Expression || length is { IsNumeric: true, Value: not 0 } or { IsNumeric: true, Percent: not 0 };
}
