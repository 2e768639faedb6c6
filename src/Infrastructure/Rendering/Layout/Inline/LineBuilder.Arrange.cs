using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Places what was gathered for a line.</summary>
internal sealed partial class LineBuilder
{
    private BuiltLine Empty(InlineBoxState root, in LinePlace place)
    {
        root.Room = (place.Left, place.Left + place.Width);
        var line = new Line { Top = place.Top, Height = 0, Baseline = place.Top, IsEmpty = true };
        var isRightToLeft = content.Box.Style.Text.IsRightToLeft;
        var x = place.Left + (isRightToLeft ? 0 : place.Indent)
            + LineAlignment.OffsetOf(LineAlignment.Of(content.RootStyle, isLast: true), isRightToLeft, place.Width - place.Indent);
        LineFragments.AddEmpty(line, _elements, _states, x);
        return new BuiltLine(line, IsEmpty: true, x, place.Width - place.Indent);
    }

    /// <summary>Preserved spaces at the end hang out of the line: always where it wraps, else as far as they do not fit (CSS Text 3, 4.1.3).</summary>
    private double FreeSpace(double free, in LineRange range)
    {
        var hanging = 0.0;
        var end = range.IsForced && range.End > range.Start && content.Text[range.End - 1] == '\n' ? range.End - 1 : range.End;
        for (var at = VisibleEnd(range.Start, end); at < end; at++)
        {
            hanging += content.Vanishes(at) ? 0 : content.Paragraph.Advances[at];
        }

        return !range.IsForced ? free + hanging : free < 0 ? Math.Min(0, free + hanging) : free;
    }

    private int VisibleEnd(int start, int end)
    {
        while (end > start && content.Hangs(end - 1))
        {
            end--;
        }

        return end;
    }

    private BuiltLine Arrange(InlineBoxState root, in LineRange range, in LinePlace place)
    {
        var reach = root.Reach.IsNone ? default : root.Reach;
        var line = new Line { Top = place.Top, Height = reach.Height, Baseline = place.Top + reach.Ascent };
        VisualOrder.Apply(_elements, _states, BaseLevel);
        var width = 0.0;
        foreach (var element in _elements)
        {
            width += element.Width;
        }

        var style = content.RootStyle;
        var align = LineAlignment.Of(style, range.IsForced);
        var room = place.Width - place.Indent - width;
        var free = FreeSpace(room, range);
        var hanging = free - room;
        if (align == TextAlign.Justify && free > 0 && Justification.Apply(_elements, content, range.Start, VisibleEnd(range.Start, range.End), free))
        {
            free = 0;
        }

        var isRightToLeft = content.Box.Style.Text.IsRightToLeft;
        root.Room = (place.Left, place.Left + place.Width);
        var x = place.Left + (isRightToLeft ? 0 : place.Indent) + LineAlignment.OffsetOf(align, isRightToLeft, free) - (isRightToLeft ? hanging : 0);
        var end = LineFragments.Add(line, _elements, _states, x);
        return new BuiltLine(line, IsEmpty: false, isRightToLeft ? end : x, place.Width - place.Indent);
    }
}

/// <summary>A line as it was built.</summary>
/// <param name="Line">The line.</param>
/// <param name="IsEmpty">Whether it counts for nothing (CSS 2, 9.4.2).</param>
/// <param name="Start">px from the container's border box of where its content starts: of its right edge where the container is read from there.</param>
/// <param name="Room">px that its content may be wide.</param>
internal readonly record struct BuiltLine(Line Line, bool IsEmpty, double Start, double Room);

/// <summary>Where a line may stand, px from the container's border box.</summary>
internal readonly record struct LinePlace(double Left, double Top, double Width, double Indent);
