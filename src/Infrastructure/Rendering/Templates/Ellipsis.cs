using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Shortens a text that is too long at the end of a word.</summary>
internal static class Ellipsis
{
    private const string Mark = "…";

    /// <summary>Least share of the lines that must stay filled; a very long word is better cut than left out.</summary>
    private const double LeastFilled = 0.6;

    private static readonly char[] Dangling = [' ', '\u00A0', ',', ';', ':', '.', '-', '–', '—', '(', '«', '“', '،', '、', '。', '，'];

    /// <summary>The text up to the last whole word that fits, with an ellipsis; the text itself where that would leave too little.</summary>
    /// <param name="text">The text.</param>
    /// <param name="segments">The text in one line, measured.</param>
    /// <param name="size">px of the type that it was measured in; the ellipsis is about as wide.</param>
    /// <param name="width">px of a line.</param>
    /// <param name="maxLines">At least 1.</param>
    public static string Apply(string text, IReadOnlyList<TextSegment> segments, double size, double width, int maxLines)
    {
        var kept = LineFit.CountSegmentsBeforeEllipsis(segments, width, maxLines, size);
        var filled = segments.Take(kept).Sum(segment => segment.Width + segment.SpaceAfter);
        return filled < LeastFilled * width * maxLines ? text : text[..segments[kept - 1].End].TrimEnd(Dangling) + Mark;
    }
}
