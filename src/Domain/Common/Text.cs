using System.Text;

namespace PearlIo.Domain.Common;

/// <summary>Rules for text that comes from outside.</summary>
public static class Text
{
    /// <summary>Whether UTF-16 surrogates stand in pairs only; a lone one is no Unicode text and no database keeps it.</summary>
    public static bool IsWellFormed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
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
    /// UTF-16 code units without splitting a character.
    /// </summary>
    public static string Clean(string text, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes gives U+FFFD for a lone surrogate.
            var blank = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar;
            if (builder.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            if (!blank)
            {
                builder.Append(rune.ToString());
            }
            else if (builder.Length > 0 && builder[^1] != ' ')
            {
                builder.Append(' ');
            }
        }

        return builder.ToString().TrimEnd().Normalize();
    }
}
