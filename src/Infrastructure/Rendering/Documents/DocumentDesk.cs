using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;
using PearlIo.Infrastructure.Rendering.Painting;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>All that documents are laid out, drawn and encoded with; for one at a time.</summary>
internal sealed class DocumentDesk : IDisposable
{
    private const int GlyphCacheBytes = 8 * 1024 * 1024;
    private const int PictureBytes = 64 * 1024 * 1024;

    private readonly TextEngine _engine;
    private readonly GlyphCache _glyphs = new(GlyphCacheBytes);

    /// <exception cref="Application.OgImages.RendererUnavailableException">A native library or a font is missing.</exception>
    public DocumentDesk(string fontPath)
    {
        NativeLibraries.Check();
        _engine = new TextEngine(FontLibrary.Open(fontPath));
        Shaper = new TextShaper(_engine);
        Painter = new PagePainter(_glyphs);
    }

    public TextShaper Shaper { get; }

    public PagePainter Painter { get; }

    public DataPictures Pictures { get; } = new(others: null, PictureBytes);

    public CardEncoder Encoder { get; } = new();

    public void Dispose()
    {
        Encoder.Dispose();
        Pictures.Dispose();
        Painter.Dispose();
        Shaper.Dispose();
        _glyphs.Dispose();
        _engine.Dispose();
    }
}
