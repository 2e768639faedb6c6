using System.Globalization;
using System.Text;
using Icu;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary><c>text-transform</c> (CSS Text 3, 2.1).</summary>
internal static class TextTransformer
{
    private static readonly Locale English = new("en");

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

    /// <summary>Words are those of UAX 29 with ICU's dictionaries, as in browsers: <c>don't</c> and <c>foo_bar</c> are one each, <c>e-mail</c> is two.</summary>
    private static string Capitalise(string text, char before)
    {
        const char NoBreakSpace = '\u00A0';
        using var words = BreakIterator.CreateWordInstance(English);
        words.SetText((before + text).Replace(NoBreakSpace, ' '));
        var result = text.ToCharArray();
        foreach (var boundary in words.Boundaries)
        {
            Capitalise(text, boundary - 1, result);
        }

        // Chromium's ICU ends words at full stops, too.
        for (var stop = text.IndexOf('.', StringComparison.Ordinal); stop >= 0; stop = text.IndexOf('.', stop + 1))
        {
            Capitalise(text, stop + 1, result);
        }

        return new string(result);
    }

    private static void Capitalise(string text, int at, char[] result)
    {
        if (at >= 0 && at < text.Length)
        {
            var length = Rune.TryGetRuneAt(text, at, out var letter) ? letter.Utf16SequenceLength : 1;
            ToTitle(text.Substring(at, length)).CopyTo(0, result, at, length);
        }
    }

    /// <summary>Letters that would become two, such as ß, stay as they are.</summary>
    private static string ToTitle(string letter)
    {
        var title = char.IsAscii(letter[0]) ? letter.ToUpperInvariant() : UnicodeString.ToTitle(letter, English);
        return title.Length == letter.Length ? title : letter;
    }
}
