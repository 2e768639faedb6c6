using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Decodes icons and pointers of Windows: the image of the file that suits best, a PNG or a bitmap.</summary>
internal static class IcoPicture
{
    private const int HeaderBytes = 6;
    private const int EntryBytes = 16;
    private const int MostEntries = 256;

    public static bool LooksLike(ReadOnlySpan<byte> file) => file.Length >= HeaderBytes && file[0] == 0 && file[1] == 0 && file[2] is 1 or 2 && file[3] == 0
        && BinaryPrimitives.ReadUInt16LittleEndian(file[4..]) is >= 1 and <= MostEntries;

    /// <summary>The natural size is that of the largest image, whichever is decoded.</summary>
    public static PictureFault Decode(ReadOnlySpan<byte> file, DecodeOrder order, out Picture? picture)
    {
        picture = null;
        var fault = ReadEntries(file, out var entries);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        var largest = entries.OrderByDescending(entry => (long)entry.Width * entry.Height).ThenByDescending(entry => entry.Bits).First();
        fault = order.Limits.Check(largest.Width, largest.Height);
        if (fault != PictureFault.None)
        {
            return fault;
        }

        var best = entries.Where(entry => Math.Max(entry.Width, entry.Height) >= (order.MaxSide ?? int.MaxValue))
            .OrderBy(entry => (long)entry.Width * entry.Height).ThenByDescending(entry => entry.Bits).FirstOrDefault(largest);
        fault = DecodeImage(file.Slice(best.Offset, best.Length), order.Whole, out var image);
        if (image is RasterPicture raster)
        {
            picture = new RasterPicture(raster.Pixels, raster.IsOpaque) { Width = largest.Width, Height = largest.Height };
        }

        return fault;
    }

    private static PictureFault DecodeImage(ReadOnlySpan<byte> image, DecodeOrder order, out Picture? picture)
        => PngChunks.HasSignature(image) ? PngPicture.Decode(image, order, out picture) : IcoBitmap.Decode(image, order.Limits, out picture);

    private static PictureFault ReadEntries(ReadOnlySpan<byte> file, out List<Entry> entries)
    {
        entries = [];
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[4..]);
        if (file.Length < HeaderBytes + (count * EntryBytes))
        {
            return PictureFault.Truncated;
        }

        for (var i = 0; i < count; i++)
        {
            var about = file.Slice(HeaderBytes + (i * EntryBytes), EntryBytes);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(about[8..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(about[12..]);
            if (offset + length > file.Length)
            {
                return PictureFault.Truncated;
            }

            if (TryRead(file.Slice((int)offset, (int)length), out var entry))
            {
                entries.Add(entry with { Offset = (int)offset, Length = (int)length });
            }
        }

        return entries.Count > 0 ? PictureFault.None : PictureFault.Corrupt;
    }

    /// <summary>Sizes are the image's own: those of the list have a byte each, and are often wrong.</summary>
    private static bool TryRead(ReadOnlySpan<byte> image, out Entry entry)
    {
        if (PngChunks.TryReadSize(image, out var width, out var height))
        {
            entry = new Entry((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue), 32, 0, 0);
            return width > 0 && height > 0;
        }

        var isBitmap = IcoBitmap.TryRead(image, out var bitmap);
        entry = new Entry(bitmap.Width, bitmap.Height, bitmap.Bits, 0, 0);
        return isBitmap;
    }

    private readonly record struct Entry(int Width, int Height, int Bits, int Offset, int Length);
}
