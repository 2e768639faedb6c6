using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Glyphs that are several letters: each letter has an equal share of the width, and lines may end between them. Letters of another element than the first
/// have no share, as in Blink.
/// </summary>
internal static class Ligatures
{
    /// <param name="paragraph">Whose advances and clusters are known.</param>
    /// <param name="start">The first UTF-16 unit of an item.</param>
    /// <param name="end">The one after the last.</param>
    public static void Share(Paragraph paragraph, int start, int end)
    {
        for (var (cluster, next) = (start, start); cluster < end; cluster = next)
        {
            var (letters, piece) = (1, paragraph.PieceAt(cluster));
            for (next = cluster + 1; next < end && (paragraph.Breaks[next] & TextBreak.Cluster) == TextBreak.None; next++)
            {
                letters += IsLetter(paragraph, next) && next < piece.Start + piece.Length ? 1 : 0;
            }

            if (letters > 1)
            {
                Share(paragraph, cluster, Math.Min(next, piece.Start + piece.Length), letters);
            }
        }
    }

    private static void Share(Paragraph paragraph, int start, int end, int letters)
    {
        var share = paragraph.Advances[start] / letters;
        paragraph.Advances[start] = share;
        for (var at = start + 1; at < end; at++)
        {
            if (IsLetter(paragraph, at))
            {
                paragraph.Advances[at] = share;
                paragraph.Breaks[at] |= TextBreak.Cluster | TextBreak.Ligature;
            }
        }
    }

    private static bool IsLetter(Paragraph paragraph, int at)
        => paragraph.GraphemeStarts[at] && !Conjuncts.GoesOn(paragraph.Text, at) && !char.IsLowSurrogate(paragraph.Text[at]) && !char.IsControl(paragraph.Text[at]);
}
