using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Blink shapes text in segments of one element and direction, and takes the width of each up to the next 64th of a px
/// (<c>ShapeResult::SnappedWidth</c>): a line of many segments may fit by less than that. What is added goes to a segment's last character.
/// </summary>
internal sealed class SegmentWidths
{
    private (int Piece, int Level) _segment;
    private double _width;
    private int _last = -1;

    /// <summary>Takes the next characters of the paragraph, whose advances are known.</summary>
    /// <param name="paragraph">The paragraph.</param>
    /// <param name="range">UTF-16 units that Pango shaped as one.</param>
    /// <param name="level">Odd where they run from right to left.</param>
    public void Add(Paragraph paragraph, Range range, int level)
    {
        for (var at = range.Start.Value; at < range.End.Value; at++)
        {
            var segment = (paragraph.FindPiece(at), level);
            if (segment != _segment)
            {
                Finish(paragraph);
                _segment = segment;
            }

            // Signs without width are no content to spaces before them, and must stay so.
            _width += paragraph.Advances[at];
            _last = paragraph.Advances[at] == 0 ? _last : at;
        }
    }

    /// <summary>Ends the segment that the last characters are of.</summary>
    public void Finish(Paragraph paragraph)
    {
        if (_last >= 0)
        {
            paragraph.Advances[_last] += LayoutUnit.Ceiling(_width) - _width;
        }

        (_width, _last) = (0, -1);
    }
}
