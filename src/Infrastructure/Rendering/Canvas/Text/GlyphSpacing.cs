using System.Globalization;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>Adds <c>letter-spacing</c> and <c>word-spacing</c> to shaped glyphs (CSS Text 3, 8).</summary>
internal static class GlyphSpacing
{
    /// <param name="paragraph">Whose pieces say how much.</param>
    /// <param name="glyphs">Of one item, from left to right.</param>
    /// <param name="characters">The first UTF-16 unit of each glyph's cluster.</param>
    /// <param name="level">The item's bidi level: room is added after a cluster, which is left of it in text from right to left.</param>
    public static void Apply(Paragraph paragraph, PangoGlyphInfo[] glyphs, int[] characters, int level)
    {
        var isRightToLeft = (level & 1) != 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var isEdge = isRightToLeft
                ? i == 0 || StartsAnother(paragraph, characters[i - 1], characters[i])
                : i == glyphs.Length - 1 || StartsAnother(paragraph, characters[i + 1], characters[i]);
            var spacing = isEdge ? SpacingAt(paragraph, characters[i]) : 0;
            if (spacing != 0)
            {
                glyphs[i].Width += spacing;
                glyphs[i].OffsetX += isRightToLeft ? spacing : 0;
            }
        }
    }

    /// <summary>Marks above or below a letter have no room of their own.</summary>
    private static bool StartsAnother(Paragraph paragraph, int after, int character)
        => after != character && paragraph.GraphemeStarts[after];

    private static int SpacingAt(Paragraph paragraph, int character)
    {
        var style = paragraph.PieceAt(character).Style;
        return style.LetterSpacing == 0 && style.WordSpacing == 0 ? 0 : SpacingAt(paragraph.Text, character, style);
    }

    private static int SpacingAt(string text, int at, TextProperties style)
    {
        var character = text[at];
        if (character is '\n' or '\uFFFC' || char.GetUnicodeCategory(character) is UnicodeCategory.Format || IsCursive(character))
        {
            return 0;
        }

        var px = style.LetterSpacing + (character is ' ' or '\u00A0' or '\t' ? style.WordSpacing : 0);
        return (int)Math.Round(px * PangoNative.UnitsPerPx);
    }

    /// <summary>Scripts whose letters join (CSS Text 3, appendix D).</summary>
    private static bool IsCursive(char character)
        => character is >= '\u0600' and <= '\u08FF' or >= '\u1800' and <= '\u18AF' or >= '\uA840' and <= '\uA87F'
            or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFF';
}
