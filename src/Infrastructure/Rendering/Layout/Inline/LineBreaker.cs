namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The part of inline content that stands on one line.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">The one after the last, white space at the end included.</param>
/// <param name="ItemStart">First item.</param>
/// <param name="ItemEnd">The one after the last.</param>
/// <param name="IsForced">Whether <c>br</c>, a newline or the end of the content ends it.</param>
/// <param name="Width">px without white space that hangs.</param>
internal readonly record struct LineRange(int Start, int End, int ItemStart, int ItemEnd, bool IsForced, double Width);

/// <summary>Cuts inline content into lines, each as long as it fits (CSS Text 3, 5).</summary>
/// <param name="content">Advances of atomic boxes are in it already.</param>
/// <param name="blockWidth">px that percentages of inline boxes' edges are of.</param>
internal sealed class LineBreaker(InlineContent content, double blockWidth)
{
    private const int None = -1;

    private int _at;
    private int _item;
    private double _width;
    private double _space;

    /// <summary>px that the line is narrower than.</summary>
    private double _limit;
    private LineRange _fitting;

    /// <summary>The last place within a word where the line may be cut if nothing else fits.</summary>
    private LineRange _cut;

    /// <summary>Whether everything has its line.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The next line.</summary>
    /// <param name="available">px.</param>
    /// <param name="indent">px that the line starts with.</param>
    public LineRange Next(double available, double indent)
    {
        var (start, itemStart) = (_at, _item);
        (_width, _space, _limit) = (indent, 0, LayoutUnit.LimitOf(available));
        _fitting = _cut = new LineRange(None, 0, 0, 0, IsForced: false, 0);
        while (true)
        {
            // Inline boxes that end after a space, and empty ones, stay on the line even where they stick out of it.
            var width = _width;
            AddEdges(content.EndOfClosings(_item, _at));
            var closed = _width > width && !EndsInVanishingSpace() ? _width + _space : _width;
            (width, var item) = (_space > 0 ? width : _width, _item);
            AddEdges(content.EndOfEdgesBefore(_item, _at));
            if (_at > start && _at < content.Text.Length && content.CanBreakBefore(_at))
            {
                if (!Fits(width, available))
                {
                    _fitting = _fitting.Start == None ? _cut : _fitting;
                    LeaveOutOfFlow(item);
                    return End(start, itemStart);
                }

                _fitting = Current(start, itemStart, isForced: false);
            }

            AddEdges(content.EndOfEdges(_item, _at));
            if (_at == content.Text.Length)
            {
                return EndOfContent(start, itemStart, closed, item);
            }

            if (content.Items[_item].Kind == InlineItemKind.Break)
            {
                return EndAtBreak(start, itemStart);
            }

            if (!AddCharacter(start, available))
            {
                return End(start, itemStart);
            }
        }
    }

    /// <summary>What is absolute stays on the line before a break that fits, but follows content that is too wide onto the next one.</summary>
    private void LeaveOutOfFlow(int item)
    {
        if (_fitting.Start == None && content.Items[item].Kind == InlineItemKind.OutOfFlow)
        {
            _item = item;
        }
    }

    /// <summary>Whether all ends with white space that vanishes, which is not even there for edges behind it.</summary>
    private bool EndsInVanishingSpace()
    {
        var end = _at == content.Text.Length ? content.Text.AsSpan().TrimEnd(Isolates.Pop).Length : 0;
        return end > 0 && content.Vanishes(end - 1);
    }

    /// <summary>Whether the line may end here; a hyphen that does not fit leaves that to an earlier place, if there is one.</summary>
    private bool Fits(double width, double available)
    {
        var hyphen = content.HyphenWidthBefore(_at);
        return width + hyphen + content.KerningBefore(_at, available - width) < _limit || (hyphen > 0 && _fitting.Start == None && _cut.Start == None);
    }

    /// <summary>Ends the last line; empty inline boxes at its end stay on it even where they stick out of it. Edges after a space have to fit with it.</summary>
    /// <param name="start">The first character of the line.</param>
    /// <param name="itemStart">Its first item.</param>
    /// <param name="width">px.</param>
    /// <param name="rest">The first item behind the content: what is absolute at the end follows content that is too wide onto a line of its own.</param>
    private LineRange EndOfContent(int start, int itemStart, double width, int rest)
    {
        // A box that goes on after a block is not empty.
        var isEmpty = content.Items[^1] is not { Kind: InlineItemKind.Close, Box.GoesOn: true };
        if (HasToEndBefore(isEmpty ? width : _width))
        {
            return End(start, itemStart);
        }

        if (_at > start && rest < _item && content.Styles[_at - 1].Wraps && width >= _limit && IsAllOutOfFlow(rest))
        {
            _item = rest;
            return Current(start, itemStart, isForced: false);
        }

        IsDone = true;
        return Current(start, itemStart, isForced: true);
    }

