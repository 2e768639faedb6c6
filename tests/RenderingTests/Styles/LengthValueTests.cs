using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class LengthValueTests
{
    [Theory]
    [InlineData("10px", 10)]
    [InlineData("2em", 40)]
    [InlineData("2rem", 32)]
    [InlineData("1ex", 10)]
    [InlineData("1ch", 10)]
    [InlineData("10vw", 120)]
    [InlineData("10vh", 63)]
    [InlineData("10vmin", 63)]
    [InlineData("10vmax", 120)]
    [InlineData("1in", 96)]
    [InlineData("2.54cm", 96)]
    [InlineData("25.4mm", 96)]
    [InlineData("72pt", 96)]
    [InlineData("6pc", 96)]
    [InlineData("101.6q", 96)]
    [InlineData("0", 0)]
    [InlineData("calc(1px + 2px * 3)", 7)]
    [InlineData("calc((1px + 2px) * 3)", 9)]
    [InlineData("calc(10px / 4)", 2.5)]
    [InlineData("calc(10px - -4px)", 14)]
    [InlineData("calc(1em + 1rem)", 36)]
    [InlineData("min(10px, 5px, 1em)", 5)]
    [InlineData("max(10px, 5px)", 10)]
    [InlineData("clamp(10px, 20px, 15px)", 15)]
    [InlineData("clamp(10px, 2vw, 100px)", 24)]
    [InlineData("calc(min(1px, 2px) + max(3px, 4px))", 5)]
    [InlineData("calc(1px * (2 + 3))", 5)]
    [InlineData("calc(1px / 0)", 33_554_400)]
    [InlineData("calc(0px * (1 / 0))", 0)]
    [InlineData("calc(NaN * 1px)", 0)]
    [InlineData("calc(infinity * 1px)", 33_554_400)]
    [InlineData("calc(-5px)", 0)]
    [InlineData("1e9px", 33_554_400)]
    [InlineData("abs(-5px)", 5)]
    [InlineData("round(17px, 5px)", 15)]
    [InlineData("round(up, 17px, 5px)", 20)]
    [InlineData("mod(17px, 5px)", 2)]
    [InlineData("rem(-17px, 5px)", 0)]
    [InlineData("hypot(3px, 4px)", 5)]
    [InlineData("calc(sqrt(16) * 1px)", 4)]
    [InlineData("calc(pow(2, 3) * 1px)", 8)]
    [InlineData("calc(sin(90deg) * 10px)", 10)]
    [InlineData("calc(20px / 4px * 1px)", 5)]
    public void Lengths_become_px(string value, double expected)
    {
        var width = Styling.Of($"font-size: 20px; width: {value}").Box.Width;
        Assert.Equal(LengthKind.Px, width.Kind);
        Assert.Equal(expected, width.Value, 3);
    }

    [Theory]
    [InlineData("50%", 100)]
    [InlineData("calc(50% + 10px)", 110)]
    [InlineData("calc(100% / 4 - 1em)", 34)]
    [InlineData("calc((100% - 20px) * 0.5)", 90)]
    public void A_share_stays_one_number_of_percent_and_one_of_px(string value, double of200)
    {
        var width = Styling.Of($"width: {value}").Box.Width;
        Assert.Equal(LengthKind.Percentage, width.Kind);
        Assert.Equal(of200, width.Resolve(200), 6);
    }

    [Theory]
    [InlineData("min(50%, 30px)", 30)]
    [InlineData("max(50%, 30px)", 100)]
    [InlineData("clamp(10px, 50%, 70px)", 70)]
    [InlineData("calc(min(50%, 2em) + 1px)", 33)]
    [InlineData("min(0px, 100% - 300px)", 0)]
    public void Comparisons_with_a_share_are_left_to_layout(string value, double of200)
    {
        var width = Styling.Of($"width: {value}").Box.Width;
        Assert.Equal(LengthKind.Expression, width.Kind);
        Assert.Equal(of200, width.Resolve(200), 6);
    }

    [Theory]
    [InlineData("auto", "Auto")]
    [InlineData("min-content", "MinContent")]
    [InlineData("max-content", "MaxContent")]
    [InlineData("fit-content", "FitContent")]
    [InlineData("stretch", "Stretch")]
    [InlineData("-webkit-fill-available", "Stretch")]
    public void Sizes_have_words(string value, string kind) => Assert.Equal(kind, Styling.Of($"width: {value}").Box.Width.Kind.ToString());

    [Theory]
    [InlineData("width: -1px")]
    [InlineData("width: 1")]
    [InlineData("width: 1xx")]
    [InlineData("width: calc(1px + 1)")]
    [InlineData("width: calc(1px * 1px)")]
    [InlineData("width: calc(1 / 1px)")]
    [InlineData("width: calc(1px +2px)")]
    [InlineData("width: calc(1px 2px)")]
    [InlineData("width: min()")]
    [InlineData("padding: auto")]
    [InlineData("border-width: 10%")]
    [InlineData("line-height: -1")]
    [InlineData("flex-grow: -1")]
    public void Wrong_lengths_are_left_out(string declaration)
    {
        Assert.NotEmpty(Styling.Problem(declaration));
        Assert.True(Styling.Of(declaration).Box.Width.IsAuto);
    }

    [Fact]
    public void Rem_counts_from_the_root() => Assert.Equal(20, Styling.Of("html { font-size: 10px } #x { width: 2rem }").Box.Width.Value);

    [Theory]
    [InlineData("0.4px", 1)]
    [InlineData("1.9px", 1)]
    [InlineData("2.5px", 2)]
    [InlineData("thin", 1)]
    [InlineData("medium", 3)]
    [InlineData("thick", 5)]
    [InlineData("0", 0)]
    public void Border_widths_snap_to_px(string width, double expected)
        => Assert.Equal(expected, Styling.Of($"border: {width} solid").Box.BorderWidth.Left);

    [Fact]
    public void A_border_without_style_has_no_width() => Assert.Equal(default, Styling.Of("border-width: 5px").Box.BorderWidth);
}
