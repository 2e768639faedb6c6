using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.RenderingTests.Styles;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("a", "Ident a")]
    [InlineData("--x", "Ident --x")]
    [InlineData("-\\31 0", "Ident -10")]
    [InlineData("\\26 B", "Ident &B")]
    [InlineData("f(", "Function f")]
    [InlineData("url( a.png )", "Url a.png")]
    [InlineData("url('a.png')", "Function url|String a.png|CloseParen )")]
    [InlineData("url(data:image/png;base64,AA==)", "Url data:image/png;base64,AA==")]
    [InlineData("#fff", "Hash fff")]
    [InlineData("#1a2", "Hash 1a2")]
    [InlineData("@media", "AtKeyword media")]
    [InlineData("'a\\'b'", "String a'b")]
    [InlineData("'a\\\nb'", "String ab")]
    [InlineData("1px", "Dimension px")]
    [InlineData("1e3", "Number ")]
    [InlineData("1em", "Dimension em")]
    [InlineData("50%", "Percentage %")]
    [InlineData("a/* x */b", "Ident a|Ident b")]
    [InlineData("<!-- -->", "HtmlComment |Space  |HtmlComment ")]
    [InlineData("a:b;", "Ident a|Colon :|Ident b|Semicolon ;")]
    [InlineData("+ - .5", "Delim +|Space  |Delim -|Space  |Number ")]
    public void Cuts_text_into_tokens(string css, string expected)
        => Assert.Equal(expected, string.Join('|', CssTokenizer.Tokenize(css, []).Select(token => $"{token.Kind} {token.Text}")));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-1.5", -1.5)]
    [InlineData("+.5", 0.5)]
    [InlineData("1.5e2", 150)]
    [InlineData("1e-2", 0.01)]
    public void Reads_numbers(string css, double expected) => Assert.Equal(expected, Assert.Single(CssTokenizer.Tokenize(css, [])).Number);

    [Theory]
    [InlineData("/* a", 0, "comment")]
    [InlineData("a 'b", 2, "string")]
    [InlineData("a 'b\n'", 2, "line")]
    [InlineData("a url(b", 2, "address")]
    [InlineData("a url(b c)", 2, "quotes")]
    public void Says_where_a_token_is_broken(string css, int offset, string word)
    {
        var problems = new List<SyntaxProblem>();
        _ = CssTokenizer.Tokenize(css, problems);
        Assert.Equal(offset, problems[0].Offset);
        Assert.Contains(word, problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closing_bracket_that_mirrors_nothing_is_a_token_like_others()
    {
        var list = TokenList.Read("a(b}c)d", []);
        Assert.Equal("d", list.Tokens[list.After(0)].Text);
    }
}
