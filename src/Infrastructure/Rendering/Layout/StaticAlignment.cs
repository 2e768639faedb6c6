using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Aligns what is absolute within the rectangle that it would stand in if it were in flow (CSS Position 3, 4.1).</summary>
internal static class StaticAlignment
{
    /// <param name="child">The absolute box.</param>
    /// <param name="container">The box it would stand in.</param>
    /// <param name="across">px from the container's border box of the rectangle's left edge, and its width.</param>
    /// <param name="down">px from the container's border box of the rectangle's upper edge, and its height.</param>
    public static StaticPosition Of(LayoutBox child, LayoutBox container, (double At, double Size) across, (double At, double Size) down)
        => Of(child, container.Style.Text.IsRightToLeft, across, down);

    /// <param name="child">The absolute box.</param>
    /// <param name="isRightToLeft">Whether the rectangle starts at its right.</param>
    /// <param name="across">px from the container's border box of the rectangle's left edge, and its width.</param>
    /// <param name="down">px from the container's border box of the rectangle's upper edge, and its height.</param>
    public static StaticPosition Of(LayoutBox child, bool isRightToLeft, (double At, double Size) across, (double At, double Size) down)
    {
        var edgeX = EdgeOf(child.Properties.JustifySelf.Kind, isRightToLeft);
        var edgeY = EdgeOf(child.Properties.AlignSelf.Kind, isReversed: false);
        return new StaticPosition(across.At + At(edgeX, across.Size), down.At + At(edgeY, down.Size), edgeX, edgeY);
    }

    /// <summary>px from the start of a rectangle.</summary>
    public static double At(StaticEdge edge, double size) => edge switch
    {
        StaticEdge.Centre => size / 2,
        StaticEdge.End => size,
        _ => 0,
    };

    private static StaticEdge EdgeOf(AlignmentKind kind, bool isReversed) => kind switch
    {
        AlignmentKind.Center => StaticEdge.Centre,
        AlignmentKind.Left => StaticEdge.Start,
        AlignmentKind.Right => StaticEdge.End,
        AlignmentKind.End or AlignmentKind.FlexEnd or AlignmentKind.SelfEnd or AlignmentKind.LastBaseline => isReversed ? StaticEdge.Start : StaticEdge.End,
        _ => isReversed ? StaticEdge.End : StaticEdge.Start,
    };
}
