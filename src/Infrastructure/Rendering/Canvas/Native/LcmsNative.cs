using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Native;

/// <summary>The functions of Little CMS 2 that take colours of a profile to sRGB. Only processes that decode call them.</summary>
internal static unsafe partial class LcmsNative
{
    /// <summary><c>INTENT_PERCEPTUAL</c>.</summary>
    public const uint Perceptual = 0;

    /// <summary><c>INTENT_RELATIVE_COLORIMETRIC</c>.</summary>
    public const uint RelativeColorimetric = 1;

    /// <summary><c>TYPE_GRAY_8</c>.</summary>
    public const uint Grey8 = (3 << 16) | (1 << 3) | 1;

    /// <summary><c>TYPE_BGRA_8</c>; the fourth byte stays as it is.</summary>
    public const uint Bgra8 = (1 << 14) | (1 << 10) | (4 << 16) | (1 << 7) | (3 << 3) | 1;

    /// <summary><c>TYPE_CMYK_8</c>: 255 is all ink.</summary>
    public const uint Cmyk8 = (6 << 16) | (4 << 3) | 1;

    /// <summary><c>TYPE_RGB_FLT</c>: 0 to 1.</summary>
    public const uint RgbFloat = (1 << 22) | (4 << 16) | (3 << 3) | 4;

    /// <summary><c>TYPE_XYZ_FLT</c>: white is at 1.</summary>
    public const uint XyzFloat = (1 << 22) | (9 << 16) | (3 << 3) | 4;

    /// <summary><c>cmsFLAGS_NOOPTIMIZE</c>: for a few colours, which are not worth tables.</summary>
    public const uint FlagNoOptimize = 0x100;

    private const string Library = NativeLibraries.Lcms;

    /// <summary>Reads a profile, of which it keeps a copy. Tags are read once they are needed.</summary>
    [LibraryImport(Library, EntryPoint = "cmsOpenProfileFromMem")]
    public static partial ProfileHandle Open(byte* profile, uint bytes);

    [LibraryImport(Library, EntryPoint = "cmsCreate_sRGBProfile")]
    public static partial ProfileHandle CreateSrgb();

    /// <summary>The space that profiles lead to, with the white of D50.</summary>
    [LibraryImport(Library, EntryPoint = "cmsCreateXYZProfile")]
    public static partial ProfileHandle CreateXyz();

    [LibraryImport(Library, EntryPoint = "cmsCloseProfile")]
    public static partial int Close(nint profile);

    /// <summary>What takes colours of one profile to another, by an intent and without compensation of black points.</summary>
    public static LcmsTransformHandle CreateTransform(
        ProfileHandle source, ProfileHandle target, uint intent, uint sourceFormat, uint targetFormat, uint flags)
    {
        var profiles = stackalloc nint[] { source.DangerousGetHandle(), target.DangerousGetHandle() };
        var compensations = stackalloc int[] { 0, 0 };
        var intents = stackalloc uint[] { intent, RelativeColorimetric };
        var adaptations = stackalloc double[] { 1, 1 };
        return CreateTransform(0, 2, profiles, compensations, intents, adaptations, 0, 0, sourceFormat, targetFormat, flags);
    }

    [LibraryImport(Library, EntryPoint = "cmsDoTransform")]
    public static partial void Transform(LcmsTransformHandle transform, void* source, void* target, uint pixels);

    [LibraryImport(Library, EntryPoint = "cmsDeleteTransform")]
    public static partial void Delete(nint transform);

    [LibraryImport(Library, EntryPoint = "cmsCreateExtendedTransform")]
    private static partial LcmsTransformHandle CreateTransform(
        nint context,
        uint count,
        nint* profiles,
        int* compensations,
        uint* intents,
        double* adaptations,
        nint gamut,
        uint gamutPosition,
        uint sourceFormat,
        uint targetFormat,
        uint flags);
}
