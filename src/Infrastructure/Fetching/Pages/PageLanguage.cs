using System.Globalization;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>Languages of pages, by BCP 47.</summary>
internal static class PageLanguage
{
    /// <summary>ISO 15924 codes of scripts that are written from right to left.</summary>
    private static readonly HashSet<string> RightToLeftScripts = new(StringComparer.OrdinalIgnoreCase)
    {
        "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
    };

    /// <summary>Languages whose usual script is one of those (CLDR, likely subtags).</summary>
    private static readonly HashSet<string> RightToLeftLanguages = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar", "arc", "arz", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc", "luz", "mzn", "nqo",
        "pnb", "prs", "ps", "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
    };

    /// <summary>Languages that are so in one country, which counts where no script is named (CLDR, likely subtags).</summary>
    private static readonly HashSet<string> RightToLeftCountries = new(StringComparer.OrdinalIgnoreCase)
    {
        "az-IQ", "az-IR", "kk-AF", "kk-CN", "kk-IR", "ku-LB", "ky-CN", "pa-PK", "tg-PK", "uz-AF",
    };

    /// <summary>
    /// A tag in the case that RFC 5646 section 2.1.1 recommends, also of the form <c>de_AT</c> that locales have; null for what is no tag and
    /// for those that name no language.
    /// </summary>
    public static string? Normalise(string? text)
    {
        var plain = (text ?? "").Trim().Split('.', '@')[0].Replace('_', '-');
        var parts = plain.Split('-');
        if (parts[0].Length is not (2 or 3) || !parts[0].All(char.IsAsciiLetter) || parts[0].ToUpperInvariant() is "UND" or "MUL" or "ZXX" or "MIS")
        {
            return null;
        }

        var isInExtension = false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 8 || !parts[i].All(char.IsAsciiLetterOrDigit))
            {
                return null;
            }

            parts[i] = isInExtension || i == 0 ? parts[i].ToLowerInvariant() : InCase(parts[i]);
            isInExtension |= parts[i].Length == 1;
        }

        return string.Join('-', parts);
    }

    /// <summary>Whether a language is written from right to left.</summary>
    /// <param name="language">A tag, or null where it is not known.</param>
    public static bool IsRightToLeft(string? language)
    {
        if (language is null)
        {
            return false;
        }

        var parts = language.Split('-');
        var script = parts.Skip(1).TakeWhile(p => p.Length > 1).FirstOrDefault(p => p.Length == 4 && p.All(char.IsAsciiLetter));
        return script is null
            ? RightToLeftLanguages.Contains(parts[0]) || (parts.Length > 1 && RightToLeftCountries.Contains($"{parts[0]}-{parts[1]}"))
            : RightToLeftScripts.Contains(script);
    }

    private static string InCase(string subtag) => subtag.Length switch
    {
        2 => subtag.ToUpperInvariant(),
        4 when char.IsAsciiLetter(subtag[0]) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(subtag.ToLowerInvariant()),
        _ => subtag.ToLowerInvariant(),
    };
}
