using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-transform</c> (CSS Text 3, 2.1).</summary>
internal static class TextTransformer
{
    /// <param name="text">What stands in the document.</param>
    /// <param name="style">What is asked for.</param>
    /// <param name="before">The character before it in the document, which decides whether a word goes on; a space where there is none.</param>
    public static string Apply(string text, TextProperties style, char before) => style.TextTransform switch
    {
        TextTransform.Uppercase => ToUpper(text, style.Language),
        TextTransform.Lowercase => text.ToLower(CultureOf(style.Language)),
        TextTransform.Capitalize => Capitalise(text, before),
        _ => text,
    };

    /// <summary>A letter that becomes two keeps both (SpecialCasing of Unicode).</summary>
    private static string ToUpper(string text, string language)
        => text.ToUpper(CultureOf(language)).Replace("ß", "SS", StringComparison.Ordinal).Replace("ŉ", "ʼN", StringComparison.Ordinal);

    /// <summary>Only Turkish, Azeri and Lithuanian have rules of their own.</summary>
    private static CultureInfo CultureOf(string language)
        => language.StartsWith("tr", StringComparison.OrdinalIgnoreCase) || language.StartsWith("az", StringComparison.OrdinalIgnoreCase)
            ? CultureInfo.GetCultureInfo("tr")
            : CultureInfo.InvariantCulture;

    private static string Capitalise(string text, char before)
    {
        var result = new StringBuilder(text.Length);
        var inWord = Rune.TryCreate(before, out var last) && IsInWord(last);
        foreach (var character in text.EnumerateRunes())
        {
            result.Append((inWord ? character : Rune.ToUpperInvariant(character)).ToString());
            inWord = IsInWord(character) || (inWord && character.Value is '\'' or '’' or BreakRules.SoftHyphen);
        }

        return result.ToString();
    }

    /// <summary>Ideographs and kana are words of their own (UAX 29, 4.1).</summary>
    private static bool IsInWord(Rune character)
        => Rune.IsLetterOrDigit(character) && character.Value is not (>= 0x2E80 and < 0xA4D0 or >= 0xF900 and < 0xFB00 or >= 0xFF66 and < 0xFFA0 or >= 0x20000);
}
