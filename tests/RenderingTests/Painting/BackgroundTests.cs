using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Styles;
using static PearlIo.RenderingTests.Painting.Boxes;

namespace PearlIo.RenderingTests.Painting;

public sealed class BackgroundTests
{
    private static readonly BackgroundLayer Dot = new() { Image = new UrlImage("dot"), RepeatX = BackgroundRepeat.NoRepeat, RepeatY = BackgroundRepeat.NoRepeat };

    [Fact]
    public void A_box_is_brought_to_whole_px()
    {
        using var page = PaintedPage.Of(Box(10.4, 10.6, 10, 10, Filled(Red)));

        Assert.Equal(0xFF0000, page.At(10, 11));
        Assert.Equal(0xFFFFFF, page.At(10, 10));
        Assert.Equal(0xFF0000, page.At(19, 20));
        Assert.Equal(0xFFFFFF, page.At(20, 20));
    }

    [Fact]
    public void A_translucent_colour_is_blended()
    {
        using var page = PaintedPage.Of(Box(0, 0, 10, 10, Filled(new CssColor(0, 0, 0, 0.5f))));

        page.AssertNear(5, 5, 0x7F7F7F, tolerance: 1);
    }

    [Theory]
    [InlineData(180, 0, 0, 0, 99)]
    [InlineData(0, 0, 99, 0, 0)]
    [InlineData(90, 0, 0, 99, 0)]
    [InlineData(270, 99, 0, 0, 0)]
    public void A_linear_gradient_goes_its_way(double degrees, int fromX, int fromY, int toX, int toY)
    {
        using var page = PaintedPage.Of(Box(0, 0, 100, 100, WithImage(Linear(degrees, CssColor.Black, CssColor.White))));

        page.AssertNear(fromX, fromY, 0x010101, tolerance: 1);
        page.AssertNear(toX, toY, 0xFEFEFE, tolerance: 1);
        page.AssertNear(50, 50, 0x808080, tolerance: 2);
    }

    [Fact]
    public void A_gradient_to_a_corner_has_the_middle_colour_at_the_others()
    {
        var gradient = new LinearGradient { Corner = (1, 1), Stops = Stops(CssColor.Black, CssColor.White) };
        using var page = PaintedPage.Of(Box(0, 0, 100, 40, WithImage(gradient)));

        page.AssertNear(0, 39, 0x808080, tolerance: 3);
        page.AssertNear(99, 0, 0x808080, tolerance: 3);
        page.AssertNear(0, 0, 0x000000, tolerance: 3);
    }

    [Fact]
    public void A_large_leaning_gradient_is_as_exact_as_a_small_one()
    {
        using var page = new PaintedPage(600, 400);
        page.Paint(Box(0, 0, 600, 400, WithImage(Linear(120, Red, Blue))));
        var (sin, cos) = Math.SinCos(120 * Math.PI / 180);
        var length = (600 * sin) + (400 * -cos);

        foreach (var (x, y) in new[] { (3, 5), (300, 200), (599, 0), (0, 399), (417, 333) })
        {
            var share = 0.5 + ((((x + 0.5 - 300) * sin) - ((y + 0.5 - 200) * cos)) / length);
            var blue = (int)Math.Round(share * 255);
            page.AssertNear(x, y, ((255 - blue) << 16) | blue, tolerance: 1);
        }
    }

    [Fact]
    public void Stops_out_of_order_become_hard_edges()
    {
        var gradient = new LinearGradient
        {
            AngleDegrees = 90,
            Stops = [new(Red, Length.Percentage(0)), new(Red, Length.Percentage(50)), new(Green, Length.Percentage(20)), new(Green, Length.Px(100))],
        };
        using var page = PaintedPage.Of(Box(0, 0, 100, 10, WithImage(gradient)));

        Assert.Equal(0xFF0000, page.At(49, 5));
        Assert.Equal(0x00FF00, page.At(50, 5));
    }

