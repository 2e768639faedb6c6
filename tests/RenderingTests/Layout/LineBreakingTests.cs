using PearlIo.Application.Templates;
using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.RenderingTests.Chromium;

namespace PearlIo.RenderingTests.Layout;

/// <summary>Where lines end.</summary>
public sealed class LineBreakingTests(PearlDocuments pearl) : IClassFixture<PearlDocuments>
{
    [Theory]
    [InlineData('a', '/', 'b', false)]
    [InlineData('a', '-', 'b', true)]
    [InlineData('a', '-', '1', true)]
    [InlineData(' ', '-', '1', false)]
    [InlineData('a', '?', 'q', true)]
    [InlineData('a', '.', '(', true)]
    [InlineData('a', '+', '+', false)]
    public void Ascii_characters_have_rules_of_their_own(char beforeThat, char before, char after, bool mayBreak)
        => Assert.Equal(mayBreak, BreakRules.BetweenAscii(beforeThat, before, after));

    [Fact]
    public void Other_characters_follow_their_classes() => Assert.Null(BreakRules.BetweenAscii('a', 'é', 'b'));

    [Theory]
    [InlineData("soft&shy;hyphen", "", 2)]
    [InlineData("soft&shy;hyphen", "hyphens:none", 1)]
    [InlineData("one<wbr>two", "", 2)]
    [InlineData("onetwo", "", 1)]
    [InlineData("one two", "white-space:nowrap", 1)]
    [InlineData("abc", "overflow-wrap:anywhere", 3)]
    [InlineData("abc", "line-break:anywhere", 3)]
    public void A_narrow_box_has_a_line_for_each_part(string text, string style, int lines)
        => Assert.Equal(lines, LinesOf($"<div style=\"width:1px;{style}\">{text}</div>"));

    private int LinesOf(string body)
    {
        var measured = pearl.Tools.Measure(new DocumentSource { Html = "<!doctype html><body>" + body });
        Assert.True(measured.TryGetValue(out var page, out var failure), failure?.Message);
        return page.Lines.Count;
    }
}
