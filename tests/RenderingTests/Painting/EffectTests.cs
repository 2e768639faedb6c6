using PearlIo.Infrastructure.Rendering.Styles;
using static PearlIo.RenderingTests.Painting.Boxes;

namespace PearlIo.RenderingTests.Painting;

public sealed class EffectTests
{
    [Fact]
    public void A_sharp_shadow_is_not_seen_through_its_box()
    {
        var paint = new PaintProperties { BackgroundColor = new CssColor(1, 1, 1, 0), BoxShadows = [new Shadow(5, 5, 0, 0, Red)] };
        using var page = PaintedPage.Of(Box(10, 10, 20, 20, paint));

        Assert.Equal(0xFFFFFF, page.At(20, 20));
        Assert.Equal(0xFF0000, page.At(32, 32));
        Assert.Equal(0xFFFFFF, page.At(35, 35));
    }

    [Fact]
    public void A_blurred_shadow_is_half_at_its_edge_whatever_the_size_of_the_box()
    {
        using var small = PaintedPage.Of(Box(30, 30, 40, 40, Shadowed(new Shadow(0, 0, 20, 0, CssColor.Black))));
        using var large = new PaintedPage(400, 400);
        large.Paint(Box(0, 0, 400, 400, children: Box(100, 100, 200, 200, Shadowed(new Shadow(0, 0, 20, 0, CssColor.Black)))));

        small.AssertNear(29, 50, 0x858585, tolerance: 8);
        large.AssertNear(99, 200, 0x858585, tolerance: 8);
        Assert.Equal(0xFFFFFF, large.At(60, 200));
    }

    [Fact]
    public void A_shadow_made_of_a_strip_equals_one_blurred_whole()
    {
        var shadow = new Shadow(3, 4, 12, 2, CssColor.Black);
        using var kept = new PaintedPage(300, 300);
        using var turned = new PaintedPage(300, 300);

        kept.Paint(Box(0, 0, 300, 300, children: Box(40, 50, 200, 180, Shadowed(shadow) with { BorderRadius = Radius(16) })));

        // A transform that changes nothing but does not say so takes the way of turned boxes.
        var transform = new TransformFunction(TransformKind.Matrix, A: 1, B: 1e-7, C: 0, D: 1);
        turned.Paint(Box(0, 0, 300, 300, children: Box(40, 50, 200, 180, Shadowed(shadow) with { BorderRadius = Radius(16), Transforms = [transform] })));

        for (var y = 0; y < 300; y += 3)
        {
            for (var x = 0; x < 300; x += 3)
            {
                kept.AssertNear(x, y, turned.At(x, y), tolerance: 2);
            }
        }
    }

    [Fact]
    public void An_inset_shadow_lies_inside_the_border()
    {
        var paint = new PaintProperties { BoxShadows = [new Shadow(0, 0, 0, 5, Red, IsInset: true)] };
        using var page = PaintedPage.Of(Box(10, 10, 40, 40, paint, border: 2));

        Assert.Equal(0xFFFFFF, page.At(11, 30));
        Assert.Equal(0xFF0000, page.At(12, 30));
        Assert.Equal(0xFF0000, page.At(16, 30));
        Assert.Equal(0xFFFFFF, page.At(17, 30));
    }

    [Fact]
    public void Opacity_holds_for_a_group_as_one()
    {
        var group = Box(0, 0, 20, 20, Filled(Red) with { Opacity = 0.5 }, children: Box(0, 0, 10, 10, Filled(Blue)));
        using var page = PaintedPage.Of(group);

        page.AssertNear(5, 5, 0x8080FF, tolerance: 1);
        page.AssertNear(15, 15, 0xFF8080, tolerance: 1);
    }

    [Fact]
    public void Opacity_of_one_stroke_needs_no_layer()
    {
        using var page = PaintedPage.Of(Box(0, 0, 20, 20, Filled(Red) with { Opacity = 0.5 }));

        page.AssertNear(5, 5, 0xFF8080, tolerance: 1);
    }

    [Theory]
    [InlineData(nameof(FilterKind.Invert), 1, 0x00FFFF)]
    [InlineData(nameof(FilterKind.Grayscale), 1, 0x363636)]
    [InlineData(nameof(FilterKind.Brightness), 0.5, 0x800000)]
    [InlineData(nameof(FilterKind.Contrast), 0, 0x808080)]
    [InlineData(nameof(FilterKind.Opacity), 0.5, 0xFF8080)]
    [InlineData(nameof(FilterKind.Saturate), 1, 0xFF0000)]
    [InlineData(nameof(FilterKind.Sepia), 1, 0x645945)]
    [InlineData(nameof(FilterKind.HueRotate), 180, 0x006D6D)]
    public void Filters_change_colours(string kind, double amount, int expected)
    {
        using var page = PaintedPage.Of(Box(0, 0, 20, 20, Filled(Red) with { Filters = [new FilterFunction(Enum.Parse<FilterKind>(kind), amount)] }));

        page.AssertNear(5, 5, expected, tolerance: 2);
        Assert.Equal(0xFFFFFF, page.At(25, 5));
    }

    [Fact]
    public void A_blur_softens_edges_and_brings_in_what_is_off_the_page()
    {
        using var page = PaintedPage.Of(Box(-50, 30, 100, 40, Filled(CssColor.Black) with { Filters = [new FilterFunction(FilterKind.Blur, 6)] }));

        page.AssertNear(49, 50, 0x7A7A7A, tolerance: 10);
        page.AssertNear(0, 50, 0x000000, tolerance: 1);
        Assert.Equal(0xFFFFFF, page.At(80, 50));
    }

