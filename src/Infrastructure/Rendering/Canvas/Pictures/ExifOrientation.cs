using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Turns photos as their camera noted in Exif, as browsers do for JPEG, PNG and WebP (<c>image-orientation: from-image</c>).</summary>
internal static class ExifOrientation
{
    private const byte Apps1 = 0xE1;
    private const ushort OrientationTag = 0x0112;
    private const int EntryBytes = 12;

    private static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>What a JPEG says: 1 to 8 as Exif counts; 1 where nothing is said.</summary>
    public static int OfJpeg(ReadOnlySpan<byte> file)
    {
        for (var segments = new JpegSegments(file); segments.MoveNext();)
        {
            if (segments.Marker == Apps1 && segments.Data.StartsWith(Prefix))
            {
                return Of(segments.Data);
            }
        }

        return 1;
    }

    /// <summary>What Exif says as chunks of PNG and WebP have it; some programs write the prefix there that only JPEG needs.</summary>
    public static int Of(ReadOnlySpan<byte> exif) => ReadTiff(exif.StartsWith(Prefix) ? exif[Prefix.Length..] : exif);

    /// <summary>Whether width and height change places.</summary>
    public static bool IsOnSide(int orientation) => orientation >= 5;

    /// <summary>Makes pixels upright that lie as they were taken, and takes them over.</summary>
    public static PixelBuffer Turn(PixelBuffer pixels, int orientation)
    {
        if (orientation == 1)
        {
            return pixels;
        }

        var turned = IsOnSide(orientation) ? new PixelBuffer(pixels.Height, pixels.Width) : new PixelBuffer(pixels.Width, pixels.Height);
        for (var y = 0; y < turned.Height; y++)
        {
            var row = turned.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (fromX, fromY) = Source(orientation, x, y, pixels.Width - 1, pixels.Height - 1);
                row[x] = pixels.Row(fromY)[fromX];
            }
        }

        pixels.Dispose();
        return turned;
    }

    private static (int X, int Y) Source(int orientation, int x, int y, int right, int bottom) => orientation switch
    {
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (y, bottom - x),
        7 => (right - y, bottom - x),
        8 => (right - y, x),
        _ => (x, y),
    };

    private static int ReadTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return 1;
        }

        var isLittle = tiff[0] == (byte)'I';
        var directory = ReadUInt32(tiff[4..], isLittle);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[((int)directory + 2)..];
        var count = ReadUInt16(tiff[(int)directory..], isLittle);
        for (var i = 0; i < count && (i + 1) * EntryBytes <= entries.Length; i++)
        {
            var entry = entries.Slice(i * EntryBytes, EntryBytes);
            if (ReadUInt16(entry, isLittle) == OrientationTag)
            {
                var value = ReadUInt16(entry[8..], isLittle);
                return value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool isLittle)
        => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
