using System.Collections.Frozen;
using PearlIo.Domain.Common;
using PearlIo.Domain.Fonts;

namespace PearlIo.Application.Fonts;

/// <summary>Names of families.</summary>
internal static class FontNames
{
    private static readonly FrozenSet<string> Generic = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "serif",
        "sans-serif",
        "monospace",
        "cursive",
        "fantasy",
        "math",
        "emoji",
        "fangsong",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
        "ui-rounded",
        "-apple-system",
        "blinkmacsystemfont",
        "inherit",
        "initial",
        "unset",
        "revert",
        "default");

    /// <summary>The form that a name is kept in.</summary>
    public static string Normalize(string family) => Text.Clean(family, Font.MaxFamilyLength);

    /// <summary>Whether CSS has the name for itself (CSS Fonts 4, 2.1.1).</summary>
    public static bool IsGeneric(string family) => Generic.Contains(family);

    /// <summary>Why a font's own name will not do, or null.</summary>
    public static string? Problem(string family)
    {
        if (family.Length == 0)
        {
            return "The font does not say what its family is called. Give it a name with ?family=.";
        }

        return IsGeneric(family) ? $"The font calls itself {family}, which stands for the application's own fonts. Give it another name with ?family=." : null;
    }

    /// <summary>
    /// Whether a template may use a family: its name stands somewhere in the HTML. To be told before a card is drawn, and for nothing
    /// but its inputs, so that too many do no harm.
    /// </summary>
    public static bool IsNamedIn(string html, string family) => html.Contains(family, StringComparison.OrdinalIgnoreCase);
}
