using System.Collections.Concurrent;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using PearlIo.Application.OgImages;
using PearlIo.Infrastructure.Rendering.Canvas.Glyphs;
using PearlIo.Infrastructure.Rendering.Canvas.Native;
using PearlIo.Infrastructure.Rendering.Fonts;

namespace PearlIo.Infrastructure.Rendering.Canvas.Fonts;

/// <summary>
/// The fonts of cards as a private fontconfig configuration, so that a card does not depend on what else a machine has.
/// One per folder and process: fontconfig's current configuration belongs to the process, too.
/// </summary>
internal sealed class FontLibrary
{
    /// <summary>
    /// What the machine's own rules would have given and a bare configuration lacks: bitmaps of emoji are scaled to the size asked
    /// for, and the generic family that Pango asks for emoji exists.
    /// </summary>
    private const string Rules =
        """
        <alias binding="same"><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
        <match target="font">
          <test name="outline" compare="eq"><bool>false</bool></test>
          <edit name="pixelsizefixupfactor" mode="assign">
            <divide><name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide>
          </edit>
          <edit name="matrix" mode="assign">
            <times>
              <name>matrix</name>
              <matrix><name>pixelsizefixupfactor</name><double>0</double><double>0</double><name>pixelsizefixupfactor</name></matrix>
            </times>
          </edit>
          <edit name="size" mode="assign"><divide><name>size</name><name>pixelsizefixupfactor</name></divide></edit>
        </match>
        """;

    /// <summary>Where Debian keeps what it read of fonts when their packages were installed; read where it is there.</summary>
    private const string MachineCache = "/var/cache/fontconfig";

    private static readonly ConcurrentDictionary<string, Lazy<FontLibrary>> Opened = new(StringComparer.Ordinal);

    private readonly IReadOnlyList<string> _files;

    // They are there for as long as somebody draws with them.
    private readonly IReadOnlyList<KeptFontFile> _added;

    private FontLibrary(string folder)
    {
        _files = FontFiles.Find(folder);
        _added = [];
        Configuration = Configure(_files);

        // Before anything else: Pango would otherwise read the machine's own configuration and draw other pixels.
        _ = FontconfigNative.SetCurrent(Configuration);
        Coverage = GlyphCoverage.Of(Configuration);
        Fingerprint = HashNamesAndSizes(_files);
    }

    private unsafe FontLibrary(FontLibrary application, IReadOnlyList<CardFace> faces)
    {
        _files = application._files;
        Families = new OwnFamilies(faces.Select(face => face.Family));
        Configuration = Configure(_files);
        _added = [.. faces.Select(Keep)];
        KeepRanges(
            FontconfigNative.GetFonts(Configuration, FontconfigNative.AddedFonts), [.. _added.Where((_, i) => faces[i].Traits.MinWeight < faces[i].Traits.MaxWeight)]);
        Coverage = application.Coverage.With(Configuration);
        Fingerprint = application.Fingerprint;
    }

    public FontConfigurationHandle Configuration { get; }

    /// <summary>The families that there are beside the application's.</summary>
    public OwnFamilies Families { get; } = OwnFamilies.None;

    /// <summary>The characters that at least one of the fonts has.</summary>
    public GlyphCoverage Coverage { get; }

    /// <summary>Changes with the set of font files and their sizes.</summary>
    public string Fingerprint { get; }

    /// <exception cref="RendererUnavailableException">A font is missing; the message names the Debian packages.</exception>
    public static FontLibrary Open(string folder)
        => Opened.GetOrAdd(folder, path => new Lazy<FontLibrary>(() => new FontLibrary(path))).Value;

    /// <summary>Makes texts of drawings use the fonts below a folder, in a process that draws nothing else.</summary>
    /// <exception cref="RendererUnavailableException">A font is missing; the message names the Debian packages.</exception>
    public static void Use(string folder) => _ = Configure(FontFiles.Find(folder));

    /// <summary>The application's fonts with others beside them. What fontconfig refuses is left out, and the next family that is named is taken.</summary>
    public FontLibrary With(IReadOnlyList<CardFace> faces) => new(this, faces);

    /// <summary>Whether fontconfig, and FreeType by it, opens a font.</summary>
    /// <param name="sfnt">TTF or OTF, checked.</param>
    public static unsafe bool Opens(ReadOnlySpan<byte> sfnt)
    {
        using var file = FontFolder.Current.Keep(sfnt);
        using var configuration = FontconfigNative.CreateConfiguration();
        if (FontconfigNative.AddFile(configuration, file.Path) == 0)
        {
            return false;
        }

        var fonts = FontconfigNative.GetFonts(configuration, FontconfigNative.AddedFonts);
        return fonts is not null && fonts->Count > 0;
    }

    private KeptFontFile Keep(CardFace face)
    {
        var file = FontFolder.Current.Keep(FontFileReader.Rename(face.Sfnt, face.Traits, Families.Find(face.Family)!));
        _ = FontconfigNative.AddFile(Configuration, file.Path);
        return file;
    }

    /// <summary>
    /// Of a font that varies fontconfig also lists the weight that it has by itself, and would rather give that one for any weight than
    /// one of a range.
    /// </summary>
    private static unsafe void KeepRanges(FontconfigFontSet* fonts, IReadOnlyList<KeptFontFile> varying)
    {
        var names = varying.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var kept = 0;
        for (var i = 0; fonts is not null && i < fonts->Count; i++)
        {
            var pattern = fonts->Patterns[i];
            if (names.Contains(FontconfigNative.FileOf(pattern)) && !FontconfigNative.IsVariable(pattern))
            {
                FontconfigNative.DestroyPattern(pattern);
                continue;
            }

            fonts->Patterns[kept++] = pattern;
        }

        if (fonts is not null)
        {
            fonts->Count = kept;
        }
    }

    private static FontConfigurationHandle Configure(IReadOnlyList<string> files)
    {
        var configuration = FontconfigNative.CreateConfiguration();
        if (FontconfigNative.Load(configuration, Describe(files), complain: 1) == 0 || FontconfigNative.BuildFonts(configuration) == 0)
        {
            configuration.Dispose();
            throw new RendererUnavailableException("Fontconfig could not read the application's fonts.");
        }

        return configuration;
    }

    /// <summary>The configuration, as fontconfig reads it.</summary>
    internal static string Describe(IReadOnlyList<string> files)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>");
        foreach (var folder in files.Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal))
        {
            AppendElement(xml, "dir", folder);
        }

        AppendElement(xml, "cachedir", Path.Combine(CacheRoot(), "pearl", "fontconfig"));
        AppendElement(xml, "cachedir", MachineCache);
        xml.Append("<selectfont><acceptfont>");
        foreach (var file in files)
        {
            AppendElement(xml, "glob", file);
        }

        return xml.Append("</acceptfont><rejectfont><glob>*</glob></rejectfont></selectfont>").Append(Rules).Append("</fontconfig>").ToString();
    }

    /// <summary>A folder of the user's own, for others must not be able to leave a cache there; a service may have none.</summary>
    private static string CacheRoot()
    {
        var root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return root.Length > 0 ? root : Path.Combine(Path.GetTempPath(), Environment.UserName);
    }

    private static void AppendElement(StringBuilder xml, string name, string text)
        => xml.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(text)).Append("</").Append(name).Append('>');

    private static string HashNamesAndSizes(IEnumerable<string> files)
    {
        // Sizes stand for contents: reading 80 MB of fonts would cost every start more than a card does.
        var list = string.Join('\n', files.Select(file => FormattableString.Invariant($"{Path.GetFileName(file)} {new FileInfo(file).Length}")));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(list)));
    }
}
