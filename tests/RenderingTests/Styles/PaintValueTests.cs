using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Styles;

public sealed class PaintValueTests
{
    private static readonly CssColor Red = new(1, 0, 0);
    private static readonly CssColor Blue = new(0, 0, 1);

    [Fact]
    public void A_background_has_layers_and_a_colour()
    {
        var paint = Styling.Of("background: url(a.png) right 10px bottom 20% / cover no-repeat content-box, linear-gradient(red, blue) padding-box text, red").Paint;
        Assert.Equal(Red, paint.BackgroundColor);
        Assert.Equal(2, paint.BackgroundLayers.Count);
        var first = paint.BackgroundLayers[0];
        Assert.Equal("a.png", Assert.IsType<UrlImage>(first.Image).Url);
        Assert.Equal(new LengthPair(Length.Percentage(100, -10), Length.Percentage(80)), first.Position);
        Assert.Equal((BackgroundSizeKind.Cover, BackgroundRepeat.NoRepeat, BackgroundBox.ContentBox, BackgroundBox.ContentBox), (first.SizeKind, first.RepeatX, first.Origin, first.Clip));
        Assert.Equal((BackgroundBox.PaddingBox, BackgroundBox.Text), (paint.BackgroundLayers[1].Origin, paint.BackgroundLayers[1].Clip));
    }

    [Fact]
    public void Longhands_of_backgrounds_are_repeated_for_more_images()
    {
        var layers = Styling.Of("background-image: url(a), url(b), none, url(c); background-repeat: repeat-x, round space; background-size: 10px, auto 50%").Paint.BackgroundLayers;
        Assert.Equal(3, layers.Count);
        Assert.Equal((BackgroundRepeat.Round, BackgroundRepeat.Space), (layers[1].RepeatX, layers[1].RepeatY));
        Assert.Equal(BackgroundRepeat.Round, layers[2].RepeatX);
        Assert.Equal(new LengthPair(Length.Px(10), Length.Auto), layers[0].Size);
        Assert.Equal(new LengthPair(Length.Auto, Length.Percentage(50)), layers[1].Size);
    }

    [Theory]
    [InlineData("center", 50, 50)]
    [InlineData("top", 50, 0)]
    [InlineData("left", 0, 50)]
    [InlineData("bottom right", 100, 100)]
    [InlineData("25% 75%", 25, 75)]
    [InlineData("30%", 30, 50)]
    [InlineData("right 25% top", 75, 0)]
    [InlineData("center bottom 10%", 50, 90)]
    public void Positions(string value, double x, double y)
        => Assert.Equal(new LengthPair(Length.Percentage(x), Length.Percentage(y)), Styling.Of($"background: url(a) {value}").Paint.BackgroundLayers[0].Position);

    [Theory]
    [InlineData("linear-gradient(red, blue)", 180)]
    [InlineData("linear-gradient(45deg, red, blue)", 45)]
    [InlineData("linear-gradient(0.25turn, red, blue)", 90)]
    [InlineData("linear-gradient(to left, red, blue)", 270)]
    [InlineData("linear-gradient(to top, red, blue)", 0)]
    public void Linear_gradients_have_an_angle(string value, double angle) => Assert.Equal(angle, Image<LinearGradient>(value).AngleDegrees);

    [Fact]
    public void Gradients_have_stops_and_hints()
    {
        var gradient = Image<LinearGradient>("repeating-linear-gradient(to right bottom, red 10px 20%, 30%, blue)");
        Assert.True(gradient.IsRepeating);
        Assert.Equal((1, 1), gradient.Corner);
        Assert.Equal(
            [new GradientStop(Red, Length.Px(10)), new(Red, Length.Percentage(20)), new(null, Length.Percentage(30)), new(Blue, null)],
            gradient.Stops);
    }

