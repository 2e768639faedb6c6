using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Lays inline content out in lines (CSS 2, 9.4.2): breaks, balances, shrinks, cuts with an ellipsis.</summary>
internal sealed class InlineLayout(LayoutEngine engine, ITextShaper shaper)
{
    /// <summary>px from a line's top to its baseline are asked for no more often than this many lines.</summary>
    private const int MostLines = 2000;

    /// <summary>Lays a container's content out.</summary>
    /// <param name="box">The container.</param>
    /// <param name="content">Its content.</param>
    /// <param name="space">The container's content box.</param>
    /// <param name="linesLeft">How many lines are to be seen of the blocks around, or null for all.</param>
    /// <param name="isRun">Whether its lines count as those of the box around, so that all take room here.</param>
    public InlineResult Layout(LayoutBox box, InlineContent content, ChildSpace space, int? linesLeft, bool isRun)
    {
        LayOutAtomics(content, space);
        if (box.Properties.TextFitMinimum is { } least)
        {
            content = TextFit.Shrink(engine, box, content, least, space.Width, space.PercentHeight);
            LayOutAtomics(content, space);
        }

        linesLeft = box.Properties.LineClamp ?? linesLeft;
        var ranges = LineRanges.Break(content, space.Width, linesLeft);
        var count = LineRanges.CountOf(ranges);
        if (box.Properties.LineClamp is not null && count <= linesLeft)
        {
            linesLeft = null;
        }

        var result = new InlineResult(box, isRun) { Clamp = new LineClamp(linesLeft) };
        BuildLines(content, ranges, space.Width, result);
        result.PassOthers(count);
        CutLines(content, result);
        box.Lines = [.. result.Lines.Select(static built => built.Line)];
        return result;
    }

    /// <summary>Builds lines from the top; of those that are not seen only as many as have boxes on them, or take room.</summary>
    private void BuildLines(InlineContent content, List<LineRange> ranges, double width, InlineResult result)
    {
        var box = content.Box;
        var builder = new LineBuilder(content, shaper);
        var lastBox = result.Clamp.LinesLeft is null ? 0 : LastBoxOf(content);
        for (var i = 0; i < ranges.Count && i < MostLines; i++)
        {
            if (i > 0 && result is { IsRun: false, Clamp.IsPast: true } && ranges[i].ItemStart > lastBox)
            {
                break;
            }

            var indent = i == 0 ? content.IndentOf(width) : 0;
            result.Add(builder.Build(ranges[i], new LinePlace(box.ContentLeft, box.ContentTop + result.Bottom, width, indent)));
        }
    }

    /// <summary>px that a block through which margins collapse is moved down by <c>vertical-align</c> of an inline element around it.</summary>
    /// <param name="around">The box around the block for that element.</param>
    public double ShiftOfEmpty(LayoutBox around) => EmptyBlockShift.Of(around, shaper);

    /// <summary>The last item that has a box of its own: lines that are not seen are built only for the sake of such.</summary>
    private static int LastBoxOf(InlineContent content)
    {
        var last = content.Items.Count - 1;
        while (last >= 0 && content.Items[last].Kind == InlineItemKind.Text)
        {
            last--;
        }

        return last;
    }

    private void LayOutAtomics(InlineContent content, ChildSpace space)
    {
        foreach (var item in content.Items)
        {
            if (item.Kind == InlineItemKind.Atomic)
            {
                var input = new LayoutInput { AvailableWidth = space.Width, PercentHeight = space.PercentHeight, ShrinksToFit = true };
                engine.Layout(item.Box, input);
                content.Paragraph.Advances[item.Start] = item.Box.Width + item.Box.Margin.Left + item.Box.Margin.Right;
            }
        }
    }

    /// <summary>Whether <c>text-overflow</c> puts ellipses; text beside blocks goes by the box that it stands in.</summary>
    private static bool IsCutAcross(LayoutBox box)
    {
        var container = box is { Element: null, Parent: { Kind: BoxKind.Block } parent } ? parent : box;
        return container.Properties is { TextOverflow: TextOverflow.Ellipsis, OverflowX: not Overflow.Visible };
    }

