using System.Buffers;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>
/// Spreads what is left of a line: behind each space, and on both sides of each ideograph, though not at the ends of the line and once between two
/// (CSS Text 3, 7.4, <c>text-justify: auto</c>; how places are counted and filled is Blink's way).
/// </summary>
internal sealed class Justification
{
    private readonly InlineContent _content;
    private readonly int _start;
    private readonly (double Before, double After)[] _gaps;
    private readonly double _share;
    private int _left;
    private bool _isAfterGap = true;

    private Justification(InlineContent content, int start, int end, double free)
    {
        (_content, _start, _gaps) = (content, start, new (double, double)[end - start]);
        _left = Count(content.Text.AsSpan(start, end - start), content.Box.Style.Text.IsRightToLeft);
        _share = free / Math.Max(1, _left);
    }

    /// <summary>Cuts text where it is spread.</summary>
    /// <param name="elements">From left to right; changed.</param>
    /// <param name="content">The text.</param>
    /// <param name="start">The first character of the line.</param>
    /// <param name="end">The one after the last, white space that hangs apart.</param>
    /// <param name="free">px to spread.</param>
    /// <returns>Whether there is a place to spread it over.</returns>
    public static bool Apply(List<LineElement> elements, InlineContent content, int start, int end, double free)
    {
        var line = new Justification(content, start, Math.Max(start, end), free);
        if (line._left == 0)
        {
            return false;
        }

        line.Fill(elements);
        var pieces = new List<LineElement>(elements.Count);
        foreach (var element in elements)
        {
            line.Split(element, pieces);
        }

        elements.Clear();
        elements.AddRange(pieces);
        return true;
    }

    /// <summary>How many places there are, from where the line starts; none is left over at its end.</summary>
    private static int Count(ReadOnlySpan<char> text, bool isRightToLeft)
    {
        var (count, isAfterGap) = (0, true);
        while (!text.IsEmpty)
        {
            var status = isRightToLeft ? Rune.DecodeLastFromUtf16(text, out var character, out var length) : Rune.DecodeFromUtf16(text, out character, out length);
            var isIdeograph = status == OperationStatus.Done && Ideographs.Contains(character.Value);
            var isGap = isIdeograph || IsSpace(character.Value);
            count += (isGap ? 1 : 0) + (isIdeograph && !isAfterGap ? 1 : 0);
            isAfterGap = isGap;
            text = isRightToLeft ? text[..^length] : text[length..];
        }

        return isAfterGap && count > 0 ? count - 1 : count;
    }

    /// <summary>Gives each place its share, in the order of the text; a run from right to left is filled from its end.</summary>
    private void Fill(List<LineElement> elements)
    {
        var at = _start;
        foreach (var element in elements.Where(element => element.Run is not null).OrderBy(element => element.Run!.Start))
        {
            var (start, end) = (Math.Max(at, element.Run!.Start), Math.Min(element.Run.End, _start + _gaps.Length));
            if (start >= end)
            {
                continue;
            }

            _isAfterGap &= !_content.Text.AsSpan(at, start - at).Contains(InlineContent.AtomicCharacter);
            for (var i = 0; i < end - start; i++)
            {
                Fill((element.Level & 1) == 0 ? start + i : end - 1 - i);
            }

            at = end;
        }
    }

    private void Fill(int at)
    {
        // Only what has glyphs of its own is moved.
        if ((_content.Paragraph.Breaks[at] & TextBreak.Cluster) == TextBreak.None)
        {
            return;
        }

        var isIdeograph = Rune.TryGetRuneAt(_content.Text, at, out var character) && Ideographs.Contains(character.Value);
        if (!isIdeograph && !IsSpace(_content.Text[at]))
        {
            _isAfterGap = false;
            return;
        }

        ref var gaps = ref _gaps[at - _start];
        gaps.Before = isIdeograph && !_isAfterGap ? Take() : 0;
        gaps.After = Take();
        _isAfterGap = true;
    }

    private double Take() => _left-- > 0 ? _share : 0;

    private void Split(LineElement element, List<LineElement> pieces)
    {
        if (element.Run is not { } run)
        {
            pieces.Add(element);
            return;
        }

        var first = pieces.Count;
        for (var start = run.Start; start < run.End;)
        {
            var (end, hasGap) = (start, false);
            do
            {
                hasGap |= GapsOf(end).After > 0;
                end++;
            }
            while (end < run.End && ((_content.Paragraph.Breaks[end] & TextBreak.Cluster) == TextBreak.None || (!hasGap && GapsOf(end).Before == 0)));

            pieces.Add(Cut(element, start, end));
            start = end;
        }

        if ((element.Level & 1) != 0)
        {
            pieces.Reverse(first, pieces.Count - first);
        }
    }

    /// <summary>A piece with room before its first character and behind its last one.</summary>
    private LineElement Cut(LineElement element, int start, int end)
    {
        var (before, all) = (GapsOf(start).Before, 0.0);
        for (var i = start; i < end; i++)
        {
            all += GapsOf(i).Before + GapsOf(i).After;
        }

        var width = all;
        for (var i = start; i < end; i++)
        {
            width += _content.Paragraph.Advances[i];
        }

        // In text from right to left all of it is left of the glyphs.
        var lead = (element.Level & 1) == 0 ? before : all;
        return new LineElement(LineElementKind.Text, element.Box, element.State, element.Run!.Slice(start, end - start), width) { Level = element.Level, Lead = lead };
    }

    private (double Before, double After) GapsOf(int at) => at >= _start && at - _start < _gaps.Length ? _gaps[at - _start] : default;

    private static bool IsSpace(int character) => character is ' ' or '\u00A0' or '\t';
}