    [Fact]
    public void A_hint_moves_the_middle_colour()
    {
        var gradient = new LinearGradient
        {
            AngleDegrees = 90,
            Stops = [new(CssColor.Black, null), new(null, Length.Percentage(25)), new(CssColor.White, null)],
        };
        using var page = PaintedPage.Of(Box(0, 0, 100, 10, WithImage(gradient)));

        page.AssertNear(25, 5, 0x808080, tolerance: 4);
    }

    [Fact]
    public void Colours_are_mixed_premultiplied()
    {
        using var page = PaintedPage.Of(Box(0, 0, 100, 10, WithImage(Linear(90, Red, CssColor.Transparent))));

        page.AssertNear(50, 5, 0xFF8080, tolerance: 3);
    }

    [Fact]
    public void A_repeating_gradient_repeats()
    {
        var gradient = new LinearGradient
        {
            AngleDegrees = 90,
            IsRepeating = true,
            Stops = [new(Red, Length.Px(0)), new(Red, Length.Px(5)), new(Blue, Length.Px(5)), new(Blue, Length.Px(10))],
        };
        using var page = PaintedPage.Of(Box(0, 0, 100, 10, WithImage(gradient)));

        Assert.Equal(0xFF0000, page.At(2, 5));
        Assert.Equal(0x0000FF, page.At(7, 5));
        Assert.Equal(0xFF0000, page.At(92, 5));
        Assert.Equal(0x0000FF, page.At(97, 5));
    }

    [Theory]
    [InlineData(nameof(RadialExtent.ClosestSide), 20, 0x0000FF)]
    [InlineData(nameof(RadialExtent.FarthestSide), 30, 0x0000FF)]
    public void A_circle_reaches_the_side_that_it_names(string extent, int radius, int beyond)
    {
        var gradient = new RadialGradient
        {
            IsCircle = true,
            Extent = Enum.Parse<RadialExtent>(extent),
            Centre = new LengthPair(Length.Px(30), Length.Px(20)),
            Stops = [new(Red, null), new(Red, Length.Percentage(98)), new(Blue, Length.Percentage(98))],
        };
        using var page = PaintedPage.Of(Box(0, 0, 60, 40, WithImage(gradient)));

        Assert.Equal(0xFF0000, page.At(30 + radius - 3, 20));
        if (radius < 30)
        {
            Assert.Equal(beyond, page.At(30 + radius + 2, 20));
        }
    }

    [Fact]
    public void A_radial_gradient_is_exact_between_its_stops()
    {
        var gradient = new RadialGradient { IsCircle = true, Radii = new LengthPair(Length.Px(50), Length.Px(50)), Stops = Stops(CssColor.Black, CssColor.White) };
        using var page = PaintedPage.Of(Box(0, 0, 100, 100, WithImage(gradient)));

        page.AssertNear(75, 50, 0x828282, tolerance: 2);
        page.AssertNear(50, 50, 0x040404, tolerance: 2);
        Assert.Equal(0xFFFFFF, page.At(0, 0));
    }

    [Fact]
    public void A_conic_gradient_turns_clockwise_from_upwards()
    {
        var gradient = new ConicGradient
        {
            Stops = [new(Red, null), new(Red, Length.Percentage(25)), new(Green, Length.Percentage(25)), new(Green, Length.Percentage(50)), new(Blue, Length.Percentage(50))],
        };
        using var page = PaintedPage.Of(Box(0, 0, 100, 100, WithImage(gradient)));

        Assert.Equal(0xFF0000, page.At(75, 25));
        Assert.Equal(0x00FF00, page.At(75, 75));
        Assert.Equal(0x0000FF, page.At(25, 75));
        Assert.Equal(0x0000FF, page.At(25, 25));
    }

    [Fact]
    public void A_picture_repeats_from_its_place()
    {
        using var page = WithDot();
        var layer = Dot with { RepeatX = BackgroundRepeat.Repeat, Position = new LengthPair(Length.Px(3), Length.Px(5)) };

        page.Paint(Page(Box(0, 0, 100, 100, new PaintProperties { BackgroundLayers = [layer] })));

        Assert.Equal(0xFF0000, page.At(3, 5));
        Assert.Equal(0x0000FF, page.At(4, 5));
        Assert.Equal(0x0000FF, page.At(2, 5));
        Assert.Equal(0xFF0000, page.At(91, 5));
        Assert.Equal(0xFFFFFF, page.At(3, 4));
        Assert.Equal(0xFFFFFF, page.At(3, 7));
    }

