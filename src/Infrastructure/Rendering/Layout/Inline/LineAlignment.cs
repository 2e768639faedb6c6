using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-align</c> (CSS Text 3, 7): where a line starts, and how much its spaces grow.</summary>
internal static class LineAlignment
{
    /// <summary>px from the left edge of the block's content to that of the line.</summary>
    /// <param name="align">What counts for the line.</param>
    /// <param name="isRightToLeft">The block's direction: a line that is too wide sticks out at its end.</param>
    /// <param name="free">px that are left; negative where the line is too wide.</param>
    public static double OffsetOf(TextAlign align, bool isRightToLeft, double free)
    {
        var offset = Physical(align, isRightToLeft) switch
        {
            TextAlign.Right => free,
            TextAlign.Center => free > 0 || !isRightToLeft ? free / 2 : free,
            _ => isRightToLeft ? Math.Min(0, free) : 0,
        };
        return isRightToLeft ? offset : Math.Max(0, offset);
    }

    /// <summary>The alignment of a line: the last one before a forced break has its own.</summary>
    public static TextAlign Of(TextProperties style, bool isLast)
    {
        if (!isLast)
        {
            return style.TextAlign;
        }

        return style.TextAlignLast ?? (style.TextAlign == TextAlign.Justify ? TextAlign.Start : style.TextAlign);
    }

    private static TextAlign Physical(TextAlign align, bool isRightToLeft) => align switch
    {
        TextAlign.Start or TextAlign.Justify => isRightToLeft ? TextAlign.Right : TextAlign.Left,
        TextAlign.End => isRightToLeft ? TextAlign.Left : TextAlign.Right,
        TextAlign.BlockLeft => TextAlign.Left,
        TextAlign.BlockRight => TextAlign.Right,
        TextAlign.BlockCenter => TextAlign.Center,
        _ => align,
    };
}
