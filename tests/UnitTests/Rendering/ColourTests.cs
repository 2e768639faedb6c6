using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.UnitTests.Rendering;

public sealed class ColourTests
{
    [Theory]
    [InlineData("#fff", 255, 255, 255)]
    [InlineData("#1aF", 0x11, 0xAA, 0xFF)]
    [InlineData(" #0b0D17 ", 0x0B, 0x0D, 0x17)]
    public void Reads_colours(string text, byte red, byte green, byte blue) => Assert.Equal(new Rgb(red, green, blue), Rgb.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fff")]
    [InlineData("#ffff")]
    [InlineData("#gggggg")]
    [InlineData("#-12345")]
    [InlineData("# 12345")]
    [InlineData("red")]
    public void Takes_anything_else_as_absent(string? text) => Assert.Null(Rgb.Parse(text));

    [Fact]
    public void Contrast_is_that_of_the_standard()
    {
        Assert.Equal(21, Rgb.White.ContrastWith(Rgb.Black), precision: 3);
        Assert.Equal(4.48, new Rgb(0x77, 0x77, 0x77).ContrastWith(Rgb.White), precision: 2);
        Assert.Equal(1, Rgb.White.ContrastWith(Rgb.White), precision: 6);
    }

    [Fact]
    public void Every_text_is_readable_whatever_colours_come_in()
    {
        foreach (var (brand, ink, paper) in Combinations())
        {
            var theme = CardTheme.Resolve(Properties(brand, ink, paper), "Site");

            AssertReadable(theme, theme.Ink, theme.Paper, theme.Glow);
            AssertReadable(theme, theme.Muted, theme.Paper, theme.Glow);
            AssertReadable(theme, theme.OnBrand, theme.BrandLight, theme.BrandDark);
        }
    }

    [Fact]
    public void A_readable_ink_is_kept()
    {
        var theme = CardTheme.Resolve(Properties("#336699", "#ffe8c0", "#101010"), "Site");

        Assert.Equal(new Rgb(0xFF, 0xE8, 0xC0), theme.Ink);
    }

    [Fact]
    public void A_site_without_a_brand_always_gets_the_same_colour()
        => Assert.Equal(CardTheme.Resolve(None, "Acme"), CardTheme.Resolve(None, "Acme"));

    [Fact]
    public void Sites_get_different_colours()
    {
        var colours = Enumerable.Range(0, 200).Select(number => CardTheme.Resolve(None, $"Site {number}").BrandDark).Distinct().Count();

        Assert.InRange(colours, 10, 12);
    }

    [Fact]
    public void What_is_no_colour_counts_as_absent()
        => Assert.Equal(CardTheme.Resolve(None, "Acme"), CardTheme.Resolve(Properties("url(x)", "inherit", "12"), "Acme"));

    private static Dictionary<string, string> None => [];

    private static IEnumerable<(string Brand, string Ink, string Paper)> Combinations()
    {
        string[] channels = ["00", "55", "77", "99", "ff"];
        var colours = channels.SelectMany(red => channels.SelectMany(green => channels.Select(blue => $"#{red}{green}{blue}"))).ToList();
        for (var i = 0; i < colours.Count; i++)
        {
            for (var j = 0; j < colours.Count; j++)
            {
                yield return (colours[i], colours[(i + j) % colours.Count], colours[j]);
            }
        }
    }

    private static Dictionary<string, string> Properties(string brand, string ink, string paper)
        => new(StringComparer.Ordinal) { ["--brand"] = brand, ["--ink"] = ink, ["--paper"] = paper };

    private static void AssertReadable(CardTheme theme, Rgb text, params Rgb[] backgrounds)
        => Assert.True(Contrast.Least(text, backgrounds) >= Contrast.Readable, $"{text} is not readable in {theme}");
}
