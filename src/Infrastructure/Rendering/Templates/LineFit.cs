using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Breaks measured text into lines by arithmetic alone, so that sizes can be tried without laying out each.</summary>
internal static class LineFit
{
    /// <summary>px by which a balanced line is set wider, for the layout rounds where the arithmetic does not.</summary>
    public const double Slack = 2;

    private const int Halvings = 12;

    /// <summary>How many lines a text takes.</summary>
    /// <param name="segments">The text, measured.</param>
    /// <param name="width">Of a line, in the unit of the segments.</param>
    /// <returns>At least 1; <see cref="int.MaxValue"/> where a segment is wider than a line.</returns>
    public static int CountLines(IReadOnlyList<TextSegment> segments, double width)
    {
        var (lines, used) = (1, 0.0);
        foreach (var segment in segments)
        {
            if (segment.Width > width)
            {
                return int.MaxValue;
            }

            if (used > 0 && used + segment.Width > width)
            {
                (lines, used) = (lines + 1, 0);
            }

            used += segment.Width + segment.SpaceAfter;
        }

        return lines;
    }

    /// <summary>Width of the widest segment that a line holds; 0 where it holds none.</summary>
    public static double WidestWhole(IReadOnlyList<TextSegment> segments, double width)
        => segments.Where(segment => segment.Width <= width).Select(segment => segment.Width).DefaultIfEmpty().Max();

    /// <summary>How many segments may stay so that they and an ellipsis fit, for words read better whole than cut.</summary>
    /// <param name="segments">The text, measured.</param>
    /// <param name="width">Of a line, in the unit of the segments.</param>
    /// <param name="maxLines">At least 1.</param>
    /// <param name="ellipsisWidth">In the unit of the segments.</param>
    public static int CountSegmentsBeforeEllipsis(
        IReadOnlyList<TextSegment> segments, double width, int maxLines, double ellipsisWidth)
    {
        var (kept, line, used) = (0, 1, 0.0);
        for (var i = 0; i < segments.Count && segments[i].Width <= width; i++)
        {
            if (used > 0 && used + segments[i].Width > width)
            {
                (line, used) = (line + 1, 0);
            }

            if (line > maxLines)
            {
                break;
            }

            var canEnd = used + segments[i].Width + ellipsisWidth <= width || (line < maxLines && segments[i].Width + ellipsisWidth <= width);
            kept = canEnd ? i + 1 : kept;
            used += segments[i].Width + segments[i].SpaceAfter;
        }

        return kept;
    }

    /// <summary>The smallest width that takes no more lines than the widest does: lines of about one length.</summary>
    public static double Balance(IReadOnlyList<TextSegment> segments, double widest)
    {
        var lines = CountLines(segments, widest);
        if (lines is 1 or int.MaxValue)
        {
            return widest;
        }

        var (tooNarrow, wideEnough) = (0.0, widest);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (tooNarrow + wideEnough) / 2;
            (tooNarrow, wideEnough) = CountLines(segments, middle) <= lines ? (tooNarrow, middle) : (middle, wideEnough);
        }

        return wideEnough;
    }
}
