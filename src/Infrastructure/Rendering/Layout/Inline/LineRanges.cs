using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>All lines of a content, balanced or without words alone on the last line where that is asked for.</summary>
internal static class LineRanges
{
    /// <summary>Chromium balances no longer texts either.</summary>
    private const int MostBalancedLines = 6;

    private const double Precision = 0.5;

    /// <param name="content">The paragraphs.</param>
    /// <param name="width">px of a line.</param>
    /// <param name="linesLeft">How many lines <c>line-clamp</c> leaves to see, null for all.</param>
    public static List<LineRange> Break(InlineContent content, double width, int? linesLeft)
    {
        var ranges = BreakAt(content, width);
        var clamp = linesLeft is > 0 and { } left ? left : int.MaxValue;
        return content.RootStyle.TextWrapStyle switch
        {
            TextWrapStyle.Balance when !FollowsBlock(content.Box) => Balance(content, ranges, width, clamp),
            TextWrapStyle.Pretty when PrettyLines.FindWidths(content, ranges, width, clamp) is { } widths => OfNoMoreLines(BreakAt(content, widths, width), ranges),
            _ => ranges,
        };
    }

    /// <summary>Whether the lines go on with those before a block within an inline element, which is a forced break.</summary>
    private static bool FollowsBlock(LayoutBox box)
        => box is { Element: null, Parent: { Kind: BoxKind.Block } parent } && parent.Children.IndexOf(box) is > 0 and var at && parent.Children[at - 1].IsSplitInline;

    /// <summary>Balances the lines before the first forced break, and of them those that are to be seen, and no others, as Chromium does.</summary>
    private static List<LineRange> Balance(InlineContent content, List<LineRange> ranges, double width, int clamp)
    {
        var count = Math.Min(ranges.FindIndex(range => range.IsForced) + 1, clamp);
        var lines = ranges.GetRange(0, count);
        if (count is < 2 or > MostBalancedLines || Overflows(lines, width) || HasCutWord(content, lines))
        {
            return ranges;
        }

        var all = lines[0] with { End = lines[^1].End, ItemEnd = lines[^1].ItemEnd };
        var widths = new LineScores(content, all, width, TextWrapStyle.Balance).FindWidths()
            ?? [.. Enumerable.Repeat(NarrowestFor(content, all.End, count, width), count)];
        return OfNoMoreLines(BreakAt(content, widths, width), ranges);
    }

    /// <summary>Where words are cut, letters at the ends of lines are wider than they were between others, and may need another line.</summary>
    private static List<LineRange> OfNoMoreLines(List<LineRange> better, List<LineRange> ranges) => better.Count > ranges.Count ? ranges : better;

    /// <summary>How many lines have something on them: after a forced break at the end there may be one of empty boxes alone.</summary>
    public static int CountOf(List<LineRange> ranges) => ranges is [.., _, { Start: var start, End: var end }] && start == end ? ranges.Count - 1 : ranges.Count;

    /// <summary>Tells whether any line ends within a word that fits no line.</summary>
    public static bool HasCutWord(InlineContent content, List<LineRange> ranges)
    {
        foreach (var range in ranges)
        {
            if (EndsWithinWord(content, range))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells whether a line ends within a word that fits no line.</summary>
    public static bool EndsWithinWord(InlineContent content, LineRange range)
        => !range.IsForced && range.End > 0 && range.End < content.Text.Length && !content.CanBreakBefore(range.End);

    /// <summary>Tells whether a line is wider than it may be.</summary>
    public static bool Overflows(LineRange range, double width) => range.Width > width + Precision;

    /// <summary>Breaks as the width says, whatever would look better.</summary>
    public static List<LineRange> BreakAt(InlineContent content, double width)
    {
        var ranges = new List<LineRange>();
        if (content.Items.Count == 0)
        {
            return ranges;
        }

        var breaker = new LineBreaker(content, width);
        while (!breaker.IsDone)
        {
            ranges.Add(breaker.Next(width, ranges.Count == 0 ? content.IndentOf(width) : 0));
        }

        return ranges;
    }

    private static List<LineRange> BreakAt(InlineContent content, List<double> widths, double blockWidth)
    {
        var ranges = new List<LineRange>(widths.Count);
        var breaker = new LineBreaker(content, blockWidth);
        while (!breaker.IsDone)
        {
            var isFirst = ranges.Count == 0;
            ranges.Add(breaker.Next(ranges.Count < widths.Count ? widths[ranges.Count] : blockWidth, isFirst ? content.RootStyle.TextIndent.Resolve(blockWidth) : 0));
        }

        return ranges;
    }

    /// <summary>CSS Text 4, 6.3: the narrowest width in which the first lines, up to some place in the text, are no more than before.</summary>
    private static double NarrowestFor(InlineContent content, int end, int count, double width)
    {
        var (tooNarrow, fits) = (0.0, width);
        while (fits - tooNarrow > Precision)
        {
            var middle = (tooNarrow + fits) / 2;
            var lines = BreakAt(content, middle);
            lines = lines.GetRange(0, lines.FindIndex(range => range.End >= end) + 1);
            (tooNarrow, fits) = lines.Count <= count && !Overflows(lines, middle) ? (tooNarrow, middle) : (middle, fits);
        }

        return fits;
    }

    private static bool Overflows(List<LineRange> ranges, double width) => ranges.Exists(range => Overflows(range, width));
}
