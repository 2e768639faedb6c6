using System.Globalization;
using System.Text;

namespace PearlIo.Domain.Common;

/// <summary>Rules for text that comes from outside.</summary>
public static class Text
{
    /// <summary>U+FFFE, a byte order mark the wrong way round; .NET refuses to normalize text that has it.</summary>
    private const char ReversedMark = '\uFFFE';

    /// <summary>Marks on one letter that are put into their order together; languages have four, Unicode's stream-safe text at most 30 (UAX 15, 13).</summary>
    private const int MostMarks = 100;

    /// <summary>
    /// Whether UTF-16 surrogates stand in pairs only and U+FFFE nowhere: a lone surrogate is no Unicode text, neither can be
    /// brought to NFC, and no database keeps the former.
    /// </summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ReversedMark)
            {
                return false;
            }

            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    /// <summary>Whether a control character (Unicode category Cc, NUL among them) stands in the text.</summary>
    public static bool HasControl(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Length in Unicode scalar values: what people and PostgreSQL's <c>varchar</c> count as characters.</summary>
    public static int CountCharacters(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>
    /// Brings a text to NFC in time that grows with its length. Thousands of marks on one letter, which would take the square of that, are put into
    /// their order a hundred at a time.
    /// </summary>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (start, at, marks) = (0, 0, 0);
        StringBuilder? composed = null;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                composed = (composed ?? new StringBuilder(text.Length)).Append(text[start..at].Normalize());
                (start, marks) = (at, 1);
            }

            at += rune.Utf16SequenceLength;
        }

        return composed?.Append(text[start..].Normalize()).ToString() ?? text.Normalize();
    }

    /// <summary>
    /// Whether nothing of the text can be seen: it has white space, control characters and
    /// <see cref="IsInvisible">invisible characters</see> at most.
    /// </summary>
    public static bool IsBlank(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var character in text.EnumerateRunes())
        {
            if (!BecomesSpace(character) && !IsInvisible(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a character shows nothing of its own: Unicode's <c>Default_Ignorable_Code_Point</c> and the empty Braille
    /// pattern. Inside a text many have a task: joiners shape emoji, Persian and Indic, selectors choose a glyph.
    /// </summary>
    public static bool IsInvisible(Rune character) => character.Value is 0x00AD or 0x034F or 0x061C
        or 0x115F or 0x1160 or 0x3164 or 0xFFA0
        or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x2800
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xFFF0 and <= 0xFFF8)
        or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// Whether a character opens or closes an embedding, override or isolate of the bidirectional algorithm. Text of others
    /// that has one can show <c>gpj.exe</c> as <c>exe.jpg</c> and turn round what stands beside it.
    /// </summary>
    public static bool IsDirectionControl(Rune character) =>
        character.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>
    /// Makes text of any origin fit to be drawn and compared: lone surrogates and control characters become spaces, runs
    /// of white space one space, direction controls and marks beyond a hundred on one letter go, ends are trimmed, the rest is brought to NFC and cut at
    /// <paramref name="maxLength"/> UTF-16 code units without splitting a character. Text of which nothing can be seen
    /// becomes empty. Cleaning clean text changes nothing.
    /// </summary>
    public static string Clean(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (builder, marks) = (new StringBuilder(text.Length), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            // What goes does not stand between the marks before and behind it.
            marks = IsMark(rune) ? marks + 1 : IsDirectionControl(rune) ? marks : 0;
            if (IsDirectionControl(rune) || marks > MostMarks)
            {
                continue;
            }

            if (!BecomesSpace(rune))
            {
                builder.Append(rune.ToString());
            }
            else if (builder.Length > 0 && builder[^1] != ' ')
            {
                builder.Append(' ');
            }
        }

        // NFC can make text longer, so it is cut last; the beginning of NFC text is NFC too.
        var clean = Cut(builder.ToString().Normalize(), maxLength).TrimEnd();
        return IsBlank(clean) ? string.Empty : clean;
    }

    /// <summary>The beginning of a text, at most <paramref name="maxLength"/> UTF-16 code units, without splitting a pair of surrogates.</summary>
    public static string Cut(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);
        if (text.Length <= maxLength)
        {
            return text;
        }

        return maxLength > 0 && char.IsHighSurrogate(text[maxLength - 1]) ? text[..(maxLength - 1)] : text[..maxLength];
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // EnumerateRunes gives U+FFFD for a lone surrogate.
    private static bool BecomesSpace(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ReversedMark;
}