    [Theory]
    [InlineData("radial-gradient(red, blue)", false, "FarthestCorner", null)]
    [InlineData("radial-gradient(circle, red, blue)", true, "FarthestCorner", null)]
    [InlineData("radial-gradient(closest-side at 20% 30%, red, blue)", false, "ClosestSide", null)]
    [InlineData("radial-gradient(20px, red, blue)", true, "FarthestCorner", 20.0)]
    [InlineData("radial-gradient(ellipse 20px 30px at top, red, blue)", false, "FarthestCorner", 20.0)]
    public void Radial_gradients(string value, bool isCircle, string extent, double? radius)
    {
        var gradient = Image<RadialGradient>(value);
        Assert.Equal((isCircle, extent, radius), (gradient.IsCircle, gradient.Extent.ToString(), gradient.Radii?.X.Value));
    }

    [Fact]
    public void Conic_gradients()
    {
        var gradient = Image<ConicGradient>("conic-gradient(from 90deg at left, red, blue 180deg)");
        Assert.Equal(90, gradient.FromDegrees);
        Assert.Equal(Length.Percentage(0), gradient.Centre.X);
        Assert.Equal(50, gradient.Stops[1].Offset!.Value.Percent, 6);
    }

    [Theory]
    [InlineData("linear-gradient(red 10%, 20%)")]
    [InlineData("linear-gradient(10%, red)")]
    [InlineData("linear-gradient()")]
    [InlineData("linear-gradient(to nowhere, red, blue)")]
    [InlineData("linear-gradient(45deg red, blue)")]
    [InlineData("radial-gradient(circle 10px 20px, red, blue)")]
    [InlineData("paint(x)")]
    public void Wrong_images_are_reported(string value) => Assert.NotEmpty(Styling.Problem($"background-image: {value}"));

    [Fact]
    public void Borders()
    {
        var style = Styling.Of("border: 2px dashed red; border-left: none; border-top-color: blue; border-style: solid dotted dashed none");
        Assert.Equal(new Sides<BorderStyle>(BorderStyle.Solid, BorderStyle.Dotted, BorderStyle.Dashed, BorderStyle.None), style.Paint.BorderStyle);
        Assert.Equal((Blue, Red), (style.Paint.BorderColor.Top, style.Paint.BorderColor.Right));
        Assert.Equal(new Sides<double>(2, 2, 2, 0), style.Box.BorderWidth);
        Assert.Equal(4, Styling.Of("border-inline-end: 4px solid").Box.BorderWidth.Right);
    }

    [Fact]
    public void Corners()
    {
        var radius = Styling.Of("border-radius: 1px 2px / 3px 4px 5px").Paint.BorderRadius;
        Assert.Equal(new LengthPair(Length.Px(1), Length.Px(3)), radius.TopLeft);
        Assert.Equal(new LengthPair(Length.Px(2), Length.Px(4)), radius.TopRight);
        Assert.Equal(new LengthPair(Length.Px(1), Length.Px(5)), radius.BottomRight);
        Assert.Equal(new LengthPair(Length.Px(2), Length.Px(4)), radius.BottomLeft);
        Assert.Equal(Length.Px(7), Styling.Of("direction: rtl; border-start-start-radius: 7px").Paint.BorderRadius.TopRight.X);
    }

    [Fact]
    public void Shadows_and_outline()
    {
        var paint = Styling.Of("box-shadow: inset 0 1px 2px 3px red, blue 1em 0; outline: 2px solid blue; outline-offset: -1px").Paint;
        Assert.Equal([new Shadow(0, 1, 2, 3, Red, IsInset: true), new Shadow(16, 0, 0, 0, Blue)], paint.BoxShadows);
        Assert.Equal(new Outline(2, BorderStyle.Solid, Blue, -1), paint.Outline);
        Assert.Null(Styling.Of("outline: none").Paint.Outline);
    }

    [Fact]
    public void Filters_and_opacity()
    {
        var paint = Styling.Of("opacity: 150%; filter: blur(1em) brightness(50%) grayscale() hue-rotate(0.5turn) drop-shadow(1px 2px red)").Paint;
        Assert.Equal(1, paint.Opacity);
        Assert.Equal(
            [
                new FilterFunction(FilterKind.Blur, 16), new(FilterKind.Brightness, 0.5), new(FilterKind.Grayscale, 1), new(FilterKind.HueRotate, 180),
                new(FilterKind.DropShadow, 0, new Shadow(1, 2, 0, 0, Red)),
            ],
            paint.Filters);
    }

