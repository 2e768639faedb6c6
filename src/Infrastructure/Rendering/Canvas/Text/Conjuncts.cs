namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>What UAX 29 keeps in one grapheme cluster (rules GB9a and GB9c of Unicode 15.1) and the Pango of today does not.</summary>
internal static class Conjuncts
{
    private const char ZeroWidthJoiner = '\u200D';
    private const char ThaiSaraAm = '\u0E33';
    private const char LaoSaraAm = '\u0EB3';

    /// <summary>Characters of a script that has its own block.</summary>
    private const int Block = 0x80;

    /// <summary>Tells whether a character is a vowel that stands behind its consonant and is one with it: Thai and Lao am.</summary>
    public static bool IsVowelSign(char character) => character is ThaiSaraAm or LaoSaraAm;

    /// <summary>Tells whether a consonant goes on what the one before it started. Letter-spacing comes between them all the same, as in Blink.</summary>
    public static bool GoesOn(string text, int at)
    {
        var character = text[at];
        if (character is < '\u0900' or > '\u0D7F' || at == 0)
        {
            return false;
        }

        var before = at > 1 && text[at - 1] == ZeroWidthJoiner ? text[at - 2] : text[at - 1];
        return IsLinker(before) && before / Block == character / Block && char.IsLetter(character);
    }

    /// <summary>Viramas that join consonants (Indic_Conjunct_Break=Linker): of Devanagari, Bengali, Gujarati, Odia, Telugu and Malayalam.</summary>
    private static bool IsLinker(char character) => character is '\u094D' or '\u09CD' or '\u0ACD' or '\u0B4D' or '\u0C4D' or '\u0D4D';
}
