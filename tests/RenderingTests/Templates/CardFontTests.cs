using PearlIo.Domain.CachedImages;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Queueing;
using PearlIo.Infrastructure.Rendering.Templates;
using PearlIo.TestKit.Fonts;

namespace PearlIo.RenderingTests.Templates;

public sealed class CardFontTests : IDisposable
{
    private static readonly FontLibrary Application = FontLibrary.Open(new RenderingOptions().FontPath);

    private readonly RenderWorkspace _workspace = new(Application);
    private readonly CardFonts _fonts = new(Application, sources: null);

    [Fact]
    public void Draws_a_font_that_the_template_brings_along_whatever_it_was_packed_with()
    {
        var usual = Draw("font-family: sans-serif");

        var drawn = new[] { "serif.ttf", "serif.woff", "serif.woff2", "serif-hmtx.woff2" }.Select(file => Draw("font-family: 'My Serif'", Face("My Serif", file))).ToArray();

        Assert.NotEqual(usual, drawn[0]);
        Assert.Single(drawn.Distinct(StringComparer.Ordinal));
        Assert.NotEqual(drawn[0], Draw("font-family: Mine", Face("Mine", "heavy.otf")));
        Assert.Equal(Draw("font-family: Mine", Face("Mine", "heavy.woff2")), Draw("font-family: Mine", Face("Mine", "heavy.otf")));
    }

    [Fact]
    public void Takes_names_without_case() => Assert.Equal(
        Draw("font-family: 'My Serif'", Face("My Serif", "serif.woff2")), Draw("font-family: mY sERIF", Face("My Serif", "serif.woff2")));

    [Fact]
    public void Draws_a_font_that_varies_in_every_weight_that_it_has()
    {
        var face = Face("Mine", "serif.woff2", "font-weight: 100 900");

        var drawn = new[] { 100, 400, 550, 900 }.Select(weight => Draw($"font-family: Mine; font-weight: {weight}", face)).ToArray();

        Assert.Equal(4, drawn.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Chooses_among_the_fonts_of_a_family_by_weight_and_style()
    {
        var faces = Face("Mine", "serif.ttf", "font-weight: 400") + Face("Mine", "heavy.otf", "font-weight: 400; font-style: italic");

        Assert.Equal(Draw("font-family: Mine; font-weight: 400", Face("Mine", "serif.ttf")), Draw("font-family: Mine; font-weight: 400", faces));
        Assert.Equal(Draw("font-family: Mine; font-style: italic", Face("Mine", "heavy.otf", "font-style: italic")), Draw("font-family: Mine; font-style: italic", faces));
        Assert.NotEqual(Draw("font-family: Mine", faces), Draw("font-family: Mine; font-style: italic", faces));
    }

    [Fact]
    public void Draws_what_a_font_lacks_with_the_application_s()
    {
        var template = Template("font-family: Mine", Face("Mine", "heavy.otf"), "Hamgo Жя 你好");

        var page = LayOut(template);

        Assert.Equal(0, page.Missing.Count);
    }

    [Fact]
    public void Leaves_other_cards_as_they_are()
    {
        var before = Draw("font-family: Inter");

        Draw("font-family: Inter", Face("Inter", "heavy.otf"));

        Assert.Equal(before, Draw("font-family: Inter"));
        Assert.NotEqual(before, Draw("font-family: Inter", Face("Inter", "heavy.otf")));
        Assert.Equal(Draw("font-family: Noto Serif"), Draw("font-family: Noto Serif", Face("Inter", "heavy.otf")));
    }

    [Fact]
    public void Holds_a_few_sets_of_fonts_and_draws_the_same_with_each_again()
    {
        var styles = Enumerable.Range(0, 12).Select(i => (Style: $"font-family: F{i}", Face: Face($"F{i}", i % 2 == 0 ? "serif.ttf" : "heavy.otf"))).ToArray();

        var first = styles.Select(s => Draw(s.Style, s.Face)).ToArray();
        var again = styles.Select(s => Draw(s.Style, s.Face)).ToArray();

        Assert.Equal(first, again);
        Assert.Equal(2, first.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("src: url(https://fonts.example/a.woff2)", "Fonts are not fetched")]
    [InlineData("src: url(data:font/woff2;base64,AAAA)", "no font")]
    [InlineData("src: url(data:text/html,%3Ch1%3E)", "no font")]
    [InlineData("src: local(Inter)", "local()")]
    public void Says_where_a_font_is_left_out_and_why(string source, string said)
    {
        var template = CompiledTemplate.Compile($"<style>\n  @font-face {{ font-family: Mine; {source} }}\n</style><p>x</p>");

        var problem = Assert.Single(template.Problems);
        Assert.Equal((2, 3, false), (problem.Line, problem.Column, problem.IsError));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
        Assert.Empty(template.Fonts);
    }

    [Fact]
    public void Takes_the_first_source_that_it_can_use()
    {
        var template = CompiledTemplate.Compile(
            $"<style>@font-face {{ font-family: Mine; src: local(X), url(https://a.example/x.woff), url('{TestFonts.Address("heavy.woff2")}') format('woff2'), url('font:Y') }}</style>");

        Assert.Empty(template.Problems);
        Assert.NotNull(Assert.Single(template.Fonts).File);
    }

    [Fact]
    public void Says_which_descriptors_count_for_nothing()
    {
        var template = CompiledTemplate.Compile(
            "<style>@font-face { font-family: Mine; src: url('font:Acme'); font-display: swap; unicode-range: U+0-FF; size-adjust: 90% }</style>");

        Assert.Equal(["size-adjust", "unicode-range"], template.Problems.Select(p => p.Message.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Equal("Acme", Assert.Single(template.Fonts).Uploaded);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _fonts.Dispose();
    }

    private static string Face(string family, string file, string descriptors = "") =>
        $"@font-face {{ font-family: '{family}'; src: url('{TestFonts.Address(file)}'); {descriptors} }}\n";

    private static CompiledTemplate Template(string style, string faces, string text)
    {
        var template = CompiledTemplate.Compile($"<style>{faces} body {{ margin: 0; font-size: 60px; {style} }}</style><body>{text}</body>");
        Assert.Empty(template.Problems);
        return template;
    }

    private LaidOutPage LayOut(CompiledTemplate template) => _workspace.LayOut(
        template, new Dictionary<string, string>(StringComparer.Ordinal), [], 400, 120, new RenderBudget(RenderBudget.Usual), fonts: _fonts.Find(template));

    /// <summary>A hash of the pixels.</summary>
    private string Draw(string style, string faces = "")
    {
        var page = LayOut(Template(style, faces, TestFonts.Word));
        var picture = _workspace.Paint(page, new RenderBudget(RenderBudget.Usual));
        var bytes = new List<byte>();
        for (var y = 0; y < picture.Height; y++)
        {
            bytes.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(picture.Row(y)));
        }

        return Sha256Hash.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)).Hex;
    }
}
