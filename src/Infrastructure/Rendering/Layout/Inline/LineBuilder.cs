using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Builds the lines of one block container from their ranges, from the first to the last.</summary>
internal sealed partial class LineBuilder(InlineContent content, ITextShaper shaper)
{
    /// <summary>Inline boxes that go on from the line before.</summary>
    private readonly List<LayoutBox> _open = [];

    private readonly List<LineElement> _elements = [];
    private readonly List<InlineBoxState> _states = [];
    private int _run;

    /// <summary>Where the white space starts that ends the line: it goes at the block's end of it (UAX 9, rule L1).</summary>
    private int _lastSpaces;

    /// <summary>Whether a line is only as high as what stands on it (Quirks Mode, 3.3 and 3.4).</summary>
    private bool IsQuirky => content.Box.Mode != DocumentMode.Standard;

    private int BaseLevel => content.Box.Style.Text.IsRightToLeft ? 1 : 0;

    /// <summary>Builds a line; positions are from the container's border box.</summary>
    /// <param name="range">What stands on it.</param>
    /// <param name="place">Where it may stand.</param>
    public BuiltLine Build(in LineRange range, in LinePlace place)
    {
        _elements.Clear();
        _states.Clear();
        var root = AddRoot();
        var current = root;
        foreach (var box in _open)
        {
            current = AddState(box, current);
        }

        var hasContent = Gather(range, current);
        return hasContent ? Arrange(root, range, place) : Empty(root, place);
    }

    private InlineBoxState AddRoot()
    {
        var metrics = shaper.MetricsOf(content.RootStyle);
        var root = new InlineBoxState
        {
            Box = content.Box,
            Parent = null,
            Style = content.RootStyle,
            Metrics = metrics,
            Extent = LineHeights.ExtentOf(content.RootStyle, metrics),
        };
        _states.Add(root);
        if (!IsQuirky)
        {
            root.IncludeText();
        }

        return root;
    }

    private InlineBoxState AddState(LayoutBox box, InlineBoxState parent)
    {
        var style = TextScale.Apply(box.Style.Text, content.RootStyle.FontSize / content.Box.Style.Text.FontSize);
        var metrics = shaper.MetricsOf(style);
        var extent = LineHeights.ExtentOf(style, metrics);
        var state = new InlineBoxState { Box = box, Parent = parent, Style = style, Metrics = metrics, Extent = extent };
        _states.Add(state);
        if (!IsQuirky)
        {
            state.IncludeText();
        }

        return state;
    }

    /// <summary>Takes the start of a box, which counts for the height of the line by itself in quirks mode where it has edges at its sides.</summary>
    private InlineBoxState OpenBox(in InlineItem item, InlineBoxState parent)
    {
        var state = AddState(item.Box, parent);
        state.IsOpenedHere = true;
        _open.Add(item.Box);
        if (InlineEdges.HasSides(item.Box))
        {
            state.IncludeText();
        }

        return state;
    }

    private InlineBoxState CloseBox(InlineBoxState state)
    {
        state.IsClosedHere = true;
        _open.RemoveAt(_open.Count - 1);
        LineStack.Close(state);
        return state.Parent!;
    }

    /// <summary>Lists what stands on the line in the order of the text.</summary>
    /// <returns>Whether there is anything that makes it a line (CSS 2, 9.4.2).</returns>
    private bool Gather(in LineRange range, InlineBoxState current)
    {
        var end = TrimEnd(range);
        _lastSpaces = StartOfSpaces(range.Start, end);
        var isBroken = range.IsForced && range.End > range.Start && content.Text[range.End - 1] == '\n';
        var (hasContent, hasEdge, hasEmptyBox) = (false, false, false);
        for (var i = range.ItemStart; i < content.Items.Count && (i < range.ItemEnd || content.Items[i].Start < range.End); i++)
        {
            var item = content.Items[i];
            switch (item.Kind)
            {
                case InlineItemKind.Open:
                    current = OpenBox(item, current);
                    hasEdge |= AddEdge(item, current);
                    break;
                case InlineItemKind.Close:
                    hasEmptyBox |= _elements is [.., { Kind: LineElementKind.Open } last] && last.State == current;
                    hasEdge |= AddEdge(item, current);
                    current = CloseBox(current);
                    break;
                case InlineItemKind.Text when item.Box.IsBreakOpportunity:
                    IncludeBreak(current);
                    hasContent = true;
                    break;
                case InlineItemKind.Text:
                    hasContent |= AddText(item, Math.Max(item.Start, range.Start), Math.Min(item.End, end), current);
                    break;
                case InlineItemKind.Atomic:
                    AddAtomic(item, current);
                    hasContent = true;
                    break;
                case InlineItemKind.Break:
                    IncludeBreak(current);
                    _elements.Add(new LineElement(LineElementKind.Break, item.Box, current, null, 0) { Level = BaseLevel });
                    break;
                case InlineItemKind.OutOfFlow:
                    _elements.Add(new LineElement(LineElementKind.OutOfFlow, item.Box, current, null, 0) { FollowsContent = hasContent || hasEmptyBox });
                    break;
            }
        }

        AddHyphen(range, current);
        Finish(current);
        return hasContent || hasEdge || isBroken;
    }

