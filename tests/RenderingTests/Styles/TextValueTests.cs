using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class TextValueTests
{
    [Theory]
    [InlineData("font: 20px Inter", 20, 400, false, "Inter")]
    [InlineData("font: italic bold 20px/1.5 'Open Sans', sans-serif", 20, 700, true, "Open Sans,sans-serif")]
    [InlineData("font: 650 condensed 2em Noto Sans", 32, 650, false, "Noto Sans")]
    [InlineData("font: oblique 10deg small-caps large serif", 18, 400, true, "serif")]
    public void Font(string css, double size, int weight, bool isItalic, string families)
    {
        var text = Styling.Of(css).Text;
        Assert.Equal((size, weight, isItalic, families), (text.FontSize, text.FontWeight, text.IsItalic, string.Join(',', text.FontFamilies)));
    }

    [Theory]
    [InlineData("font-size: larger", 19.2)]
    [InlineData("font-size: smaller", 13.3333)]
    [InlineData("font-size: 150%", 24)]
    [InlineData("font-size: xx-large", 32)]
    [InlineData("font-size: calc(1em + 2px)", 18)]
    [InlineData("font-size: 0", 0)]
    public void Font_sizes(string css, double expected) => Assert.Equal(expected, Styling.Of(css).Text.FontSize, 3);

    [Theory]
    [InlineData("<code id=x></code>", 13)]
    [InlineData("<h1><code id=x></code></h1>", 26)]
    [InlineData("<div style='font-size: 20px'><code id=x></code></div>", 20)]
    [InlineData("<code><span id=x style='font-family: serif'></span></code>", 16)]
    [InlineData("<code id=x style='font-size: 1em'></code>", 13)]
    [InlineData("<code id=x style='font-family: Inter, monospace'></code>", 16)]
    [InlineData("<pre><code id=x></code></pre>", 13)]
    [InlineData("<small><code id=x></code></small>", 10.8333)]
    public void Monospace_is_smaller(string body, double size) => Assert.Equal(size, Styling.Of(string.Empty, body).Text.FontSize, 3);

    [Theory]
    [InlineData("font-weight: bolder", 400, 700)]
    [InlineData("font-weight: bolder", 300, 400)]
    [InlineData("font-weight: bolder", 700, 900)]
    [InlineData("font-weight: lighter", 700, 400)]
    [InlineData("font-weight: lighter", 400, 100)]
    [InlineData("font-weight: 1000", 400, 1000)]
    public void Font_weights(string css, int parent, int expected)
        => Assert.Equal(expected, Styling.Of($"body {{ font-weight: {parent} }} #x {{ {css} }}").Text.FontWeight);

    [Fact]
    public void A_line_height_without_unit_is_inherited_as_such()
    {
        Assert.Equal(LineHeight.Multiple(1.5), Styling.Of("body { line-height: 1.5 } #x { font-size: 40px }").Text.LineHeight);
        Assert.Equal(LineHeight.Px(24), Styling.Of("body { line-height: 150% } #x { font-size: 40px }").Text.LineHeight);
        Assert.Equal(LineHeight.Px(60), Styling.Of("font-size: 40px; line-height: 1.5em").Text.LineHeight);
        Assert.Equal(LineHeight.Normal, Styling.Of("line-height: normal").Text.LineHeight);
    }

    [Fact]
    public void Features_are_what_the_text_engine_takes()
    {
        Assert.Equal("kern=0,tnum=1,ss01=1", Styling.Of("font-kerning: none; font-variant-numeric: tabular-nums; font-feature-settings: 'ss01'").Text.FontFeatures);
        Assert.Equal("smcp=1,liga=0", Styling.Of("body { font-feature-settings: 'liga' off } #x { font-variant: small-caps }").Text.FontFeatures);
        Assert.Equal("wght=450,slnt=-10", Styling.Of("font-variation-settings: 'wght' 450, 'slnt' -10").Text.FontVariations);
        Assert.Null(Styling.Of("font-variant: normal").Text.FontFeatures);
    }

    [Theory]
    [InlineData("white-space: nowrap", "Collapse", false)]
    [InlineData("white-space: pre", "Preserve", false)]
    [InlineData("white-space: pre-wrap", "Preserve", true)]
    [InlineData("white-space: pre-line", "PreserveBreaks", true)]
    [InlineData("white-space: break-spaces", "BreakSpaces", true)]
    [InlineData("white-space: preserve nowrap", "Preserve", false)]
    [InlineData("white-space: pre; white-space: normal", "Collapse", true)]
    [InlineData("text-wrap: nowrap", "Collapse", false)]
    public void White_space(string css, string collapse, bool wraps)
    {
        var text = Styling.Of(css).Text;
        Assert.Equal((collapse, wraps), (text.WhiteSpaceCollapse.ToString(), text.Wraps));
    }

    [Fact]
    public void The_rest_of_the_text()
    {
        var text = Styling.Of(
            "letter-spacing: 0.1em; word-spacing: 2px; text-align: justify; text-align-last: center; text-transform: uppercase; text-indent: 10%;" +
            "text-wrap: balance; word-break: keep-all; overflow-wrap: anywhere; tab-size: 4; visibility: hidden; -webkit-text-fill-color: red;" +
            "-webkit-text-stroke: 2px blue; text-shadow: 1px 2px 3px red, 0 0 0.5em").Text;
        Assert.Equal((1.6, 2.0), (text.LetterSpacing, text.WordSpacing));
        Assert.Equal((TextAlign.Justify, TextAlign.Center, TextTransform.Uppercase), (text.TextAlign, text.TextAlignLast, text.TextTransform));
        Assert.Equal((Length.Percentage(10), TextWrapStyle.Balance), (text.TextIndent, text.TextWrapStyle));
        Assert.Equal((WordBreak.KeepAll, OverflowWrap.Anywhere, (4.0, false), false), (text.WordBreak, text.OverflowWrap, text.TabSize, text.IsVisible));
        Assert.Equal(new CssColor(1, 0, 0), text.TextFillColor);
        Assert.Equal((2, new CssColor(0, 0, 1)), text.TextStroke);
        Assert.Equal([new Shadow(1, 2, 3, 0, new CssColor(1, 0, 0)), new Shadow(0, 0, 8, 0, CssColor.Black)], text.TextShadows);
    }

    [Theory]
    [InlineData("<div lang=ja><p id=x></p></div>", "ja", false)]
    [InlineData("<div dir=rtl><p id=x></p></div>", "", true)]
    [InlineData("<div dir=RTL><p id=x dir=ltr></p></div>", "", false)]
    [InlineData("<p id=x dir=auto>123 שלום</p>", "", true)]
    [InlineData("<p id=x dir=auto>Hello שלום</p>", "", false)]
    public void Language_and_direction_come_from_attributes(string body, string language, bool isRightToLeft)
    {
        var text = Styling.Of(string.Empty, body).Text;
        Assert.Equal((language, isRightToLeft), (text.Language, text.IsRightToLeft));
    }
}
