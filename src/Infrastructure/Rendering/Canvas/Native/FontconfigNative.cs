using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The functions of fontconfig that a private set of fonts needs.</summary>
internal static unsafe partial class FontconfigNative
{
    /// <summary>Words of 32 bits in one page of a character set.</summary>
    public const int PageWords = 8;

    /// <summary><c>FcSetSystem</c>: the fonts of folders.</summary>
    public const int FolderFonts = 0;

    /// <summary><c>FcSetApplication</c>: the fonts that were added one by one.</summary>
    public const int AddedFonts = 1;

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

    /// <summary>Adds a font that belongs to the application alone; fontconfig reads it.</summary>
    /// <returns>0 where it is no font.</returns>
    [LibraryImport(Library, EntryPoint = "FcConfigAppFontAddFile", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddFile(FontConfigurationHandle configuration, string path);

    /// <summary>The fonts of the configuration, which keeps owning them.</summary>
    [LibraryImport(Library, EntryPoint = "FcConfigGetFonts")]
    public static partial FontconfigFontSet* GetFonts(FontConfigurationHandle configuration, int set);

    [LibraryImport(Library, EntryPoint = "FcPatternDestroy")]
    public static partial void DestroyPattern(nint pattern);

    /// <summary>The file of a font.</summary>
    public static string FileOf(nint pattern) =>
        GetString(pattern, "file", 0, out var path) == 0 ? Marshal.PtrToStringUTF8(path) ?? string.Empty : string.Empty;

    /// <summary>Whether it stands for a range of weights.</summary>
    public static bool IsVariable(nint pattern) => GetBool(pattern, "variable", 0, out var isVariable) == 0 && isVariable != 0;

    [LibraryImport(Library, EntryPoint = "FcPatternGetString", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetString(nint pattern, string property, int index, out nint text);

    [LibraryImport(Library, EntryPoint = "FcPatternGetBool", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int GetBool(nint pattern, string property, int index, out int value);

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