    [Fact]
    public void Space_puts_whole_pictures_at_both_ends()
    {
        using var page = WithDot();
        var layer = Dot with { RepeatX = BackgroundRepeat.Space };

        page.Paint(Page(Box(0, 0, 5, 2, new PaintProperties { BackgroundLayers = [layer] })));

        Assert.Equal(0xFF0000, page.At(0, 0));
        Assert.Equal(0xFFFFFF, page.At(2, 0));
        Assert.Equal(0xFF0000, page.At(3, 0));
    }

    [Fact]
    public void Cover_and_contain_keep_the_ratio()
    {
        using var page = WithDot();
        var cover = Dot with { SizeKind = BackgroundSizeKind.Cover };
        var contain = Dot with { SizeKind = BackgroundSizeKind.Contain };

        page.Paint(Page(
            Box(0, 0, 40, 20, new PaintProperties { BackgroundLayers = [cover] }),
            Box(0, 30, 40, 20, new PaintProperties { BackgroundLayers = [contain] })));

        Assert.Equal(0xFF0000, page.At(5, 5));
        Assert.Equal(0x0000FF, page.At(35, 5));
        Assert.Equal(0x0000FF, page.At(18, 31));
        Assert.Equal(0xFFFFFF, page.At(21, 31));
    }

    [Fact]
    public void Upper_layers_hide_lower_ones_and_the_colour()
    {
        var paint = new PaintProperties
        {
            BackgroundColor = Red,
            BackgroundLayers =
            [
                new BackgroundLayer { Image = Linear(0, Green, Green), SizeKind = BackgroundSizeKind.Lengths, Size = new LengthPair(Length.Px(10), Length.Auto), RepeatX = BackgroundRepeat.NoRepeat },
                new BackgroundLayer { Image = Linear(0, Blue, Blue), SizeKind = BackgroundSizeKind.Lengths, Size = new LengthPair(Length.Px(20), Length.Auto), RepeatX = BackgroundRepeat.NoRepeat },
            ],
        };
        using var page = PaintedPage.Of(Box(0, 0, 100, 10, paint));

        Assert.Equal(0x00FF00, page.At(5, 5));
        Assert.Equal(0x0000FF, page.At(15, 5));
        Assert.Equal(0xFF0000, page.At(25, 5));
    }

    [Theory]
    [InlineData(nameof(BackgroundBox.BorderBox), 0)]
    [InlineData(nameof(BackgroundBox.PaddingBox), 5)]
    public void A_colour_is_cut_at_its_box(string clip, int from)
    {
        var paint = new PaintProperties { BackgroundColor = Red, BackgroundColorClip = Enum.Parse<BackgroundBox>(clip) };
        using var page = PaintedPage.Of(Box(0, 0, 50, 50, paint, border: 5));

        Assert.Equal(0xFF0000, page.At(from, 20));
        Assert.Equal(from == 0 ? 0xFF0000 : 0xFFFFFF, page.At(0, 20));
    }

    [Fact]
    public void A_missing_picture_paints_nothing()
    {
        using var page = PaintedPage.Of(Box(0, 0, 50, 50, WithImage(new UrlImage("gone"))));

        Assert.Equal(0xFFFFFF, page.At(5, 5));
    }

    /// <summary>A picture of two by two: red and blue above, blue and red below.</summary>
    private static PaintedPage WithDot()
    {
        var pixels = new PixelBuffer(2, 2);
        ReadOnlySpan<uint> colours = [0xFFFF0000, 0xFF0000FF, 0xFF0000FF, 0xFFFF0000];
        colours.CopyTo(pixels.Pixels);
        var page = new PaintedPage();
        page.Pictures["dot"] = new RasterPicture(pixels, isOpaque: true) { Width = 2, Height = 2 };
        return page;
    }
}
