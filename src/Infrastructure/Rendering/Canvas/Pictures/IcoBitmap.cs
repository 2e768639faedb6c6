using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// A bitmap within an icon: a <c>BITMAPINFOHEADER</c> of twice the height, a palette, rows of colours from the bottom, and rows of
/// single bits that say what lets through.
/// </summary>
/// <param name="Width">px.</param>
/// <param name="Height">px.</param>
/// <param name="Bits">Bits of a pixel: 1, 4, 8, 16, 24 or 32.</param>
/// <param name="HeaderBytes">Bytes before the palette.</param>
/// <param name="Colours">Colours of the palette.</param>
internal readonly record struct IcoBitmap(int Width, int Height, int Bits, int HeaderBytes, int Colours)
{
    private const int ShortestHeader = 40;
    private const int LongestHeader = 256;
    private const int MasksBytes = 12;
    private const int Plain = 0;
    private const int WithMasks = 3;
    private const uint Opaque = 0xFF000000;

    private int RowBytes => RowBytesOf(Bits);

    private int PixelsAt => HeaderBytes + (4 * Colours);

    public static bool TryRead(ReadOnlySpan<byte> image, out IcoBitmap bitmap)
    {
        bitmap = default;
        if (image.Length < ShortestHeader)
        {
            return false;
        }

        var (header, width) = (BinaryPrimitives.ReadInt32LittleEndian(image), BinaryPrimitives.ReadInt32LittleEndian(image[4..]));
        var height = BinaryPrimitives.ReadInt32LittleEndian(image[8..]) / 2;
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(image[14..]);
        var compression = BinaryPrimitives.ReadInt32LittleEndian(image[16..]);
        var used = BinaryPrimitives.ReadUInt32LittleEndian(image[32..]);
        var isKnown = compression == Plain || (compression == WithMasks && bits is 16 or 32);
        if (header is < ShortestHeader or > LongestHeader || width < 1 || height < 1 || !isKnown || bits is not (1 or 4 or 8 or 16 or 24 or 32))
        {
            return false;
        }

        var most = bits <= 8 ? 1 << bits : 0;
        var colours = used == 0 || used > most ? most : (int)used;
        var masks = compression == WithMasks && header == ShortestHeader ? MasksBytes : 0;
        bitmap = new IcoBitmap(width, height, bits, header + masks, colours);
        return true;
    }

    public static PictureFault Decode(ReadOnlySpan<byte> image, PictureLimits limits, out Picture? picture)
    {
        picture = null;
        if (!TryRead(image, out var bitmap))
        {
            return PictureFault.Corrupt;
        }

        var fault = limits.Check(bitmap.Width, bitmap.Height);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        if (bitmap.PixelsAt + ((long)bitmap.RowBytes * bitmap.Height) > image.Length)
        {
            return PictureFault.Truncated;
        }

        picture = StraightPixels.ToPicture(bitmap.Read(image), hasAlpha: true);
        return PictureFault.None;
    }

    private PixelBuffer Read(ReadOnlySpan<byte> image)
    {
        var pixels = new PixelBuffer(Width, Height);
        var palette = ReadPalette(image);
        var alphas = 0u;
        for (var y = 0; y < Height; y++)
        {
            var from = image.Slice(PixelsAt + (y * RowBytes), RowBytes);
            var row = pixels.Row(Height - 1 - y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = At(from, x, palette);
                alphas |= row[x];
            }
        }

        // Pictures of 32 bits have their own alpha, but for old ones whose fourth byte is unused.
        if (Bits < 32 || (alphas & Opaque) == 0)
        {
            Mask(pixels, image[Math.Min(image.Length, PixelsAt + (RowBytes * Height))..]);
        }

        return pixels;
    }

    private uint[] ReadPalette(ReadOnlySpan<byte> image)
    {
        var palette = new uint[256];
        for (var i = 0; i < Colours; i++)
        {
            palette[i] = BinaryPrimitives.ReadUInt32LittleEndian(image[(HeaderBytes + (4 * i))..]);
        }

        return palette;
    }

    private uint At(ReadOnlySpan<byte> row, int x, uint[] palette) => Bits switch
    {
        1 => palette[(row[x >> 3] >> (7 - (x & 7))) & 1],
        4 => palette[(row[x >> 1] >> ((x & 1) == 0 ? 4 : 0)) & 15],
        8 => palette[row[x]],
        16 => Widen(BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])),
        24 => row[3 * x] | ((uint)row[(3 * x) + 1] << 8) | ((uint)row[(3 * x) + 2] << 16),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]),
    };

    /// <summary>Five bits a channel to eight.</summary>
    private static uint Widen(ushort colour)
    {
        uint red = (uint)(colour >> 10) & 31, green = (uint)(colour >> 5) & 31, blue = (uint)colour & 31;
        return (((red << 3) | (red >> 2)) << 16) | (((green << 3) | (green >> 2)) << 8) | (blue << 3) | (blue >> 2);
    }

    /// <summary>Bits that are set let through; without them all is opaque.</summary>
    private void Mask(PixelBuffer pixels, ReadOnlySpan<byte> mask)
    {
        var rowBytes = RowBytesOf(bits: 1);
        for (var y = 0; y < Height; y++)
        {
            var row = pixels.Row(Height - 1 - y);
            for (var x = 0; x < row.Length; x++)
            {
                var at = ((long)y * rowBytes) + (x >> 3);
                var isClear = at < mask.Length && ((mask[(int)at] >> (7 - (x & 7))) & 1) != 0;
                row[x] = isClear ? 0 : row[x] | Opaque;
            }
        }
    }

    /// <summary>Rows fill whole groups of four bytes.</summary>
    private int RowBytesOf(int bits) => (int)((((long)Width * bits) + 31) / 32 * 4);
}