    /// <summary>Tells whether nothing but what is out of flow is there from an item on.</summary>
    private bool IsAllOutOfFlow(int from)
    {
        for (var item = from; item < content.Items.Count; item++)
        {
            if (content.Items[item].Kind != InlineItemKind.OutOfFlow)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether what came is too wide and an earlier place is there to end the line at.</summary>
    private bool HasToEndBefore(double width)
    {
        _fitting = _fitting.Start == None ? _cut : _fitting;
        return _fitting.Start != None && width >= _limit;
    }

    private LineRange EndAtBreak(int start, int itemStart)
    {
        if (HasToEndBefore(_width))
        {
            return End(start, itemStart);
        }

        var end = content.EndOfBrokenLine(_item);
        Advance();
        AddEdges(end);
        IsDone = _at == content.Text.Length && _item == content.Items.Count;
        return Current(start, itemStart, isForced: true);
    }

    /// <summary>Takes one character; false where the line ends before it.</summary>
    private bool AddCharacter(int start, double available)
    {
        if (Isolates.IsEdge(content.Text[_at]))
        {
            // As an edge it is no content that spaces before it would stand between.
            Advance();
            return true;
        }

        if (content.Hangs(_at))
        {
            _space += AdvanceHere();
            Advance();
            return true;
        }

        var width = _width + _space + AdvanceHere();
        var mayCut = _at > start && _fitting.Start == None && content.CanCutBefore(_at);
        if (mayCut && (_cut.Start == None || _width + content.KerningBefore(_at, available - _width) < _limit))
        {
            _cut = new LineRange(start, _at, 0, _item, IsForced: false, _width);
        }

        if (_at > start && (_fitting.Start != None || mayCut) && width + content.RestOfCluster(_at) + ClosedMargins() >= _limit)
        {
            _fitting = mayCut ? _cut : _fitting;
            return false;
        }

        (_width, _space) = (width, 0);
        Advance();
        return true;
    }

    /// <summary>px, below 0 or none, that edges of boxes which end right behind a picture or inline block take away from it.</summary>
    private double ClosedMargins()
    {
        var margins = 0.0;
        if (content.Items[_item].Kind == InlineItemKind.Atomic)
        {
            for (var item = _item + 1; item < content.Items.Count && content.Items[item].Kind == InlineItemKind.Close; item++)
            {
                margins += InlineEdges.WidthOf(content.Items[item].Box, isStart: false, blockWidth);
            }
        }

        return Math.Min(0, margins);
    }

    private double AdvanceHere()
    {
        if (content.Text[_at] == '\t')
        {
            content.Paragraph.Advances[_at] = TabStops.AdvanceAt(content, _at, _width + _space);
        }

        return content.Paragraph.Advances[_at];
    }

    private void Advance()
    {
        _at++;
        if (_item < content.Items.Count && content.Items[_item].End == _at && content.Items[_item].Start < _at)
        {
            _item++;
        }
    }

    /// <summary>Inline boxes that end here belong to the line before a break, those that start here to the line after it.</summary>
    private void AddEdges(int end)
    {
        for (; _item < end; _item++)
        {
            var found = content.Items[_item];
            if (found.Kind != InlineItemKind.OutOfFlow)
            {
                _width += InlineEdges.WidthOf(found.Box, found.Kind == InlineItemKind.Open, blockWidth);
            }
        }
    }

    private LineRange Current(int start, int itemStart, bool isForced) => new(start, _at, itemStart, _item, isForced, _width);

    /// <summary>Goes back to the last break that fits, or ends here where there is none.</summary>
    private LineRange End(int start, int itemStart)
    {
        if (_fitting.Start == None)
        {
            return Current(start, itemStart, isForced: false);
        }

        (_at, _item) = (_fitting.End, _fitting.ItemEnd);
        return _fitting with { Start = start, ItemStart = itemStart };
    }
}
