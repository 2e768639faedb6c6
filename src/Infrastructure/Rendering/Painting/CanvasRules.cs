using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>What the document's element and its body hand on to the page.</summary>
internal static class CanvasRules
{
    /// <summary>The box whose background the canvas takes (CSS Backgrounds 3, 2.11.1 and 2.11.2); null for none.</summary>
    public static LayoutBox? BackgroundBox(LayoutBox root)
    {
        if (PaintRules.HasBackground(root.Style.Paint))
        {
            return root;
        }

        return BodyOf(root) is { } body && PaintRules.HasBackground(body.Style.Paint) ? body : null;
    }

    /// <summary>The box whose <c>overflow</c> the viewport takes, so that it does not clip by itself (CSS Overflow 3, 3.3).</summary>
    public static LayoutBox? OverflowBox(LayoutBox root)
    {
        var style = root.Style.Box;
        return style.OverflowX != Overflow.Visible || style.OverflowY != Overflow.Visible ? root : BodyOf(root);
    }

    private static LayoutBox? BodyOf(LayoutBox root) => root.Children.Find(static child => string.Equals(child.Element?.Tag, "body", StringComparison.Ordinal));
}
