using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Styles.Cascade;

namespace PearlIo.RenderingTests.Styles;

public sealed class UserAgentTests
{
    [Fact]
    public void The_sheet_of_the_browser_has_no_mistakes() => Assert.Empty(UserAgentSheet.Sheet.Problems);

    [Theory]
    [InlineData("<p id=x>", "Block", 16, 0)]
    [InlineData("<h1 id=x>", "Block", 21.44, 0)]
    [InlineData("<h6 id=x>", "Block", 24.9776, 0)]
    [InlineData("<blockquote id=x>", "Block", 16, 40)]
    [InlineData("<figure id=x>", "Block", 16, 40)]
    [InlineData("<ul><ul id=x>", "Block", 0, 0)]
    [InlineData("<pre id=x>", "Block", 13, 0)]
    [InlineData("<dd id=x>", "Block", 0, 40)]
    [InlineData("<span id=x>", "Inline", 0, 0)]
    [InlineData("<img id=x>", "Inline", 0, 0)]
    [InlineData("<section id=x>", "Block", 0, 0)]
    public void Elements_have_margins(string body, string display, double top, double left)
    {
        var box = Styling.Of(string.Empty, body).Box;
        Assert.Equal(display, box.Display.ToString());
        Assert.Equal((top, left), (Math.Round(box.Margin.Top.Value, 4), box.Margin.Left.Value));
    }

    [Fact]
    public void The_body_has_a_margin_and_lists_a_padding()
    {
        Assert.Equal(new Sides<Length>(Length.Px(8)), StyledDocument.Parse("<body id=x>", StyleEnvironment.Default).Root.Children.OfType<StyledElement>().Single().Style.Box.Margin);
        Assert.Equal(Length.Px(40), Styling.Of(string.Empty, "<ul id=x>").Box.Padding.Left);
        Assert.Equal(Length.Px(40), Styling.Of(string.Empty, "<div dir=rtl><ol id=x>").Box.Padding.Right);
    }

    [Theory]
    [InlineData("<b id=x>", 700, false)]
    [InlineData("<strong><b id=x>", 900, false)]
    [InlineData("<em id=x>", 400, true)]
    [InlineData("<h3 id=x>", 700, false)]
    public void Elements_have_fonts(string body, int weight, bool isItalic)
    {
        var text = Styling.Of(string.Empty, body).Text;
        Assert.Equal((weight, isItalic), (text.FontWeight, text.IsItalic));
    }

    [Fact]
    public void The_rest_of_the_sheet()
    {
        Assert.Equal(DecorationLines.Underline, Styling.Of(string.Empty, "<u id=x>").Paint.TextDecoration!.Lines);
        Assert.Equal(DecorationLines.LineThrough, Styling.Of(string.Empty, "<del id=x>").Paint.TextDecoration!.Lines);
        Assert.Equal(new CssColor(0, 0, 238 / 255f), Styling.Of(string.Empty, "<a id=x href=y>").Text.Color);
        Assert.Equal(CssColor.Black, Styling.Of(string.Empty, "<a id=x>").Text.Color);
        Assert.Equal(new CssColor(1, 1, 0), Styling.Of(string.Empty, "<mark id=x>").Paint.BackgroundColor);
        Assert.Equal(VerticalAlignKind.Super, Styling.Of(string.Empty, "<sup id=x>").Box.VerticalAlign.Kind);
        Assert.Equal(TextAlign.BlockCenter, Styling.Of(string.Empty, "<center><p id=x>").Text.TextAlign);
        Assert.False(Styling.Of(string.Empty, "<pre id=x>").Text.Wraps);
        Assert.Equal((1, BorderStyle.Solid), (Styling.Of(string.Empty, "<hr id=x>").Box.BorderWidth.Top, Styling.Of(string.Empty, "<hr id=x>").Paint.BorderStyle.Top));
    }

    [Fact]
    public void Quotes_stand_around_a_quotation() => Assert.Equal("\u201Ca\u201D", Styling.Text(Styling.Find(Styling.Document(string.Empty, "<q id=x>a</q>").Root, "x")));
}
