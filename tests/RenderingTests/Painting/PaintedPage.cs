using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.RenderingTests.Painting;

/// <summary>Paints pages and reads their pixels.</summary>
internal sealed class PaintedPage : IDisposable
{
    private readonly GlyphCache _glyphs = new(1 << 20);
    private readonly PagePainter _painter;
    private readonly PixelBuffer _target;

    public PaintedPage(int width = 100, int height = 100)
    {
        _painter = new PagePainter(_glyphs);
        _target = new PixelBuffer(width, height);
    }

    public Dictionary<string, Picture> Pictures { get; } = [];

    public PixelBuffer Pixels => _target;

    public static PaintedPage Of(params ReadOnlySpan<LayoutBox> children) => new PaintedPage().Paint(Boxes.Page(children));

    public PaintedPage Paint(LayoutBox root)
    {
        _painter.Paint(root, _target, new Known(Pictures), new RenderBudget(TimeSpan.FromSeconds(30)));
        return this;
    }

    /// <summary>The pixel as <c>0xRRGGBB</c>.</summary>
    public int At(int x, int y) => (int)(_target.Row(y)[x] & 0xFFFFFF);

    /// <summary>Red, green and blue of a pixel.</summary>
    public (int Red, int Green, int Blue) PartsAt(int x, int y) => (At(x, y) >> 16, (At(x, y) >> 8) & 0xFF, At(x, y) & 0xFF);

    public void AssertNear(int x, int y, int expected, int tolerance = 2)
    {
        var actual = At(x, y);
        for (var shift = 0; shift < 24; shift += 8)
        {
            Assert.True(
                Math.Abs(((actual >> shift) & 0xFF) - ((expected >> shift) & 0xFF)) <= tolerance,
                FormattableString.Invariant($"({x}, {y}) is {actual:X6} rather than {expected:X6}."));
        }
    }

    public void Dispose()
    {
        _painter.Dispose();
        _target.Dispose();
        _glyphs.Dispose();
    }

    private sealed class Known(Dictionary<string, Picture> pictures) : IPictureSource
    {
        public Picture? TryGet(string address) => pictures.GetValueOrDefault(address);
    }
}
