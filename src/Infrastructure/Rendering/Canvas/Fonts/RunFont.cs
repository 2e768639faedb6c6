using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>A font at one size that text was shaped with, held so that its address stays its own.</summary>
internal sealed class RunFont : IDisposable
{
    /// <summary>Units of the font are known for sure of widths that they are this far apart in.</summary>
    private const double LeastScale = 2.5;

    /// <summary>Advance and kerning are rounded one by one.</summary>
    private const double MostRounding = 1.5;

    private readonly GObjectHandle _reference;
    private readonly double _unitsPerEm;

    /// <summary>Units of Pango in one of the font.</summary>
    private readonly double _scale;

    public RunFont(nint font)
    {
        _reference = GObjectHandle.Share(font);
        var harfBuzz = PangoNative.GetHarfBuzzFont(font);
        Metrics = Read(harfBuzz);
        _unitsPerEm = HarfBuzzNative.GetUnitsPerEm(HarfBuzzNative.GetFace(harfBuzz));
        HarfBuzzNative.GetScale(harfBuzz, out var em, out _);
        _scale = em / _unitsPerEm;
    }

    public FontMetrics Metrics { get; }

    /// <summary>A width as it was before Pango rounded it: fonts measure in whole units of their own.</summary>
    /// <param name="width">In Pango's units, at the size of the font.</param>
    /// <param name="size">px that widths are to be of: FreeType cuts sizes before it measures glyphs.</param>
    /// <param name="fontSize">px of the font.</param>
    /// <returns>In Pango's units.</returns>
    public double WidthOf(int width, double size, double fontSize)
    {
        var units = Math.Round(width / _scale);
        return _scale >= LeastScale && Math.Abs((units * _scale) - width) <= MostRounding
            ? units * size * PangoNative.UnitsPerPx / _unitsPerEm
            : width * size / fontSize;
    }

    public void Dispose() => _reference.Dispose();

    private static FontMetrics Read(nint font)
    {
        var ascent = Get(font, HarfBuzzNative.HorizontalAscender);
        var descent = Math.Abs(Get(font, HarfBuzzNative.HorizontalDescender));
        var xHeight = Get(font, HarfBuzzNative.XHeight);
        var roundAscent = Math.Floor(ascent + 0.5);
        return new FontMetrics(
            roundAscent,
            Math.Floor(descent + 0.5),
            Math.Max(0, Get(font, HarfBuzzNative.HorizontalLineGap)),
            xHeight > 0 ? xHeight : roundAscent * 0.56,
            -Get(font, HarfBuzzNative.UnderlineOffset),
            Get(font, HarfBuzzNative.UnderlineSize),
            Get(font, HarfBuzzNative.StrikeoutOffset),
            AdvanceOf(font, ' ') ?? 0,
            AdvanceOf(font, '0'),
            Get(font, HarfBuzzNative.CapHeight) is > 0 and var capHeight ? capHeight : roundAscent);
    }

    private static double? AdvanceOf(nint font, char character)
        => HarfBuzzNative.FindGlyph(font, character, out var glyph) == 0
            ? null
            : HarfBuzzNative.GetAdvance(font, glyph) / (double)PangoNative.UnitsPerPx;

    private static double Get(nint font, uint tag)
        => HarfBuzzNative.GetMetric(font, tag, out var units) == 0 ? 0 : units / (double)PangoNative.UnitsPerPx;
}
