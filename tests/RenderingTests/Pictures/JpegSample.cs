using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding;

namespace PearlIo.RenderingTests.Pictures;

/// <summary>JPEG files of other kinds than cards are.</summary>
internal static unsafe class JpegSample
{
    private const int Cmyk = 11;
    private const int Grey = 6;
    private const int SubsamplingGrey = 3;
    private const byte Apps1 = 0xE1;

    /// <summary>One colour of four inks, each 0 (none) to 255.</summary>
    public static byte[] OfInks(int width, int height, byte cyan, byte magenta, byte yellow, byte black)
    {
        // Stored inverted, as Adobe does.
        using var pixels = new PixelBuffer(width, height);
        pixels.Pixels.Fill(~(cyan | ((uint)magenta << 8) | ((uint)yellow << 16) | ((uint)black << 24)));
        return Encode(pixels, width, Cmyk, subsampling: 0);
    }

    public static byte[] OfGrey(int width, int height, byte grey)
    {
        using var pixels = new PixelBuffer(width, height);
        MemoryMarshal.AsBytes(pixels.Pixels).Fill(grey);
        return Encode(pixels, width, Grey, SubsamplingGrey);
    }

    /// <summary>The file with what a camera says of how it was held.</summary>
    public static byte[] Turned(byte[] jpeg, ushort orientation)
    {
        byte[] segment = [.. "Exif\0\0"u8, .. Exif((byte)orientation)];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(segment.Length + 2));
        return [.. jpeg[..2], 0xFF, Apps1, .. length, .. segment, .. jpeg[2..]];
    }

    /// <summary>What a camera says of how it was held, without the prefix that only JPEG has.</summary>
    public static byte[] Exif(byte orientation) =>
        [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private static byte[] Encode(PixelBuffer pixels, int width, int format, int subsampling)
    {
        using var compressor = TurboJpegNative.CreateCompressor();
        var bytes = new byte[(int)TurboJpegNative.LargestSize(pixels.Width, pixels.Height, subsampling: 0)];
        fixed (byte* first = bytes)
        {
            var file = first;
            var length = (nuint)bytes.Length;
            var stride = format == Grey ? width : pixels.StrideBytes;
            var failed = TurboJpegNative.Compress(
                compressor, pixels.Pointer, width, stride, pixels.Height, format, ref file, ref length, subsampling, 95, TurboJpegNative.FlagNoRealloc);
            Assert.Equal(0, failed);
            return bytes[..(int)length];
        }
    }
}
