using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class MarkupTests
{
    [Fact]
    public void Keeps_elements_texts_and_places()
    {
        var document = MarkupDocument.Parse("<!doctype html>\n<html lang=de>\n<body>\n <p id=a title='x>y'>Hi &amp; <b>you</b></p>");
        Assert.Equal(DocumentMode.Standard, document.Mode);
        Assert.Equal("de", document.Root.Attribute("lang"));
        var body = document.Root.Children.OfType<MarkupElement>().Single(child => child.Tag == "body");
        var paragraph = body.Children.OfType<MarkupElement>().Single();
        Assert.Equal((4, 2), (paragraph.Line, paragraph.Column));
        Assert.Equal("Hi & ", ((MarkupText)paragraph.Children[0]).Text);
    }

    [Fact]
    public void Takes_style_sheets_out_with_their_place()
    {
        var document = MarkupDocument.Parse("<style title='>'\n media=print>p{}</style>a<style>\nb{}</style>c");
        Assert.Equal(("p{}", 2, 14, "print"), (document.StyleSheets[0].Text, document.StyleSheets[0].Line, document.StyleSheets[0].Column, document.StyleSheets[0].Media));
        Assert.Equal(2, document.StyleSheets[1].Line);
    }

    [Theory]
    [InlineData("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">", DocumentMode.Standard)]
    [InlineData("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\">", DocumentMode.LimitedQuirks)]
    [InlineData("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">", DocumentMode.LimitedQuirks)]
    [InlineData("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">", DocumentMode.Quirks)]
    [InlineData("<!-- comment --><!doctype html>", DocumentMode.Standard)]
    [InlineData("<html>", DocumentMode.Quirks)]
    public void Takes_the_mode_from_the_doctype(string start, object mode) => Assert.Equal(mode, MarkupDocument.Parse(start + "<p>x").Mode);

    [Theory]
    [InlineData("<p>\n<script>x</script>", "2:1: Scripts")]
    [InlineData("<p><video></video>", "1:4: A <video>")]
    [InlineData("<iframe></iframe>", "1:1: An <iframe>")]
    [InlineData("<link rel=stylesheet href=a.css>", "1:1: Style sheets")]
    [InlineData("<table><tr><td>a</table>", "1:1: Tables")]
    [InlineData("<input>", "1:1: Form fields")]
    [InlineData("<p><svg viewBox='0 0 1 1'></svg><canvas></canvas>", "1:33: A <canvas>")]
    public void Reports_what_cannot_be_drawn(string html, string problem)
        => Assert.StartsWith(problem, Assert.Single(MarkupDocument.Parse(html).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Keeps_elements_that_are_not_drawn_without_what_is_in_them()
    {
        var document = Styling.Document("p { color: red }", "<script>a</script><style>p { width: 3px }</style><video id=y>b</video><p id=x>c<wbr>d</p>");
        var body = document.Markup.Root.Children.OfType<MarkupElement>().Single(child => child.Tag == "body");
        Assert.Equal(["script", "style", "video", "p"], body.Children.OfType<MarkupElement>().Select(child => child.Tag));
        Assert.Null(Styling.TryFind(document.Root, "y"));
        Assert.Equal("c\u200Bd", Styling.Text(document.Root));
        Assert.Equal(Length.Px(3), Styling.Find(document.Root, "x").Style.Box.Width);
    }

    [Fact]
    public void A_preconnect_is_no_problem() => Assert.Empty(MarkupDocument.Parse("<link rel=preconnect href=https://fonts.example>").Problems);

    [Fact]
    public void Keeps_an_inline_svg_as_markup()
    {
        var document = Styling.Document(string.Empty, "<svg id=x viewBox='0 0 200 100' width=50><linearGradient id=g /><path d='M0 0'/></svg><p id=y>z</p>");
        var svg = Styling.Find(document.Root, "x");
        Assert.Contains("xmlns=\"http://www.w3.org/2000/svg\"", svg.Replaced!.Svg, StringComparison.Ordinal);
        Assert.Contains("viewBox", svg.Replaced.Svg, StringComparison.Ordinal);
        Assert.Contains("linearGradient", svg.Replaced.Svg, StringComparison.Ordinal);
        Assert.Equal((50.0, 25.0, 2.0), (svg.Replaced.NaturalWidth, svg.Replaced.NaturalHeight, svg.Replaced.NaturalRatio));
        Assert.Equal(Length.Px(50), svg.Style.Box.Width);
        Assert.Empty(svg.Children);
        Assert.Equal("z", Styling.Text(Styling.Find(document.Root, "y")));
    }

    [Fact]
    public void An_image_has_its_natural_size_and_a_ratio_from_its_attributes()
    {
        var environment = new StyleEnvironment { Pictures = new Sizes() };
        var image = Styling.Find(Styling.Document(string.Empty, "<img id=x src=a.png width=100 height=50%>", environment).Root, "x");
        Assert.Equal(new ReplacedContent("a.png", null, 20, 10, 2), image.Replaced);
        Assert.Equal((Length.Px(100), Length.Percentage(50)), (image.Style.Box.Width, image.Style.Box.Height));
        var sized = Styling.Of(string.Empty, "<img id=x width=100 height=50>").Box;
        Assert.Equal((2.0, true), (sized.AspectRatio, sized.PrefersNaturalRatio));
        Assert.Equal(Length.Px(7), Styling.Of("width: 7px", "<img id=x width=100>").Box.Width);
    }

    private sealed class Sizes : IPictureSizes
    {
        public PictureSize? Find(string address) => address is "a.png" ? new PictureSize(20, 10, 2) : null;
    }
}
