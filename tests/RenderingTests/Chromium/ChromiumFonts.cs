using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas.Fonts;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Gives Chromium the fonts of cards and no others, unhinted, with grey edges.</summary>
internal static class ChromiumFonts
{
    private const string Looks =
        """
        <match target="font">
          <edit name="antialias" mode="assign"><bool>true</bool></edit>
          <edit name="hinting" mode="assign"><bool>false</bool></edit>
          <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
          <edit name="autohint" mode="assign"><bool>false</bool></edit>
          <edit name="rgba" mode="assign"><const>none</const></edit>
          <edit name="lcdfilter" mode="assign"><const>lcdnone</const></edit>
        </match>
        """;

    /// <summary>What the renderer takes for a generic family.</summary>
    public static string FamilyOf(string generic) => FontFamilies.Resolve([generic], string.Empty, OwnFamilies.None).Split(',')[0];

    /// <summary>Writes a fontconfig file with the renderer's own fonts.</summary>
    public static void WriteConfiguration(string file)
    {
        var own = FontLibrary.Describe(FontFiles.Find(new RenderingOptions().FontPath));
        File.WriteAllText(file, own.Replace("</fontconfig>", Rules() + "</fontconfig>", StringComparison.Ordinal));
    }

    private static string Rules()
    {
        var aliases = ((string[])["sans-serif", "serif", "monospace"])
            .Select(generic => $"<alias binding=\"same\"><family>{generic}</family><prefer><family>{FamilyOf(generic)}</family></prefer></alias>");

        // What no font has is looked for in the sans first, as the renderer does.
        const string Last = "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\"><string>sans-serif</string></edit></match>";
        return string.Concat(aliases) + Last + Looks;
    }
}
