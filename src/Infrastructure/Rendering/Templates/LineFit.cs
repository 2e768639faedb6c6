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
