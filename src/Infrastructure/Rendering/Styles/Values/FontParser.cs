using System.Text;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Values;

/// <summary>Reads the values of fonts (CSS Fonts 4).</summary>
internal static class FontParser
{
    /// <summary>A quoted name, or words.</summary>
    public static string? FamilyName(TokenReader reader)
    {
        if (reader.Take(CssTokenKind.String) is { } quoted)
        {
            return quoted.Text;
        }

        var name = new StringBuilder();
        while (reader.AnyIdent() is { } word)
        {
            name.Append(name.Length == 0 ? string.Empty : " ").Append(word);
        }

        return name.Length == 0 ? null : name.ToString();
    }

    /// <summary>Names between commas; generic ones in lower case.</summary>
    public static List<string>? Families(TokenReader reader)
    {
        var families = new List<string>();
        do
        {
            var isQuoted = !reader.AtEnd && reader.Current.Kind == CssTokenKind.String;
            if (FamilyName(reader) is not { } name)
            {
                return null;
            }

            families.Add(isQuoted ? name : Generic(name) ?? name);
        }
        while (reader.Comma());

        return families;
    }

    private static string? Generic(string name)
    {
        var lower = name.ToLowerInvariant();
        return lower is "serif" or "sans-serif" or "monospace" or "cursive" or "fantasy" or "system-ui" or "ui-serif" or "ui-sans-serif"
            or "ui-monospace" or "ui-rounded" or "emoji" or "math" or "-apple-system" or "blinkmacsystemfont"
            ? lower is "-apple-system" or "blinkmacsystemfont" ? "system-ui" : lower
            : null;
    }

    /// <summary>Per cent of a keyword of <c>font-stretch</c>.</summary>
    public static double? StretchOf(string keyword) => keyword switch
    {
        "ultra-condensed" => 50,
        "extra-condensed" => 62.5,
        "condensed" => 75,
        "semi-condensed" => 87.5,
        "normal" => 100,
        "semi-expanded" => 112.5,
        "expanded" => 125,
        "extra-expanded" => 150,
        "ultra-expanded" => 200,
        _ => null,
    };

    /// <summary>Tags with numbers, as pango takes them; empty for <c>normal</c>.</summary>
    public static string? Settings(TokenReader reader, bool isFeature)
    {
        if (reader.Ident("normal"))
        {
            return string.Empty;
        }

        var settings = new StringBuilder();
        do
        {
            if (reader.Take(CssTokenKind.String) is not { Text.Length: 4 } tag || !IsTag(tag.Text))
            {
                return null;
            }

            double? value = isFeature ? reader.Ident("off") ? 0 : reader.Ident("on") || reader.AtEnd ? 1 : null : null;
            value ??= Numbers.Number(reader) ?? (isFeature ? 1 : null);
            if (value is null)
            {
                return null;
            }

            settings.Append(settings.Length == 0 ? string.Empty : ",")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"{tag.Text}={value}");
        }
        while (reader.Comma());

        return settings.ToString();
    }

    /// <summary>Nothing but letters and digits goes to the text engine.</summary>
    private static bool IsTag(string tag)
    {
        foreach (var c in tag)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
