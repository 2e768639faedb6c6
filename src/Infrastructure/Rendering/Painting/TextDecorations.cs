using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Which <c>text-decoration</c>s are drawn on a text: those of all boxes around it up to one that stands apart (CSS Text Decoration 3, 2.1).</summary>
internal static class TextDecorations
{
    /// <summary>Whether a text is its glyphs and nothing else.</summary>
    public static bool IsPlain(TextFragment text)
    {
        var style = text.Run.Style;
        return style.TextShadows.Count == 0 && style.TextStroke.Width <= 0 && Next(text.Box) is null;
    }

    /// <summary>The nearest box from this one outwards that decorates its text; null for none.</summary>
    public static LayoutBox? Next(LayoutBox? box)
    {
        for (; box is not null; box = Outer(box))
        {
            if (box.Style.Paint.TextDecoration is { Lines: not DecorationLines.None })
            {
                return box;
            }
        }

        return null;
    }

    /// <summary>The box around, unless this one stands apart.</summary>
    public static LayoutBox? Outer(LayoutBox box)
    {
        var style = box.Style.Box;
        var isApart = style.Position is Position.Absolute or Position.Fixed || style.Display is Display.InlineBlock or Display.InlineFlex;
        return isApart ? null : box.Parent;
    }
}
