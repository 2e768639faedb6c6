using System.Globalization;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Canvas.Text;

/// <summary>
/// Text with at most 30 combining marks on a letter (the stream-safe text format of UAX 15, section 13), and as many letters stacked under one: no
/// language has more, and HarfBuzz looks for the letter of each mark through all marks before it.
/// </summary>
internal static class StreamSafeText
{
    private const int MostMarks = 30;

    // Takes no room, is not drawn, and ends no line.
    private const char WordJoiner = '\u2060';

    /// <summary>The text itself, or one of the same length in which marks beyond those are not drawn.</summary>
    public static string Of(string text)
    {
        var first = text.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF');
        return first < 0 || FindExcess(text, first) is not { } excess
            ? text
            : string.Create(text.Length, (text, excess), static (made, from) => Replace(made, from.text, from.excess));
    }

    /// <summary>Where the first mark too many stands, or null.</summary>
    private static int? FindExcess(string text, int start)
    {
        var marks = 0;
        for (var at = start; at < text.Length; at += LengthAt(text, at))
        {
            marks = BelongsToLetterBefore(text, at) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return at;
            }
        }

        return null;
    }

    private static void Replace(Span<char> made, string text, int start)
    {
        text.CopyTo(made);
        var marks = MostMarks;
        for (var at = start; at < text.Length;)
        {
            var length = LengthAt(text, at);
            marks = BelongsToLetterBefore(text, at) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                made.Slice(at, length).Fill(WordJoiner);
            }

            at += length;
        }
    }

    private static bool BelongsToLetterBefore(string text, int at) => IsMark(text, at) || (at > 0 && IsStacker(text[at - 1]));

    /// <summary>Puts the letter after it under the one before it: Khmer, Myanmar, Tai Tham, Sundanese and Meetei Mayek (Unicode's Invisible_Stacker).</summary>
    private static bool IsStacker(char character) => character is '\u17D2' or '\u1039' or '\u1A60' or '\u1BAB' or '\uAAF6';

    private static bool IsMark(string text, int at) => text[at] >= '\u0300'
        && CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;

    private static int LengthAt(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
}
