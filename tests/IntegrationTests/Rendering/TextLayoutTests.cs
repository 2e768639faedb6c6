using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Templates;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

public sealed class TextLayoutTests : IDisposable
{
    private const int Width = 400;

    private readonly TextEngine _engine = new(FontLibrary.Open(new RenderingOptions().FontPath));

    [Theory]
    [InlineData(50, 301)]
    [InlineData(57, 58)]
    [InlineData(-10, 1000)]
    [InlineData(300, 200)]
    public void Paints_no_column_outside_the_clip(int first, int end)
    {
        var whole = Paint(Columns.All);
        var clipped = Paint(new Columns(first, end));

        Assert.Equal(whole.Select((pixel, i) => i % Width >= first && i % Width < end ? pixel : 0), clipped);
    }

    [Fact]
    public void Narrow_lines_are_as_many_and_of_about_one_length()
    {
        const string Text = "Donaudampfschifffahrtselektrizitätengesellschaft";
        using var layout = new TextLayout(_engine, Text, TextStyles.Headline(Text, 56, "en"));
        var word = layout.Box.Width;
        layout.Wrap(word * 0.9, maxLines: 3, TextAlignment.Left, isRightToLeft: false);

        layout.Narrow(least: 0);

        Assert.Equal(2, layout.LineCount);
        Assert.InRange(layout.Width, word * 0.5, word * 0.55);
    }

    [Fact]
    public void Narrow_lines_keep_their_least_width_and_one_line_its_own()
    {
        const string Text = "Donaudampfschifffahrtselektrizitätengesellschaft";
        using var layout = new TextLayout(_engine, Text, TextStyles.Headline(Text, 56, "en"));
        var word = layout.Box.Width;
        layout.Wrap(word * 0.9, maxLines: 3, TextAlignment.Left, isRightToLeft: false);
        layout.Narrow(least: word * 0.8);
        Assert.InRange(layout.Width, word * 0.8, word * 0.81);

        layout.Wrap(word * 1.1, maxLines: 3, TextAlignment.Left, isRightToLeft: false);
        layout.Narrow(least: 0);
        Assert.Equal(word * 1.1, layout.Width);
    }

    public void Dispose() => _engine.Dispose();

    private uint[] Paint(Columns clip)
    {
        const string Text = "Jumps 🦊 над собакой";
        using var glyphs = new GlyphCache(1_000_000);
        using var picture = new PixelBuffer(Width, 60);
        using var layout = new TextLayout(_engine, Text, TextStyles.Description(Text, "en"));
        layout.Paint(glyphs, picture, 10, 10, Rgb.White.Pixel, clip);
        return picture.Pixels.ToArray();
    }
}
