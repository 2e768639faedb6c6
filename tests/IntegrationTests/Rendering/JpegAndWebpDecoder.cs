using System.Runtime.InteropServices;
using PearlIo.TestKit.Rendering;
using Xunit;

namespace PearlIo.IntegrationTests.Rendering;

/// <summary>Decodes with the libraries that readers of cards use.</summary>
internal static partial class JpegAndWebpDecoder
{
    private const int PixelFormatRgb = 0;

    public static DecodedPicture DecodeJpeg(byte[] file)
    {
        var decoder = CreateDecompressor();
        try
        {
            Assert.Equal(0, ReadJpegHeader(decoder, file, (nuint)file.Length, out var width, out var height, out _, out _));
            var pixels = new byte[width * height * 3];
            Assert.Equal(0, DecompressJpeg(decoder, file, (nuint)file.Length, pixels, width, 0, height, PixelFormatRgb, 0));
            return new DecodedPicture(width, height, pixels);
        }
        finally
        {
            _ = DestroyDecompressor(decoder);
        }
    }

    public static DecodedPicture DecodeWebp(byte[] file)
    {
        Assert.NotEqual(0, ReadWebpHeader(file, (nuint)file.Length, out var width, out var height));
        var pixels = new byte[width * height * 3];
        Assert.NotEqual(0, DecodeWebpInto(file, (nuint)file.Length, pixels, (nuint)pixels.Length, width * 3));
        return new DecodedPicture(width, height, pixels);
    }

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjInitDecompress")]
    private static partial nint CreateDecompressor();

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDestroy")]
    private static partial int DestroyDecompressor(nint decoder);

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDecompressHeader3")]
    private static partial int ReadJpegHeader(
        nint decoder, byte[] file, nuint bytes, out int width, out int height, out int subsampling, out int colourSpace);

    [LibraryImport("libturbojpeg.so.0", EntryPoint = "tjDecompress2")]
    private static partial int DecompressJpeg(
        nint decoder, byte[] file, nuint bytes, byte[] pixels, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport("libwebp.so.7", EntryPoint = "WebPGetInfo")]
    private static partial int ReadWebpHeader(byte[] file, nuint bytes, out int width, out int height);

    [LibraryImport("libwebp.so.7", EntryPoint = "WebPDecodeRGBInto")]
    private static partial nint DecodeWebpInto(byte[] file, nuint bytes, byte[] pixels, nuint pixelBytes, int stride);
}
