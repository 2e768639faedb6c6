using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The inherited longhands but for fonts.</summary>
internal static class TextLonghands
{
    private const PropertyGroup Text = PropertyGroup.Text;

    private static readonly (string, TextAlign)[] Aligns =
    [
        ("start", TextAlign.Start), ("end", TextAlign.End), ("left", TextAlign.Left), ("right", TextAlign.Right),
        ("center", TextAlign.Center), ("justify", TextAlign.Justify), ("-webkit-center", TextAlign.BlockCenter),
        ("-webkit-left", TextAlign.BlockLeft), ("-webkit-right", TextAlign.BlockRight),
    ];

    public static void AddDirection(PropertyList list) => list.Keyword(
        "direction",
        Text,
        [("ltr", false), ("rtl", true)],
        (builder, value) => builder.Text.IsRightToLeft = value,
        (builder, from) => builder.Text.IsRightToLeft = from.Style.Text.IsRightToLeft);

    public static void Add(PropertyList list)
    {
        AddColors(list);
        AddSpacing(list);
        AddAlignment(list);
        AddWrapping(list);
        list.Object<List<SpecifiedShadow>>(
            "text-shadow",
            Text,
            reader => EffectParser.Shadows(reader, isBox: false),
            (builder, value) => builder.Text.TextShadows = value.ConvertAll(shadow => shadow.Compute(builder.Units, builder.Text.Color)),
            (builder, from) => builder.Text.TextShadows = from.Style.Text.TextShadows);
        list.Keyword(
            "visibility",
            Text,
            [("visible", true), ("hidden", false), ("collapse", false)],
            (builder, value) => builder.Text.IsVisible = value,
            (builder, from) => builder.Text.IsVisible = from.Style.Text.IsVisible);
    }

    private static void AddColors(PropertyList list)
    {
        list.Object<SpecifiedColor>(
            "color",
            Text,
            ColorParser.Parse,
            (builder, value) => builder.Text.Color = value.Resolve(builder.Parent.Style.Text.Color),
            (builder, from) => builder.Text.Color = from.Style.Text.Color);
        list.Object<SpecifiedColor>(
            "-webkit-text-fill-color",
            Text,
            ColorParser.Parse,
            (builder, value) => builder.Text.TextFillColor = value is CurrentColor ? null : value.Resolve(builder.Text.Color),
            (builder, from) => builder.Text.TextFillColor = from.Style.Text.TextFillColor);
        list.Object<SpecifiedLength>(
            "-webkit-text-stroke-width",
            Text,
            PaintLonghands.LineWidth,
            (builder, value) => builder.Text.TextStroke = (value.ComputePx(builder.Units), builder.Text.TextStroke.Color),
            (builder, from) => builder.Text.TextStroke = (from.Style.Text.TextStroke.Width, builder.Text.TextStroke.Color));
        list.Object<SpecifiedColor>(
            "-webkit-text-stroke-color",
            Text,
            ColorParser.Parse,
            (builder, value) => builder.Text.TextStroke = (builder.Text.TextStroke.Width, value is CurrentColor ? null : value.Resolve(builder.Text.Color)),
            (builder, from) => builder.Text.TextStroke = (builder.Text.TextStroke.Width, from.Style.Text.TextStroke.Color));
    }

    private static void AddSpacing(PropertyList list)
    {
        list.Length(
            "letter-spacing",
            Numbers.LengthPercentage,
            [("normal", Length.Zero)],
            (builder, value) => builder.Text.LetterSpacing = value.Resolve(builder.Units.Em),
            (builder, from) => builder.Text.LetterSpacing = from.Style.Text.LetterSpacing,
            Text);
        list.Length(
            "word-spacing",
            Numbers.LengthPercentage,
            [("normal", Length.Zero)],
            (builder, value) => builder.Text.WordSpacing = value.Resolve(builder.Units.Em * 0.25),
            (builder, from) => builder.Text.WordSpacing = from.Style.Text.WordSpacing,
            Text);
        list.Object<SpecifiedLength>(
            "text-indent",
            Text,
            Numbers.LengthPercentage,
            (builder, value) => builder.Text.TextIndent = value.Compute(builder.Units),
            (builder, from) => builder.Text.TextIndent = from.Style.Text.TextIndent);
        list.Object<TabSize>(
            "tab-size",
            Text,
            reader => Numbers.Number(reader, 0) is { } spaces ? new TabSize(spaces, null)
                : Numbers.NonNegativeLength(reader) is { } length ? new TabSize(0, length) : null,
            (builder, value) => builder.Text.TabSize = value.Length is { } length ? (length.ComputePx(builder.Units), true) : (value.Spaces, false),
            (builder, from) => builder.Text.TabSize = from.Style.Text.TabSize);
    }

