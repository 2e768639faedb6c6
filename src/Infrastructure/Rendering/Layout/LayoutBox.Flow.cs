using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>What only layout itself needs of a box.</summary>
internal sealed partial class LayoutBox
{
    /// <summary>Sizes that were measured, so that nested flex boxes do not measure one another again and again.</summary>
    private const int KeptMeasures = 6;

    private readonly List<(LayoutInput Input, LayoutResult Result)> _measured = [];
    private readonly List<(double PercentHeight, IntrinsicSizes Sizes)> _contentSizes = [];
    private LayoutInput _lastInput;
    private LayoutResult? _lastResult;

    /// <summary>Left edge of the border box from that of the parent's, px, before <c>position: relative</c> moves it.</summary>
    public double X { get; set; }

    /// <summary>Upper edge of the border box from that of the parent's, px, before <c>position: relative</c> moves it.</summary>
    public double Y { get; set; }

    /// <summary>Used margins, px; auto ones are what they came to.</summary>
    public Sides<double> Margin { get; set; }

    /// <summary>Where it would stand if it were in flow, from the parent's border box, px: for what is absolute.</summary>
    public StaticPosition StaticPosition { get; set; }

    /// <summary>Of what is around a block in an inline element: whether margins collapse through it, so that it is no line of the element.</summary>
    public bool IsEmptyLine { get; set; }

    /// <summary>Of what is around a block in an inline element: px from its border box to where an empty line below it starts.</summary>
    public (double X, double Y) LineBelow { get; set; }

    /// <summary>Text and inline boxes of a block container; null where its children are blocks.</summary>
    public InlineContent? InlineContent { get; set; }

    /// <summary>Used margins, border and padding together, to put them back.</summary>
    public (Sides<double> Margin, Sides<double> Border, Sides<double> Padding) Edges
    {
        get => (Margin, Border, Padding);
        set => (Margin, Border, Padding) = value;
    }

    /// <summary>px that percentages of heights within are of, NaN where they are of nothing; known once it is laid out.</summary>
    public double PercentHeight { get; set; } = double.NaN;

    /// <summary>px from the top of the border box, NaN without lines; known once it is laid out.</summary>
    public double FirstBaseline { get; set; } = double.NaN;

    /// <summary>px from the top of the border box, NaN without lines; known once it is laid out.</summary>
    public double LastBaseline { get; set; } = double.NaN;

    /// <summary>px from the top of the border box to the baseline that it has as an inline block (CSS 2, 10.8.1); NaN without one.</summary>
    public double InlineBaseline { get; set; } = double.NaN;

    public BoxProperties Properties => Style.Box;

    public bool IsOutOfFlow => Text is null && Properties.Position is Position.Absolute or Position.Fixed;

    /// <summary>Whether absolute descendants stand in it (CSS Position 3, 2.1).</summary>
    public bool IsContainingBlock => Text is null && (Properties.Position != Position.Static || Properties.ContainsAbsolute);

    /// <summary>px of border and padding, left and right together.</summary>
    public double EdgesAcross => Border.Left + Border.Right + Padding.Left + Padding.Right;

    /// <summary>px of border and padding, top and bottom together.</summary>
    public double EdgesDown => Border.Top + Border.Bottom + Padding.Top + Padding.Bottom;

    public double ContentLeft => Border.Left + Padding.Left;

    public double ContentTop => Border.Top + Padding.Top;

    /// <summary>Whether what overflows is cut, so that its automatic minimal size is 0.</summary>
    public bool IsScrollContainer => !GivesOverflow && Properties.OverflowX is not (Overflow.Visible or Overflow.Clip);

    /// <summary>Whether margins stay inside (CSS Display 3, block formatting contexts).</summary>
    public bool HasOwnFormattingContext { get; set; }

    /// <summary>Whether the viewport takes its <c>overflow</c>, so that it has none itself: the body (CSS Overflow 3, 3.3).</summary>
    public bool GivesOverflow { get; init; }

