using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class CascadeTests
{
    private static readonly CssColor Red = new(1, 0, 0);
    private static readonly CssColor Blue = new(0, 0, 1);

    [Theory]
    [InlineData("#x { color: red } div { color: blue }")]
    [InlineData("div { color: blue } div { color: red }")]
    [InlineData(".a.b { color: red } .a { color: blue }")]
    [InlineData("div { color: red !important } #x { color: blue }")]
    [InlineData("body > div { color: red } div { color: blue }")]
    [InlineData(":is(#x, p) { color: red } .a.b { color: blue }")]
    [InlineData(".a { color: red } :where(#x) { color: blue }")]
    [InlineData("div:not(#y) { color: red } .a.b { color: blue }")]
    [InlineData("#x { color: red; color: nonsense }")]
    [InlineData("#x { color: red } #x, ..y { color: blue }")]
    [InlineData("@layer low, high; @layer high { div { color: red } } @layer low { #x { color: blue } }")]
    [InlineData("div { color: red } @layer a { #x { color: blue } }")]
    [InlineData("@layer a { div { color: red !important } } #x { color: blue !important }")]
    [InlineData("@media (min-width: 600px) { #x { color: red } } @media (max-width: 600px) { #x { color: blue } }")]
    [InlineData("@media print { #x { color: blue } } @media screen and (orientation: landscape) { #x { color: red } }")]
    [InlineData("@media (prefers-color-scheme: dark) { #x { color: blue } } @media (600px <= width < 1300px) { #x { color: red } }")]
    [InlineData("@supports (display: flex) { #x { color: red } } @supports (display: grid) { #x { color: blue } }")]
    [InlineData("body { & .a { color: red } &.b { color: blue } }")]
    [InlineData("body { color: blue; .a { color: red; @media print { color: blue } } }")]
    [InlineData("#x { color: inherit } body { color: red }")]
    [InlineData("[class~=b i] { color: red }")]
    [InlineData("div:nth-child(1 of .a) { color: red }")]
    [InlineData("body:has(> .a) { color: red }")]
    [InlineData("body { color: red } #x { color: blue; color: unset }")]
    [InlineData(":root { --c: red } #x { color: var(--c) }")]
    [InlineData("#x { --C: red; --c: blue; color: var(--C) }")]
    [InlineData("#x { color: var(--none, var(--neither, red)) }")]
    [InlineData("body { color: red } #x { color: blue; color: var(--none) }")]
    [InlineData("body { color: red } #x { --a: var(--b); --b: var(--a); color: var(--a) }")]
    [InlineData("#x { --a: var(--a, blue); color: var(--a, red) }")]
    public void The_strongest_declaration_wins(string css)
        => Assert.Equal(Red, Styling.Of(css, "<div id=x class='a b'></div>").Text.Color);

    [Fact]
    public void A_style_attribute_wins_over_rules_but_not_over_important_ones()
    {
        Assert.Equal(Red, Styling.Of("#x { color: blue }", "<div id=x style='color: red'></div>").Text.Color);
        Assert.Equal(Blue, Styling.Of("#x { color: blue !important }", "<div id=x style='color: red'></div>").Text.Color);
    }

    [Fact]
    public void A_theme_wins_over_the_rules_of_the_root()
    {
        var environment = new StyleEnvironment { RootCustomProperties = [new("--brand", "red")] };
        Assert.Equal(Red, Styling.Of(":root { --brand: blue } #x { color: var(--brand) }", environment: environment).Text.Color);
    }

    [Fact]
    public void Inherited_values_go_down_and_others_do_not()
    {
        var style = Styling.Of("body { color: red; padding: 3px; font-size: 20px }");
        Assert.Equal(Red, style.Text.Color);
        Assert.Equal(20, style.Text.FontSize);
        Assert.Equal(Length.Zero, style.Box.Padding.Top);
    }

    [Fact]
    public void Elements_share_what_they_do_not_change()
    {
        var root = Styling.Document("body { color: red }", "<div id=x><b id=y></b><i id=z></i></div>").Root;
        Assert.Same(Styling.Find(root, "x").Style.Text, ((StyledElement)root.Children[^1]).Style.Text);
    }

    [Fact]
    public void Revert_goes_back_to_the_browsers_sheet()
        => Assert.Equal(Display.Block, Styling.Of("#x { display: flex; display: revert }").Box.Display);

    [Fact]
    public void All_sets_everything_but_the_direction()
    {
        var style = Styling.Of("#x { color: red; padding: 3px; direction: rtl; all: initial }");
        Assert.Equal(CssColor.Black, style.Text.Color);
        Assert.Equal(Length.Zero, style.Box.Padding.Left);
        Assert.True(style.Text.IsRightToLeft);
    }

    [Fact]
    public void A_shorthand_takes_variables()
    {
        var style = Styling.Of("#x { --a: 4px; margin: var(--a) calc(var(--a) * 2) }");
        Assert.Equal(new Sides<Length>(Length.Px(4), Length.Px(8), Length.Px(4), Length.Px(8)), style.Box.Margin);
    }

    [Fact]
    public void Properties_that_double_one_another_do_not_fill_the_memory()
    {
        var css = string.Join(';', Enumerable.Range(1, 100).Select(i => $"--a{i}: var(--a{i - 1}) var(--a{i - 1})"));
        var document = Styling.Document($"#x {{ --a0: 1234567890; {css}; width: var(--a100) }}", "<div id=x></div>");
        Assert.Contains(document.Problems, problem => problem.Message.Contains("width", StringComparison.Ordinal));
    }
}