    /// <summary>Puts ellipses where text is cut; lines after the last one that is seen keep their boxes, as in Blink.</summary>
    private void CutLines(InlineContent content, InlineResult result)
    {
        var box = content.Box;
        var ellipsis = new LineEllipsis(shaper, content.RootStyle, box);
        var isCutAcross = IsCutAcross(box);
        for (var i = 0; i < result.Lines.Count; i++)
        {
            var built = result.Lines[i];
            var isHidden = i > result.LastSeen;
            if (i == result.LastSeen || (isCutAcross && !isHidden && ellipsis.Overflows(built)))
            {
                ellipsis.Apply(built);
            }

            built.Line.Fragments.RemoveAll(static fragment => fragment is NewlineFragment);
            if (isHidden)
            {
                built.Line.Hide();
            }
        }
    }
}

/// <summary>Lines of a container.</summary>
/// <param name="box">The container.</param>
/// <param name="isRun">Whether they count as lines of the box around, too.</param>
internal sealed class InlineResult(LayoutBox box, bool isRun)
{
    private Line? _firstFilled;
    private Line? _lastFilled;
    private int _filled;

    /// <summary>From the top.</summary>
    public List<BuiltLine> Lines { get; } = [];

    /// <summary>What <c>line-clamp</c> cuts.</summary>
    public required LineClamp Clamp { get; init; }

    /// <summary>Whether they count as lines of the box around, too, so that all take room here.</summary>
    public bool IsRun => isRun;

    /// <summary>The index of the line that <c>line-clamp</c> cuts; null without one.</summary>
    public int? LastSeen { get; private set; }

    /// <summary>px of all lines.</summary>
    public double Bottom { get; private set; }

    /// <summary>px of the lines that make the container as high as it is.</summary>
    public double Height => IsRun ? Bottom : Clamp.Bottom ?? Bottom;

    public bool IsEmpty => _filled == 0;

    /// <summary>px from the top of the content box; NaN without lines.</summary>
    public double FirstBaseline => BaselineOf(_firstFilled);

    /// <summary>px from the top of the content box; NaN without lines.</summary>
    public double LastBaseline => BaselineOf(_lastFilled);

    /// <summary>Takes the next line.</summary>
    public void Add(in BuiltLine built)
    {
        Lines.Add(built);
        Bottom += built.Line.Height;
        if (!built.IsEmpty)
        {
            _filled++;
            LastSeen = Clamp.LinesLeft == 1 ? Lines.Count - 1 : LastSeen;
            (_firstFilled, _lastFilled) = Clamp.IsPast ? (_firstFilled, _lastFilled) : (_firstFilled ?? built.Line, built.Line);
        }

        Clamp.Pass(Clamp.LinesLeft - (built.IsEmpty ? 0 : 1), isBlock: false, Bottom);
    }

    /// <summary>Counts the lines that were not built.</summary>
    /// <param name="count">How many there are in all.</param>
    public void PassOthers(int count)
    {
        if (Clamp.IsPast && count > Lines.Count)
        {
            Clamp.Pass(Clamp.LinesLeft - (count - Lines.Count), isBlock: false, Bottom);
        }
    }

    public void MoveDown(double px)
    {
        if (px == 0)
        {
            return;
        }

        foreach (var line in box.Lines)
        {
            LineMover.Move(line, 0, px, atomics: true);
        }

        foreach (var item in box.InlineContent!.Items)
        {
            if (item.Kind == InlineItemKind.OutOfFlow)
            {
                item.Box.StaticPosition = item.Box.StaticPosition with { Y = item.Box.StaticPosition.Y + px };
            }
        }
    }

    private double BaselineOf(Line? line) => line is null ? double.NaN : line.Baseline - box.ContentTop;
}

/// <summary>Moves lines with all that stands on them.</summary>
internal static class LineMover
{
    /// <param name="line">The line.</param>
    /// <param name="x">px to the right.</param>
    /// <param name="y">px down.</param>
    /// <param name="atomics">Whether boxes on the line move within their container, too.</param>
    public static void Move(Line line, double x, double y, bool atomics)
    {
        line.Top += y;
        line.Baseline += y;
        line.Fragments.ForEach(fragment => Move(fragment, x, y, atomics));
        line.Hidden.ForEach(fragment => Move(fragment, x, y, atomics));
    }

    private static void Move(LineFragment fragment, double x, double y, bool atomics)
    {
        fragment.X += x;
        switch (fragment)
        {
            case TextFragment text:
                text.Baseline += y;
                break;
            case InlineBoxFragment inline:
                inline.Y += y;
                break;
            case AtomicFragment when atomics:
                (fragment.Box.X, fragment.Box.Y) = (fragment.Box.X + x, fragment.Box.Y + y);
                break;
        }
    }
}
