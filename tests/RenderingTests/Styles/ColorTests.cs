using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class ColorTests
{
    [Theory]
    [InlineData("red", 255, 0, 0)]
    [InlineData("RebeccaPurple", 102, 51, 153)]
    [InlineData("#f80", 255, 136, 0)]
    [InlineData("#ff8800", 255, 136, 0)]
    [InlineData("rgb(255, 136, 0)", 255, 136, 0)]
    [InlineData("rgb(255 136 0)", 255, 136, 0)]
    [InlineData("rgb(100% 50% 0%)", 255, 128, 0)]
    [InlineData("rgb(300 -5 none)", 255, 0, 0)]
    [InlineData("hsl(120, 100%, 25%)", 0, 128, 0)]
    [InlineData("hsl(120deg 100% 25%)", 0, 128, 0)]
    [InlineData("hsl(-240 100 25)", 0, 128, 0)]
    [InlineData("hwb(0 20% 20%)", 204, 51, 51)]
    [InlineData("hwb(0 80% 80%)", 128, 128, 128)]
    [InlineData("hwb(200 10% 20%)", 26, 145, 204)]
    [InlineData("lab(54.29 80.81 69.89)", 255, 0, 0)]
    [InlineData("lch(54.29 106.84 40.86)", 255, 0, 0)]
    [InlineData("oklab(62.796% 0.22486 0.12585)", 255, 0, 0)]
    [InlineData("oklch(0.62796 0.25768 29.234)", 255, 0, 0)]
    [InlineData("oklch(51.975% 0.17686 142.495)", 0, 128, 0)]
    [InlineData("color(srgb 1 0.5 0)", 255, 128, 0)]
    [InlineData("color(srgb-linear 1 0.2158605 0)", 255, 128, 0)]
    [InlineData("color(display-p3 0 0 1)", 0, 0, 255)]
    [InlineData("color(xyz 0.4124 0.2126 0.0193)", 255, 0, 0)]
    [InlineData("color-mix(in srgb, red, blue)", 128, 0, 128)]
    [InlineData("color-mix(in srgb, red 25%, blue)", 64, 0, 191)]
    [InlineData("color-mix(in oklab, white, black)", 99, 99, 99)]
    [InlineData("color-mix(in hsl, red, blue)", 255, 0, 255)]
    [InlineData("color-mix(in hsl longer hue, red, blue)", 0, 255, 0)]
    [InlineData("currentcolor", 0, 0, 0)]
    public void Colours_become_srgb(string value, int red, int green, int blue)
    {
        var color = Styling.Of($"background-color: {value}").Paint.BackgroundColor;
        Assert.Equal((red, green, blue, 255), (Byte(color.Red), Byte(color.Green), Byte(color.Blue), Byte(color.Alpha)));
    }

    [Theory]
    [InlineData("#f808", 136)]
    [InlineData("#ff880080", 128)]
    [InlineData("rgba(0, 0, 0, .5)", 128)]
    [InlineData("rgb(0 0 0 / 50%)", 128)]
    [InlineData("hsla(0, 0%, 0%, 0.5)", 128)]
    [InlineData("oklch(0 0 0 / 0.5)", 128)]
    [InlineData("transparent", 0)]
    [InlineData("color-mix(in srgb, red, transparent)", 128)]
    [InlineData("color-mix(in srgb, currentcolor 20%, transparent)", 51)]
    [InlineData("color-mix(in srgb, red 20%, red 20%)", 102)]
    public void Colours_have_an_alpha(string value, int alpha) => Assert.Equal(alpha, Byte(Styling.Of($"background-color: {value}").Paint.BackgroundColor.Alpha));

    [Theory]
    [InlineData("#ff")]
    [InlineData("#ggg")]
    [InlineData("rgb(1, 2)")]
    [InlineData("rgb(1 2, 3)")]
    [InlineData("rgb(1 2 3 4)")]
    [InlineData("hwb(1, 2%, 3%)")]
    [InlineData("bleu")]
    [InlineData("color(nothing 1 1 1)")]
    [InlineData("color-mix(in srgb, red 0%, blue 0%)")]
    public void Wrong_colours_are_reported(string value) => Assert.NotEmpty(Styling.Problem($"color: {value}"));

    [Fact]
    public void Currentcolor_is_the_colour_of_the_element_and_of_the_parent_for_color()
    {
        var style = Styling.Of("body { color: red } #x { color: currentcolor; border: 1px solid; box-shadow: 0 0 1px; text-shadow: 1px 1px }");
        Assert.Equal(new CssColor(1, 0, 0), style.Paint.BorderColor.Top);
        Assert.Equal(new CssColor(1, 0, 0), style.Paint.BoxShadows[0].Color);
        Assert.Equal(new CssColor(1, 0, 0), style.Text.TextShadows[0].Color);
    }

    private static int Byte(float part) => (int)MathF.Round(part * 255, MidpointRounding.AwayFromZero);
}
