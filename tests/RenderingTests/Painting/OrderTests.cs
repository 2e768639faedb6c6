using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;
using static PearlIo.RenderingTests.Painting.Boxes;

namespace PearlIo.RenderingTests.Painting;

/// <summary>CSS 2, appendix E.</summary>
public sealed class OrderTests
{
    [Fact]
    public void The_canvas_is_white()
    {
        using var page = PaintedPage.Of();

        Assert.Equal(0xFFFFFF, page.At(0, 0));
        Assert.Equal(0xFFFFFF, page.At(99, 99));
    }

    [Fact]
    public void The_canvas_takes_the_background_of_the_body_when_the_root_has_none()
    {
        var body = Box(10, 10, 10, 10, Filled(Red), element: new StyledElement { Tag = "body", Style = Page().Style });

        using var page = PaintedPage.Of(body);

        Assert.Equal(0xFF0000, page.At(99, 99));
    }

    [Fact]
    public void A_body_keeps_its_background_when_the_root_has_one()
    {
        var body = Box(10, 10, 10, 10, Filled(Red), element: new StyledElement { Tag = "body", Style = Page().Style });
        using var page = new PaintedPage();

        page.Paint(Box(0, 0, 100, 20, Filled(Blue), children: body));

        Assert.Equal(0x0000FF, page.At(99, 99));
        Assert.Equal(0xFF0000, page.At(15, 15));
    }

    [Theory]
    [InlineData(1, null, 0xFF0000)]
    [InlineData(null, null, 0x00FF00)]
    [InlineData(-1, null, 0x0000FF)]
    [InlineData(1, 2, 0x00FF00)]
    [InlineData(2, 2, 0x00FF00)]
    public void Boxes_lie_by_their_z_index(int? first, int? second, int expected)
    {
        var one = Box(0, 0, 20, 20, Filled(Red), Placed(first));
        var two = Box(0, 0, 20, 20, Filled(Green), Placed(second));
        var flow = Box(0, 0, 20, 20, Filled(Blue));

        using var page = first == -1 ? PaintedPage.Of(one, flow) : PaintedPage.Of(one, two, flow);

        Assert.Equal(expected, page.At(10, 10));
    }

    [Fact]
    public void A_context_keeps_what_is_in_it_together()
    {
        var inner = Box(0, 0, 20, 20, Filled(Red), Placed(99));
        var context = Box(0, 0, 20, 20, null, Placed(1), children: inner);
        var above = Box(0, 0, 20, 20, Filled(Green), Placed(2));

        using var page = PaintedPage.Of(context, above);

        Assert.Equal(0x00FF00, page.At(10, 10));
    }

    [Fact]
    public void A_positioned_box_without_z_index_keeps_nothing_together()
    {
        var inner = Box(0, 0, 20, 20, Filled(Red), Placed(99));
        var around = Box(0, 0, 20, 20, null, Placed(null), children: inner);
        var above = Box(0, 0, 20, 20, Filled(Green), Placed(2));

        using var page = PaintedPage.Of(around, above);

        Assert.Equal(0xFF0000, page.At(10, 10));
    }

    [Fact]
    public void Flex_items_take_a_z_index_and_an_order()
    {
        var high = Box(0, 0, 20, 20, Filled(Red), new BoxProperties { Display = Display.Block, ZIndex = 1 });
        var last = Box(0, 0, 20, 20, Filled(Green));
        var ordered = Box(30, 0, 20, 20, Filled(Red), new BoxProperties { Display = Display.Block, Order = 1 });
        var plain = Box(30, 0, 20, 20, Filled(Green));

        using var page = PaintedPage.Of(Box(0, 0, 100, 20, kind: BoxKind.Flex, children: [high, last, ordered, plain]));

        Assert.Equal(0xFF0000, page.At(10, 10));
        Assert.Equal(0xFF0000, page.At(40, 10));
    }

    [Fact]
    public void Backgrounds_of_blocks_lie_below_flex_items_before_them()
    {
        var item = Box(0, 0, 20, 20, Filled(Red));
        var flex = Box(0, 0, 20, 20, kind: BoxKind.Flex, children: item);
        var block = Box(0, 10, 20, 20, Filled(Green));

        using var page = PaintedPage.Of(flex, block);

        Assert.Equal(0xFF0000, page.At(10, 15));
    }

    [Fact]
    public void An_invisible_box_shows_its_visible_children()
    {
        var child = Box(0, 0, 10, 10, Filled(Green));
        var hidden = new LayoutBox
        {
            Kind = BoxKind.Block,
            Style = new ComputedStyle
            {
                Text = new TextProperties { IsVisible = false },
                Box = new BoxProperties { Display = Display.Block },
                Paint = Filled(Red),
            },
            Width = 20,
            Height = 20,
        };
        hidden.Children.Add(child);

        using var page = PaintedPage.Of(hidden);

        Assert.Equal(0x00FF00, page.At(5, 5));
        Assert.Equal(0xFFFFFF, page.At(15, 15));
    }

    [Fact]
    public void What_is_painted_is_opaque()
    {
        using var page = PaintedPage.Of(Box(0, 0, 50, 50, new PaintProperties { BackgroundColor = Red, Opacity = 0.3, BorderRadius = Radius(9) }));

        foreach (var pixel in page.Pixels.Pixels)
        {
            Assert.Equal(0xFFu, pixel >> 24);
        }
    }

    private static BoxProperties Placed(int? zIndex) => new() { Display = Display.Block, Position = Position.Absolute, ZIndex = zIndex };
}
