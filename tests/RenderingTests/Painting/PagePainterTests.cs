using System.Diagnostics;
using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Styles;
using static PearlIo.RenderingTests.Painting.Boxes;

namespace PearlIo.RenderingTests.Painting;

public sealed class PagePainterTests
{
    [Fact]
    public void A_page_without_time_left_stops()
    {
        using var glyphs = new GlyphCache(1000);
        using var painter = new PagePainter(glyphs);
        using var target = new PixelBuffer(10, 10);

        Assert.Throws<RenderTooLongException>(() => painter.Paint(Page(), target, new DataPictures(null, 0), new RenderBudget(TimeSpan.Zero)));
    }

    [Fact]
    public void A_page_after_one_that_stopped_is_whole()
    {
        using var glyphs = new GlyphCache(1000);
        using var painter = new PagePainter(glyphs);
        using var target = new PixelBuffer(100, 100);
        using var expected = PaintedPage.Of(Rich());
        using var pictures = new DataPictures(null, 0);

        Assert.Throws<RenderTooLongException>(() => painter.Paint(Page(Rich()), target, pictures, new RenderBudget(TimeSpan.Zero)));
        painter.Paint(Page(Rich()), target, pictures, new RenderBudget(TimeSpan.FromMinutes(1)));

        Assert.True(target.Pixels.SequenceEqual(expected.Pixels.Pixels));
    }

    [Fact]
    public void A_kept_prefix_gives_the_same_pixels()
    {
        using var page = new PaintedPage();
        var first = page.Paint(Page(Rich())).Pixels.Pixels.ToArray();

        page.Paint(Page(Box(0, 0, 100, 100, Filled(Red))));
        page.Paint(Page(Rich()));

        Assert.True(page.Pixels.Pixels.SequenceEqual(first));
    }

    [Fact]
    public void Cards_share_what_lies_below_a_box_that_differs()
    {
        using var page = new PaintedPage();
        var backdrop = WithImage(Linear(33, Red, Blue));
        for (var height = 10; height < 60; height += 10)
        {
            page.Paint(Page(Box(0, 0, 100, 100, backdrop), Box(5, 5, 20, height, Filled(Green))));
            using var alone = PaintedPage.Of(Box(0, 0, 100, 100, backdrop), Box(5, 5, 20, height, Filled(Green)));

            Assert.True(page.Pixels.Pixels.SequenceEqual(alone.Pixels.Pixels));
        }
    }

    [Fact]
    public void A_prefix_is_held_once_two_cards_had_it()
    {
        using var prefixes = new PaintedPrefixes();
        using var pixels = new PixelBuffer(10, 10);
        var list = new DisplayList();
        new PaintOrder(list).Build(Page(Box(0, 0, 50, 50, WithImage(Linear(33, Red, Blue)))), new PixelRect(0, 0, 10, 10));
        var prefix = list.Commands[..PaintedPrefixes.Split(list.Commands)];

        Assert.Equal(2, prefix.Length);
        Assert.Equal(0, prefixes.Learn(prefix, prefixes.Copy(prefix, pixels)));
        Assert.Equal(2, prefixes.Learn(prefix, prefixes.Copy(prefix, pixels)));
        prefixes.Keep(prefix, pixels);
        Assert.Equal(2, prefixes.Copy(prefix, pixels));
    }

