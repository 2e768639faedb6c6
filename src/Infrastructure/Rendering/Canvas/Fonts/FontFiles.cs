using System.Text.RegularExpressions;
using PearlIo.Application.OgImages;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>
/// Picks the application's fonts among the machine's: Inter for Latin, Greek and Cyrillic, Noto Serif and Noto Sans Mono for what asks
/// for them, one face of Noto Sans per other script, Noto Sans CJK and Noto Color Emoji. Two faces for one script (looped, condensed, UI) would leave the choice to
/// chance.
/// </summary>
internal static partial class FontFiles
{
    private const int DeepestFolder = 8;

    private static readonly FontPackage[] Packages =
    [
        new("fonts-inter", "Inter-Regular"),
        new("fonts-inter", "Inter-Bold"),
        new("fonts-noto-core", "NotoSans-Regular"),
        new("fonts-noto-core", "NotoSansArabic-Regular"),
        new("fonts-noto-core", "NotoSerif-Regular"),
        new("fonts-noto-mono", "NotoSansMono-Regular"),
        new("fonts-noto-cjk", "NotoSansCJK-Regular"),
        new("fonts-noto-cjk", "NotoSansCJK-Bold"),
        new("fonts-noto-color-emoji", "NotoColorEmoji"),
    ];

    /// <summary>Finds the wanted files below a folder, in an order that does not depend on the machine.</summary>
    /// <exception cref="RendererUnavailableException">A font is missing; the message names the Debian packages.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        var files = Directory.Exists(folder) ? EnumerateWanted(folder) : [];
        var names = files.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var missing = Packages.Where(font => !names.Contains(font.Name)).ToList();
        if (missing.Count == 0)
        {
            return files;
        }

        throw new RendererUnavailableException(
            $"Fonts are missing below '{folder}': {string.Join(", ", missing.Select(font => font.Name))}. "
            + $"Install the Debian packages {string.Join(", ", missing.Select(font => font.Package).Distinct(StringComparer.Ordinal))}.");
    }

    /// <summary>Tells whether a file name, without its folder, is one of the application's fonts.</summary>
    internal static bool IsWanted(string fileName) => Wanted().IsMatch(fileName) && !Unwanted().IsMatch(fileName);

    private static List<string> EnumerateWanted(string folder)
    {
        // Bounded, for links to folders may lead in a circle.
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = DeepestFolder };
        return Directory.EnumerateFiles(folder, "*.*", options)
            .Where(file => IsWanted(Path.GetFileName(file)))
            .DistinctBy(Path.GetFileName, StringComparer.Ordinal)
            .OrderBy(file => file, StringComparer.Ordinal)
            .ToList();
    }

    [GeneratedRegex(
        """
        ^(
            Inter(Display)?-(Thin|ExtraLight|Light|Regular|Medium|SemiBold|Bold|ExtraBold|Black)(Italic)?
          | Inter(Display)?-Italic
          | NotoSans-(Italic|BoldItalic)
          | NotoSans[A-Za-z0-9]*-(Regular|Bold)
          | NotoSerif-(Regular|Italic|Bold|BoldItalic)
          | NotoSerif(Tibetan|Tangut|Ahom|Dogra|Yezidi|NyiakengPuachueHmong)-(Regular|Bold)
          | NotoColorEmoji
        )\.(ttf|otf|ttc)$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wanted();

    [GeneratedRegex(
        "UI-|^NotoSans(Display|AdlamUnjoined|Tifinagh[A-Z])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unwanted();

    private sealed record FontPackage(string Package, string Name);
}
