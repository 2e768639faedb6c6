namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>The inherited properties.</summary>
internal sealed record TextProperties
{
    /// <summary>The initial values: 16 px of the application's sans.</summary>
    public static readonly TextProperties Initial = new();

    /// <summary>Families, the most wanted first; generic ones by their CSS names (<c>sans-serif</c>).</summary>
    public IReadOnlyList<string> FontFamilies { get; init; } = ["sans-serif"];

    /// <summary>px.</summary>
    public double FontSize { get; init; } = 16;

    /// <summary>1 to 1000.</summary>
    public int FontWeight { get; init; } = 400;

    public bool IsItalic { get; init; }

    /// <summary>Per cent; 100 is normal.</summary>
    public double FontStretch { get; init; } = 100;

    /// <summary><c>font-variation-settings</c> as pango takes them (<c>wght=450,slnt=-10</c>); null for none.</summary>
    public string? FontVariations { get; init; }

    /// <summary><c>font-feature-settings</c>, <c>font-variant-*</c> and <c>font-kerning</c> as pango takes them (<c>tnum=1, kern=0</c>); null for none.</summary>
    public string? FontFeatures { get; init; }

    public LineHeight LineHeight { get; init; } = LineHeight.Normal;

    /// <summary>px.</summary>
    public double LetterSpacing { get; init; }

    /// <summary>px.</summary>
    public double WordSpacing { get; init; }

    public TextAlign TextAlign { get; init; } = TextAlign.Start;

    /// <summary><c>text-align-last</c>; null for auto.</summary>
    public TextAlign? TextAlignLast { get; init; }

    public TextTransform TextTransform { get; init; }

    /// <summary>Percentages are of the block's width.</summary>
    public Length TextIndent { get; init; } = Length.Zero;

    public WhiteSpaceCollapse WhiteSpaceCollapse { get; init; }

    /// <summary>False for <c>nowrap</c> and <c>pre</c>.</summary>
    public bool Wraps { get; init; } = true;

    public TextWrapStyle TextWrapStyle { get; init; }

    public WordBreak WordBreak { get; init; }

    public OverflowWrap OverflowWrap { get; init; }

    /// <summary>Whether lines may end at soft hyphens: <c>hyphens</c> is not none.</summary>
    public bool Hyphenates { get; init; } = true;

    /// <summary>Whether lines may end anywhere: <c>line-break: anywhere</c>.</summary>
    public bool BreaksAnywhere { get; init; }

    /// <summary>Width of a tab in spaces, or in px.</summary>
    public (double Value, bool IsPx) TabSize { get; init; } = (8, false);

    public bool IsRightToLeft { get; init; }

    /// <summary>BCP 47, of the nearest <c>lang</c>; empty for none.</summary>
    public string Language { get; init; } = string.Empty;

    public CssColor Color { get; init; } = CssColor.Black;

    /// <summary>The first is the topmost.</summary>
    public IReadOnlyList<Shadow> TextShadows { get; init; } = [];

    /// <summary><c>-webkit-text-fill-color</c>; null for the colour.</summary>
    public CssColor? TextFillColor { get; init; }

    /// <summary><c>-webkit-text-stroke</c>: width in px and colour; null for the colour.</summary>
    public (double Width, CssColor? Color) TextStroke { get; init; }

    public bool IsVisible { get; init; } = true;
}

/// <summary><c>line-height</c>: normal, or a multiple of the font size (a number inherits as such), or px.</summary>
/// <param name="IsNormal">Whether the font says.</param>
/// <param name="IsMultiple">Whether <paramref name="Value"/> is a multiple.</param>
/// <param name="Value">The multiple or px.</param>
internal readonly record struct LineHeight(bool IsNormal, bool IsMultiple, double Value)
{
    public static readonly LineHeight Normal = new(IsNormal: true, IsMultiple: false, 0);

    public static LineHeight Multiple(double value) => new(IsNormal: false, IsMultiple: true, value);

    public static LineHeight Px(double value) => new(IsNormal: false, IsMultiple: false, value);
}

/// <summary><c>text-align</c>.</summary>
internal enum TextAlign
{
    Start,
    End,
    Left,
    Right,
    Center,
    Justify,

    /// <summary><c>-webkit-left</c>, which puts blocks there, too.</summary>
    BlockLeft,

    /// <summary><c>-webkit-right</c>, which puts blocks there, too.</summary>
    BlockRight,

    /// <summary><c>-webkit-center</c>, which puts blocks there, too.</summary>
    BlockCenter,
}

/// <summary><c>text-transform</c>.</summary>
internal enum TextTransform
{
    None,
    Uppercase,
    Lowercase,
    Capitalize,
}

/// <summary><c>white-space-collapse</c>.</summary>
internal enum WhiteSpaceCollapse
{
    Collapse,
    Preserve,
    PreserveBreaks,
    BreakSpaces,
}

/// <summary><c>text-wrap-style</c>.</summary>
internal enum TextWrapStyle
{
    Auto,
    Balance,
    Pretty,
}

/// <summary><c>word-break</c>.</summary>
internal enum WordBreak
{
    Normal,
    BreakAll,
    KeepAll,

    /// <summary>As <c>overflow-wrap: anywhere</c>.</summary>
    BreakWord,
}

/// <summary><c>overflow-wrap</c>.</summary>
internal enum OverflowWrap
{
    Normal,
    BreakWord,
    Anywhere,
}

/// <summary>A shadow of a box, of text, or of <c>drop-shadow()</c>; lengths in px.</summary>
internal readonly record struct Shadow(double X, double Y, double Blur, double Spread, CssColor Color, bool IsInset = false);
