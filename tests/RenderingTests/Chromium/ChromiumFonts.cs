using PearlIo.Infrastructure.Rendering;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.RenderingTests.Chromium;

/// <summary>Gives Chromium the fonts of cards and no others, unhinted, with grey edges.</summary>
internal static class ChromiumFonts
{
    private const string Rules =
        """
        <alias binding="same"><family>sans-serif</family><prefer><family>Inter</family><family>Noto Sans</family></prefer></alias>
        <alias binding="same"><family>serif</family><prefer><family>Noto Serif</family></prefer></alias>
        <alias binding="same"><family>monospace</family><prefer><family>Noto Sans Mono</family></prefer></alias>
        <match target="pattern">
          <edit name="family" mode="append_last"><string>sans-serif</string></edit>
        </match>
        <match target="font">
          <edit name="antialias" mode="assign"><bool>true</bool></edit>
          <edit name="hinting" mode="assign"><bool>false</bool></edit>
          <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
          <edit name="autohint" mode="assign"><bool>false</bool></edit>
          <edit name="rgba" mode="assign"><const>none</const></edit>
          <edit name="lcdfilter" mode="assign"><const>lcdnone</const></edit>
        </match>
        """;

    /// <summary>Writes a fontconfig file with the renderer's own fonts.</summary>
    public static void WriteConfiguration(string file)
    {
        var own = FontLibrary.Describe(FontFiles.Find(new RenderingOptions().FontPath));
        File.WriteAllText(file, own.Replace("</fontconfig>", Rules + "</fontconfig>", StringComparison.Ordinal));
    }
}
