using System.Globalization;
using PearlIo.Application.Fetching;

namespace PearlIo.Application.OgImages;

/// <summary>The colours of a card, where the page has one of its own and the project says nothing.</summary>
internal static class PageTheme
{
    private const string Brand = "--brand";
    private const int LongLength = 7;
    private const int ShortLength = 4;

    // White, black and greys are how a browser's bar is made to vanish; they are no site's colour.
    private const int LeastColourful = 48;

    /// <summary>The project's theme, with the page's colour as the brand where the project names none.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> theme, IReadOnlyDictionary<string, string>? page)
    {
        if (theme.ContainsKey(Brand) || page is null || !page.TryGetValue(PageVariables.ThemeColor, out var colour) || !IsColourful(colour))
        {
            return theme;
        }

        return new Dictionary<string, string>(theme, StringComparer.Ordinal) { [Brand] = colour };
    }

    private static bool IsColourful(string colour)
    {
        if (colour.Length is not (LongLength or ShortLength)
            || colour[0] != '#'
            || !int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var (bits, scale) = colour.Length == LongLength ? (8, 1) : (4, 17);
        var mask = (1 << bits) - 1;
        int[] channels = [((value >> (2 * bits)) & mask) * scale, ((value >> bits) & mask) * scale, (value & mask) * scale];
        return channels.Max() - channels.Min() >= LeastColourful;
    }
}
