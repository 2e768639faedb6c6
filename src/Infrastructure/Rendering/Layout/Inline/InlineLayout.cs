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
    /// <param name="width">px of the container's content box.</param>
    /// <param name="percentHeight">px of the container's content box where its height is known, or NaN.</param>
    /// <param name="linesLeft">How many lines are to be seen, or null for all; there is always one (Blink).</param>
    public InlineResult Layout(LayoutBox box, InlineContent content, double width, double percentHeight, int? linesLeft)
    {
        LayOutAtomics(content, width, percentHeight);
        if (box.Properties.TextFitMinimum is { } least)
        {
            content = TextFit.Shrink(engine, box, content, least, width, percentHeight);
            LayOutAtomics(content, width, percentHeight);
        }

        var ranges = LineRanges.Break(content, width);
        var lines = new List<Line>(ranges.Count);
        var filled = new List<Line>(ranges.Count);
        var y = box.ContentTop;
        var builder = new LineBuilder(content, shaper);
        var clamp = Math.Clamp(linesLeft ?? MostLines, 1, MostLines);
        var (bottom, lastBox) = (y, ranges.Count > clamp ? LastBoxOf(content) : 0);
        for (var i = 0; i < ranges.Count && (i < clamp || (i < MostLines && ranges[i].ItemStart <= lastBox)); i++)
        {
            var indent = i == 0 ? content.IndentOf(width) : 0;
            var built = builder.Build(ranges[i], new LinePlace(box.ContentLeft, y, width, indent));
            lines.Add(built.Line);
            y += built.Line.Height;
            bottom = i < clamp ? y : bottom;
            if (!built.IsEmpty && i < clamp)
            {
                filled.Add(built.Line);
            }
        }

        var count = LineRanges.CountOf(ranges);
        CutLines(box, content, lines, width, clamp, isClamped: count > clamp && linesLeft != 0);
        box.Lines = lines;
        return new InlineResult(box, bottom - box.ContentTop, filled) { Count = filled.Count == 0 ? 0 : count, IsCut = count > clamp };
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

    private void LayOutAtomics(InlineContent content, double width, double percentHeight)
    {
        foreach (var item in content.Items)
        {
            if (item.Kind == InlineItemKind.Atomic)
            {
                var input = new LayoutInput { AvailableWidth = width, PercentHeight = percentHeight, ShrinksToFit = true };
                engine.Layout(item.Box, input);
                content.Paragraph.Advances[item.Start] = item.Box.Width + item.Box.Margin.Left + item.Box.Margin.Right;
            }
        }
    }

    /// <summary>Whether lines that are too wide end with an ellipsis; those between blocks do as the container of the blocks says.</summary>
    private static bool HasEllipsis(LayoutBox box)
    {
        var owner = box is { Element: null, Parent.Kind: BoxKind.Block } ? box.Parent : box;
        return owner.Properties.TextOverflow == TextOverflow.Ellipsis && owner.Properties.OverflowX != Overflow.Visible;
    }

    /// <summary>Puts ellipses where text is cut; lines after the last one that is seen keep their boxes, as in Blink.</summary>
    private void CutLines(LayoutBox box, InlineContent content, List<Line> lines, double width, int clamp, bool isClamped)
    {
        var ellipsis = new LineEllipsis(shaper, content.RootStyle, box);
        if (isClamped && lines.Count > 0)
        {
            ellipsis.Apply(lines[Math.Min(clamp, lines.Count) - 1], width, isAlways: true);
            for (var i = clamp; i < lines.Count; i++)
            {
                lines[i].Hide();
            }
        }
        else if (HasEllipsis(box))
        {
            foreach (var line in lines)
            {
                ellipsis.Apply(line, width, isAlways: false);
            }
        }
    }
}

/// <summary>Lines of a container.</summary>
/// <param name="box">The container.</param>
/// <param name="height">px of all lines.</param>
/// <param name="filled">Those that count for anything.</param>
internal sealed class InlineResult(LayoutBox box, double height, List<Line> filled)
{
    public double Height => height;

    /// <summary>How many lines there are, seen or not.</summary>
    public int Count { get; init; }

    /// <summary>Whether there are more than are seen.</summary>
    public bool IsCut { get; init; }

    public bool IsEmpty => filled.Count == 0;

    /// <summary>px from the top of the content box; NaN without lines.</summary>
    public double FirstBaseline => IsEmpty ? double.NaN : BaselineOf(filled[0]);

    /// <summary>px from the top of the content box; NaN without lines.</summary>
    public double LastBaseline => IsEmpty ? double.NaN : BaselineOf(filled[^1]);

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

    private double BaselineOf(Line line) => line.Baseline - box.ContentTop;
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
