using System.Text;

namespace PearlIo.Domain.Common;

/// <summary>Rules for text that comes from outside.</summary>
public static class Text
{
    /// <summary>U+FFFE, a byte order mark the wrong way round; .NET refuses to normalize text that has it.</summary>
    private const char ReversedMark = '\uFFFE';

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
    /// Makes text of any origin fit to be drawn and compared: lone surrogates and control characters become spaces, runs
    /// of white space one space, ends are trimmed, the rest is brought to NFC and cut at <paramref name="maxLength"/>
    /// UTF-16 code units without splitting a character. Cleaning clean text changes nothing.
    /// </summary>
    public static string Clean(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsBlank(rune))
            {
                builder.Append(rune.ToString());
            }
            else if (builder.Length > 0 && builder[^1] != ' ')
            {
                builder.Append(' ');
            }
        }

        // NFC can make text longer, so it is cut last; the beginning of NFC text is NFC too.
        return Cut(builder.ToString().Normalize(), maxLength).TrimEnd();
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

    // EnumerateRunes gives U+FFFD for a lone surrogate.
    private static bool IsBlank(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ReversedMark;
}
