using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>How a box takes part in layout.</summary>
internal enum BoxKind
{
    /// <summary>A block container with blocks in it, or with lines.</summary>
    Block,
    Flex,

    /// <summary>An <c>img</c> or <c>svg</c>.</summary>
    Replaced,

    /// <summary>An inline element, broken over lines as needed.</summary>
    Inline,

    /// <summary><c>br</c>.</summary>
    LineBreak,
}

/// <summary>
/// A box (CSS 2, 9.2) and, after layout, where it stands. Belongs to one render. Boxes without an element of their own stand for
/// text between blocks or in a flex container.
/// </summary>
internal sealed partial class LayoutBox
{
    private bool _isPlainInline;

    public required BoxKind Kind { get; init; }

    public required ComputedStyle Style { get; init; }

    /// <summary>Null for boxes that no element asked for.</summary>
    public StyledElement? Element { get; init; }

    public LayoutBox? Parent { get; set; }

    /// <summary>The text of a box that is nothing else; null for elements.</summary>
    public string? Text { get; init; }

    /// <summary>The character before its text in the document; a space where a word cannot go on. Known where <c>capitalize</c> needs it.</summary>
    public char PreviousCharacter { get; set; } = ' ';

    /// <summary>Whether its text is that of a <c>wbr</c>.</summary>
    public bool IsBreakOpportunity { get; init; }

    /// <summary>By which rules its document is laid out.</summary>
    public DocumentMode Mode { get; init; }

    /// <summary>Whether it stands around a block inside an inline element that the block splits: it has no box of its own to paint.</summary>
    public bool IsSplitInline { get; init; }

    /// <summary>Whether it goes on with an inline element that a block inside splits: its start is in an earlier box.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The first box of the inline element that it goes on with; null where it is that itself, or is the only one.</summary>
    public LayoutBox? FirstPiece { get; init; }

    /// <summary>Whether a later box goes on with the inline element.</summary>
    public bool GoesOn { get; set; }

    /// <summary>
    /// Whether it is an inline element without a look of its own: neither edges nor background, and nothing stands in it. Chromium keeps
    /// no box of it and says of it that it is as large as what is in it (Blink's <c>ShouldCreateBoxFragment</c>). All pieces of an element are so, or none.
    /// </summary>
    public bool IsPlainInline
    {
        get => FirstPiece is { } first ? first.IsPlainInline : _isPlainInline;
        set
        {
            if (FirstPiece is { } first)
            {
                first.IsPlainInline = value;
            }
            else
            {
                _isPlainInline = value;
            }
        }
    }

    /// <summary>In the order of the document, those out of flow included.</summary>
    public List<LayoutBox> Children { get; } = [];

    /// <summary>The lines of a block container that has inline content, from the top.</summary>
    public IReadOnlyList<Line> Lines { get; set; } = [];

    /// <summary>Left edge of the border box on the page, px; of the rectangle around all its pieces for an inline box.</summary>
    public double PageX { get; set; }

    /// <summary>Upper edge of the border box on the page, px.</summary>
    public double PageY { get; set; }

    /// <summary>Width of the border box, px.</summary>
    public double Width { get; set; }

    /// <summary>Height of the border box, px.</summary>
    public double Height { get; set; }

    /// <summary>Used border widths, px.</summary>
    public Sides<double> Border { get; set; }

    /// <summary>Used padding, px.</summary>
    public Sides<double> Padding { get; set; }
}

/// <summary>A line of a block container; positions are px on the page once layout is done.</summary>
internal sealed class Line
{
    /// <summary>From the left to the right.</summary>
    public List<LineFragment> Fragments { get; } = [];

    /// <summary>What <c>line-clamp</c> or an ellipsis cuts off: it is not painted, but its boxes have a place.</summary>
    public List<LineFragment> Hidden { get; } = [];

    public double Top { get; set; }

    public double Height { get; set; }

    public double Baseline { get; set; }

    /// <summary>Whether nothing on it makes it a line (CSS 2, 9.4.2).</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Hides all that stands on it.</summary>
    public void Hide()
    {
        Hidden.AddRange(Fragments);
        Fragments.Clear();
    }
}

/// <summary>A piece of a line.</summary>
internal abstract class LineFragment
{
    /// <summary>Left edge, px on the page once layout is done.</summary>
    public double X { get; set; }

    /// <summary>px.</summary>
    public double Width { get; set; }

    /// <summary>The inline box that it belongs to, or the block container itself.</summary>
    public required LayoutBox Box { get; init; }
}

/// <summary>Glyphs of one font on a line.</summary>
internal sealed class TextFragment : LineFragment
{
    public required TextRun Run { get; init; }

    /// <summary>px between its left edge and its glyphs, which justified text has.</summary>
    public double Lead { get; init; }

    /// <summary>px on the page once layout is done.</summary>
    public double Baseline { get; set; }

    /// <summary>Multiplies the run's size: less than 1 where text was shrunk to fit.</summary>
    public double Scale { get; set; } = 1;
}

/// <summary>The part of an inline box that stands on a line: what its background and border are painted on.</summary>
internal sealed class InlineBoxFragment : LineFragment
{
    /// <summary>Upper edge of the border box, px on the page once layout is done.</summary>
    public double Y { get; set; }

    /// <summary>Height of the border box, px.</summary>
    public double Height { get; set; }

    /// <summary>Whether its left edge (border, padding) is here.</summary>
    public bool HasLeftEdge { get; set; }

    /// <summary>Whether its right edge is here.</summary>
    public bool HasRightEdge { get; set; }
}

/// <summary>A picture or inline block on a line; <see cref="LineFragment.Box"/> is it, and has its own place.</summary>
internal sealed class AtomicFragment : LineFragment;

/// <summary>The end of a line at a line feed that is kept, where an ellipsis may stand; it is gone once the line is done.</summary>
internal sealed class NewlineFragment : LineFragment;