    [Fact]
    public void A_prefix_that_differs_is_painted_anew()
    {
        using var page = new PaintedPage();
        page.Paint(Page(Box(0, 0, 50, 50, WithImage(Linear(90, Red, Red)))));

        page.Paint(Page(Box(0, 0, 50, 50, WithImage(Linear(90, Blue, Blue)))));

        Assert.Equal(0x0000FF, page.At(10, 10));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 10)]
    [InlineData(1e-9, 5)]
    [InlineData(1e9, 1e9)]
    [InlineData(1e300, 3)]
    [InlineData(-5, 4)]
    public void Boxes_of_any_size_are_painted(double width, double height)
    {
        var everything = new PaintProperties
        {
            BackgroundColor = Red,
            BackgroundLayers =
            [
                new BackgroundLayer { Image = Linear(33, Red, Blue) },
                new BackgroundLayer { Image = new RadialGradient { Stops = Stops(Red, Blue) }, SizeKind = BackgroundSizeKind.Lengths, Size = new LengthPair(Length.Px(1e-9), Length.Px(1e9)) },
                new BackgroundLayer { Image = new ConicGradient { Stops = Stops(Red, Blue) }, SizeKind = BackgroundSizeKind.Cover, RepeatX = BackgroundRepeat.Space, RepeatY = BackgroundRepeat.Round },
            ],
            BorderStyle = new Sides<BorderStyle>(BorderStyle.Dashed, BorderStyle.Dotted, BorderStyle.Double, BorderStyle.Solid),
            BorderColor = new Sides<CssColor>(Green),
            BorderRadius = Radius(1e9),
            BoxShadows = [new Shadow(1e9, 0, 1e6, 5, Red), new Shadow(0, 0, 300, -1e9, Red), new Shadow(0, 0, 10, 1e9, Red, IsInset: true)],
            Outline = new Outline(3, BorderStyle.Dotted, Red, -1e9),
            Filters = [new FilterFunction(FilterKind.Blur, 1e5), new FilterFunction(FilterKind.DropShadow, 0, new Shadow(1e9, 1, 1e9, 0, Red))],
            MaskLayers = [new BackgroundLayer { Image = Linear(1, Red, Blue) }],
            ClipPath = new EllipseClip(false, null, true, new LengthPair(Length.Px(1e9), Length.Zero)),
            Transforms = [new TransformFunction(TransformKind.Scale, A: 1e-12, B: 1e6), new TransformFunction(TransformKind.Skew, A: 90)],
            Opacity = 0.5,
        };

        using var page = PaintedPage.Of(
            Box(5, 5, width, height, everything, border: 3),
            Box(5, 5, width, height, everything with { Filters = [], MaskLayers = [], ClipPath = null, Transforms = [], Opacity = 1 }, border: 3));

        Assert.Equal(0xFFu, page.Pixels.Pixels[0] >> 24);
    }

    [Fact]
    public void Two_hundred_gradients_and_a_transform_that_flattens_everything_are_painted()
    {
        var layers = Enumerable.Range(0, 200).Select(i => new BackgroundLayer { Image = Linear(i, Red, new CssColor(0, 0, 1, 0.01f)) }).ToList();
        var flat = new TransformFunction(TransformKind.Scale, A: 0, B: 1);

        using var page = PaintedPage.Of(
            Box(0, 0, 100, 100, new PaintProperties { BackgroundLayers = layers }),
            Box(0, 0, 100, 100, new PaintProperties { BackgroundLayers = layers, Transforms = [flat], BoxShadows = [new Shadow(1, 1, 5, 1, Red)] }));

        Assert.NotEqual(0xFFFFFF, page.At(50, 50));
    }

    [Fact]
    public void Very_deep_boxes_are_painted_or_refused()
    {
        var box = Box(0, 0, 10, 10, Filled(Red));
        for (var i = 0; i < 100_000; i++)
        {
            box = Box(0, 0, 10, 10, children: box);
        }

        using var page = new PaintedPage();
        var fault = Record.Exception(() => page.Paint(box));

        Assert.True(fault is null or InsufficientExecutionStackException);
    }

    [Fact]
    public void A_thousand_pages_leave_no_memory_behind()
    {
        using var page = new PaintedPage();
        Repeat(page, 50);

        // What is left behind is so each time; what other tests take meanwhile is not.
        Assert.InRange(Enumerable.Range(0, 3).Min(_ => Growth(page)), long.MinValue, 12 * 1024 * 1024);

        static long Growth(PaintedPage page)
        {
            var before = ResidentBytes();
            Repeat(page, 1000);
            return ResidentBytes() - before;
        }
    }

    [Fact]
    public void A_page_of_boxes_allocates_little()
    {
        using var page = new PaintedPage();
        var root = Page(Rich());
        page.Paint(root);
        page.Paint(root);

        var before = GC.GetAllocatedBytesForCurrentThread();
        page.Paint(root);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    private static void Repeat(PaintedPage page, int times)
    {
        for (var i = 0; i < times; i++)
        {
            page.Paint(Page(Rich(), Box(i % 90, 5, 9, 9, new PaintProperties { BackgroundColor = Red, BoxShadows = [new Shadow(0, 0, i % 31, 0, Blue)] })));
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static LayoutBox Rich()
    {
        var paint = new PaintProperties
        {
            BackgroundColor = Red,
            BackgroundLayers = [new BackgroundLayer { Image = Linear(33, Red, Blue) }],
            BorderRadius = Radius(9),
            BoxShadows = [new Shadow(2, 3, 8, 0, CssColor.Black)],
            Opacity = 0.8,
        };
        return Box(10, 10, 70, 70, paint, children: Box(20, 20, 20, 20, Filled(Green) with { Filters = [new FilterFunction(FilterKind.Blur, 4)] }));
    }
}
