using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes JPEG with libjpeg-turbo.</summary>
internal static unsafe class JpegPicture
{
    public static PictureFault Decode(ReadOnlySpan<byte> file, out Picture? picture)
    {
        picture = null;
        using var decoder = JpegDecoderNative.CreateDecoder();
        fixed (byte* bytes = file)
        {
            if (JpegDecoderNative.ReadHeader(decoder, bytes, (nuint)file.Length, out var width, out var height, out _, out _) != 0)
            {
                return PictureFault.Corrupt;
            }

            var fault = PictureDecoder.CheckSize(width, height);
            if (fault != PictureFault.None)
            {
                return fault;
            }

            var pixels = new PixelBuffer(width, height);
            var refused = JpegDecoderNative.Decode(
                decoder, bytes, (nuint)file.Length, pixels.Pointer, width, pixels.StrideBytes, height, JpegDecoderNative.PixelFormatBgra, Flags) != 0;
            if (refused && JpegDecoderNative.GetErrorCode(decoder) != JpegDecoderNative.Warning)
            {
                pixels.Dispose();
                return PictureFault.Corrupt;
            }

            picture = JpegOrientation.Turn(pixels, JpegOrientation.Read(file));
            return PictureFault.None;
        }
    }

    /// <summary>Scans without end would take minutes.</summary>
    private const int Flags = JpegDecoderNative.FlagLimitScans;
}

/// <summary>libjpeg-turbo's TurboJPEG 2 interface, as far as it decodes.</summary>
internal static unsafe partial class JpegDecoderNative
{
    /// <summary><c>TJPF_BGRA</c>; alpha becomes 255.</summary>
    public const int PixelFormatBgra = 8;

    /// <summary><c>TJFLAG_LIMITSCANS</c>.</summary>
    public const int FlagLimitScans = 32768;

    /// <summary><c>TJERR_WARNING</c>: the picture is damaged and was decoded as far as it goes, as browsers do.</summary>
    public const int Warning = 0;

    private const string Library = NativeLibraries.TurboJpeg;

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial JpegDecoderHandle CreateDecoder();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint decoder);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int ReadHeader(
        JpegDecoderHandle decoder, byte* file, nuint bytes, out int width, out int height, out int subsampling, out int colourSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decode(
        JpegDecoderHandle decoder, byte* file, nuint bytes, byte* pixels, int width, int strideBytes, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int GetErrorCode(JpegDecoderHandle decoder);
}

/// <summary>A <c>tjhandle</c> that decodes.</summary>
internal sealed class JpegDecoderHandle : NativeHandle
{
    protected override bool ReleaseHandle() => JpegDecoderNative.Destroy(handle) == 0;
}
