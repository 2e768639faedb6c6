using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// Where positioned inline elements start and end: what is absolute stands between the start of the first piece and the end of the last one (CSS 2, 10.1).
/// </summary>
internal sealed class InlinePieces
{
    private readonly Dictionary<StyledElement, (PageArea First, PageArea Last)> _ends = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes the next piece of an element in the order of the document.</summary>
    /// <param name="box">The inline box, or the box around a block that splits the element.</param>
    /// <param name="piece">What it has on one line.</param>
    /// <param name="isLineThere">Whether the line counts for anything; no element ends on one that does not, unless it starts there, as in Blink.</param>
    public void Add(LayoutBox box, PageArea piece, bool isLineThere)
    {
        if (!_ends.TryGetValue(box.Element!, out var ends))
        {
            _ends.Add(box.Element!, (piece, piece));
        }
        else if (isLineThere)
        {
            _ends[box.Element!] = (ends.First, piece);
        }
    }

    /// <summary>The containing block that an element is for what is absolute in it.</summary>
    /// <param name="box">A box of the element.</param>
    public ContainingBlock BlockOf(LayoutBox box)
    {
        if (!_ends.TryGetValue(box.Element!, out var ends))
        {
            return ContainingBlock.Of(box);
        }

        var (isRightToLeft, border) = (IsContainerRightToLeft(box), box.Element!.Style.Box.BorderWidth);
        var (left, right) = isRightToLeft ? (ends.Last.X, ends.First.Right) : (ends.First.X, ends.Last.Right);
        var (top, bottom) = (ends.First.Y + border.Top, ends.Last.Bottom - border.Bottom);
        if (box.Element.Style.Text.IsRightToLeft == isRightToLeft)
        {
            (left, right) = (left + border.Left, right - border.Right);
        }

        // The end may stand before the start, which then stays where it is.
        var width = Math.Max(0, right - left);
        return new ContainingBlock(isRightToLeft ? right - width : left, top, width, Math.Max(0, bottom - top), box.Element.Style.Text.IsRightToLeft);
    }

    private static bool IsContainerRightToLeft(LayoutBox box)
    {
        while (box.Kind == BoxKind.Inline)
        {
            box = box.Parent!;
        }

        return box.Style.Text.IsRightToLeft;
    }
}

/// <summary>A rectangle on the page, px.</summary>
internal readonly record struct PageArea(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;
}
