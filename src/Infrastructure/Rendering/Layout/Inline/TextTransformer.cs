using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-transform</c> (CSS Text 3, 2.1).</summary>
internal static class TextTransformer
{
    /// <param name="text">What stands in the document.</param>
    /// <param name="style">What is asked for.</param>
    /// <param name="before">The paragraph so far, which decides whether a word goes on.</param>
    public static string Apply(string text, TextProperties style, StringBuilder before) => style.TextTransform switch
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

    private static string Capitalise(string text, StringBuilder before)
    {
        var result = new StringBuilder(text.Length);
        var last = before.Length - 1;
        while (last >= 0 && before[last] is BreakRules.ZeroWidthSpace or BreakRules.SoftHyphen)
        {
            last--;
        }

        var inWord = last >= 0 && IsWordCharacter(before[last]);
        foreach (var character in text)
        {
            result.Append(inWord ? character : char.ToUpperInvariant(character));
            inWord = IsWordCharacter(character) || (inWord && character is '\'' or '’' or BreakRules.SoftHyphen);
        }

        return result.ToString();
    }

    private static bool IsWordCharacter(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character);
}
