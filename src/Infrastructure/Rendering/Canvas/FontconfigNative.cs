using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>The functions of fontconfig that a private set of fonts needs.</summary>
internal static unsafe partial class FontconfigNative
{
    /// <summary>Words of 32 bits in one page of a character set.</summary>
    public const int PageWords = 8;

    /// <summary><c>FC_CHARSET_DONE</c>.</summary>
    public const uint LastPage = uint.MaxValue;

    private const string Library = NativeLibraries.Fontconfig;

    [LibraryImport(Library, EntryPoint = "FcGetVersion")]
    public static partial int Version();

    [LibraryImport(Library, EntryPoint = "FcConfigCreate")]
    public static partial FontConfigurationHandle CreateConfiguration();

    [LibraryImport(Library, EntryPoint = "FcConfigDestroy")]
    public static partial void DestroyConfiguration(nint configuration);

    [LibraryImport(Library, EntryPoint = "FcConfigParseAndLoadFromMemory", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Load(FontConfigurationHandle configuration, string xml, int complain);

    [LibraryImport(Library, EntryPoint = "FcConfigBuildFonts")]
    public static partial int BuildFonts(FontConfigurationHandle configuration);

    [LibraryImport(Library, EntryPoint = "FcConfigSetCurrent")]
    public static partial int SetCurrent(FontConfigurationHandle configuration);

    /// <summary>The fonts of the configuration, which keeps owning them.</summary>
    [LibraryImport(Library, EntryPoint = "FcConfigGetFonts")]
    public static partial FontconfigFontSet* GetFonts(FontConfigurationHandle configuration, int set);

    [LibraryImport(Library, EntryPoint = "FcPatternGetCharSet", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetCharacterSet(nint pattern, string property, int index, out nint characterSet);

    [LibraryImport(Library, EntryPoint = "FcCharSetFirstPage")]
    public static partial uint FirstPage(nint characterSet, uint* page, uint* next);

    [LibraryImport(Library, EntryPoint = "FcCharSetNextPage")]
    public static partial uint NextPage(nint characterSet, uint* page, uint* next);
}

/// <summary><c>FcFontSet</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FontconfigFontSet
{
    public int Count;
    public int Capacity;
    public nint* Patterns;
}
