using System.Buffers.Binary;

namespace PearlIo.TestKit.Pictures;

/// <summary>Icons, made by hand.</summary>
public static class IcoSample
{
    private const int HeaderBytes = 6;
    private const int EntryBytes = 16;

    /// <summary>A file of images, each a PNG or a bitmap.</summary>
    public static byte[] Of(params byte[][] images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var list = new byte[HeaderBytes + (EntryBytes * images.Length)];
        list[2] = 1;
        list[4] = (byte)images.Length;
        var offset = list.Length;
        for (var i = 0; i < images.Length; i++)
        {
            var entry = list.AsSpan(HeaderBytes + (EntryBytes * i));
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], images[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], offset);
            offset += images[i].Length;
        }

        return [.. list, .. images.SelectMany(image => image)];
    }

    /// <summary>A bitmap as icons have it.</summary>
    /// <param name="width">px.</param>
    /// <param name="height">px.</param>
    /// <param name="bits">Bits of a pixel.</param>
    /// <param name="palette">Blue, green, red and nothing of each colour.</param>
    /// <param name="rows">Rows from the bottom, padded.</param>
    /// <param name="mask">Rows of single bits from the bottom, padded.</param>
    public static byte[] Bitmap(int width, int height, ushort bits, byte[] palette, byte[] rows, byte[] mask)
    {
        ArgumentNullException.ThrowIfNull(palette);
        var header = new byte[40];
        BinaryPrimitives.WriteInt32LittleEndian(header, header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), 2 * height);
        header[12] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(14), bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), palette.Length / 4);
        return [.. header, .. palette, .. rows, .. mask];
    }
}
