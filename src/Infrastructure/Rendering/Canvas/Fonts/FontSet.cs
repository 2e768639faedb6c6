using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Canvas.Text;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>
/// The fonts that one render thread's texts use: descriptions and first fonts by style, metrics by font. Emptied between cards once it holds more
/// than a few hundred, for tenants choose sizes and weights freely.
/// </summary>
internal sealed class FontSet(TextEngine engine) : IDisposable
{
    private const int MostFonts = 512;
    private const int MostSorted = 2048;
    private const int Italic = 2;
    private const double FreeTypeUnits = 64;

    private readonly Dictionary<FontKey, Described> _described = [];
    private readonly Dictionary<nint, RunFont> _fonts = [];
    private readonly Dictionary<(FontDescriptionHandle Description, nint Language), GObjectHandle> _sorted = [];

    public int Count => _fonts.Count;

    /// <summary>Lets fonts go where there are many; nothing that was shaped before may be used afterwards.</summary>
    public void Trim()
    {
        if (_fonts.Count > MostFonts || _described.Count > MostFonts || _sorted.Count > MostSorted)
        {
            Dispose();
        }
    }

    /// <summary>The description of a style's font; the set keeps owning it.</summary>
    public FontDescriptionHandle Describe(TextProperties style, string language) => Find(style, language).Description;

    /// <summary>The first font of a style.</summary>
    public RunFont FirstOf(TextProperties style, string language)
    {
        var described = Find(style, language);
        if (described.First is { } known)
        {
            return known;
        }

        using var font = PangoNative.LoadFont(engine.Context, described.Description);
        if (font.IsInvalid)
        {
            throw new InvalidOperationException($"No font was found for '{string.Join(", ", style.FontFamilies)}'.");
        }

        return described.First = Get(font.DangerousGetHandle());
    }

    /// <summary>What is kept of a font that text was shaped with.</summary>
    public RunFont Get(nint font)
    {
        if (!_fonts.TryGetValue(font, out var known))
        {
            known = new RunFont(font);
            _fonts.Add(font, known);
        }

        return known;
    }

    /// <summary>
    /// Keeps the order in which fonts were found for a style and a language. Pango forgets all but the last 256 of them, and sorting fonts anew takes more than a
    /// millisecond: as much as several texts.
    /// </summary>
    /// <param name="style">Of the text.</param>
    /// <param name="language">The <c>PangoLanguage</c> that Pango took for its script.</param>
    public void KeepSorted(TextProperties style, nint language)
    {
        var description = Describe(style, style.Language);
        if (!_sorted.ContainsKey((description, language)))
        {
            _sorted.Add((description, language), PangoNative.LoadFontSet(engine.FontMap, engine.Context, description, language));
        }
    }

    public void Dispose()
    {
        foreach (var sorted in _sorted.Values)
        {
            sorted.Dispose();
        }

        foreach (var described in _described.Values)
        {
            described.Description.Dispose();
        }

        foreach (var font in _fonts.Values)
        {
            font.Dispose();
        }

        _sorted.Clear();
        _described.Clear();
        _fonts.Clear();
    }

    private Described Find(TextProperties style, string language)
    {
        var key = new FontKey(style.FontFamilies, EffectiveSize(style.FontSize), style.FontWeight, style.IsItalic, style.FontStretch, style.FontVariations, language);
        if (!_described.TryGetValue(key, out var described))
        {
            described = new Described(Create(style, language));
            _described.Add(key, described);
        }

        return described;
    }

    private FontDescriptionHandle Create(TextProperties style, string language)
    {
        var description = PangoNative.CreateFontDescription();
        PangoNative.SetFamily(description, FontFamilies.Resolve(style.FontFamilies, language, engine.Families));
        PangoNative.SetWeight(description, style.FontWeight);
        PangoNative.SetAbsoluteSize(description, EffectiveSize(style.FontSize) * PangoNative.UnitsPerPx);
        PangoNative.SetStyle(description, style.IsItalic ? Italic : 0);
        PangoNative.SetStretch(description, FontFamilies.StretchOf(style.FontStretch));
        if (style.FontVariations is { } variations)
        {
            PangoNative.SetVariations(description, variations);
        }

        return description;
    }

    /// <summary>The size that advances are of: FreeType cuts it at 64ths of a px before it measures glyphs, though not heights.</summary>
    /// <param name="size">px of the style.</param>
    public static double SizeOfAdvances(double size) => Math.Floor(EffectiveSize(size) * FreeTypeUnits) / FreeTypeUnits;

    /// <summary>The size that a font has: whole hundredths of a px, cut in single precision (Blink's <c>FontDescription::EffectiveFontSize</c>). Lines keep the size as it is.</summary>
    /// <param name="size">px of the style.</param>
    public static double EffectiveSize(double size) => MathF.Floor((float)size * 100f) / 100f;

    /// <summary>Families are compared as one object: styles share them.</summary>
    private readonly record struct FontKey(
        IReadOnlyList<string> Families, double Size, int Weight, bool IsItalic, double Stretch, string? Variations, string Language);

    private sealed class Described(FontDescriptionHandle description)
    {
        public FontDescriptionHandle Description { get; } = description;

        public RunFont? First { get; set; }
    }
}
