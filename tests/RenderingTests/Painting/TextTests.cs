using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Painting;

public sealed class TextTests : IDisposable
{
    private static readonly TextProperties Large = new() { FontFamilies = ["Inter"], FontSize = 40, LineHeight = LineHeight.Px(50) };

    private readonly PaintedText _text = new();

    [Fact]
    public void Text_has_its_colour()
    {
        using var page = _text.Paint("HHHHHH", Large with { Color = Boxes.Red });

        var ink = Ink(page);
        Assert.InRange(ink.Left, 20, 25);
        Assert.InRange(ink.Bottom - ink.Top, 28, 31);
        Assert.Contains(0xFF0000, Colours(page));
        Assert.DoesNotContain(0x000000, Colours(page));
    }

    [Fact]
    public void Translucent_text_lets_the_background_through()
    {
        using var page = _text.Paint("HHH", Large with { Color = new CssColor(0, 0, 0, 0.5f) });

        Assert.Contains(0x7F7F7F, Colours(page));
        Assert.All(Colours(page), colour => Assert.True((colour & 0xFF) >= 0x7E));
    }

    [Fact]
    public void A_fill_colour_goes_before_the_colour()
    {
        using var page = _text.Paint("HHH", Large with { TextFillColor = Boxes.Blue });

        Assert.Contains(0x0000FF, Colours(page));
        Assert.DoesNotContain(0x000000, Colours(page));
    }

    [Fact]
    public void A_shadow_lies_below_its_text()
    {
        using var page = _text.Paint("HHH", Large with { TextShadows = [new Shadow(0, 30, 0, 0, Boxes.Red)] });
        using var plain = _text.Paint("HHH", Large);

        var (ink, own) = (Ink(page), Ink(plain));
        Assert.Equal(own.Top, ink.Top);
        Assert.Equal(own.Bottom + 30, ink.Bottom);
        Assert.Contains(0xFF0000, Colours(page));
        Assert.Contains(0x000000, Colours(page));
    }

    [Fact]
    public void A_blurred_shadow_reaches_further()
    {
        using var page = _text.Paint("HHH", Large with { TextShadows = [new Shadow(0, 0, 10, 0, Boxes.Red)] });
        using var plain = _text.Paint("HHH", Large);

        Assert.InRange(Ink(page).Left, Ink(plain).Left - 16, Ink(plain).Left - 6);
    }

    [Theory]
    [InlineData(nameof(DecorationLines.Underline), 61)]
    [InlineData(nameof(DecorationLines.LineThrough), 44)]
    [InlineData(nameof(DecorationLines.Overline), 19)]
    public void Lines_are_drawn_over_the_whole_width(string line, int nearY)
    {
        var decoration = new TextDecoration(Enum.Parse<DecorationLines>(line), DecorationStyle.Solid, Boxes.Red, 4, null);
        using var page = _text.Paint("HHH", Large, new PaintProperties { TextDecoration = decoration });

        var rows = Enumerable.Range(0, 120).Where(y => page.At(50, y) == 0xFF0000 && page.At(30, y) == 0xFF0000).ToList();
        Assert.Equal(4, rows.Count);
        Assert.InRange(rows[0], nearY - 5, nearY + 5);
    }

    [Theory]
    [InlineData(nameof(DecorationStyle.Double))]
    [InlineData(nameof(DecorationStyle.Dotted))]
    [InlineData(nameof(DecorationStyle.Dashed))]
    [InlineData(nameof(DecorationStyle.Wavy))]
    public void Lines_have_styles(string style)
    {
        var decoration = new TextDecoration(DecorationLines.Underline, Enum.Parse<DecorationStyle>(style), Boxes.Red, 3, null);
        using var page = _text.Paint("HHH", Large, new PaintProperties { TextDecoration = decoration });
        using var solid = _text.Paint("HHH", Large, new PaintProperties { TextDecoration = decoration with { Style = DecorationStyle.Solid } });

        Assert.Contains(0xFF0000, Colours(page));
        Assert.False(page.Pixels.Pixels.SequenceEqual(solid.Pixels.Pixels));
    }