    [Fact]
    public void Clip_paths()
    {
        Assert.Equal(new EllipseClip(IsCircle: true, null, FarthestSide: false, new LengthPair(Length.Percentage(50), Length.Percentage(50))), Styling.Of("clip-path: circle()").Paint.ClipPath);
        Assert.Equal(Length.Percentage(40), Assert.IsType<EllipseClip>(Styling.Of("clip-path: circle(40% at 10px 20px)").Paint.ClipPath).Radii!.Value.X);
        var inset = Assert.IsType<InsetClip>(Styling.Of("clip-path: inset(1px 2px round 5px)").Paint.ClipPath);
        Assert.Equal((Length.Px(2), Length.Px(5)), (inset.Inset.Left, inset.Radius.BottomLeft.Y));
        var polygon = Assert.IsType<PolygonClip>(Styling.Of("clip-path: polygon(evenodd, 0 0, 100% 0, 50% 100%)").Paint.ClipPath);
        Assert.True(polygon.IsEvenOdd);
        Assert.Equal(3, polygon.Points.Count);
    }

    [Fact]
    public void Transforms()
    {
        var paint = Styling.Of("transform: translate(10px, 50%) rotate(45deg) scale(2) skewX(10deg) matrix(1,2,3,4,5,6); transform-origin: top left; scale: 3; translate: 1px").Paint;
        Assert.Equal(
            [TransformKind.Translate, TransformKind.Scale, TransformKind.Translate, TransformKind.Rotate, TransformKind.Scale, TransformKind.Skew, TransformKind.Matrix],
            paint.Transforms.Select(one => one.Kind));
        Assert.Equal(Length.Percentage(50), paint.Transforms[2].Y);
        Assert.Equal((2.0, 2.0), (paint.Transforms[4].A, paint.Transforms[4].B));
        Assert.Equal(new LengthPair(Length.Percentage(0), Length.Percentage(0)), paint.TransformOrigin);
    }

    [Fact]
    public void Masks()
    {
        var layer = Assert.Single(Styling.Of("-webkit-mask: linear-gradient(black, transparent) center / 50% no-repeat").Paint.MaskLayers);
        Assert.Equal((BackgroundBox.BorderBox, BackgroundRepeat.NoRepeat, Length.Percentage(50)), (layer.Origin, layer.RepeatX, layer.Size.X));
        Assert.Single(Styling.Of("mask-image: url(a)").Paint.MaskLayers);
    }

    [Fact]
    public void Text_decorations_stay_on_their_element()
    {
        var document = Styling.Document("#x { text-decoration: underline wavy red 2px; text-underline-offset: 0.5em }", "<div id=x><b id=y></b></div>");
        Assert.Equal(new TextDecoration(DecorationLines.Underline, DecorationStyle.Wavy, Red, 2, 8), Styling.Find(document.Root, "x").Style.Paint.TextDecoration);
        Assert.Null(Styling.Find(document.Root, "y").Style.Paint.TextDecoration);
        Assert.Equal(DecorationLines.Underline | DecorationLines.LineThrough, Styling.Of("text-decoration: underline line-through").Paint.TextDecoration!.Lines);
        Assert.Null(Styling.Of("text-decoration: none").Paint.TextDecoration);
    }

    [Fact]
    public void A_background_may_be_cut_at_the_text()
    {
        var paint = Styling.Of("background: linear-gradient(red, blue); -webkit-background-clip: text; -webkit-text-fill-color: transparent").Paint;
        Assert.Equal((BackgroundBox.Text, BackgroundBox.Text), (paint.BackgroundLayers[0].Clip, paint.BackgroundColorClip));
    }

    private static T Image<T>(string value)
        where T : CssImage
        => Assert.IsType<T>(Assert.Single(Styling.Of($"background-image: {value}").Paint.BackgroundLayers).Image);
}
