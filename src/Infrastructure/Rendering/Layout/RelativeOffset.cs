using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>How far <c>position: relative</c> moves a box (CSS Position 3, 3.3).</summary>
internal static class RelativeOffset
{
    /// <param name="box">Any box.</param>
    /// <param name="width">px of its containing block.</param>
    /// <param name="height">px of its containing block, or NaN where that is not known before its content is.</param>
    public static (double X, double Y) Of(LayoutBox box, double width, double height)
    {
        if (box.Properties.Position is not (Position.Relative or Position.Sticky) || box.Text is not null)
        {
            return (0, 0);
        }

        var inset = box.Properties.Inset;
        var isRightToLeft = box.Parent?.Style.Text.IsRightToLeft ?? false;
        var (left, right) = (Resolve(inset.Left, width), Resolve(inset.Right, width));
        var (top, bottom) = (Resolve(inset.Top, height), Resolve(inset.Bottom, height));
        var x = isRightToLeft ? (-right ?? left ?? 0) : (left ?? -right ?? 0);
        return (x, top ?? -bottom ?? 0);
    }

    private static double? Resolve(Length inset, double basis)
        => inset.IsNumeric && !(inset.HasPercent && double.IsNaN(basis)) ? inset.Resolve(basis) : null;
}
