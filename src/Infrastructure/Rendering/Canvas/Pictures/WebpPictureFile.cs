using System.Runtime.InteropServices;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes WebP without animation with libwebp.</summary>
internal static unsafe partial class WebpPictureFile
{
    /// <summary>The byte of the extended header (after <c>RIFF....WEBPVP8X....</c>) that says whether there is alpha.</summary>
    private const int FlagsByte = 20;

    private const byte AlphaFlag = 0x10;

    public static PictureFault Decode(ReadOnlySpan<byte> file, out Picture? picture)
    {
        picture = null;
        fixed (byte* bytes = file)
        {
            if (GetInfo(bytes, (nuint)file.Length, out var width, out var height) == 0)
            {
                return PictureFault.Corrupt;
            }

            var fault = PictureDecoder.CheckSize(width, height);
            if (fault != PictureFault.None)
            {
                return fault;
            }

            var pixels = new PixelBuffer(width, height);
            var size = (nuint)(pixels.StrideBytes * height);
            if (DecodeInto(bytes, (nuint)file.Length, pixels.Pointer, size, pixels.StrideBytes) is null)
            {
                pixels.Dispose();
                return PictureFault.Corrupt;
            }

            picture = StraightPixels.ToPicture(pixels, HasAlpha(file));
            return PictureFault.None;
        }
    }

    /// <summary>Simple lossy files have none; lossless ones may.</summary>
    private static bool HasAlpha(ReadOnlySpan<byte> file)
        => file[12..].StartsWith("VP8L"u8) || (file[12..].StartsWith("VP8X"u8) && file.Length > FlagsByte && (file[FlagsByte] & AlphaFlag) != 0);

    [LibraryImport(NativeLibraries.Webp, EntryPoint = "WebPGetInfo")]
    private static partial int GetInfo(byte* file, nuint bytes, out int width, out int height);

    [LibraryImport(NativeLibraries.Webp, EntryPoint = "WebPDecodeBGRAInto")]
    private static partial byte* DecodeInto(byte* file, nuint bytes, byte* pixels, nuint size, int strideBytes);
}
