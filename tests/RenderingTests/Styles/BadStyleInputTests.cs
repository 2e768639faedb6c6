using FsCheck;
using FsCheck.Fluent;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class BadStyleInputTests
{
    [Fact]
    public void Formatting_elements_that_are_opened_again_are_refused()
        => Refused(string.Concat(Enumerable.Range(0, 2000).Select(i => $"<b a={i}>")) + string.Concat(Enumerable.Repeat("<p>x", 2000)), "");

    [Fact]
    public void A_deep_picture_is_refused() => Refused("<svg>" + string.Concat(Enumerable.Repeat("<g>", 5_000)), "deep");

    [Fact]
    public void The_place_of_what_is_too_much_is_said()
        => Assert.Equal("256:1", StyledDocument.Parse(string.Concat(Enumerable.Repeat("<div>\n", 400)), StyleEnvironment.Default).Error!.ToString()[..5]);

    [Theory]
    [InlineData("width: calc(", "(")]
    [InlineData("width: ", "calc(")]
    [InlineData("width: ", "var(--a, ")]
    [InlineData("--a: ", "{")]
    [InlineData("--a: ", "var(--b, ")]
    [InlineData("background: ", "linear-gradient(")]
    [InlineData("color: ", "color-mix(in srgb, ")]
    [InlineData("}", ":is(")]
    [InlineData("}", ":not(")]
    [InlineData("", "&{")]
    [InlineData("", "a{b{")]
    [InlineData("", "@media{")]
    [InlineData("} @media ", "(")]
    [InlineData("} @supports ", "(")]
    [InlineData("", "\\")]
    [InlineData("", "/*")]
    [InlineData("", "url( ")]
    [InlineData("", "'")]
    [InlineData("", "[")]
    public void Endless_nesting_is_bounded(string start, string repeated)
        => Assert.NotNull(Styling.Document($"div {{ {start}{string.Concat(Enumerable.Repeat(repeated, 20_000))}", "<div></div>").Root);

    [Fact]
    public void Too_many_rules_are_refused()
        => Assert.Contains("rules", Styling.Document(string.Concat(Enumerable.Repeat("a{color:red}", 5000)), "<a>").Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void Too_many_selectors_are_refused()
        => Assert.Contains("selectors", Styling.Document(string.Concat(Enumerable.Repeat("a,", 30_000)) + "a { color: red }", "<a>").Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void Selectors_that_take_too_long_are_given_up()
    {
        var stylist = new Stylist([new StyleSource("p ~ p { color: red }")], longestMatch: TimeSpan.Zero);
        var tree = stylist.Style(new MarkupElement { Tag = "p" }, StyleEnvironment.Default);
        Assert.Contains("too long", Assert.Single(tree.Problems, problem => problem.IsError).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_ten_thousand_variables_is_bounded()
    {
        var css = string.Join(';', Enumerable.Range(0, 10_000).Select(i => $"--a{i}: var(--a{i + 1})"));
        Assert.Equal(CssColor.Black, Styling.Of($"#x {{ {css}; color: var(--a0) }}").Text.Color);
    }

    [Fact]
    public void Many_gradients_are_kept()
        => Assert.Equal(200, Styling.Of($"background-image: {string.Join(',', Enumerable.Repeat("linear-gradient(red, blue)", 200))}").Paint.BackgroundLayers.Count);

    [Fact]
    public void No_text_throws()
    {
        var words = Gen.Elements(
            "{", "}", "(", ")", "[", "]", ":", ";", ",", "/", "#", ".", "@", "*", "&", ">", "+", "~", "|", "!", "\\", "'", "\"", " ", "\n", "/*", "*/",
            "a", "div", "#x", ".y", "::before", ":is(", ":has(", ":nth-child(", "of", "not", "and", "@media", "@supports", "@layer", "@font-face", "important",
            "color", "width", "margin", "background", "font", "flex", "border", "transform", "filter", "clip-path", "mask", "grid", "--v", "var(", "calc(",
            "min(", "clamp(", "rgb(", "oklch(", "color-mix(", "in", "srgb", "linear-gradient(", "radial-gradient(", "url(", "none", "auto", "inherit", "revert",
            "1px", "-1", "50%", "1e99", "1e999px", "NaN", "infinity", "0", "+", "-", "2em", "1turn", "circle(", "polygon(", "inset(", "round", "at", "to", "left",
            "\0", "\uFFFF", "\uD800", "é", "<style>", "</style>", "<div style='", "'>", "<b>", "<svg>", "<p dir=auto>", "</div>", "<!--", "-->");
        var texts = Gen.Choose(0, 60).SelectMany(length => Gen.ArrayOf(words, length)).Select(parts => "<style>" + string.Join("", parts));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(texts.ToArbitrary(), text => StyledDocument.Parse(text, StyleEnvironment.Default).Root is not null));
    }

    private static void Refused(string html, string word)
    {
        var error = StyledDocument.Parse(html, StyleEnvironment.Default).Error;
        Assert.NotNull(error);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }
}
