using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Pango's font map and context of one render thread. They are not shared: a font map used by two threads at once corrupts
/// memory.
/// </summary>
internal sealed class TextEngine : IDisposable
{
    private readonly GObjectHandle _fontMap;

    public TextEngine(FontLibrary fonts)
    {
        Families = fonts.Families;
        _fontMap = PangoNative.CreateFontMap();
        PangoNative.SetFontConfiguration(_fontMap, fonts.Configuration);
        Context = PangoNative.CreateContext(_fontMap);
        PangoNative.SetLanguage(Context, PangoNative.LanguageFromString("en"));
        PlaceGlyphsExactly();
    }

    /// <summary>The <c>PangoContext</c>.</summary>
    public GObjectHandle Context { get; }

    /// <summary>The families that there are beside the application's.</summary>
    public OwnFamilies Families { get; }

    public void Dispose()
    {
        Context.Dispose();
        _fontMap.Dispose();
    }

    private void PlaceGlyphsExactly()
    {
        // Cards are scaled by whoever shows them, so that hinting to this pixel grid would only distort letters.
        using var options = CairoNative.CreateFontOptions();
        CairoNative.SetAntialias(options, CairoNative.AntialiasGray);
        CairoNative.SetHintStyle(options, CairoNative.HintStyleNone);
        CairoNative.SetHintMetrics(options, CairoNative.HintMetricsOff);
        PangoNative.SetFontOptions(Context, options);
        PangoNative.SetRoundGlyphPositions(Context, round: 0);
    }
}
