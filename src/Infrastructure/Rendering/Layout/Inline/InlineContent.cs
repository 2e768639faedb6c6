using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>The inline content of a block container as one paragraph: its text, shaped once, and what stands between characters.</summary>
internal sealed class InlineContent
{
    /// <summary>Stands in the text for pictures and inline blocks (UAX 14 class CB).</summary>
    public const char AtomicCharacter = '\uFFFC';

    private const string Hyphen = "\u2010";

    /// <summary>px that kerning may take from a letter.</summary>
    private const double MostKerning = 8;

    /// <summary>Characters that are looked at together.</summary>
    private const int MostInCluster = 32;

    /// <summary>Scripts from here on join their letters, or have none that are kerned.</summary>
    private const char EndOfKernedScripts = '\u0530';

    private readonly Dictionary<TextProperties, TextRun?> _hyphens = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(TextProperties Style, char Character), double> _lastAdvances = [];

    public required LayoutBox Box { get; init; }

    /// <summary>The style of the container, which every line has the height of at least; smaller where text was shrunk to fit.</summary>
    public required TextProperties RootStyle { get; init; }

    public required string Text { get; init; }

    /// <summary>In the order of the document.</summary>
    public required IReadOnlyList<InlineItem> Items { get; init; }

    /// <summary>Advances of atomic boxes and tabs are written by whoever lays lines out.</summary>
    public required ShapedParagraph Paragraph { get; init; }

    public required ITextShaper Shaper { get; init; }

    /// <summary>The style of each character.</summary>
    public required TextProperties[] Styles { get; init; }

    /// <summary>The characters after which lines may end even where text does not wrap: <c>wbr</c>, and spaces that stand for others.</summary>
    public required IReadOnlySet<int> Opportunities { get; init; }

    /// <summary>The characters before which elements end whose text does not wrap, in text that does.</summary>
    public required IReadOnlySet<int> WrappingResumes { get; init; }

    /// <summary>px that the first line starts with.</summary>
    /// <param name="width">px of the content box; NaN where it is not known.</param>
    public double IndentOf(double width)
        => !HasFirstLine(Box) || (RootStyle.TextIndent.HasPercent && double.IsNaN(width)) ? 0 : RootStyle.TextIndent.Resolve(width);

    /// <summary>Tells whether a line may end before a character, white space and forced breaks apart.</summary>
    public bool CanBreakBefore(int at)
    {
        var (style, before, after) = (Styles[at - 1], Text[at - 1], Text[at]);
        if (after is '\n' or BreakRules.ZeroWidthSpace or BreakRules.SoftHyphen)
        {
            return false;
        }

        if (!style.Wraps && (before == ' ' || !WrappingResumes.Contains(at)))
        {
            return before is ' ' or BreakRules.ZeroWidthSpace && Opportunities.Contains(at - 1);
        }

        if (before == AtomicCharacter || after == AtomicCharacter)
        {
            // Blink asks no rule of UAX 14 here, but for the spaces, which belong to the line before.
            return (after is not ' ' || !Hangs(at)) && before is not '\n';
        }

        if (Isolates.IsOpening(before) || after == Isolates.Pop)
        {
            // Isolates are the edges of inline boxes, within which no line ends.
            return false;
        }

        if (before == Isolates.Pop && EndOfIsolated(at) is > 0 and var end && Text[end - 1] == ' ')
        {
            // A line that may end behind a space ends behind the isolate that the space is the last of.
            return Styles[end - 1].Wraps && after is not (' ' or '\t');
        }

        if (style.BreaksAnywhere)
        {
            return IsClusterStart(at);
        }

        return before switch
        {
            BreakRules.SoftHyphen => style.Hyphenates,
            ' ' or '\t' when style.WhiteSpaceCollapse == WhiteSpaceCollapse.BreakSpaces => true,
            ' ' => after != ' ' && after != '\t',
            _ when Isolates.IsOpening(after) && StartOfIsolated(at) is var start => CanBreakBetween(start, before, Text[start], style),
            _ => CanBreakBetween(at, before, after, style),
        };
    }

    /// <summary>Tells whether a picture or inline block stays with the character before it, an opening bracket or a quotation mark: Blink asks UAX 14 for narrowest widths alone.</summary>
    public bool StaysWithBox(int at) => Text[at] == AtomicCharacter && (Paragraph.Breaks[at] & TextBreak.Line) == TextBreak.None;

    /// <summary>The character before which the last one stands that ends no isolate.</summary>
    private int EndOfIsolated(int at)
    {
        while (at > 0 && Text[at - 1] == Isolates.Pop)
        {
            at--;
        }

        return at;
    }

