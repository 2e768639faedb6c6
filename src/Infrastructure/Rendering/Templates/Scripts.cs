using System.Globalization;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>What the scripts of a text ask of its setting.</summary>
internal static class Scripts
{
    /// <summary>Tells whether the first strong character runs from right to left.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            if (IsRightToLeft(character))
            {
                return true;
            }

            if (Rune.IsLetter(character))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// A language that is written as a text is: kana makes it Japanese, Hangul Korean, Han alone Chinese, whose forms Han characters
    /// take; the first letter of another script says Arabic, Hebrew, Hindi or Thai.
    /// </summary>
    public static string LanguageOf(string text)
    {
        var (hasHan, other) = (false, (string?)null);
        foreach (var character in text.EnumerateRunes())
        {
            switch (character.Value)
            {
                case (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'):
                    other ??= "en";
                    break;
                case >= 0x0590 and <= 0x05FF:
                    other ??= "he";
                    break;
                case >= 0x0600 and <= 0x06FF:
                    other ??= "ar";
                    break;
                case >= 0x0900 and <= 0x097F:
                    other ??= "hi";
                    break;
                case >= 0x0E00 and <= 0x0E7F:
                    other ??= "th";
                    break;
                case >= 0x3041 and <= 0x30FF or >= 0x31F0 and <= 0x31FF or >= 0xFF66 and <= 0xFF9D:
                    return "ja";
                case >= 0xAC00 and <= 0xD7A3 or >= 0x1100 and <= 0x11FF or >= 0x3130 and <= 0x318F:
                    return "ko";
                default:
                    hasHan |= IsHan(character.Value);
                    break;
            }
        }

        return hasHan ? "zh" : other ?? "en";
    }

    /// <summary>Tells whether a language (BCP 47) is one that is written with Han characters.</summary>
    public static bool IsOfHanCharacters(string language) =>
        language.StartsWith("ja", StringComparison.OrdinalIgnoreCase)
        || language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
        || language.StartsWith("ko", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Tells whether large text may be set tighter than its font says: in Latin, Greek and Cyrillic. Arabic and Indic letters
    /// join, and Han characters fill their squares.
    /// </summary>
    public static bool MayBeTight(string text) => text.EnumerateRunes().All(character => !Rune.IsLetter(character) || IsAlphabetic(character.Value));

    /// <summary>Distance of baselines as a share of the size: marks above and below need more room than Latin has.</summary>
    public static double LineHeightOf(string text)
    {
        var tallest = 1.12;
        foreach (var character in text.EnumerateRunes())
        {
            tallest = Math.Max(tallest, LineHeightOf(character));
        }

        return tallest;
    }

    private static double LineHeightOf(Rune character) => character.Value switch
    {
        >= 0x0590 and <= 0x08FF => 1.3,
        >= 0x0900 and <= 0x0DFF => 1.26,
        >= 0x0E00 and <= 0x109F or >= 0x1780 and <= 0x17FF => 1.34,
        >= 0x2E80 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 or >= 0x20000 and <= 0x3FFFF => 1.26,
        >= 0x1F000 and <= 0x1FAFF => 1.2,
        _ => 1.12,
    };

    private static bool IsHan(int character)
        => character is >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    private static bool IsAlphabetic(int character) => character is < 0x0530 or >= 0x1E00 and <= 0x1FFF or >= 0x2000 and <= 0x2DFF;

    private static bool IsRightToLeft(Rune character) => character.Value switch
    {
        0x200F => true,
        >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF
            => Rune.GetUnicodeCategory(character) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter,
        _ => false,
    };
}
