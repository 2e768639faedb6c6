using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-overflow: ellipsis</c> and the last line of <c>line-clamp</c> (CSS Overflow 3, 5; CSS Overflow 4, 5).</summary>
internal sealed class LineEllipsis(ITextShaper shaper, TextProperties style, LayoutBox container)
{
    private const string Ellipsis = "…";

    /// <summary>Cuts a line so that it ends with an ellipsis.</summary>
    /// <param name="line">The line, from the container's border box.</param>
    /// <param name="width">px of the container's content.</param>
    /// <param name="isAlways">Whether text goes on after the line; otherwise only a line that is too wide is cut.</param>
    public void Apply(Line line, double width, bool isAlways)
    {
        var (left, right) = (container.ContentLeft, container.ContentLeft + width);
        var isRightToLeft = container.Style.Text.IsRightToLeft;
        if (!isAlways && !Overflows(line, left, right, isRightToLeft))
        {
            return;
        }

        var dots = shaper.Shape(Ellipsis, [new TextPiece(0, Ellipsis.Length, style)], isRightToLeft);
        var (room, whole) = (dots.Advances[0], line.Fragments.ToList());
        var (end, anchor) = isRightToLeft ? CutLeft(line, left + room) : CutRight(line, right - room);
        var lineBreak = line.Fragments.SequenceEqual(whole) ? BreakOn(line) : null;
        var x = (lineBreak?.X ?? end) - (isRightToLeft ? room : 0);
        line.Fragments.Add(new TextFragment { Box = anchor ?? container, Run = dots.Runs[0], X = x, Width = room, Baseline = line.Baseline });
        Widen(line, lineBreak?.Box ?? anchor, x, room);
    }

    private static LineFragment? BreakOn(Line line) => line.Fragments.Find(static fragment => fragment.Box.Kind == BoxKind.LineBreak);

    /// <summary>Boxes that are as large as what is in them hold the ellipsis, too, which Blink gives to the text or line break before it.</summary>
    private void Widen(Line line, LayoutBox? box, double x, double width)
    {
        var metrics = shaper.MetricsOf(style);
        for (; box is { Kind: BoxKind.LineBreak } or { Kind: BoxKind.Inline, IsPlainInline: true }; box = box.Parent)
        {
            line.Hidden.Add(new InlineBoxFragment { Box = box, X = x, Width = width, Y = line.Baseline - metrics.Ascent, Height = metrics.Height });
        }
    }

    /// <summary>Whether anything sticks out where the line ends; what does where it starts makes no ellipsis.</summary>
    private static bool Overflows(Line line, double left, double right, bool isRightToLeft)
    {
        const double Tolerance = 1.0 / 32;
        foreach (var fragment in line.Fragments)
        {
            if (fragment is not InlineBoxFragment && (isRightToLeft ? fragment.X < left - Tolerance : fragment.X + fragment.Width > right + Tolerance))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Drops what stands right of a limit.</summary>
    /// <returns>Where what is left ends, and the box of its last text.</returns>
    private static (double End, LayoutBox? Box) CutRight(Line line, double limit)
    {
        var end = double.NegativeInfinity;
        LayoutBox? box = null;
        for (var i = 0; i < line.Fragments.Count; i++)
        {
            if (line.Fragments[i] is InlineBoxFragment)
            {
                continue;
            }

            var cut = line.Fragments[i].X + line.Fragments[i].Width > limit ? GlyphCut.KeepLeft(line.Fragments[i], limit) : line.Fragments[i];
            if (cut is null)
            {
                line.Hidden.Add(line.Fragments[i]);
                line.Fragments.RemoveAt(i--);
                continue;
            }

            line.Fragments[i] = cut;
            (end, box) = cut.X + cut.Width > end ? (cut.X + cut.Width, cut.Box) : (end, box);
        }

        return (double.IsNegativeInfinity(end) ? Math.Max(0, limit) : end, box);
    }

    /// <summary>Drops what stands left of a limit.</summary>
    private static (double End, LayoutBox? Box) CutLeft(Line line, double limit)
    {
        var end = double.PositiveInfinity;
        LayoutBox? box = null;
        for (var i = 0; i < line.Fragments.Count; i++)
        {
            if (line.Fragments[i] is InlineBoxFragment)
            {
                continue;
            }

            var cut = line.Fragments[i].X < limit ? GlyphCut.KeepRight(line.Fragments[i], limit) : line.Fragments[i];
            if (cut is null)
            {
                line.Hidden.Add(line.Fragments[i]);
                line.Fragments.RemoveAt(i--);
                continue;
            }

            line.Fragments[i] = cut;
            (end, box) = cut.X < end ? (cut.X, cut.Box) : (end, box);
        }

        return (double.IsPositiveInfinity(end) ? limit : end, box);
    }
}

/// <summary>Cuts a fragment at a place between two clusters.</summary>
internal static class GlyphCut
{
    /// <summary>The part of a fragment that stands left of a limit; null for none. Pictures are kept whole or not at all.</summary>
    public static LineFragment? KeepLeft(LineFragment fragment, double limit)
    {
        if (fragment is not TextFragment text)
        {
            return null;
        }

        return (text.Run.Level & 1) == 0 ? KeepStart(text, limit - text.X) : KeepEnd(text, limit - text.X, text.X);
    }

    /// <summary>The part of a fragment that stands right of a limit; null for none.</summary>
    public static LineFragment? KeepRight(LineFragment fragment, double limit)
    {
        if (fragment is not TextFragment text)
        {
            return null;
        }

        var room = text.X + text.Width - limit;
        return (text.Run.Level & 1) != 0 ? KeepStart(text, room, atRight: true) : KeepEnd(text, room, limit);
    }

    private static TextFragment? KeepStart(TextFragment text, double room, bool atRight = false)
    {
        var (length, width) = (0, 0.0);
        while (length < text.Run.Length && width + text.Run.AdvanceOf(text.Run.Start + length) <= room)
        {
            width += text.Run.AdvanceOf(text.Run.Start + length);
            length++;
        }

        return length == 0 ? null : Cut(text, text.Run.Start, length, atRight ? text.X + text.Width - width : text.X, width);
    }

    private static TextFragment? KeepEnd(TextFragment text, double room, double x)
    {
        var (length, width) = (0, 0.0);
        while (length < text.Run.Length && width + text.Run.AdvanceOf(text.Run.End - length - 1) <= room)
        {
            length++;
            width += text.Run.AdvanceOf(text.Run.End - length);
        }

        return length == 0 ? null : Cut(text, text.Run.End - length, length, x, width);
    }

    private static TextFragment Cut(TextFragment text, int start, int length, double x, double width)
        => new() { Box = text.Box, Run = text.Run.Slice(start, length), X = x, Width = width, Baseline = text.Baseline };
}
