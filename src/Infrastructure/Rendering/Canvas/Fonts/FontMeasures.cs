using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>Measures the fonts of one render thread for units of fonts.</summary>
/// <param name="fonts">By which two are equal: other threads measure the same.</param>
/// <param name="shaper">The thread's.</param>
internal sealed class FontMeasures(FontLibrary fonts, ITextShaper shaper) : IFontMeasures, IEquatable<FontMeasures>
{
    private readonly FontLibrary _fonts = fonts;

    public FontLengths Of(TextProperties style)
    {
        var metrics = shaper.MetricsOf(style);
        return new FontLengths(metrics.XHeight, metrics.ZeroWidth ?? style.FontSize / 2, metrics.CapHeight, LineHeights.Resolve(style, metrics));
    }

    public bool Equals(FontMeasures? other) => ReferenceEquals(_fonts, other?._fonts);

    public override bool Equals(object? obj) => Equals(obj as FontMeasures);

    public override int GetHashCode() => _fonts.GetHashCode();
}
