using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>libwebp's encoder and the structures of its interface 0x020f.</summary>
internal static unsafe partial class WebpNative
{
    /// <summary><c>WEBP_ENCODER_ABI_VERSION</c>; the library refuses one of another major version.</summary>
    public const int InterfaceVersion = 0x020f;

    private const string Library = NativeLibraries.Webp;

    [LibraryImport(Library, EntryPoint = "WebPGetEncoderVersion")]
    public static partial int EncoderVersion();

    [LibraryImport(Library, EntryPoint = "WebPConfigInitInternal")]
    public static partial int InitialiseSettings(WebpSettings* settings, int preset, float quality, int interfaceVersion);

    [LibraryImport(Library, EntryPoint = "WebPPictureInitInternal")]
    public static partial int InitialisePicture(WebpPicture* picture, int interfaceVersion);

    [LibraryImport(Library, EntryPoint = "WebPPictureFree")]
    public static partial void FreePicture(WebpPicture* picture);

    [LibraryImport(Library, EntryPoint = "WebPEncode")]
    public static partial int Encode(WebpSettings* settings, WebpPicture* picture);
}

/// <summary><c>WebPConfig</c>; the first fields are named, the rest is the library's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WebpSettings
{
    public int Lossless;
    public float Quality;
    public int Method;
    public WebpSettingsRest Rest;

    /// <summary>More than the 26 fields that follow.</summary>
    [InlineArray(48)]
    public struct WebpSettingsRest
    {
        private int _first;
    }
}

/// <summary><c>WebPPicture</c>; planes other than <see cref="Pixels"/> stay empty.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct WebpPicture
{
    public int UsePixels;
    public int ColourSpace;
    public int Width;
    public int Height;
    public byte* PlaneY;
    public byte* PlaneU;
    public byte* PlaneV;
    public int StrideY;
    public int StrideUv;
    public byte* PlaneAlpha;
    public int StrideAlpha;
    public fixed uint Padding1[2];
    public uint* Pixels;
    public int StridePixels;
    public fixed uint Padding2[3];
    public delegate* unmanaged<byte*, nuint, WebpPicture*, int> Writer;
    public void* WriterState;
    public int ExtraInfoType;
    public byte* ExtraInfo;
    public void* Statistics;
    public int ErrorCode;
    public void* ProgressHook;
    public void* UserData;

    /// <summary>More than what follows in the library's own structure.</summary>
    public fixed ulong Rest[32];
}
