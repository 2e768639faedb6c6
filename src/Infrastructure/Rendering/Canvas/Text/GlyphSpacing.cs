using System.Globalization;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>Adds <c>letter-spacing</c> and <c>word-spacing</c> to shaped glyphs (CSS Text 3, 8).</summary>
internal static class GlyphSpacing
{
    private const byte Arabic = 2;
    private const byte Mongolian = 27;
    private const byte Syriac = 34;
    private const byte PhagsPa = 65;
    private const byte Nko = 66;
    private const byte Mandaic = 95;
    private const byte Adlam = 132;
    private const byte HanifiRohingya = 144;

    /// <param name="paragraph">Whose pieces say how much.</param>
    /// <param name="shaped">The glyphs of an item.</param>
    /// <param name="level">The item's bidi level: room is added after a cluster, which is left of it in text from right to left.</param>
    /// <param name="isCursive">Whether the item's script joins letters, which takes letter-spacing from digits and signs among them, too (as in Blink).</param>
    public static void Apply(Paragraph paragraph, in ItemGlyphs shaped, int level, bool isCursive)
    {
        var (glyphs, widths, characters) = shaped;
        var isRightToLeft = (level & 1) != 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            var isEdge = isRightToLeft
                ? i == 0 || StartsAnother(paragraph, characters[i - 1], characters[i])
                : i == glyphs.Length - 1 || StartsAnother(paragraph, characters[i + 1], characters[i]);
            var spacing = isEdge ? SpacingAt(paragraph, characters[i], isCursive) : 0;
            if (spacing != 0)
            {
                widths[i] += spacing;
                glyphs[i].OffsetX += isRightToLeft ? (int)Math.Round(spacing) : 0;
            }
        }
    }

    /// <summary>Marks above or below a letter have no room of their own.</summary>
    private static bool StartsAnother(Paragraph paragraph, int after, int character)
        => after != character && paragraph.GraphemeStarts[after];

    private static double SpacingAt(Paragraph paragraph, int character, bool isCursive)
    {
        var style = paragraph.PieceAt(character).Style;
        return style.LetterSpacing == 0 && style.WordSpacing == 0 ? 0 : SpacingAt(paragraph.Text[character], style, isCursive);
    }

    private static double SpacingAt(char character, TextProperties style, bool isCursive)
    {
        if (character is '\n' or '\uFFFC' || char.GetUnicodeCategory(character) is UnicodeCategory.Format)
        {
            return 0;
        }

        var isSpace = character is ' ' or '\u00A0' or '\t';
        var px = (isCursive && !isSpace ? 0 : style.LetterSpacing) + (isSpace ? style.WordSpacing : 0);
        return px * PangoNative.UnitsPerPx;
    }

    /// <summary>Scripts whose letters join (CSS Text 3, appendix D), as Pango numbers them.</summary>
    public static bool IsCursive(byte script) => script is Arabic or Mongolian or Syriac or Nko or PhagsPa or Mandaic or Adlam or HanifiRohingya;
}