    /// <summary>The first character from one on that starts no isolate: whether a line may end before the isolate hangs on what is in it.</summary>
    private int StartOfIsolated(int at)
    {
        while (at < Text.Length - 1 && Isolates.IsOpening(Text[at]))
        {
            at++;
        }

        return at;
    }

    private bool CanBreakBetween(int at, char before, char after, TextProperties style)
    {
        var beforeThat = at > 1 ? Text[at - 2] : ' ';
        if (BreakRules.IsForbidden(beforeThat, before, after))
        {
            return false;
        }

        var isAllowed = BreakRules.BetweenAscii(beforeThat, before, after)
            ?? ((Paragraph.Breaks[at] & TextBreak.Line) != TextBreak.None || BreakRules.IsAllowedBeforeSmallKana(before, after));
        return style.WordBreak switch
        {
            WordBreak.KeepAll => isAllowed && (!IsBetweenLetters(at) || (Paragraph.Breaks[at] & TextBreak.Word) != TextBreak.None),
            WordBreak.BreakAll => isAllowed || (IsClusterStart(at) && !IsSpace(at) && BreakRules.IsAllowedBetweenIdeographs(before, after)),
            _ => isAllowed,
        };
    }

    /// <summary>A hyphen for a line that ends at a soft one.</summary>
    /// <param name="at">The soft hyphen.</param>
    public TextRun? HyphenAt(int at)
    {
        var style = Styles[at];
        if (!_hyphens.TryGetValue(style, out var hyphen))
        {
            var shaped = Shaper.Shape(Hyphen, [new TextPiece(0, Hyphen.Length, style)], isRightToLeft: false);
            hyphen = shaped.Runs.Count > 0 ? shaped.Runs[0] : null;
            _hyphens.Add(style, hyphen);
        }

        return hyphen;
    }

    /// <summary>px that a line gets wider which ends within a word, for its last letter is not kerned with the next one.</summary>
    /// <param name="at">The first character of the next line.</param>
    /// <param name="room">px that are left on the line.</param>
    public double KerningBefore(int at, double room)
    {
        if (room is < 0 or > MostKerning || Text[at - 1] >= EndOfKernedScripts || !char.IsLetter(Text[at - 1]) || !char.IsLetter(Text[at]))
        {
            return 0;
        }

        var key = (Styles[at - 1], Text[at - 1]);
        if (!_lastAdvances.TryGetValue(key, out var advance))
        {
            advance = Shaper.Shape(Text.Substring(at - 1, 1), [new TextPiece(0, 1, key.Item1)], isRightToLeft: false).Advances[0];
            _lastAdvances.Add(key, advance);
        }

        // What is less comes of rounding up, not of kerning.
        var kerning = advance - Paragraph.Advances[at - 1];
        return kerning > LayoutUnit.Px ? kerning : 0;
    }

    /// <summary>Tells whether a line that ends before a character parts a ligature.</summary>
    public bool IsWithinLigature(int at) => at < Text.Length && (Paragraph.Breaks[at] & TextBreak.Ligature) != TextBreak.None;

    /// <summary>px, mostly 0, of the characters that are one cluster with this one: spacing below 0 may stand with any of them.</summary>
    public double RestOfCluster(int at)
    {
        var rest = 0.0;
        var end = Math.Min(Text.Length, at + MostInCluster);
        for (at++; at < end && (Paragraph.Breaks[at] & TextBreak.Cluster) == TextBreak.None && Text[at] != AtomicCharacter; at++)
        {
            rest += Paragraph.Advances[at];
        }

        return rest;
    }

    /// <summary>px of the hyphen that a line gets which ends before a character.</summary>
    public double HyphenWidthBefore(int at) => at > 0 && Text[at - 1] == BreakRules.SoftHyphen ? HyphenAt(at - 1)?.Advances()[0] ?? 0 : 0;

    /// <summary>Tells whether an over-long word may be cut before a character.</summary>
    /// <param name="at">The character.</param>
    /// <param name="forMinimum">Whether narrowest widths are asked for, in which <c>break-word</c> does not count.</param>
    public bool CanCutBefore(int at, bool forMinimum = false)
    {
        var style = Styles[at - 1];
        return style.Wraps && IsClusterStart(at) && (forMinimum || !IsBesideSoftHyphen(at))
            && (style.OverflowWrap == OverflowWrap.Anywhere || style.WordBreak == WordBreak.BreakWord
                || (style.OverflowWrap == OverflowWrap.BreakWord && !forMinimum));
    }

