using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Where a block stands across its container (CSS 2, 10.3.3; CSS Box Alignment 3, 6.1 for <c>justify-self</c>).</summary>
internal static class BlockAlignment
{
    /// <summary>Whether <c>justify-self</c> makes a block as wide as its content rather than as its room.</summary>
    public static bool ShrinksToFit(LayoutBox child, LayoutBox container)
        => KindOf(child, container).Kind is not (AlignmentKind.Auto or AlignmentKind.Normal or AlignmentKind.Stretch);

    /// <summary>px from the container's content to the border box; auto margins get what they take.</summary>
    /// <param name="child">The block, laid out.</param>
    /// <param name="container">What it stands in.</param>
    /// <param name="width">px of the block.</param>
    /// <param name="room">px of the container's content.</param>
    public static double Place(LayoutBox child, LayoutBox container, double width, double room)
    {
        var style = child.Properties;
        var free = room - width - child.Margin.Left - child.Margin.Right;
        if (free > 0 && (style.Margin.Left.IsAuto || style.Margin.Right.IsAuto))
        {
            var share = style.Margin.Left.IsAuto && style.Margin.Right.IsAuto ? free / 2 : free;
            child.Margin = child.Margin with
            {
                Left = child.Margin.Left + (style.Margin.Left.IsAuto ? share : 0),
                Right = child.Margin.Right + (style.Margin.Right.IsAuto ? share : 0),
            };
            return child.Margin.Left;
        }

        var isRightToLeft = container.Style.Text.IsRightToLeft;
        var align = KindOf(child, container);
        var offset = align.IsSafe && free < 0 ? null : OffsetOf(align.Kind, free, isRightToLeft, child.Style.Text.IsRightToLeft);
        return child.Margin.Left + (offset ?? LegacyOffsetOf(container, free) ?? (isRightToLeft ? free : 0));
    }

    private static Alignment KindOf(LayoutBox child, LayoutBox container)
        => child.Properties.JustifySelf.Kind == AlignmentKind.Auto ? container.Properties.JustifyItems : child.Properties.JustifySelf;

    private static double? OffsetOf(AlignmentKind kind, double free, bool isRightToLeft, bool isChildRightToLeft) => kind switch
    {
        AlignmentKind.Center => free / 2,
        AlignmentKind.Left => 0,
        AlignmentKind.Right => free,
        AlignmentKind.End or AlignmentKind.FlexEnd or AlignmentKind.LastBaseline => isRightToLeft ? 0 : free,
        AlignmentKind.Start or AlignmentKind.FlexStart or AlignmentKind.Baseline => isRightToLeft ? free : 0,
        AlignmentKind.SelfStart => isChildRightToLeft ? free : 0,
        AlignmentKind.SelfEnd => isChildRightToLeft ? 0 : free,
        _ => null,
    };

    /// <summary><c>text-align: -webkit-center</c> and its kin, which <c>center</c> and <c>align</c> stand for, align blocks that fit (HTML, 15.3.4).</summary>
    private static double? LegacyOffsetOf(LayoutBox container, double free) => free <= 0 ? null : container.Style.Text.TextAlign switch
    {
        TextAlign.BlockCenter => free / 2,
        TextAlign.BlockLeft => 0,
        TextAlign.BlockRight => free,
        _ => null,
    };
}
