using PearlIo.Infrastructure.Rendering.Canvas.Fonts;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>What one render thread lays out text with, of one set of fonts.</summary>
internal sealed class TextKit : IDisposable
{
    private readonly TextEngine _engine;

    public TextKit(FontLibrary fonts)
    {
        Fonts = fonts;
        _engine = new TextEngine(fonts);
        Shaper = new TextShaper(_engine);
        Measures = new FontMeasures(fonts, Shaper);
    }

    /// <summary>Held for as long as there is text in them.</summary>
    public FontLibrary Fonts { get; }

    public TextShaper Shaper { get; }

    public FontMeasures Measures { get; }

    public void Dispose()
    {
        Shaper.Dispose();
        _engine.Dispose();
    }
}
