using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// <c>text-wrap: pretty</c> (CSS Text 4, 6.3), as Chromium has it: where a paragraph would end with one short word alone on a line, its last
/// lines are broken so that there are two.
/// </summary>
internal static class PrettyLines
{
    /// <summary>Earlier lines stay as they are.</summary>
    private const int MostLines = 4;

    /// <summary>A word that fills more of the line than that does not look lonely.</summary>
    private const double ShortShare = 1.0 / 3;

    /// <summary>px of each line, or null where all are pretty already. Each stretch between forced breaks is looked at alone; one that <c>line-clamp</c> cuts stays.</summary>
    /// <param name="content">The paragraph.</param>
    /// <param name="ranges">Its lines, each as long as it fits.</param>
    /// <param name="width">px of a line.</param>
    /// <param name="clamp">How many lines are to be seen.</param>
    public static List<double>? FindWidths(InlineContent content, List<LineRange> ranges, double width, int clamp)
    {
        var widths = new List<double>(ranges.Count);
        var isChanged = false;
        for (var first = 0; first < ranges.Count;)
        {
            var last = ranges.FindIndex(first, range => range.IsForced) is var end and >= 0 ? end : ranges.Count - 1;
            var window = Math.Max(first, last + 1 - MostLines);
            var better = last < clamp && EndsWithLonelyWord(content, ranges, first, last, width) && MayChange(content, ranges, window, last, width)
                ? Improve(content, ranges[window], ranges[last], width)
                : null;
            isChanged |= better is not null;
            widths.AddRange(Enumerable.Repeat(width, (better is null ? last + 1 : window) - first));
            widths.AddRange(better ?? []);
            first = last + 1;
        }

        return isChanged ? widths : null;
    }

    private static List<double>? Improve(InlineContent content, LineRange first, LineRange last, double width)
    {
        var part = first with { End = last.End, ItemEnd = last.ItemEnd };
        return new LineScores(content, part, width, TextWrapStyle.Pretty).FindWidths();
    }

    private static bool EndsWithLonelyWord(InlineContent content, List<LineRange> ranges, int first, int last, double width)
    {
        var line = ranges[last];
        if (last == first || line.Width >= width * ShortShare)
        {
            return false;
        }

        for (var at = line.Start + 1; at < line.End; at++)
        {
            if (content.CanBreakBefore(at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lines that hold more than they can, or a part of a word, leave nothing to weigh.</summary>
    private static bool MayChange(InlineContent content, List<LineRange> ranges, int first, int last, double width)
    {
        for (var i = first; i <= last; i++)
        {
            if (LineRanges.Overflows(ranges[i], width) || LineRanges.EndsWithinWord(content, ranges[i]))
            {
                return false;
            }
        }

        return true;
    }
}
