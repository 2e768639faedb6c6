using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>A font at one size that text was shaped with, held so that its address stays its own.</summary>
internal sealed class RunFont : IDisposable
{
    private readonly GObjectHandle _reference;

    public RunFont(nint font)
    {
        _reference = GObjectHandle.Share(font);
        Metrics = Read(PangoNative.GetHarfBuzzFont(font));
    }

    public FontMetrics Metrics { get; }

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
