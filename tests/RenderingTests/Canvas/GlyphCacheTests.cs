using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Painting;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.RenderingTests.Styles;

namespace PearlIo.RenderingTests.Canvas;

public sealed class GlyphCacheTests
{
    [Fact]
    public void Stays_within_its_bytes_and_draws_the_same()
    {
        using var engine = new TextEngine(FontLibrary.Open(new RenderingOptions().FontPath));
        using var roomy = new GlyphCache(int.MaxValue);
        using var cramped = new GlyphCache(20_000);

        Assert.Equal(Paint(engine, roomy), Paint(engine, cramped));
        Assert.InRange(cramped.Bytes, 1, 20_000);
        Assert.InRange(roomy.Bytes, 20_001, int.MaxValue);
    }

    [Fact]
    public void Disposed_it_holds_no_font()
    {
        using var engine = new TextEngine(FontLibrary.Open(new RenderingOptions().FontPath));
        var glyphs = new GlyphCache(1_000_000);
        Paint(engine, glyphs);
        Assert.InRange(glyphs.FontCount, 2, 10);

        glyphs.Dispose();

        Assert.Equal((0, 0, 0), (glyphs.FontCount, glyphs.Count, glyphs.Bytes));
    }

    private static uint[] Paint(TextEngine engine, GlyphCache glyphs)
    {
        const string Html = "<body style='font:28px Inter'>The quick brown fox 🦊 jumps над ленивой собакой";
        var budget = new RenderBudget(TimeSpan.FromMinutes(1));
        var document = StyledDocument.Parse(Html, new StyleEnvironment { ViewportWidth = 900, ViewportHeight = 120 });
        using var shaper = new TextShaper(engine);
        using var painter = new PagePainter(glyphs);
        using var picture = new PixelBuffer(900, 120);
        using var pictures = new DataPictures(others: null, capacityBytes: 1_000_000);
        painter.Paint(LayoutEngine.Layout(document.Root, 900, 120, shaper, budget), picture, pictures, budget);
        return picture.Pixels.ToArray();
    }
}
