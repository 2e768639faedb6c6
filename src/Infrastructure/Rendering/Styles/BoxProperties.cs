namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>The properties that layout reads and children do not inherit.</summary>
internal sealed record BoxProperties
{
    public static readonly BoxProperties Initial = new();

    /// <summary>As computed: an absolute element or a flex item is <see cref="Display.Block"/> or <see cref="Display.Flex"/>, never inline (CSS 2, 9.7).</summary>
    public Display Display { get; init; } = Display.Inline;

    /// <summary>Whether it would be inline-level if it were not absolute, which decides where it would stand (CSS 2, 10.6.4).</summary>
    public bool WasInlineLevel { get; init; }

    public Position Position { get; init; }

    /// <summary><c>top</c>, <c>right</c>, <c>bottom</c>, <c>left</c>.</summary>
    public Sides<Length> Inset { get; init; } = new(Length.Auto);

    public int? ZIndex { get; init; }

    public Length Width { get; init; } = Length.Auto;

    public Length Height { get; init; } = Length.Auto;

    public Length MinWidth { get; init; } = Length.Auto;

    public Length MinHeight { get; init; } = Length.Auto;

    public Length MaxWidth { get; init; } = Length.None;

    public Length MaxHeight { get; init; } = Length.None;

    public bool IsBorderBox { get; init; }

    /// <summary>Width by height, or null for none.</summary>
    public double? AspectRatio { get; init; }

    /// <summary>Whether <c>auto</c> stands beside the ratio, so that a picture's own ratio goes before it.</summary>
    public bool PrefersNaturalRatio { get; init; } = true;

    public Sides<Length> Margin { get; init; } = new(Length.Zero);

    public Sides<Length> Padding { get; init; } = new(Length.Zero);

    /// <summary>px; 0 where the border's style is none.</summary>
    public Sides<double> BorderWidth { get; init; }

    public Overflow OverflowX { get; init; }

    public Overflow OverflowY { get; init; }

    public FlexDirection FlexDirection { get; init; }

    public FlexWrap FlexWrap { get; init; }

    public double FlexGrow { get; init; }

    public double FlexShrink { get; init; } = 1;

    public Length FlexBasis { get; init; } = Length.Auto;

    public int Order { get; init; }

    public Alignment JustifyContent { get; init; }

    public Alignment AlignContent { get; init; }

    public Alignment AlignItems { get; init; }

    /// <summary><see cref="AlignmentKind.Auto"/> for what the parent says.</summary>
    public Alignment AlignSelf { get; init; } = new(AlignmentKind.Auto);

    public Alignment JustifyItems { get; init; }

    public Alignment JustifySelf { get; init; } = new(AlignmentKind.Auto);

    public Length RowGap { get; init; } = Length.Normal;

    public Length ColumnGap { get; init; } = Length.Normal;

    public VerticalAlign VerticalAlign { get; init; }

    public TextOverflow TextOverflow { get; init; }

    /// <summary><c>line-clamp</c> or <c>-webkit-line-clamp</c>; null for none.</summary>
    public int? LineClamp { get; init; }

    /// <summary>px of <c>text-fit: shrink MIN</c>, below which text does not shrink; null where text does not.</summary>
    public double? TextFitMinimum { get; init; }

    public ObjectFit ObjectFit { get; init; }

    public LengthPair ObjectPosition { get; init; } = new(Length.Percentage(50), Length.Percentage(50));

    public UnicodeBidi UnicodeBidi { get; init; }

    /// <summary>Whether <c>margin-top</c> is that of the browser's own sheet.</summary>
    public bool HasAgentMarginAbove { get; init; }

    /// <summary>Whether <c>margin-bottom</c> is that of the browser's own sheet.</summary>
    public bool HasAgentMarginBelow { get; init; }

    /// <summary>Whether something about it makes a stacking context or a containing block: transform, filter, opacity, clip, mask.</summary>
    public bool ContainsAbsolute { get; init; }
}

/// <summary><c>display</c>.</summary>
internal enum Display
{
    Inline,
    Block,

    /// <summary><c>flow-root</c>: a block with a block formatting context of its own.</summary>
    FlowRoot,
    Flex,
    InlineBlock,
    InlineFlex,

    /// <summary><c>contents</c>: no box of its own.</summary>
    Contents,
    None,
}

/// <summary><c>position</c>; <c>fixed</c> is absolute to the page, <c>sticky</c> is relative, for a card is not scrolled.</summary>
internal enum Position
{
    Static,
    Relative,
    Absolute,
    Fixed,
    Sticky,
}

/// <summary><c>overflow</c>; <c>auto</c> and <c>scroll</c> clip as hidden does, for a card has no scroll bars.</summary>
internal enum Overflow
{
    Visible,
    Hidden,
    Clip,
    Scroll,
    Auto,
}

/// <summary><c>flex-direction</c>.</summary>
internal enum FlexDirection
{
    Row,
    RowReverse,
    Column,
    ColumnReverse,
}

/// <summary><c>flex-wrap</c>.</summary>
internal enum FlexWrap
{
    NoWrap,
    Wrap,
    WrapReverse,
}

/// <summary>The values of box alignment (CSS Box Alignment 3).</summary>
internal enum AlignmentKind
{
    Normal,
    Auto,
    Stretch,
    Start,
    End,
    FlexStart,
    FlexEnd,
    SelfStart,
    SelfEnd,
    Center,
    Left,
    Right,
    Baseline,
    LastBaseline,
    SpaceBetween,
    SpaceAround,
    SpaceEvenly,
}

/// <summary>A box alignment.</summary>
/// <param name="Kind">Where.</param>
/// <param name="IsSafe">Whether what would stick out at the start goes to the start instead.</param>
/// <param name="IsUnsafe">Whether what would stick out may do so, even where it would not by itself.</param>
internal readonly record struct Alignment(AlignmentKind Kind, bool IsSafe = false, bool IsUnsafe = false);

/// <summary>What <c>vertical-align</c> says.</summary>
internal enum VerticalAlignKind
{
    Baseline,
    Sub,
    Super,
    TextTop,
    TextBottom,
    Middle,
    Top,
    Bottom,

    /// <summary>A length, or a percentage of the line height.</summary>
    Length,
}

/// <summary><c>vertical-align</c>.</summary>
internal readonly record struct VerticalAlign(VerticalAlignKind Kind, Length Raise = default);

/// <summary><c>text-overflow</c>.</summary>
internal enum TextOverflow
{
    Clip,
    Ellipsis,
}

/// <summary><c>object-fit</c>.</summary>
internal enum ObjectFit
{
    Fill,
    Contain,
    Cover,
    None,
    ScaleDown,
}

/// <summary><c>unicode-bidi</c>.</summary>
internal enum UnicodeBidi
{
    Normal,
    Embed,
    Isolate,
    BidiOverride,
    IsolateOverride,
    Plaintext,
}