    private static void AddAlignment(PropertyList list)
    {
        list.Object<AlignValue>(
            "text-align",
            Text,
            reader => reader.Ident("match-parent") ? new AlignValue(null)
                : PropertyList.Word(reader, Aligns) is TypedValue<TextAlign> word ? new AlignValue(word.Value) : null,
            (builder, value) => builder.Text.TextAlign = value.Align ?? MatchParent(builder.Parent.Style.Text),
            (builder, from) => builder.Text.TextAlign = from.Style.Text.TextAlign);
        list.Keyword(
            "text-align-last",
            Text,
            [("auto", (TextAlign?)null), .. Array.ConvertAll(Aligns, pair => (pair.Item1, (TextAlign?)pair.Item2))],
            (builder, value) => builder.Text.TextAlignLast = value,
            (builder, from) => builder.Text.TextAlignLast = from.Style.Text.TextAlignLast);
        list.Keyword(
            "text-transform",
            Text,
            [
                ("none", TextTransform.None), ("uppercase", TextTransform.Uppercase),
                ("lowercase", TextTransform.Lowercase), ("capitalize", TextTransform.Capitalize),
            ],
            (builder, value) => builder.Text.TextTransform = value,
            (builder, from) => builder.Text.TextTransform = from.Style.Text.TextTransform);
    }

    private static TextAlign MatchParent(TextProperties parent) => parent.TextAlign switch
    {
        TextAlign.Start => parent.IsRightToLeft ? TextAlign.Right : TextAlign.Left,
        TextAlign.End => parent.IsRightToLeft ? TextAlign.Left : TextAlign.Right,
        _ => parent.TextAlign,
    };

    private static void AddWrapping(PropertyList list)
    {
        list.Keyword(
            "white-space-collapse",
            Text,
            [
                ("collapse", WhiteSpaceCollapse.Collapse), ("preserve", WhiteSpaceCollapse.Preserve),
                ("preserve-breaks", WhiteSpaceCollapse.PreserveBreaks), ("break-spaces", WhiteSpaceCollapse.BreakSpaces),
            ],
            (builder, value) => builder.Text.WhiteSpaceCollapse = value,
            (builder, from) => builder.Text.WhiteSpaceCollapse = from.Style.Text.WhiteSpaceCollapse);
        list.Keyword(
            "text-wrap-mode",
            Text,
            [("wrap", true), ("nowrap", false)],
            (builder, value) => builder.Text.Wraps = value,
            (builder, from) => builder.Text.Wraps = from.Style.Text.Wraps);
        list.Keyword(
            "text-wrap-style",
            Text,
            [
                ("auto", TextWrapStyle.Auto), ("balance", TextWrapStyle.Balance), ("pretty", TextWrapStyle.Pretty), ("stable", TextWrapStyle.Auto),
            ],
            (builder, value) => builder.Text.TextWrapStyle = value,
            (builder, from) => builder.Text.TextWrapStyle = from.Style.Text.TextWrapStyle);
        list.Keyword(
            "word-break",
            Text,
            [
                ("normal", WordBreak.Normal), ("break-all", WordBreak.BreakAll), ("keep-all", WordBreak.KeepAll),
                ("break-word", WordBreak.BreakWord),
            ],
            (builder, value) => builder.Text.WordBreak = value,
            (builder, from) => builder.Text.WordBreak = from.Style.Text.WordBreak);
        list.Keyword(
            "overflow-wrap",
            Text,
            [("normal", OverflowWrap.Normal), ("break-word", OverflowWrap.BreakWord), ("anywhere", OverflowWrap.Anywhere)],
            (builder, value) => builder.Text.OverflowWrap = value,
            (builder, from) => builder.Text.OverflowWrap = from.Style.Text.OverflowWrap);
        list.Alias("word-wrap", "overflow-wrap");
        list.Keyword(
            "hyphens",
            Text,
            [("manual", true), ("none", false), ("auto", true)],
            (builder, value) => builder.Text.Hyphenates = value,
            (builder, from) => builder.Text.Hyphenates = from.Style.Text.Hyphenates);
        list.Alias("-webkit-hyphens", "hyphens");
        list.Keyword(
            "line-break",
            Text,
            [("auto", false), ("loose", false), ("normal", false), ("strict", false), ("anywhere", true)],
            (builder, value) => builder.Text.BreaksAnywhere = value,
            (builder, from) => builder.Text.BreaksAnywhere = from.Style.Text.BreaksAnywhere);
        list.Alias("-webkit-line-break", "line-break");
    }

    /// <summary>A value of <c>tab-size</c>.</summary>
    private sealed record TabSize(double Spaces, SpecifiedLength? Length);

    /// <summary>A value of <c>text-align</c>; null for <c>match-parent</c>.</summary>
    private sealed record AlignValue(TextAlign? Align);
}
