using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class BoxValueTests
{
    [Theory]
    [InlineData("margin: 1px", 1, 1, 1, 1)]
    [InlineData("margin: 1px 2px", 1, 2, 1, 2)]
    [InlineData("margin: 1px 2px 3px", 1, 2, 3, 2)]
    [InlineData("margin: 1px 2px 3px 4px", 1, 2, 3, 4)]
    [InlineData("margin-inline: 1px 2px", 0, 2, 0, 1)]
    [InlineData("direction: rtl; margin-inline: 1px 2px", 0, 1, 0, 2)]
    [InlineData("margin-block: 1px 2px", 1, 0, 2, 0)]
    [InlineData("margin-inline-start: 5px", 0, 0, 0, 5)]
    [InlineData("margin-left: 1px; margin-inline-start: 2px", 0, 0, 0, 2)]
    [InlineData("margin-inline-start: 2px; margin-left: 1px", 0, 0, 0, 1)]
    [InlineData("--d: rtl; direction: var(--d); margin-inline-start: 2px", 0, 2, 0, 0)]
    public void Margins(string css, double top, double right, double bottom, double left)
        => Assert.Equal(new Sides<Length>(Length.Px(top), Length.Px(right), Length.Px(bottom), Length.Px(left)), Styling.Of(css).Box.Margin);

    [Fact]
    public void Insets()
    {
        Assert.Equal(new Sides<Length>(Length.Px(1), Length.Auto, Length.Px(1), Length.Auto), Styling.Of("inset: 1px auto").Box.Inset);
        Assert.Equal(Length.Px(3), Styling.Of("inset-inline-start: 3px").Box.Inset.Left);
    }

    [Theory]
    [InlineData("flex: 1", 1, 1, "Percentage")]
    [InlineData("flex: none", 0, 0, "Auto")]
    [InlineData("flex: auto", 1, 1, "Auto")]
    [InlineData("flex: initial", 0, 1, "Auto")]
    [InlineData("flex: 2 3 10px", 2, 3, "Px")]
    [InlineData("flex: 10px 2", 2, 1, "Px")]
    [InlineData("flex: 10px", 1, 1, "Px")]
    [InlineData("flex: 1 1 0", 1, 1, "Px")]
    [InlineData("flex: 1 content", 1, 1, "Content")]
    [InlineData("flex: 1; flex-basis: max-content", 1, 1, "MaxContent")]
    public void Flex(string css, double grow, double shrink, string basis)
    {
        var box = Styling.Of(css).Box;
        Assert.Equal((grow, shrink, basis), (box.FlexGrow, box.FlexShrink, box.FlexBasis.Kind.ToString()));
    }

    [Fact]
    public void Flex_flow_and_gaps()
    {
        var box = Styling.Of("flex-flow: wrap-reverse column; gap: 1px 10%; order: -2").Box;
        Assert.Equal((FlexDirection.Column, FlexWrap.WrapReverse, -2), (box.FlexDirection, box.FlexWrap, box.Order));
        Assert.Equal((Length.Px(1), Length.Percentage(10)), (box.RowGap, box.ColumnGap));
        Assert.Equal(Length.Normal, Styling.Of(string.Empty).Box.RowGap);
    }

    [Theory]
    [InlineData("align-items: center", "Center")]
    [InlineData("align-items: last baseline", "LastBaseline")]
    [InlineData("align-items: first baseline", "Baseline")]
    [InlineData("align-items: stretch", "Stretch")]
    [InlineData("align-items: self-end", "SelfEnd")]
    [InlineData("place-items: flex-end center", "FlexEnd")]
    [InlineData("align-items: normal", "Normal")]
    public void Align_items(string css, string kind) => Assert.Equal(kind, Styling.Of(css).Box.AlignItems.Kind.ToString());

    [Fact]
    public void Alignment_may_be_safe()
    {
        Assert.Equal(new Alignment(AlignmentKind.Center, IsSafe: true), Styling.Of("justify-content: safe center").Box.JustifyContent);
        Assert.Equal(new Alignment(AlignmentKind.SpaceBetween), Styling.Of("place-content: space-between").Box.AlignContent);
        Assert.Equal(new Alignment(AlignmentKind.Left), Styling.Of("justify-self: left").Box.JustifySelf);
        Assert.Equal(new Alignment(AlignmentKind.Auto), Styling.Of(string.Empty).Box.AlignSelf);
    }

    [Theory]
    [InlineData("display: inline", "Inline")]
    [InlineData("display: inline-flex", "InlineFlex")]
    [InlineData("display: -webkit-box", "Block")]
    [InlineData("display: flow-root", "FlowRoot")]
    [InlineData("display: inline; position: absolute", "Block")]
    [InlineData("display: inline-flex; position: fixed", "Flex")]
    [InlineData("display: inline; position: relative", "Inline")]
    [InlineData("display: grid", "Block")]
    public void Displays(string css, string display) => Assert.Equal(display, Styling.Of(css).Box.Display.ToString());

    [Theory]
    [InlineData("<div style='display: flex'><span id=x></span></div>")]
    [InlineData("<div style='display: flex'><div style='display: contents'><span id=x></span></div></div>")]
    [InlineData("<div style='display: inline-flex'><span id=x style='display: inline-block'></span></div>")]
    public void Flex_items_are_blocks(string body) => Assert.Equal(Display.Block, Styling.Of(string.Empty, body).Box.Display);

    [Fact]
    public void Elements_that_are_not_displayed_are_not_in_the_tree()
    {
        var root = Styling.Document("#x { display: none } #y { color: red }", "<div id=x><b id=z></b></div><b id=y></b><b hidden id=w></b>").Root;
        Assert.Null(Styling.TryFind(root, "x"));
        Assert.Null(Styling.TryFind(root, "w"));
        Assert.Equal(new CssColor(1, 0, 0), Styling.Find(root, "y").Style.Text.Color);
    }

    [Theory]
    [InlineData("overflow: hidden", "Hidden", "Hidden")]
    [InlineData("overflow-x: hidden", "Hidden", "Auto")]
    [InlineData("overflow: clip visible", "Clip", "Visible")]
    [InlineData("overflow: clip hidden", "Clip", "Hidden")]
    public void Overflow_of_both_axes(string css, string x, string y)
    {
        var box = Styling.Of(css).Box;
        Assert.Equal((x, y), (box.OverflowX.ToString(), box.OverflowY.ToString()));
    }

    [Theory]
    [InlineData("aspect-ratio: 16 / 9", 16 / 9.0, false)]
    [InlineData("aspect-ratio: 2", 2.0, false)]
    [InlineData("aspect-ratio: auto 4 / 3", 4 / 3.0, true)]
    [InlineData("aspect-ratio: auto", null, true)]
    [InlineData("aspect-ratio: 0 / 1", null, true)]
    public void Ratios(string css, double? ratio, bool prefersNatural)
    {
        var box = Styling.Of(css).Box;
        Assert.Equal((ratio, prefersNatural), (box.AspectRatio, box.PrefersNaturalRatio));
    }

    [Fact]
    public void Text_that_fits()
    {
        Assert.Equal(24, Styling.Of("text-fit: shrink 24px").Box.TextFitMinimum);
        Assert.Null(Styling.Of("text-fit: none").Box.TextFitMinimum);
        Assert.Equal(3, Styling.Of("line-clamp: 3").Box.LineClamp);
        Assert.Equal(2, Styling.Of("-webkit-line-clamp: 2; display: -webkit-box; -webkit-box-orient: vertical").Box.LineClamp);
        Assert.Equal(TextOverflow.Ellipsis, Styling.Of("text-overflow: ellipsis").Box.TextOverflow);
    }

    [Fact]
    public void The_rest_of_the_box()
    {
        var box = Styling.Of("box-sizing: border-box; z-index: -3; object-fit: cover; object-position: right 10px top; vertical-align: 20%; unicode-bidi: plaintext").Box;
        Assert.True(box.IsBorderBox);
        Assert.Equal((-3, ObjectFit.Cover, UnicodeBidi.Plaintext), (box.ZIndex, box.ObjectFit, box.UnicodeBidi));
        Assert.Equal(new LengthPair(Length.Percentage(100, -10), Length.Percentage(0)), box.ObjectPosition);
        Assert.Equal(new VerticalAlign(VerticalAlignKind.Length, Length.Percentage(20)), box.VerticalAlign);
        Assert.Equal(Length.Px(9), Styling.Of("max-inline-size: 9px").Box.MaxWidth);
        Assert.Equal(Length.None, Styling.Of("max-width: none").Box.MaxWidth);
    }

    [Theory]
    [InlineData("transform: rotate(1deg)", true)]
    [InlineData("rotate: 1deg", true)]
    [InlineData("filter: blur(1px)", true)]
    [InlineData("opacity: 0.5", false)]
    [InlineData("transform: none", false)]
    public void Transforms_and_filters_contain_absolute_boxes(string css, bool expected)
        => Assert.Equal(expected, Styling.Of(css).Box.ContainsAbsolute);
}
