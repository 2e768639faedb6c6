using System.Globalization;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>Rules of UAX 14 that text itself does not tell, for <c>word-break: break-all</c> and for boxes on a line.</summary>
internal static class BreakRules
{
    /// <summary>Whether a line may break between two characters where letters count as ideographs (CSS Text 3, 5.2).</summary>
    public static bool IsAllowedBetweenIdeographs(char before, char after) => !KeepsNext(before) && !KeepsPrevious(after);

    /// <summary>Whether a line may break between a box and a character (rules LB11 to LB20).</summary>
    public static bool IsAllowedBesideAtomic(char character)
        => character is not ('\u00A0' or '\u202F' or '\u2060' or '\u200D' or '\uFEFF') && !KeepsPrevious(character);

    private static bool KeepsNext(char character)
        => character is '"' or '\'' or '\u00A0' or '\u2060' or '\u202F' or ' '
            || char.GetUnicodeCategory(character) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.CurrencySymbol;

    private static bool KeepsPrevious(char character)
        => character is '"' or '\'' or '!' or '?' or ',' or '.' or ':' or ';' or '/' or '-' or '%' or '…' or '\u00A0' or '\u2060' or '\u202F'
            or '\u2010' or '\u2011' or '\u2013' or '°' or '‰'
            || char.GetUnicodeCategory(character) is UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
