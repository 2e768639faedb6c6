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
    public override double[] Advances()
    {
        var advances = new double[Length];
        for (var i = _first; i < _first + _count; i++)
        {
            advances[_characters[i] - Start] += _glyphs[i].Width / (double)PangoNative.UnitsPerPx;
        }

        return advances;
    }

    /// <inheritdoc />
    public override TextRun Slice(int start, int length)
    {
        var isRising = _count == 0 || _characters[_first] <= _characters[_first + _count - 1];
        var (first, last) = isRising
            ? (Find(start, isRising), Find(start + length, isRising))
            : (Find(start + length, isRising), Find(start, isRising));
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

    /// <summary>The first glyph at or behind a UTF-16 unit, or before it where clusters fall from left to right, as they do in text from right to left.</summary>
    private int Find(int character, bool isRising)
    {
        var (low, high) = (_first, _first + _count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _characters[middle] >= character == isRising ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
