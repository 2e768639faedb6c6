using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class SyntaxProblemTests
{
    [Fact]
    public void Says_line_and_column_in_the_file()
    {
        var document = StyledDocument.Parse(
            "<!doctype html>\n<html>\n <style>\n  p { colr: red;\n    width: 3 }\n </style>\n<p style='heigth: 1px'>", StyleEnvironment.Default);
        Assert.Equal(
            ["4:7: colr is no property; did you mean color?", "5:5: width: 3 needs a unit, such as 3px."],
            document.Problems.Take(2).Select(problem => problem.ToString()));
        Assert.StartsWith("7:1: style attribute: heigth", document.Problems[2].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float: left", "display: flex")]
    [InlineData("display: grid", "display: flex")]
    [InlineData("display: inline-table", "display: flex")]
    [InlineData("grid-template-columns: 1fr", "flex-wrap")]
    [InlineData("writing-mode: vertical-rl", "transform")]
    [InlineData("mix-blend-mode: multiply", "opacity")]
    [InlineData("bakground: red", "background")]
    [InlineData("justify-contents: center", "justify-content")]
    [InlineData("width: 10", "10px")]
    [InlineData("order: 1e3", "whole number")]
    [InlineData("z-index: 1.5", "whole number")]
    [InlineData("-webkit-line-clamp: 0", "number of lines")]
    [InlineData("flex-grow: -1", "0 or more")]
    [InlineData("font-weight: 1001", "1 to 1000")]
    [InlineData("width: abc", "abc")]
    [InlineData("width: fit-content(90px)", "max-width")]
    [InlineData("width:", "no value")]
    [InlineData("width 10px", "colon")]
    [InlineData("10px", "property name")]
    [InlineData("background: url(file:///etc/passwd)", "asset")]
    [InlineData("background: linear-gradient(in oklch, red, blue)", "sRGB")]
    [InlineData("color: var(--none)", "missing")]
    [InlineData("--a: 3; color: var(--a)", "3")]
    [InlineData("content: counter(x)", "strings")]
    [InlineData("width: calc(1px + 1s)", "calc")]
    [InlineData("width: calc(1px+2px)", "calc")]
    [InlineData("border: 1px groove red", "groove")]
    public void Says_what_to_do(string declarations, string word)
        => Assert.Contains(word, Styling.Problem(declarations), StringComparison.Ordinal);

    [Theory]
    [InlineData("@import 'a.css';", "copy")]
    [InlineData("@keyframes a { from { color: red } }", "move")]
    [InlineData("@container (width > 1px) { p { color: red } }", "@media")]
    [InlineData("@font-face { font-family: A }", "src")]
    [InlineData("@media (prefers-contrast: more) { p { color: red } }", "prefers-contrast")]
    [InlineData("..a { color: red }", "selector")]
    [InlineData("p::marker { color: red }", "::before")]
    [InlineData("p::before b { color: red }", "after a pseudo-element")]
    [InlineData("p:foo { color: red }", "selector")]
    [InlineData("p, { color: red }", "missing")]
    [InlineData("p { color: red", "not closed")]
    [InlineData("p", "no block")]
    [InlineData("p { color: red } /* x", "not closed")]
    public void Reports_rules_that_do_not_work(string css, string word)
        => Assert.Contains(Styling.Document(css, "<p>").Problems, problem => problem.Message.Contains(word, StringComparison.Ordinal));

    [Theory]
    [InlineData("transition: all 1s; cursor: pointer; -webkit-font-smoothing: antialiased; will-change: transform")]
    [InlineData("-moz-appearance: none; -ms-flex: 1")]
    [InlineData("list-style: none")]
    [InlineData("display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2")]
    public void Is_silent_about_what_a_picture_does_not_need(string declarations)
        => Assert.Empty(Styling.Document($"div {{ {declarations} }}", "<div></div>").Problems);

    [Fact]
    public void A_border_that_is_not_drawn_as_such_is_solid()
        => Assert.Equal(BorderStyle.Solid, Styling.Of("border: 1px groove red").Paint.BorderStyle.Top);

    [Fact]
    public void Says_once_that_markers_of_lists_are_not_drawn()
    {
        Assert.Single(Styling.Document(string.Empty, "<ul><li>a<li>b</ul>").Problems);
        Assert.Empty(Styling.Document("ul { list-style: none }", "<ul><li>a<li>b</ul>").Problems);
    }

    [Fact]
    public void A_semicolon_ends_a_bad_declaration()
        => Assert.Equal(Length.Px(4), Styling.Of("#x { color: 3 4 5; width: 4px }").Box.Width);

    [Fact]
    public void Collects_fonts()
    {
        var document = Styling.Document(
            "@font-face { font-family: 'My Font'; src: local(Inter), url(data:font/woff2;base64,AA==) format('woff2'); font-weight: 100 900; font-style: italic; unicode-range: U+0-FF }",
            string.Empty);
        var font = Assert.Single(document.FontFaces);
        Assert.Equal(("My Font", 100, 900, true, "U+0-FF"), (font.Family, font.MinWeight, font.MaxWeight, font.IsItalic, font.UnicodeRange));
        Assert.Equal(["Inter", "data:font/woff2;base64,AA=="], font.Sources.Select(source => source.Value));
        Assert.Equal("woff2", font.Sources[1].Format);
    }
}
