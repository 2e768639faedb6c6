using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>What the painters of one render thread share.</summary>
internal sealed class PaintTools(GlyphCache glyphs) : IDisposable
{
    public RasterCanvas Canvas { get; } = new();

    public GlyphCache Glyphs { get; } = glyphs;

    public Blur Blur { get; } = new();

    public IPictureSource Pictures { get; set; } = NoPictures.Instance;

    public void Dispose() => Canvas.Dispose();

    private sealed class NoPictures : IPictureSource
    {
        public static readonly NoPictures Instance = new();

        public Canvas.Pictures.Picture? TryGet(string address) => null;
    }
}
