using System.Globalization;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Where browsers break lines otherwise than UAX 14 says, and rules of <c>word-break</c> that text itself does not tell.</summary>
internal static class BreakRules
{
    public const char SoftHyphen = '\u00AD';
    public const char ZeroWidthSpace = '\u200B';

    private const string BreaksBeforeOpening = "!\"#%&)*+,.:;=>\\]|}~";
    private const string Opening = "([{<";
    private const string NeverAfterHyphen = "$!),./:;?]}";
    private const string NeverAfterQuestionMark = "!\"'),./:;?]}";
    private const string SmallKana = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ";

    /// <summary>
    /// What browsers do between two ASCII characters that are no spaces, in place of UAX 14: they break after hyphens and question marks
    /// and before opening brackets, and not after a slash. Null for other characters.
    /// </summary>
    /// <param name="beforeThat">The character in front of <paramref name="before"/>, or a space.</param>
    /// <param name="before">The last character of the line.</param>
    /// <param name="after">The first one of the next line.</param>
    public static bool? BetweenAscii(char beforeThat, char before, char after)
    {
        if (before is <= ' ' or > '~' || after is <= ' ' or > '~')
        {
            return null;
        }

        return before switch
        {
            // A minus sign stays with its number.
            '-' when char.IsAsciiDigit(after) => char.IsAsciiLetterOrDigit(beforeThat),
            '-' => !NeverAfterHyphen.Contains(after, StringComparison.Ordinal),
            '?' => !NeverAfterQuestionMark.Contains(after, StringComparison.Ordinal),
            _ => Opening.Contains(after, StringComparison.Ordinal) && BreaksBeforeOpening.Contains(before, StringComparison.Ordinal),
        };
    }

    /// <summary>Whether a small kana may start a line after another character, as it may where <c>line-break</c> is not strict: it counts as an ideograph.</summary>
    public static bool IsAllowedBeforeSmallKana(char before, char after)
        => SmallKana.Contains(after, StringComparison.Ordinal) && before is not ('+' or '\\') && !KeepsNext(before);

    /// <summary>Whether a hyphen that starts a word is followed by letters, from which it is not parted (UAX 14, LB 20a), or a small kana by what follows numbers (LB 23a).</summary>
    /// <param name="beforeThat">The character in front of <paramref name="before"/>, or a space.</param>
    /// <param name="before">The last character of the line.</param>
    /// <param name="after">The first one of the next line.</param>
    public static bool IsForbidden(char beforeThat, char before, char after) => before switch
    {
        '-' => IsWordStart(beforeThat) && after > '~' && IsAlphabetic(after),
        '\u2010' or '\u2013' => IsWordStart(beforeThat) && IsAlphabetic(after),
        _ => after is '%' or '°' && SmallKana.Contains(before, StringComparison.Ordinal),
    };

    /// <summary>Whether a line may break between two characters where letters count as ideographs (CSS Text 3, 5.2).</summary>
    public static bool IsAllowedBetweenIdeographs(char before, char after)
        => !KeepsNext(before) && before is not ('\\' or '—') && (after == '-' ? !KeepsHyphen(before) : !KeepsPrevious(after));

    private static bool IsWordStart(char character) => character is ' ' or '\n' or '\t' or ZeroWidthSpace or InlineContent.AtomicCharacter or '\u00A0';

    /// <summary>UAX 14 class AL or HL, for the scripts before Thai.</summary>
    private static bool IsAlphabetic(char character)
        => character < '\u0E00' && (char.IsLetter(character) || "#&*<=>@^_`~§©®½×".Contains(character, StringComparison.Ordinal));

    /// <summary>Only after letters and what is near to them Blink breaks before a hyphen.</summary>
    private static bool KeepsHyphen(char character)
        => character is '-' or '?' or '\u2010' or '–' or '…' || (char.GetUnicodeCategory(character) is UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter && character >= '\u0E00');

    private static bool KeepsNext(char character)
        => character is '"' or '\'' or '\u00A0' or '\u2060' or '\u202F' or ' '
            || char.GetUnicodeCategory(character) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.CurrencySymbol;

    private static bool KeepsPrevious(char character)
        => character is '"' or '\'' or '!' or '?' or ',' or '.' or ':' or ';' or '/' or '%' or '…' or '\u00A0' or '\u2060' or '\u202F'
            or '\u2010' or '\u2011' or '\u2013' or '°' or '‰' or '、' or '。' or '，' or '．' or '：' or '；' or '！' or '？' or '・'
            || char.GetUnicodeCategory(character) is UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
