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
    public InlineResult Layout(LayoutBox box, InlineContent content, double width, double percentHeight)
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
        var clamp = Math.Min(box.Properties.LineClamp ?? MostLines, MostLines);
        for (var i = 0; i < ranges.Count && i < clamp; i++)
        {
            var indent = i == 0 ? content.IndentOf(width) : 0;
            var built = builder.Build(ranges[i], new LinePlace(box.ContentLeft, y, width, indent));
            lines.Add(built.Line);
            y += built.Line.Height;
            if (!built.IsEmpty)
            {
                filled.Add(built.Line);
            }
        }

        CutLines(box, content, lines, width, isClamped: LineRanges.CountOf(ranges) > clamp);
        box.Lines = lines;
        return new InlineResult(box, y - box.ContentTop, filled);
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

    private void CutLines(LayoutBox box, InlineContent content, List<Line> lines, double width, bool isClamped)
    {
        var ellipsis = new LineEllipsis(shaper, content.RootStyle, box);
        if (isClamped && lines.Count > 0)
        {
            ellipsis.Apply(lines[^1], width, isAlways: true);
        }
        else if (box.Properties.TextOverflow == TextOverflow.Ellipsis && box.Properties.OverflowX != Overflow.Visible)
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
        foreach (var fragment in line.Fragments)
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
}
