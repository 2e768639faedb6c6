using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Templates;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

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
        const string Text = "The quick brown fox 🦊 jumps над ленивой собакой";
        using var picture = new PixelBuffer(900, 120);
        using var layout = new TextLayout(engine, Text, TextStyles.Description(Text, "en"));
        layout.Paint(glyphs, picture, -20, 10, Rgb.White.Pixel, Columns.All);
        return picture.Pixels.ToArray();
    }
}
