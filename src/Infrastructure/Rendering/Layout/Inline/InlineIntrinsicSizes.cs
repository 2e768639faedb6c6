namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The narrowest and widest lines of inline content.</summary>
internal static class InlineIntrinsicSizes
{
    public static IntrinsicSizes Measure(InlineContent content, IntrinsicSizer sizer)
    {
        var walk = new Walk();
        var style = content.Box.Style.Text;
        walk.Add(style.TextIndent.HasPercent ? 0 : style.TextIndent.Value);
        var item = 0;
        for (var at = 0; at <= content.Text.Length; at++)
        {
            item = AddEdges(content, item, at, walk, closing: true);
            if (at > 0 && at < content.Text.Length && (content.CanBreakBefore(at) || content.CanCutBefore(at, forMinimum: true)))
            {
                walk.EndWord();
            }

            item = AddEdges(content, item, at, walk, closing: false);
            if (at < content.Text.Length)
            {
                item = AddCharacter(content, item, at, walk, sizer);
            }
        }

        walk.EndLine();
        return new IntrinsicSizes(walk.Narrowest, walk.Widest);
    }

    /// <summary>Adds the edges of inline boxes that start or end at a character: those that end there first, for a line may break after them.</summary>
    private static int AddEdges(InlineContent content, int item, int at, Walk walk, bool closing)
    {
        while (item < content.Items.Count && content.Items[item] is { } found && found.Start == at
            && found.Kind is InlineItemKind.Open or InlineItemKind.Close or InlineItemKind.OutOfFlow
            && (!closing || found.Kind == InlineItemKind.Close))
        {
            if (found.Kind != InlineItemKind.OutOfFlow)
            {
                walk.Add(InlineEdges.WidthOf(found.Box, found.Kind == InlineItemKind.Open, 0));
            }

            item++;
        }

        return item;
    }

    private static int AddCharacter(InlineContent content, int item, int at, Walk walk, IntrinsicSizer sizer)
    {
        var found = content.Items[item];
        if (found.Kind == InlineItemKind.Break)
        {
            walk.EndLine();
        }
        else if (found.Kind == InlineItemKind.Atomic)
        {
            var sizes = sizer.Contribution(found.Box);
            walk.AddAtomic(sizes);
        }
        else if (content.Hangs(at))
        {
            walk.AddSpace(AdvanceOf(content, at));
        }
        else
        {
            walk.Add(AdvanceOf(content, at));
        }

        return at + 1 == found.End ? item + 1 : item;
    }

    private static double AdvanceOf(InlineContent content, int at)
        => content.Text[at] == '\t' ? TabStops.WidthOf(content, at) : content.Paragraph.Advances[at];

    /// <summary>The line and the word that are being measured.</summary>
    private sealed class Walk
    {
        private double _line;
        private double _lineSpace;
        private double _word;
        private double _wordSpace;

        public double Narrowest { get; private set; }

        public double Widest { get; private set; }

        public void Add(double px)
        {
            _line += _lineSpace + px;
            _word += _wordSpace + px;
            (_lineSpace, _wordSpace) = (0, 0);
        }

        public void AddAtomic(IntrinsicSizes sizes)
        {
            _line += _lineSpace + sizes.Max;
            _word += _wordSpace + sizes.Min;
            (_lineSpace, _wordSpace) = (0, 0);
        }

        public void AddSpace(double px)
        {
            _lineSpace += px;
            _wordSpace += px;
        }

        public void EndWord()
        {
            Narrowest = Math.Max(Narrowest, _word);
            (_word, _wordSpace) = (0, 0);
        }

        public void EndLine()
        {
            EndWord();
            Widest = Math.Max(Widest, _line);
            (_line, _lineSpace) = (0, 0);
        }
    }
}

/// <summary>The sides of inline boxes (CSS 2, 8.6): the start of the first piece and the end of the last one.</summary>
internal static class InlineEdges
{
    /// <summary>px of margin, border and padding at the start or end of an inline box.</summary>
    /// <param name="box">The inline box.</param>
    /// <param name="isStart">Whether its start is asked for.</param>
    /// <param name="width">px of the containing block.</param>
    public static double WidthOf(LayoutBox box, bool isStart, double width)
    {
        BoxEdges.Resolve(box, width);
        return IsLeft(box, isStart)
            ? box.Margin.Left + box.Border.Left + box.Padding.Left
            : box.Margin.Right + box.Border.Right + box.Padding.Right;
    }

    /// <summary>Whether a box's start or end is its left side.</summary>
    public static bool IsLeft(LayoutBox box, bool isStart) => isStart != box.Style.Text.IsRightToLeft;
}

/// <summary>Tabs (CSS Text 3, 4.2).</summary>
internal static class TabStops
{
    /// <summary>px between tab stops.</summary>
    public static double WidthOf(InlineContent content, int at)
    {
        var style = content.Styles[at];
        return style.TabSize.IsPx ? style.TabSize.Value : style.TabSize.Value * SpaceWidth(content, at);
    }

    /// <summary>px from a place on a line to the next stop, at least half a space.</summary>
    public static double AdvanceAt(InlineContent content, int at, double x)
    {
        var width = WidthOf(content, at);
        if (width <= 0)
        {
            return 0;
        }

        var advance = width - (x % width);
        return advance < SpaceWidth(content, at) / 2 ? advance + width : advance;
    }

    private static double SpaceWidth(InlineContent content, int at) => content.Shaper.MetricsOf(content.Styles[at]).SpaceWidth;
}
