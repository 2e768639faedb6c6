using System.Buffers.Binary;

namespace PearlIo.RenderingTests.Pictures;

/// <summary>WebP files of other kinds than cards are, made by hand.</summary>
internal static class WebpSample
{
    /// <summary>An animation of images, each a chunk.</summary>
    public static byte[] Animation(int width, int height, params (int Left, int Top, int Width, int Height, byte[] Image)[] frames)
    {
        byte[] chunks =
        [
            .. Chunk("VP8X", [0x12, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]),
            .. Chunk("ANIM", [0, 0, 0, 0, 0, 0]),
            .. frames.SelectMany(f => Chunk(
                "ANMF", [.. Three(f.Left / 2), .. Three(f.Top / 2), .. Three(f.Width - 1), .. Three(f.Height - 1), .. Three(100), 0, .. f.Image])),
        ];
        return Chunk("RIFF", [.. "WEBP"u8, .. chunks]);
    }

    /// <summary>An image, a chunk, with Exif behind it and what says that it is there.</summary>
    public static byte[] WithExif(int width, int height, byte[] image, byte[] exif, byte flags = 0x08) => Chunk(
        "RIFF", [.. "WEBP"u8, .. Chunk("VP8X", [flags, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]), .. image, .. Chunk("EXIF", exif)]);

    /// <summary>An image, a chunk, behind a colour profile.</summary>
    public static byte[] WithProfile(int width, int height, byte[] image, byte[] profile, byte flags = 0x20) => Chunk(
        "RIFF", [.. "WEBP"u8, .. Chunk("VP8X", [flags, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]), .. Chunk("ICCP", profile), .. image]);

    private static byte[] Chunk(string name, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        return [.. System.Text.Encoding.ASCII.GetBytes(name), .. length, .. data, .. new byte[data.Length & 1]];
    }

    private static byte[] Three(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];
}
