namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The inherited properties of an element while the cascade writes them.</summary>
internal sealed class TextBuilder
{
    public IReadOnlyList<string> FontFamilies { get; set; } = [];

    public double FontSize { get; set; }

    public int FontWeight { get; set; }

    public bool IsItalic { get; set; }

    public double FontStretch { get; set; }

    public string? FontVariations { get; set; }

    public string? FontFeatures { get; set; }

    public LineHeight LineHeight { get; set; }

    public double LetterSpacing { get; set; }

    public double WordSpacing { get; set; }

    public TextAlign TextAlign { get; set; }

    public TextAlign? TextAlignLast { get; set; }

    public TextTransform TextTransform { get; set; }

    public Length TextIndent { get; set; }

    public WhiteSpaceCollapse WhiteSpaceCollapse { get; set; }

    public bool Wraps { get; set; }

    public TextWrapStyle TextWrapStyle { get; set; }

    public WordBreak WordBreak { get; set; }

    public OverflowWrap OverflowWrap { get; set; }

    public bool Hyphenates { get; set; }

    public bool BreaksAnywhere { get; set; }

    public (double Value, bool IsPx) TabSize { get; set; }

    public bool IsRightToLeft { get; set; }

    public string Language { get; set; } = string.Empty;

    public CssColor Color { get; set; }

    public IReadOnlyList<Shadow> TextShadows { get; set; } = [];

    public CssColor? TextFillColor { get; set; }

    public (double Width, CssColor? Color) TextStroke { get; set; }

    public bool IsVisible { get; set; }

    /// <summary>Starts with what the parent has.</summary>
    public void Load(TextProperties from)
    {
        (FontFamilies, FontSize, FontWeight, IsItalic) = (from.FontFamilies, from.FontSize, from.FontWeight, from.IsItalic);
        (FontStretch, FontVariations, FontFeatures) = (from.FontStretch, from.FontVariations, from.FontFeatures);
        (LineHeight, LetterSpacing, WordSpacing) = (from.LineHeight, from.LetterSpacing, from.WordSpacing);
        (TextAlign, TextAlignLast, TextTransform, TextIndent) = (from.TextAlign, from.TextAlignLast, from.TextTransform, from.TextIndent);
        (WhiteSpaceCollapse, Wraps, TextWrapStyle) = (from.WhiteSpaceCollapse, from.Wraps, from.TextWrapStyle);
        (WordBreak, OverflowWrap, TabSize) = (from.WordBreak, from.OverflowWrap, from.TabSize);
        (Hyphenates, BreaksAnywhere) = (from.Hyphenates, from.BreaksAnywhere);
        (IsRightToLeft, Language, Color, IsVisible) = (from.IsRightToLeft, from.Language, from.Color, from.IsVisible);
        (TextShadows, TextFillColor, TextStroke) = (from.TextShadows, from.TextFillColor, from.TextStroke);
    }

    public TextProperties Freeze() => new()
    {
        FontFamilies = FontFamilies,
        FontSize = FontSize,
        FontWeight = FontWeight,
        IsItalic = IsItalic,
        FontStretch = FontStretch,
        FontVariations = FontVariations,
        FontFeatures = FontFeatures,
        LineHeight = LineHeight,
        LetterSpacing = LetterSpacing,
        WordSpacing = WordSpacing,
        TextAlign = TextAlign,
        TextAlignLast = TextAlignLast,
        TextTransform = TextTransform,
        TextIndent = TextIndent,
        WhiteSpaceCollapse = WhiteSpaceCollapse,
        Wraps = Wraps,
        TextWrapStyle = TextWrapStyle,
        WordBreak = WordBreak,
        OverflowWrap = OverflowWrap,
        Hyphenates = Hyphenates,
        BreaksAnywhere = BreaksAnywhere,
        TabSize = TabSize,
        IsRightToLeft = IsRightToLeft,
        Language = Language,
        Color = Color,
        TextShadows = TextShadows,
        TextFillColor = TextFillColor,
        TextStroke = TextStroke,
        IsVisible = IsVisible,
    };
}
