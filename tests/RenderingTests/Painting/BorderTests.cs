using PearlIo.Infrastructure.Rendering.Styles;
using static PearlIo.RenderingTests.Painting.Boxes;

namespace PearlIo.RenderingTests.Painting;

public sealed class BorderTests
{
    [Fact]
    public void A_ring_leaves_the_middle()
    {
        using var page = PaintedPage.Of(Box(10, 10, 40, 40, Bordered(BorderStyle.Solid), border: 4));

        Assert.Equal(0xFF0000, page.At(10, 10));
        Assert.Equal(0xFF0000, page.At(13, 30));
        Assert.Equal(0xFFFFFF, page.At(14, 30));
        Assert.Equal(0xFF0000, page.At(49, 49));
        Assert.Equal(0xFFFFFF, page.At(50, 50));
    }

    [Fact]
    public void Sides_of_different_colours_meet_at_a_mitre()
    {
        var paint = Bordered(BorderStyle.Solid) with { BorderColor = new Sides<CssColor>(Red, Green, Blue, CssColor.Black) };
        using var page = PaintedPage.Of(Box(0, 0, 60, 60, paint, border: 20));

        Assert.Equal(0xFF0000, page.At(10, 5));
        Assert.Equal(0x000000, page.At(5, 10));
        Assert.Equal(0x00FF00, page.At(55, 10));
        Assert.Equal(0x0000FF, page.At(30, 50));
        page.AssertNear(10, 10, 0x800000, tolerance: 0x40);
    }

    [Fact]
    public void Triangles_are_made_of_borders()
    {
        var paint = new PaintProperties
        {
            BorderStyle = new Sides<BorderStyle>(BorderStyle.Solid),
            BorderColor = new Sides<CssColor>(CssColor.Transparent, CssColor.Transparent, Red, CssColor.Transparent),
        };
        using var page = PaintedPage.Of(Box(0, 0, 40, 40, paint, border: 20));

        Assert.Equal(0xFF0000, page.At(20, 30));
        Assert.Equal(0xFFFFFF, page.At(2, 30));
        Assert.Equal(0xFFFFFF, page.At(20, 10));
    }

    [Fact]
    public void Corners_are_round()
    {
        using var page = PaintedPage.Of(Box(0, 0, 40, 40, new PaintProperties { BackgroundColor = Red, BorderRadius = Radius(20) }));

        Assert.Equal(0xFFFFFF, page.At(2, 2));
        page.AssertNear(20, 0, 0xFF0000, tolerance: 6);
        Assert.Equal(0xFF0000, page.At(20, 20));
        Assert.Equal(0xFF0000, page.At(7, 7));
    }

    [Fact]
    public void Radii_that_overlap_shrink_together()
    {
        using var huge = PaintedPage.Of(Box(0, 0, 60, 20, new PaintProperties { BackgroundColor = Red, BorderRadius = Radius(1e9) }));
        using var fitting = PaintedPage.Of(Box(0, 0, 60, 20, new PaintProperties { BackgroundColor = Red, BorderRadius = Radius(10) }));

        Assert.True(huge.Pixels.Pixels.SequenceEqual(fitting.Pixels.Pixels));
    }

    [Fact]
    public void The_area_of_a_circle_is_covered_exactly()
    {
        using var page = PaintedPage.Of(Box(10, 10, 60, 60, new PaintProperties { BackgroundColor = CssColor.Black, BorderRadius = Radius(30) }));

        var covered = 0.0;
        foreach (var pixel in page.Pixels.Pixels)
        {
            covered += (255 - (pixel & 0xFF)) / 255.0;
        }

        Assert.InRange(covered, (Math.PI * 900) - 3, (Math.PI * 900) + 3);
    }

    [Fact]
    public void A_dashed_side_begins_and_ends_with_a_dash()
    {
        using var page = PaintedPage.Of(Box(0, 0, 100, 40, Bordered(BorderStyle.Dashed), border: 4));

        Assert.Equal(0xFF0000, page.At(1, 1));
        Assert.Equal(0xFF0000, page.At(98, 1));
        Assert.Contains(0xFFFFFF, Enumerable.Range(0, 100).Select(x => page.At(x, 1)));
        Assert.Equal(0xFFFFFF, page.At(50, 20));
    }

    [Fact]
    public void A_dotted_side_has_round_dots()
    {
        using var page = PaintedPage.Of(Box(0, 0, 100, 60, Bordered(BorderStyle.Dotted), border: 10));

        Assert.Equal(0xFF0000, page.At(5, 5));
        Assert.NotEqual(0xFF0000, page.At(0, 0));
        Assert.Equal(0xFF0000, page.At(94, 5));
    }

    [Fact]
    public void A_double_border_has_a_gap()
    {
        using var page = PaintedPage.Of(Box(0, 0, 60, 60, Bordered(BorderStyle.Double), border: 9));

        Assert.Equal(0xFF0000, page.At(1, 30));
        Assert.Equal(0xFFFFFF, page.At(4, 30));
        Assert.Equal(0xFF0000, page.At(7, 30));
    }

    [Fact]
    public void An_outline_lies_outside()
    {
        var paint = new PaintProperties { Outline = new Outline(2, BorderStyle.Solid, Red, 3) };
        using var page = PaintedPage.Of(Box(20, 20, 20, 20, paint));

        Assert.Equal(0xFF0000, page.At(15, 30));
        Assert.Equal(0xFF0000, page.At(16, 30));
        Assert.Equal(0xFFFFFF, page.At(17, 30));
        Assert.Equal(0xFFFFFF, page.At(14, 30));
    }

    private static PaintProperties Bordered(BorderStyle style)
        => new() { BorderStyle = new Sides<BorderStyle>(style), BorderColor = new Sides<CssColor>(Red) };
}