    /// <summary>Whether it is at least as high as the page: <c>html</c> and <c>body</c> in quirks mode (Quirks Mode, 3.6 and 3.7).</summary>
    public bool FillsPage { get; init; }

    /// <summary>Whether its margin above is one of the browser's that does not count at the start of the body in quirks mode (HTML, 15.3.10).</summary>
    public bool HasQuirkyMarginAbove { get; init; }

    /// <summary>Whether its margin below is one of the browser's that does not count at the start of the body in quirks mode.</summary>
    public bool HasQuirkyMarginBelow { get; init; }

    /// <summary>Whether it is the body in quirks mode, at whose start some margins of the browser do not count.</summary>
    public bool IgnoresQuirkyMargins => Mode == DocumentMode.Quirks && Element?.Tag is "body";

    /// <summary>Whether percentages of heights look through it at what it stands in: blocks of no height of their own in quirks mode (Quirks Mode, 3.5).</summary>
    public bool PassesPercentages => Mode == DocumentMode.Quirks && Kind == BoxKind.Block && Properties.Height.IsAuto && !IsOutOfFlow;

    /// <summary>The result for an input whose layout the box and its descendants are in now.</summary>
    public LayoutResult? FindLaidOut(in LayoutInput input) => _lastResult is { } result && _lastInput == input ? result : null;

    /// <summary>The result for an input, whatever the box is in now.</summary>
    public LayoutResult? FindMeasured(in LayoutInput input)
    {
        foreach (var (known, result) in _measured)
        {
            if (known == input)
            {
                return result;
            }
        }

        return null;
    }

    /// <summary>Keeps a result.</summary>
    public void Remember(in LayoutInput input, LayoutResult result)
    {
        (_lastInput, _lastResult) = (input, result);
        if (_measured.Count == KeptMeasures)
        {
            _measured.RemoveAt(0);
        }

        _measured.Add((input, result));
    }

    /// <summary>Widths of the content at its narrowest and widest, if they were asked for before.</summary>
    /// <param name="percentHeight">px that percentages of heights within are of, or NaN.</param>
    public IntrinsicSizes? FindContentSizes(double percentHeight)
    {
        foreach (var (known, sizes) in _contentSizes)
        {
            if (known.Equals(percentHeight))
            {
                return sizes;
            }
        }

        return null;
    }

    /// <summary>Keeps widths of the content.</summary>
    public void RememberContentSizes(double percentHeight, IntrinsicSizes sizes)
    {
        if (_contentSizes.Count == KeptMeasures)
        {
            _contentSizes.RemoveAt(0);
        }

        _contentSizes.Add((percentHeight, sizes));
    }

    /// <summary>Says that something in it was measured: its own layout and that of what it stands in have to be done again.</summary>
    public void Disturb()
    {
        for (var box = this; box is not null; box = box.Parent)
        {
            box._lastResult = null;
        }
    }
}

/// <summary>Where an absolute box would stand if it were in flow.</summary>
/// <param name="X">px from the parent's border box, of the edge that <paramref name="EdgeX"/> names.</param>
/// <param name="Y">px from the parent's border box, of the edge that <paramref name="EdgeY"/> names.</param>
/// <param name="EdgeX">Which edge of the margin box stands there.</param>
/// <param name="EdgeY">Which edge of the margin box stands there.</param>
internal readonly record struct StaticPosition(double X, double Y, StaticEdge EdgeX = StaticEdge.Start, StaticEdge EdgeY = StaticEdge.Start);

/// <summary>An edge of a margin box: left or top, the middle, right or bottom.</summary>
internal enum StaticEdge
{
    Start,
    Centre,
    End,
}

/// <summary>Widths of content, px.</summary>
/// <param name="Min">With every break that may be taken (<c>min-content</c>).</param>
/// <param name="Max">With none (<c>max-content</c>).</param>
internal readonly record struct IntrinsicSizes(double Min, double Max)
{
    public static readonly IntrinsicSizes Zero = new(0, 0);

    /// <summary>What fits into some room (CSS Sizing 3, fit-content).</summary>
    public double Fit(double available) => Math.Max(Min, Math.Min(Max, available));
}

