using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas.Native;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>libjpeg-turbo's TurboJPEG 2 interface.</summary>
internal static unsafe partial class TurboJpegNative
{
    /// <summary><c>TJPF_BGRX</c>.</summary>
    public const int PixelFormatBgrx = 3;

    /// <summary><c>TJSAMP_420</c>.</summary>
    public const int Subsampling420 = 2;

    /// <summary><c>TJFLAG_NOREALLOC</c>: the buffer given is large enough for any picture.</summary>
    public const int FlagNoRealloc = 1024;

    /// <summary><c>TJFLAG_PROGRESSIVE</c>.</summary>
    public const int FlagProgressive = 16384;

    private const string Library = NativeLibraries.TurboJpeg;

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial JpegCompressorHandle CreateCompressor();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint compressor);

    [LibraryImport(Library, EntryPoint = "tjBufSize")]
    public static partial nuint LargestSize(int width, int height, int subsampling);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        JpegCompressorHandle compressor,
        byte* pixels,
        int width,
        int strideBytes,
        int height,
        int pixelFormat,
        ref byte* file,
        ref nuint fileBytes,
        int subsampling,
        int quality,
        int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    public static partial byte* GetError(JpegCompressorHandle compressor);
}

/// <summary>A <c>tjhandle</c>.</summary>
internal sealed class JpegCompressorHandle : NativeHandle
{
    protected override bool ReleaseHandle() => TurboJpegNative.Destroy(handle) == 0;
}