    /// <summary>Ends what is open on the line, whether or not it goes on with the next.</summary>
    private void Finish(InlineBoxState current)
    {
        for (var state = current; state is not null; state = state.Parent)
        {
            LineStack.Close(state);
        }

        LineStack.AddUp(_states, _elements);
    }

    /// <summary>A line that ends at a soft hyphen shows it.</summary>
    private void AddHyphen(in LineRange range, InlineBoxState current)
    {
        if (!range.IsForced && content.HyphenWidthBefore(range.End) is > 0 and var width)
        {
            _elements.Add(new LineElement(LineElementKind.Text, current.Box, current, content.HyphenAt(range.End - 1), width) { Level = LevelAt(range.End - 1) });
        }
    }

    /// <summary>Where the line's text ends without the white space that vanishes.</summary>
    private int TrimEnd(in LineRange range)
    {
        var end = range.End;
        if (end > range.Start && range.IsForced && content.Text[end - 1] == '\n')
        {
            end--;
        }

        var bare = end;
        while (bare > range.Start && (content.Vanishes(bare - 1) || content.Text[bare - 1] == BreakRules.ZeroWidthSpace || Isolates.IsEdge(content.Text[bare - 1])))
        {
            bare--;
            end = content.Vanishes(bare) ? bare : end;
        }

        return end;
    }

    private int StartOfSpaces(int start, int end)
    {
        while (end > start && content.Text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end;
    }

    private bool AddEdge(in InlineItem item, InlineBoxState state)
    {
        var isStart = item.Kind == InlineItemKind.Open;
        var width = InlineEdges.WidthOf(item.Box, isStart);
        _elements.Add(new LineElement(isStart ? LineElementKind.Open : LineElementKind.Close, item.Box, state, null, width));
        return InlineEdges.IsHere(item.Box, isStart) && InlineEdges.HasEdge(item.Box.Style, isStart);
    }

    /// <summary>A place to break makes a line as high as text where nothing else of its box does.</summary>
    private static void IncludeBreak(InlineBoxState state)
    {
        if (state.Reach.IsNone)
        {
            state.IncludeText();
        }
    }

    /// <returns>Whether there is text, rather than the edges of isolates.</returns>
    private bool AddText(in InlineItem item, int start, int end, InlineBoxState state)
    {
        var runs = content.Paragraph.Runs;
        for (var at = start; at < end;)
        {
            while (_run > 0 && runs[_run].Start > at)
            {
                _run--;
            }

            while (runs[_run].End <= at)
            {
                _run++;
            }

            var stop = Math.Min(end, at < _lastSpaces && runs[_run].Level != BaseLevel ? Math.Min(runs[_run].End, _lastSpaces) : runs[_run].End);
            AddPart(runs[_run], at, stop, state, isIsolate: item.Box.Text is null);
            at = stop;
        }

        if (end <= start || item.Box.Text is null)
        {
            return false;
        }

        state.IncludeText();
        return true;
    }

    /// <summary>Adds a part of a run; where that starts or ends within a ligature, its letters are shaped by themselves.</summary>
    private void AddPart(TextRun run, int start, int end, InlineBoxState state, bool isIsolate)
    {
        if (!content.IsWithinLigature(start) && !content.IsWithinLigature(end))
        {
            AddRun(run.Slice(start, end - start), content.Paragraph.Advances.AsSpan(start, end - start), state, isIsolate);
            return;
        }

        var shaped = content.Shaper.Shape(content.Text[start..end], [new TextPiece(0, end - start, run.Style)], (run.Level & 1) != 0);
        foreach (var part in shaped.Runs)
        {
            AddRun(part.Move(start), shaped.Advances.AsSpan(part.Start, part.Length), state, isIsolate);
        }
    }

    private void AddRun(TextRun run, ReadOnlySpan<double> advances, InlineBoxState state, bool isIsolate)
    {
        var width = 0.0;
        foreach (var advance in advances)
        {
            width += advance;
        }

        _elements.Add(new LineElement(LineElementKind.Text, state.Box, state, run, width) { Level = run.Start >= _lastSpaces ? BaseLevel : run.Level, IsIsolate = isIsolate });
        if (state.Style.LineHeight.IsNormal)
        {
            state.Reach = state.Reach.Unite(LineHeights.ExtentOf(state.Style, run.Metrics));
        }
    }

    private void AddAtomic(in InlineItem item, InlineBoxState parent)
    {
        var box = item.Box;
        var extent = AtomicBaseline.ExtentOf(box);
        var element = new LineElement(LineElementKind.Atomic, box, parent, null, content.Paragraph.Advances[item.Start]) { Extent = extent };
        LineStack.Align(element, extent, box.Properties.VerticalAlign, parent, LineHeights.Resolve(box.Style.Text, shaper.MetricsOf(box.Style.Text)));
        element.Level = LevelAt(item.Start);
        _elements.Add(element);
    }

    private int LevelAt(int at)
    {
        foreach (var run in content.Paragraph.Runs)
        {
            if (run.Start <= at && at < run.End)
            {
                return run.Level;
            }
        }

        return BaseLevel;
    }
}
