namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>Turns CSS families into those of the application's fonts (CSS Fonts 4, 2.1.1).</summary>
internal static class FontFamilies
{
    private const string Sans = "Noto Sans,Inter";
    private const string Serif = "Noto Serif";
    private const string Monospace = "Noto Sans Mono";

    /// <summary>Steps of <c>PangoStretch</c> by per cent, from ultra-condensed.</summary>
    private static readonly double[] Stretches = [50, 62.5, 75, 87.5, 100, 112.5, 125, 150, 200];

    /// <summary>A list for Pango: what is asked for, then sans, then the Han forms of the language.</summary>
    /// <param name="families">As styles name them, the most wanted first.</param>
    /// <param name="language">BCP 47.</param>
    /// <param name="own">What is there beside the application's fonts.</param>
    public static string Resolve(IReadOnlyList<string> families, string language, OwnFamilies own)
    {
        var names = families.Select(family => own.Find(family) ?? ResolveGeneric(family)).Append(Sans).Append(HanOf(language));
        return string.Join(',', names.SelectMany(name => name.Split(',')).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The nearest step of <c>PangoStretch</c>.</summary>
    /// <param name="percent">Of the normal width.</param>
    public static int StretchOf(double percent)
    {
        var best = 0;
        for (var i = 1; i < Stretches.Length; i++)
        {
            best = Math.Abs(Stretches[i] - percent) < Math.Abs(Stretches[best] - percent) ? i : best;
        }

        return best;
    }

    private static string ResolveGeneric(string family) => family.ToLowerInvariant() switch
    {
        "sans-serif" or "system-ui" or "ui-sans-serif" or "ui-rounded" or "-apple-system" or "blinkmacsystemfont" or "cursive" or "fantasy" => Sans,
        "serif" or "ui-serif" or "math" => Serif,
        "monospace" or "ui-monospace" => Monospace,
        "emoji" => "Noto Color Emoji",

        // A comma would end the name.
        _ => family.Replace(",", string.Empty, StringComparison.Ordinal),
    };

    private static string HanOf(string language) => language.Split('-')[0].ToLowerInvariant() switch
    {
        "ja" => "Noto Sans CJK JP",
        "ko" => "Noto Sans CJK KR",
        "zh" when IsTraditional(language) => "Noto Sans CJK TC",
        _ => "Noto Sans CJK SC",
    };

    private static bool IsTraditional(string language)
        => language.Contains("Hant", StringComparison.OrdinalIgnoreCase) || language.EndsWith("-TW", StringComparison.OrdinalIgnoreCase)
            || language.EndsWith("-HK", StringComparison.OrdinalIgnoreCase);
}
