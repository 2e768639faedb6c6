using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The narrowest and widest lines of inline content.</summary>
internal static class InlineIntrinsicSizes
{
    public static IntrinsicSizes Measure(InlineContent content, IntrinsicSizer sizer, double percentHeight)
    {
        // White space that vanishes is no line to indent; an inline box is one even where it is empty.
        if (content.Items.All(static item => item.Kind == InlineItemKind.OutOfFlow))
        {
            return IntrinsicSizes.Zero;
        }

        var walk = new Walk();
        walk.AddEdge(content.IndentOf(double.NaN));
        var item = 0;
        for (var at = 0; at <= content.Text.Length; at++)
        {
            var edges = content.EndOfEdgesBefore(item, at);
            if (at > 0 && EndsLine(content, edges, at) && BreaksBetweenWords(content.Styles[at - 1]))
            {
                walk.StartTail();
            }

            item = AddEdges(content, item, edges, walk);
            if (at > 0 && at < content.Text.Length && (EndsWord(content, at) || content.CanCutBefore(at, forMinimum: true)) && !content.IsWithinLigature(at))
            {
                walk.EndWord(content.HyphenWidthBefore(at));
            }

            item = AddEdges(content, item, content.EndOfEdges(item, at), walk);
            if (at < content.Text.Length)
            {
                item = AddCharacter(content, item, at, walk, (sizer, percentHeight));
            }
        }

        walk.EndLine();
        return new IntrinsicSizes(walk.Narrowest, walk.Widest);
    }

    /// <summary>Whether nothing but edges and a last space that vanishes follows on the line; behind that space it is known already.</summary>
    private static bool EndsLine(InlineContent content, int item, int at) => (content.Text.Length - at) switch
    {
        0 => !content.Vanishes(at - 1),
        1 when content.Vanishes(at) => true,
        _ => content.Items[item].Kind == InlineItemKind.Break,
    };

    private static bool EndsWord(InlineContent content, int at)
        => content.CanBreakBefore(at) && !(content.StaysWithBox(at) && BreaksBetweenWords(content.Styles[at - 1]));

    private static bool BreaksBetweenWords(TextProperties style)
        => style is { Wraps: true, BreaksAnywhere: false, WordBreak: WordBreak.Normal or WordBreak.KeepAll, OverflowWrap: not OverflowWrap.Anywhere };

    private static int AddEdges(InlineContent content, int item, int end, Walk walk)
    {
        for (; item < end; item++)
        {
            var found = content.Items[item];
            if (found.Kind != InlineItemKind.OutOfFlow)
            {
                walk.AddEdge(InlineEdges.WidthOf(found.Box, found.Kind == InlineItemKind.Open, 0));
            }
        }

        return item;
    }

    private static int AddCharacter(InlineContent content, int item, int at, Walk walk, (IntrinsicSizer Sizer, double PercentHeight) atomics)
    {
        var found = content.Items[item];
        if (at == found.Start && (found.Kind != InlineItemKind.Text || found.Box.Text is not null))
        {
            walk.StartItem();
        }

        if (found.Kind == InlineItemKind.Break)
        {
            // Elements that end right after it end on its line.
            var next = AddEdges(content, item + 1, content.EndOfBrokenLine(item), walk);
            walk.EndLine();
            return next;
        }

        if (found.Kind == InlineItemKind.Atomic)
        {
            var sizes = atomics.Sizer.Contribution(found.Box, atomics.PercentHeight);
            walk.AddAtomic(sizes);
        }
        else if (content.Hangs(at))
        {
            walk.AddSpace(AdvanceOf(content, at, walk.Position), isKept: content.Styles[at].WhiteSpaceCollapse == WhiteSpaceCollapse.Preserve);
        }
        else
        {
            walk.Add(AdvanceOf(content, at, walk.Position), AdvanceOf(content, at, walk.PositionInWord));
        }

        return at + 1 == found.End ? item + 1 : item;
    }

    private static double AdvanceOf(InlineContent content, int at, double position)
        => content.Text[at] == '\t' ? TabStops.AdvanceAt(content, at, position) : content.Paragraph.Advances[at];

    /// <summary>The line and the word that are being measured.</summary>
    private sealed class Walk
    {
        private double _line;
        private double _lineSpace;
        private double _keptSpace;

        /// <summary>px of edges and boxes in the word.</summary>
        private double _word;

        /// <summary>px of all text so far, and at the start of the word, its end, and where it started in the last item.</summary>
        private (double At, double Start, double End, double StartInItem) _text;

        private double _widestOfItem;
        private double _widestBeforeTail;
        private double _tail;

        public double Narrowest { get; private set; }

        public double Widest { get; private set; }

        /// <summary>px from the start of the line.</summary>
        public double Position => _line + _lineSpace;

        /// <summary>px from the start of the word, which has a line to itself where it is narrowest.</summary>
        public double PositionInWord => _word + _text.At - _text.Start;

        /// <summary>Says that another text, box or break starts.</summary>
        public void StartItem() => (_widestOfItem, _text.StartInItem) = (0, _text.End);

        /// <summary>Edges that end a line are added to the widest word of the last text, whichever that is (Blink's <c>HandleTextForFastMinContent</c>).</summary>
        public void StartTail() => (_widestBeforeTail, _tail) = (_widestOfItem, 0);

        /// <summary>Edges are not content: spaces before them may still be the last ones.</summary>
        public void AddEdge(double px) => (_line, _word, _tail) = (_line + px, _word + px, _tail + px);

        /// <param name="px">On the widest line.</param>
        /// <param name="pxInWord">On the narrowest one; differs for a tab.</param>
        public void Add(double px, double pxInWord)
        {
            if (px == 0 && pxInWord == 0)
            {
                return;
            }

            _line += _lineSpace + px;
            _text.End = _text.At += pxInWord;
            (_lineSpace, _keptSpace) = (0, 0);
        }

        public void AddAtomic(IntrinsicSizes sizes)
        {
            _line += _lineSpace + sizes.Max;
            _word += sizes.Min;
            _text.End = _text.At;
            (_lineSpace, _keptSpace) = (0, 0);
        }

        /// <param name="px">Of the space.</param>
        /// <param name="isKept">Whether it counts where nothing follows it on the widest line (CSS Text 3, 4.1.3: it hangs only where it has to).</param>
        public void AddSpace(double px, bool isKept)
        {
            _lineSpace += px;
            _text.At += px;
            _keptSpace += isKept ? px : 0;
        }

        /// <param name="hyphen">px of the hyphen that the word would end with.</param>
        public void EndWord(double hyphen = 0)
        {
            Narrowest = Math.Max(Narrowest, LayoutUnit.Ceiling(_word + WidthOfText(_text.Start) + hyphen));
            _widestOfItem = Math.Max(_widestOfItem, WidthOfText(_text.StartInItem) + hyphen);
            (_word, _text) = (0, (_text.At, _text.At, _text.At, _text.At));
        }

        /// <summary>px from some place to the end of the word, both of which Blink takes up to whole units.</summary>
        private double WidthOfText(double start) => LayoutUnit.Ceiling(_text.End) - LayoutUnit.Ceiling(start);

        public void EndLine()
        {
            EndWord();
            Narrowest = _tail == 0 ? Narrowest : Math.Max(Narrowest, _widestBeforeTail + _tail);
            (_widestBeforeTail, _tail) = (0, 0);
            Widest = Math.Max(Widest, LayoutUnit.Ceiling(_line + _keptSpace));
            (_line, _lineSpace, _keptSpace) = (0, 0, 0);
        }
    }
}
