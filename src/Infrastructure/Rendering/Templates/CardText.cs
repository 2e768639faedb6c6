using System.Globalization;
using System.Text;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Text;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Makes any string fit to be laid out.</summary>
/// <param name="coverage">The characters that fonts have.</param>
internal sealed class CardText(GlyphCoverage coverage)
{
    private const int LongestInitial = 24;

    /// <summary>More than any orthography stacks on one letter; a pile of marks grows over what stands above it.</summary>
    private const int MostMarks = 4;

    /// <summary>The characters that were left out because no font has them.</summary>
    public MissingCharacters Missing { get; } = new();

    /// <summary>
    /// Folds control characters and white space into single spaces and leaves out lone surrogates, direction controls and
    /// characters that no font has, and all but <see cref="MostMarks"/> of the marks on a letter. Text of which nothing can
    /// be seen becomes empty.
    /// </summary>
    /// <param name="text">Anything.</param>
    /// <param name="maxCharacters">Layout works on so many at most, more than fit on a card; what follows could not be seen.</param>
    public string Clean(string? text, int maxCharacters)
    {
        var clean = new StringBuilder();
        var (count, marks, hasSpace) = (0, 0, false);
        foreach (var character in (text ?? string.Empty).EnumerateRunes())
        {
            var marksWithIt = CountMarks(marks, character);
            if (IsSpace(character))
            {
                (marks, hasSpace) = (0, clean.Length > 0);
            }
            else if (marksWithIt <= MostMarks && CanBeDrawn(character))
            {
                clean.Append(hasSpace ? " " : string.Empty).Append(character.ToString());
                (count, marks, hasSpace) = (count + 1, marksWithIt, false);
            }

            if (count >= maxCharacters)
            {
                break;
            }
        }

        var kept = clean.ToString();
        return Domain.Common.Text.IsBlank(kept) ? string.Empty : kept;
    }

    /// <summary>The first thing a reader would call a letter: a grapheme, in upper case where the script has one.</summary>
    public string InitialOf(string name)
    {
        var elements = StringInfo.GetTextElementEnumerator(name);
        var first = string.Empty;
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            first = first.Length == 0 ? element : first;
            var rune = element.EnumerateRunes().First();
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol)
            {
                first = element;
                break;
            }
        }

        return first.Length > LongestInitial ? string.Empty : ToUpper(first);
    }

    private static bool IsSpace(Rune character)
        => Rune.IsControl(character) || (Rune.IsWhiteSpace(character) && character.Value is not (0x00A0 or 0x202F));

    /// <summary>How many marks stand on a letter once a character follows; what is invisible neither is one nor ends the pile.</summary>
    private static int CountMarks(int before, Rune character)
    {
        if (Domain.Common.Text.IsInvisible(character))
        {
            return before;
        }

        var isMark = Rune.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        return isMark ? before + 1 : 0;
    }

    private string ToUpper(string element)
    {
        var upper = element.ToUpperInvariant();
        return upper.EnumerateRunes().All(coverage.Has) ? upper : element;
    }

    private bool CanBeDrawn(Rune character)
    {
        // A lone surrogate is enumerated as U+FFFD; nobody means to show it.
        if (character == Rune.ReplacementChar || Domain.Common.Text.IsDirectionControl(character))
        {
            return false;
        }

        if (coverage.Has(character))
        {
            return true;
        }

        Missing.Add(character);
        return false;
    }
}
