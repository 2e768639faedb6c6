using System.Buffers;
using Icu;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Layout.Inline;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Where lines break between words of scripts that put no spaces there: Thai, Lao, Khmer and Burmese (UAX 14, class SA). ICU looks the words up in its
/// dictionaries, as in browsers. Belongs to one render thread.
/// </summary>
internal sealed class DictionaryBreaks : IDisposable
{
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        [.. CharacterRange.Of('\u0E01', '\u0E3A'), .. CharacterRange.Of('\u0E40', '\u0E4E'), .. CharacterRange.Of('\u0E81', '\u0EBD'), .. CharacterRange.Of('\u0EC0', '\u0ECE'), .. CharacterRange.Of('\u0EDC', '\u0EDF'),
         .. CharacterRange.Of('\u1000', '\u103F'), .. CharacterRange.Of('\u1050', '\u108F'), .. CharacterRange.Of('\u109A', '\u109F'), .. CharacterRange.Of('\uA9E0', '\uA9EF'), .. CharacterRange.Of('\uAA60', '\uAA7F'),
         .. CharacterRange.Of('\u1780', '\u17D3'), '\u17D7', '\u17DC', '\u17DD']);

    private BreakIterator? _lines;

    /// <summary>The version of ICU that is there.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static string Version => Wrapper.IcuVersion;

    /// <summary>Finds breaks beside letters of these scripts anew; all others stay.</summary>
    public void Find(Paragraph paragraph)
    {
        var first = paragraph.Text.AsSpan().IndexOfAny(Letters);
        if (first < 0)
        {
            return;
        }

        _lines ??= BreakIterator.CreateLineInstance(new Locale("en"));
        _lines.SetText(paragraph.Text);
        var boundaries = _lines.Boundaries;
        var next = 0;
        for (var at = Math.Max(1, first); at < paragraph.Text.Length; at++)
        {
            if (!Concerns(paragraph.Text[at - 1], paragraph.Text[at]))
            {
                continue;
            }

            while (next < boundaries.Length && boundaries[next] < at)
            {
                next++;
            }

            var isBreak = next < boundaries.Length && boundaries[next] == at;
            paragraph.Breaks[at] = isBreak ? paragraph.Breaks[at] | TextBreak.Line | TextBreak.Word : paragraph.Breaks[at] & ~TextBreak.Line;
        }
    }

    public void Dispose() => _lines?.Dispose();

    private static bool Concerns(char before, char after)
        => (Letters.Contains(before) || Letters.Contains(after)) && before != InlineContent.AtomicCharacter && after != InlineContent.AtomicCharacter;
}