    [Fact]
    public void A_gradient_fills_text_that_cuts_it()
    {
        var layer = new BackgroundLayer { Image = Boxes.Linear(90, Boxes.Red, Boxes.Blue), Clip = BackgroundBox.Text };
        using var page = _text.Paint("HHHHHHHHH", Large with { TextFillColor = CssColor.Transparent }, new PaintProperties { BackgroundLayers = [layer] });

        var ink = Ink(page);
        Assert.InRange(ink.Left, 20, 26);
        Assert.Equal(0xFFFFFF, page.At(21, 30));
        Assert.Contains(Colours(page), colour => (colour & 0xFFFF) < 0x20 && colour >> 16 > 0xE0);
        Assert.Contains(Colours(page), colour => (colour & 0xFF) > 0xC0 && colour >> 16 < 0x40);
    }

    [Fact]
    public void A_stroke_widens_letters()
    {
        using var page = _text.Paint("HHH", Large with { TextStroke = (4, Boxes.Red) });
        using var plain = _text.Paint("HHH", Large);

        Assert.InRange(Ink(plain).Left - Ink(page).Left, 1, 3);
        Assert.Contains(0xFF0000, Colours(page));
    }

    [Fact]
    public void Turned_text_is_as_dark_as_upright_text()
    {
        var turn = new PaintProperties { Transforms = [new TransformFunction(TransformKind.Rotate, A: 180)] };
        using var turned = _text.Paint("HHH", Large, turn);
        using var plain = _text.Paint("HHH", Large);

        Assert.InRange(Darkness(turned) / Darkness(plain), 0.98, 1.02);
        Assert.True(Ink(turned).Left > 150);
    }

    [Fact]
    public void Emoji_keep_their_colours_and_take_the_alpha_of_the_text()
    {
        using var page = _text.Paint("🍓", Large);
        using var clear = _text.Paint("🍓", Large with { Color = CssColor.Transparent });
        using var turned = _text.Paint("🍓", Large, new PaintProperties { Transforms = [new TransformFunction(TransformKind.Rotate, A: 30)] });

        Assert.Contains(Colours(page), colour => colour >> 16 > 0xC0 && (colour & 0xFF) < 0x60);
        Assert.Contains(Colours(turned), colour => colour >> 16 > 0xC0 && (colour & 0xFF) < 0x60);
        Assert.Single(Colours(clear));
    }

    [Fact]
    public void Text_is_cut_by_round_overflow()
    {
        var style = Large with { Color = Boxes.Red };
        using var page = new PaintedPage(300, 120);
        var root = _text.LayOut("HHHHHHHHHHH", style);
        var clip = Boxes.Box(
            0, 0, 100, 120, new PaintProperties { BorderRadius = Boxes.Radius(30) }, new BoxProperties { Display = Display.Block, OverflowX = Overflow.Hidden, OverflowY = Overflow.Hidden }, children: root);

        page.Paint(Boxes.Box(0, 0, 300, 120, children: clip));

        Assert.InRange(Ink(page).Right, 80, 100);
    }

    public void Dispose() => _text.Dispose();

    private static HashSet<int> Colours(PaintedPage page)
    {
        var colours = new HashSet<int>();
        foreach (var pixel in page.Pixels.Pixels)
        {
            colours.Add((int)(pixel & 0xFFFFFF));
        }

        return colours;
    }

    private static double Darkness(PaintedPage page)
    {
        var sum = 0.0;
        foreach (var pixel in page.Pixels.Pixels)
        {
            sum += 255 - (pixel & 0xFF);
        }

        return sum;
    }

    /// <summary>The rectangle around all that is clearly not white.</summary>
    private static (int Left, int Top, int Right, int Bottom) Ink(PaintedPage page)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, 0, 0);
        for (var y = 0; y < page.Pixels.Height; y++)
        {
            for (var x = 0; x < page.Pixels.Width; x++)
            {
                var (_, green, blue) = page.PartsAt(x, y);
                if (Math.Min(green, blue) < 235)
                {
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                }
            }
        }

        return (left, top, right, bottom);
    }
}