    /// <summary>Tells whether a character is white space that takes no room at the end of a line (CSS Text 3, 4.1.2).</summary>
    public bool Hangs(int at)
        => IsSpace(at) && Styles[at] is { WhiteSpaceCollapse: WhiteSpaceCollapse.Collapse or WhiteSpaceCollapse.PreserveBreaks }
            or { WhiteSpaceCollapse: WhiteSpaceCollapse.Preserve, Wraps: true } && IsSpace(at);

    /// <summary>Tells whether a character is white space that is not there at the end of a line (CSS Text 3, 4.1.2).</summary>
    public bool Vanishes(int at)
        => Styles[at].WhiteSpaceCollapse is WhiteSpaceCollapse.Collapse or WhiteSpaceCollapse.PreserveBreaks && IsSpace(at);

    /// <summary>The first item at a character that is no end of an inline box.</summary>
    public int EndOfClosings(int item, int at)
    {
        while (item < Items.Count && Items[item].Start == at && Items[item].Kind == InlineItemKind.Close)
        {
            item++;
        }

        return item;
    }

    /// <summary>The first item behind a forced break that is not on its line: inline boxes that end there are, unless characters stand between that open isolates again.</summary>
    /// <param name="item">The break.</param>
    public int EndOfBrokenLine(int item)
    {
        for (var box = Items[item].Box.Parent; box is { Kind: BoxKind.Inline }; box = box.Parent)
        {
            if (Isolates.OpeningOf(box.Style) is not null)
            {
                return item + 1;
            }
        }

        return EndOfClosings(item + 1, Items[item].End);
    }

    /// <summary>The first item at a character that belongs after a break there: boxes that end, and empty ones, belong before it.</summary>
    public int EndOfEdgesBefore(int item, int at)
    {
        while (item < Items.Count && Items[item].Start == at)
        {
            var next = Items[item].Kind switch
            {
                InlineItemKind.Close or InlineItemKind.OutOfFlow => item + 1,
                InlineItemKind.Open => EndOfEmptyBox(item, at),
                _ => item,
            };
            if (next == item)
            {
                break;
            }

            item = next;
        }

        return item;
    }

    /// <summary>The first item at a character that is no edge.</summary>
    public int EndOfEdges(int item, int at)
    {
        while (item < Items.Count && Items[item].Start == at && Items[item].Kind is InlineItemKind.Open or InlineItemKind.Close or InlineItemKind.OutOfFlow)
        {
            item++;
        }

        return item;
    }

    /// <summary>The item after a box without content, or the box's own start where it has some.</summary>
    private int EndOfEmptyBox(int item, int at)
    {
        var depth = 0;
        for (var i = item; i < Items.Count && Items[i].Start == at && Items[i].Kind is InlineItemKind.Open or InlineItemKind.Close; i++)
        {
            depth += Items[i].Kind == InlineItemKind.Open ? 1 : -1;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return item;
    }

    /// <summary>The first line of a box that only holds text between blocks is none of its parent's (CSS Text 3, 7.1), unless it comes first.</summary>
    private static bool HasFirstLine(LayoutBox box)
        => box.Element is not null || box.Parent is not { Kind: BoxKind.Block } parent || parent.Children[0] == box;

    private bool IsBesideSoftHyphen(int at) => Text[at] == BreakRules.SoftHyphen || Text[at - 1] == BreakRules.SoftHyphen;

    private bool IsSpace(int at) => Text[at] is ' ' or '\t';

    private bool IsClusterStart(int at) => (Paragraph.Breaks[at] & TextBreak.Cluster) != TextBreak.None && !char.IsLowSurrogate(Text[at]);

    private bool IsBetweenLetters(int at) => char.IsLetterOrDigit(Text[at - 1]) && (char.IsLetterOrDigit(Text[at]) || char.IsSurrogate(Text[at]));
}

/// <summary>What an item of inline content is.</summary>
internal enum InlineItemKind
{
    Text,

    /// <summary>An inline element starts.</summary>
    Open,

    /// <summary>An inline element ends.</summary>
    Close,

    /// <summary>A picture, an inline block or an inline flex box.</summary>
    Atomic,

    /// <summary>A line ends, by <c>br</c> or a preserved newline.</summary>
    Break,

    /// <summary>Something absolute would stand here.</summary>
    OutOfFlow,
}

/// <summary>An item of inline content.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">First character.</param>
/// <param name="End">The one after the last; the same for what has no characters.</param>
/// <param name="Box">The inline box, the atomic box, or the box of the text.</param>
internal readonly record struct InlineItem(InlineItemKind Kind, int Start, int End, LayoutBox Box);
