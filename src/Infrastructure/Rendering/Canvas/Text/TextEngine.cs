using PearlIo.Infrastructure.Rendering.Canvas.Fonts;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Pango's font map and context of one render thread. They are not shared: a font map used by two threads at once corrupts
/// memory.
/// </summary>
internal sealed class TextEngine : IDisposable
{
    public TextEngine(FontLibrary fonts)
    {
        Families = fonts.Families;
        FontMap = PangoNative.CreateFontMap();
        PangoNative.SetFontConfiguration(FontMap, fonts.Configuration);
        Context = PangoNative.CreateContext(FontMap);
        PangoNative.SetLanguage(Context, PangoNative.LanguageFromString("en"));
        PlaceGlyphsExactly();
    }

    /// <summary>The <c>PangoFontMap</c>.</summary>
    public GObjectHandle FontMap { get; }

    /// <summary>The <c>PangoContext</c>.</summary>
    public GObjectHandle Context { get; }

    /// <summary>The families that there are beside the application's.</summary>
    public OwnFamilies Families { get; }

    public void Dispose()
    {
        Context.Dispose();
        FontMap.Dispose();
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