    [Fact]
    public void A_drop_shadow_follows_the_shape()
    {
        var filter = new FilterFunction(FilterKind.DropShadow, 0, new Shadow(30, 0, 0, 0, Blue));
        using var page = PaintedPage.Of(Box(0, 0, 20, 20, Filled(Red) with { BorderRadius = Radius(10), Filters = [filter] }));

        Assert.Equal(0xFF0000, page.At(10, 10));
        Assert.Equal(0x0000FF, page.At(40, 10));
        Assert.Equal(0xFFFFFF, page.At(31, 1));
    }

    [Fact]
    public void Overflow_cuts_children_at_the_round_padding_box()
    {
        var clips = new BoxProperties { Display = Display.Block, OverflowX = Overflow.Hidden, OverflowY = Overflow.Hidden };
        var paint = new PaintProperties { BorderRadius = Radius(20) };
        using var page = PaintedPage.Of(Box(0, 0, 40, 40, paint, clips, children: Box(-10, -10, 100, 100, Filled(Red))));

        Assert.Equal(0xFF0000, page.At(20, 20));
        Assert.Equal(0xFFFFFF, page.At(1, 1));
        Assert.Equal(0xFFFFFF, page.At(50, 20));
    }

    [Fact]
    public void An_absolute_box_escapes_the_overflow_of_boxes_that_do_not_place_it()
    {
        var clips = new BoxProperties { Display = Display.Block, OverflowX = Overflow.Hidden, OverflowY = Overflow.Hidden };
        var absolute = new BoxProperties { Display = Display.Block, Position = Position.Absolute };
        using var free = PaintedPage.Of(Box(0, 0, 10, 10, null, clips, children: Box(30, 30, 10, 10, Filled(Red), absolute)));
        using var held = PaintedPage.Of(Box(
            0, 0, 10, 10, null, clips with { Position = Position.Relative }, children: Box(30, 30, 10, 10, Filled(Red), absolute)));

        Assert.Equal(0xFF0000, free.At(35, 35));
        Assert.Equal(0xFFFFFF, held.At(35, 35));
    }

    [Fact]
    public void Clip_paths_cut()
    {
        var half = Length.Percentage(50);
        var circle = new EllipseClip(true, null, false, new LengthPair(half, half));
        var inset = new InsetClip(new Sides<Length>(Length.Px(5)), new Corners<LengthPair>(new LengthPair(Length.Zero, Length.Zero)));
        var triangle = new PolygonClip([new(Length.Zero, Length.Zero), new(Length.Percentage(100), Length.Zero), new(Length.Zero, Length.Percentage(100))], false);

        using var page = PaintedPage.Of(
            Box(0, 0, 20, 20, Filled(Red) with { ClipPath = circle }),
            Box(30, 0, 20, 20, Filled(Red) with { ClipPath = inset }),
            Box(60, 0, 20, 20, Filled(Red) with { ClipPath = triangle }));

        Assert.Equal(0xFFFFFF, page.At(1, 1));
        Assert.Equal(0xFF0000, page.At(10, 10));
        Assert.Equal(0xFFFFFF, page.At(34, 10));
        Assert.Equal(0xFF0000, page.At(35, 10));
        Assert.Equal(0xFF0000, page.At(64, 4));
        Assert.Equal(0xFFFFFF, page.At(77, 17));
    }

    [Fact]
    public void A_mask_lets_through_where_it_is_opaque()
    {
        var mask = new BackgroundLayer { Image = Linear(90, CssColor.Black, CssColor.Transparent) };
        using var page = PaintedPage.Of(Box(0, 0, 100, 20, Filled(CssColor.Black) with { MaskLayers = [mask] }));

        page.AssertNear(0, 10, 0x010101, tolerance: 2);
        page.AssertNear(50, 10, 0x808080, tolerance: 2);
        page.AssertNear(99, 10, 0xFEFEFE, tolerance: 2);
    }

    [Fact]
    public void A_turn_is_around_the_middle()
    {
        var paint = Filled(Red) with { Transforms = [new TransformFunction(TransformKind.Rotate, A: 90)] };
        using var page = PaintedPage.Of(Box(10, 40, 80, 20, paint));

        Assert.Equal(0xFF0000, page.At(50, 15));
        Assert.Equal(0xFFFFFF, page.At(15, 50));
    }

    [Fact]
    public void Transforms_work_from_the_last()
    {
        var paint = Filled(Red) with
        {
            TransformOrigin = new LengthPair(Length.Zero, Length.Zero),
            Transforms =
            [
                new TransformFunction(TransformKind.Translate, Length.Px(10), Length.Px(0)),
                new TransformFunction(TransformKind.Scale, A: 2, B: 2),
            ],
        };
        using var page = PaintedPage.Of(Box(0, 0, 10, 10, paint));

        Assert.Equal(0xFFFFFF, page.At(9, 5));
        Assert.Equal(0xFF0000, page.At(10, 5));
        Assert.Equal(0xFF0000, page.At(29, 19));
        Assert.Equal(0xFFFFFF, page.At(30, 5));
    }

    private static PaintProperties Shadowed(Shadow shadow) => new() { BackgroundColor = CssColor.White, BoxShadows = [shadow] };
}
