using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-overflow: ellipsis</c> and the last line of <c>line-clamp</c> (CSS Overflow 3, 5; CSS Overflow 4, 5).</summary>
internal sealed class LineEllipsis(ITextShaper shaper, TextProperties style, LayoutBox container)
{
    private const string Ellipsis = "…";

    private bool IsRightToLeft => container.Style.Text.IsRightToLeft;

    /// <summary>Whether anything sticks out where the line ends; what does where it starts makes no ellipsis.</summary>
    public bool Overflows(in BuiltLine built)
    {
        const double Tolerance = 1.0 / 32;
        foreach (var fragment in built.Line.Fragments)
        {
            if (fragment is not InlineBoxFragment && OffsetOf(fragment, built) + fragment.Width > built.Room + Tolerance)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Cuts a line so that it ends with an ellipsis: right behind the last thing on it that leaves room for that, cut where it has to be (Blink's <c>LineTruncator</c>). It looks like text of the container.</summary>
    public void Apply(in BuiltLine built)
    {
        var line = built.Line;
        var dots = shaper.Shape(Ellipsis, [new TextPiece(0, Ellipsis.Length, style)], IsRightToLeft);
        var width = dots.Advances[0];
        if (FindLast(built, width) is not { } last)
        {
            return;
        }

        var x = IsRightToLeft ? last.X - width : last.X + last.Width;
        line.Fragments.Add(new TextFragment { Box = container, Run = dots.Runs[0], X = x, Width = width, Baseline = line.Baseline });
        Widen(line, last.Box, x, width);
    }

    /// <summary>Boxes that are as large as what is in them hold the ellipsis, too, which Blink gives to the text or line break before it.</summary>
    private void Widen(Line line, LayoutBox? box, double x, double width)
    {
        var metrics = shaper.MetricsOf(style);
        for (; box is { Kind: BoxKind.LineBreak } or { Kind: BoxKind.Inline, IsPlainInline: true }; box = box.Parent)
        {
            line.Hidden.Add(new InlineBoxFragment { Box = box, X = x, Width = width, Y = line.Baseline - metrics.Ascent, Height = metrics.Height });
        }
    }

    /// <summary>Goes from the end of the line to what the ellipsis stands behind, and hides what stands after that.</summary>
    /// <param name="built">The line.</param>
    /// <param name="width">px of the ellipsis.</param>
    /// <returns>It, cut so that it fits; null where not even the first thing on the line does.</returns>
    private LineFragment? FindLast(in BuiltLine built, double width)
    {
        var fragments = built.Line.Fragments;
        var content = Enumerable.Range(0, fragments.Count).Where(i => fragments[i] is not InlineBoxFragment || fragments[i].Box.Kind == BoxKind.LineBreak).ToList();
        if (!IsRightToLeft)
        {
            content.Reverse();
        }

        var hidden = new HashSet<LineFragment>();
        LineFragment? last = null;
        for (var i = 0; i < content.Count && last is null; i++)
        {
            var (fragment, isFirst) = (fragments[content[i]], i == content.Count - 1);
            var room = built.Room - OffsetOf(fragment, built);
            last = room <= 0 ? null : room - width >= fragment.Width ? fragment : Cut(fragment, room - width, isFirst);
            if (last is not null)
            {
                fragments[content[i]] = last;
            }
            else if (!isFirst)
            {
                hidden.Add(fragment);
            }
        }

        fragments.RemoveAll(hidden.Contains);
        built.Line.Hidden.AddRange(hidden);
        return last;
    }

    /// <summary>px from where the line's content starts to what stands on it.</summary>
    private double OffsetOf(LineFragment fragment, in BuiltLine built)
        => IsRightToLeft ? built.Start - fragment.X - fragment.Width : fragment.X - built.Start;

    /// <summary>Makes a fragment as narrow as its room. Of the first one on the line a character is kept, or all of it where it is no text (CSS Overflow 3, 5).</summary>
    private LineFragment? Cut(LineFragment fragment, double room, bool isFirst) => fragment switch
    {
        _ when room <= 0 && !isFirst => null,
        TextFragment text => GlyphCut.Keep(text, room, IsRightToLeft, isFirst),
        _ => isFirst ? fragment : null,
    };
}

/// <summary>Cuts text at a place between two clusters.</summary>
internal static class GlyphCut
{
    /// <summary>The part of a text at one side of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">px that the part may be wide.</param>
    /// <param name="atRight">Whether the part at the right is kept, rather than that at the left.</param>
    /// <param name="keepsOne">Whether one cluster is kept whatever room there is.</param>
    /// <returns>The part; null for none.</returns>
    public static TextFragment? Keep(TextFragment text, double room, bool atRight, bool keepsOne)
    {
        var run = text.Run;
        room -= atRight ? 0 : text.Lead;
        var (start, length, width) = ((run.Level & 1) != 0) == atRight ? KeepStart(run, room, keepsOne) : KeepEnd(run, room, keepsOne);
        return length == 0 ? null : new TextFragment
        {
            Box = text.Box,
            Run = run.Slice(start, length),
            X = atRight ? text.X + text.Width - width : text.X + text.Lead,
            Width = width,
            Baseline = text.Baseline,
            Scale = text.Scale,
        };
    }

    private static (int Start, int Length, double Width) KeepStart(TextRun run, double room, bool keepsOne)
    {
        var (length, width, advances) = (0, 0.0, run.Advances());
        for (; length < run.Length; length++)
        {
            var advance = advances[length];
            var fits = width + advance <= room || (length > 0 && advance == 0) || (keepsOne && length == 0);
            if (!fits)
            {
                break;
            }

            width += advance;
        }

        return (run.Start, length, width);
    }

    private static (int Start, int Length, double Width) KeepEnd(TextRun run, double room, bool keepsOne)
    {
        var (start, width, advances) = (run.End, 0.0, run.Advances());
        for (var at = run.End - 1; at >= run.Start; at--)
        {
            // What has no advance belongs to the cluster before it.
            var advance = advances[at - run.Start];
            if (advance == 0)
            {
                continue;
            }

            if (width + advance > room && !(keepsOne && width == 0))
            {
                break;
            }

            (start, width) = (at, width + advance);
        }

        return (start, run.End - start, width);
    }
}
