using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>Glyphs as Pango shaped them: in visual order, letter- and word-spacing in their widths.</summary>
internal sealed class GlyphRun : TextRun
{
    private readonly PangoGlyphInfo[] _glyphs;
    private readonly int[] _characters;
    private readonly int _first;
    private readonly int _count;

    /// <param name="glyphs">Glyphs from left to right.</param>
    /// <param name="characters">For each glyph the first UTF-16 unit of its cluster in the paragraph.</param>
    public GlyphRun(PangoGlyphInfo[] glyphs, int[] characters)
        : this(glyphs, characters, 0, glyphs.Length)
    {
    }

    private GlyphRun(PangoGlyphInfo[] glyphs, int[] characters, int first, int count)
        => (_glyphs, _characters, _first, _count) = (glyphs, characters, first, count);

    /// <summary>The <c>PangoFont</c>; held by the shaper as long as the card is drawn.</summary>
    public required nint Font { get; init; }

    /// <summary>From left to right; widths and offsets in Pango's units.</summary>
    public ReadOnlySpan<PangoGlyphInfo> Glyphs => _glyphs.AsSpan(_first, _count);

    /// <inheritdoc />
    public override double AdvanceOf(int at)
    {
        var units = 0;
        for (var i = _first; i < _first + _count; i++)
        {
            units += _characters[i] == at ? _glyphs[i].Width : 0;
        }

        return units / (double)PangoNative.UnitsPerPx;
    }

    /// <inheritdoc />
    public override TextRun Slice(int start, int length)
    {
        var (first, last) = (_first, _first + _count);
        while (first < last && !IsWithin(first, start, length))
        {
            first++;
        }

        while (last > first && !IsWithin(last - 1, start, length))
        {
            last--;
        }

        return new GlyphRun(_glyphs, _characters, first, last - first)
        {
            Font = Font,
            Start = start,
            Length = length,
            Level = Level,
            Style = Style,
            Metrics = Metrics,
        };
    }

    /// <inheritdoc />
    public override TextRun Move(int units) => new GlyphRun(_glyphs, Array.ConvertAll(_characters, character => character + units), _first, _count)
    {
        Font = Font,
        Start = Start + units,
        Length = Length,
        Level = Level,
        Style = Style,
        Metrics = Metrics,
    };

    private bool IsWithin(int glyph, int start, int length) => _characters[glyph] >= start && _characters[glyph] < start + length;
}
