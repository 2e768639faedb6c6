using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// Breaks lines where all of them together look best, as Chromium does for <c>text-wrap: balance</c> and <c>pretty</c>: the sum of squares of
/// what lines leave empty is least, with a penalty for every line and for a last word alone. To balance counts the last line like the others.
/// </summary>
/// <param name="content">The paragraph.</param>
/// <param name="part">What of it stands on those lines.</param>
/// <param name="width">px of a line.</param>
/// <param name="style">What lines are to be.</param>
internal sealed class LineScores(InlineContent content, LineRange part, double width, TextWrapStyle style)
{
    /// <summary>With fewer breaks to choose from there is nothing to weigh.</summary>
    private const int FewestBreaks = 3;

    /// <summary>The work grows with the square of breaks on a line; no text that anybody reads on a card has as many.</summary>
    private const int MostBreaks = 3_000;

    // Measured: of 186 paragraphs in three sizes Chromium breaks all as 50,000 would, and a good part of them otherwise than 10,000 or 100,000.
    private const double LonelyWordPenalty = 10_000;
    private const double LonelyWordPenaltyOfPretty = 50_000;
    private const double PenaltyPerSize = 4;
    private const double Tolerance = LayoutUnit.Px;

    private readonly List<Candidate> _candidates = [new(0, 0)];
    private readonly double _indent = part.Start == 0 ? content.RootStyle.TextIndent.Resolve(width) : 0;
    private readonly bool _isPretty = style == TextWrapStyle.Pretty;

    /// <summary>px of each line that is best, or null where there is little to choose from, or far too much.</summary>
    public List<double>? FindWidths()
    {
        FindCandidates();
        if (_candidates.Count is < FewestBreaks + 2 or > MostBreaks)
        {
            return null;
        }

        var previous = Weigh();
        var widths = new List<double>();
        for (var end = _candidates.Count - 1; end > 0; end = previous[end])
        {
            widths.Insert(0, _candidates[end].End - _candidates[previous[end]].Next + (previous[end] == 0 ? _indent : 0));
        }

        return widths;
    }

    /// <summary>Walks the content as <see cref="LineBreaker"/> does, on one endless line.</summary>
    private void FindCandidates()
    {
        var (item, position, space) = (part.ItemStart, 0.0, 0.0);
        for (var at = part.Start; at < part.End; at++)
        {
            position += EdgesUntil(content.EndOfEdgesBefore(item, at), ref item);
            if (at > part.Start && content.CanBreakBefore(at))
            {
                _candidates.Add(new Candidate(position + content.HyphenWidthBefore(at), position + space));
            }

            position += EdgesUntil(content.EndOfEdges(item, at), ref item);
            (position, space) = content.Hangs(at)
                ? (position, space + content.Paragraph.Advances[at])
                : (position + space + content.Paragraph.Advances[at], 0);
            if (item < content.Items.Count && content.Items[item].End == at + 1 && content.Items[item].Start <= at)
            {
                item++;
            }
        }

        position += EdgesUntil(part.ItemEnd, ref item);
        _candidates.Add(new Candidate(position, position));
    }

    private double EdgesUntil(int end, ref int item)
    {
        var edges = 0.0;
        for (; item < end; item++)
        {
            var found = content.Items[item];
            edges += found.Kind is InlineItemKind.Open or InlineItemKind.Close
                ? InlineEdges.WidthOf(found.Box, found.Kind == InlineItemKind.Open, width)
                : 0;
        }

        return edges;
    }

    /// <summary>For each break the best one before it.</summary>
    private int[] Weigh()
    {
        var previous = new int[_candidates.Count];
        var scores = new double[_candidates.Count];
        var linePenalty = content.RootStyle.TextAlign == TextAlign.Justify ? 0 : PenaltyPerSize * width * content.RootStyle.FontSize;
        var lonelyWordPenalty = _isPretty ? LonelyWordPenaltyOfPretty : LonelyWordPenalty;
        for (var (end, first) = (1, 0); end < scores.Length; end++)
        {
            scores[end] = double.PositiveInfinity;
            for (var start = first; start < end; start++)
            {
                var slack = width + Tolerance - (start == 0 ? _indent : 0) - (_candidates[end].End - _candidates[start].Next);
                first = slack < 0 && start + 1 < end ? start + 1 : first;
                var score = scores[start] + (slack < 0 ? double.MaxValue / scores.Length : _isPretty && end == scores.Length - 1 ? 0 : slack * slack);
                if (score <= scores[end])
                {
                    (scores[end], previous[end]) = (score, start);
                }
            }

            scores[end] += linePenalty + (end == scores.Length - 2 ? lonelyWordPenalty : 0);
        }

        return previous;
    }

    /// <summary>A place where a line may end.</summary>
    /// <param name="End">px where the line ends, white space that hangs left out.</param>
    /// <param name="Next">px where the next line starts.</param>
    private readonly record struct Candidate(double End, double Next);
}