/// <summary>What a parent tells a child about its room.</summary>
internal readonly record struct LayoutInput
{
    /// <summary>Width of the containing block, px: what percentages are of and what auto fills; NaN while intrinsic sizes are asked for.</summary>
    public required double AvailableWidth { get; init; }

    /// <summary>Height of the containing block that percentages are of, px; NaN where it is not known before its content is.</summary>
    public double PercentHeight { get; init; } = double.NaN;

    /// <summary>Width of the border box, px, where the parent decides; NaN otherwise.</summary>
    public double ForcedWidth { get; init; } = double.NaN;

    /// <summary>Height of the border box, px, where the parent decides; NaN otherwise.</summary>
    public double ForcedHeight { get; init; } = double.NaN;

    /// <summary>Width that <c>fit-content</c> and <c>stretch</c> are of where it is not that of percentages, px; NaN otherwise.</summary>
    public double Room { get; init; } = double.NaN;

    /// <summary>Whether <see cref="ForcedHeight"/> is what <c>stretch</c> asked for, which a ratio follows as it follows a height of the style.</summary>
    public bool IsHeightStretched { get; init; }

    /// <summary>Whether percentages of children may be of <see cref="ForcedHeight"/>.</summary>
    public bool IsForcedHeightDefinite { get; init; }

    /// <summary>Whether the height of the content alone is asked for: <c>height</c> and its limits do not count.</summary>
    public bool IgnoresOwnHeight { get; init; }

    /// <summary>Whether an auto width is as wide as the content rather than as the room.</summary>
    public bool ShrinksToFit { get; init; }

    /// <summary>How many lines are left to see of the blocks that <c>line-clamp</c> cuts, 0 or less behind the last one; null where nothing is cut.</summary>
    public int? LinesLeft { get; init; }

    /// <summary>Whether its lines count as lines of the box around, which has blocks within inline elements between them: that box is cut, this one is not.</summary>
    public bool IsRunOfLines { get; init; }

    public LayoutInput()
    {
    }

    /// <summary>NaN counts as equal to itself, which the comparison of a record's members does.</summary>
    public double FitWidth => double.IsNaN(Room) ? AvailableWidth : Room;

    public bool HasForcedWidth => !double.IsNaN(ForcedWidth);

    public bool HasForcedHeight => !double.IsNaN(ForcedHeight);
}

/// <summary>What a child answers.</summary>
internal sealed record LayoutResult
{
    /// <summary>px of the border box.</summary>
    public required double Width { get; init; }

    /// <summary>px of the border box.</summary>
    public required double Height { get; init; }

    /// <summary>px from the top of the border box to the first baseline; NaN without one.</summary>
    public double FirstBaseline { get; init; } = double.NaN;

    /// <summary>px from the top of the border box to the last baseline; NaN without one.</summary>
    public double LastBaseline { get; init; } = double.NaN;

    /// <summary>px from the top of the border box to the baseline of an inline block: that of its last line, or the first one of a flex container.</summary>
    public double InlineBaseline { get; init; } = double.NaN;

    /// <summary>Margins at the top that collapse with what stands above, its own included.</summary>
    public MarginStrut TopMargins { get; init; }

    /// <summary>Margins at the bottom that collapse with what stands below, its own included.</summary>
    public MarginStrut BottomMargins { get; init; }

    /// <summary>Whether top and bottom margins collapse through it; <see cref="BottomMargins"/> then holds all of them.</summary>
    public bool CollapsesThrough { get; init; }

    /// <summary>How many lines <c>line-clamp</c> leaves to see behind it; null where nothing is cut.</summary>
    public int? LinesLeft { get; init; }

    /// <summary>Whether <c>line-clamp</c> ends it, so that no margin in it goes on beyond its end.</summary>
    public bool IsCut { get; init; }

    /// <summary>Of lines that count as those of the box around: px from the top of the border box to the end of the last one to see; null where that is not among them.</summary>
    public double? CutAt { get; init; }
}
