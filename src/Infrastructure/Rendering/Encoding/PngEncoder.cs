using System.IO.Compression;
using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>
/// Encodes pictures as PNG. Filters cost bytes on rows of text. Belongs to one render thread: it keeps its buffers.
/// </summary>
internal sealed class PngEncoder : IDisposable
{
    /// <summary>zlib's, for what has to be small.</summary>
    private const int StrongLevel = 9;

    private const int BytesPerPixel = 3;
    private const byte NoFilter = 0;
    private const byte UpFilter = 2;

    /// <summary>Pixels by which a row may differ from the one above and still be stored as the difference.</summary>
    private const int FewChanges = 60;

    private static readonly Vector128<byte> DropAlpha = Vector128.Create(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0x80, 0x80, 0x80, 0x80);

    private readonly PixelDeflate _pixels = new();
    private readonly MemoryStream _compressed = new();
    private byte[] _rows = [];

    /// <summary>Encodes with eight bits a channel and no alpha, the fast way.</summary>
    public byte[] EncodeTruecolour(PixelBuffer picture)
    {
        var stride = 1 + (picture.Width * BytesPerPixel);
        var rows = TakeRows((stride * picture.Height) + PixelMatcher.Slack);
        rows[^PixelMatcher.Slack..].Clear();
        for (var y = 0; y < picture.Height; y++)
        {
            FilterNothing(picture.Row(y), rows.Slice(y * stride, stride));
        }

        return PngWriter.Write(picture.Width, picture.Height, _pixels.Compress(rows, stride), palette: []);
    }

    /// <summary>
    /// Encodes with eight bits a channel and no alpha, in fewer bytes and several times the time. A row that is nearly the one above
    /// is stored as the difference, which is nearly nothing.
    /// </summary>
    public byte[] EncodeTruecolourStrongly(PixelBuffer picture)
    {
        var stride = 1 + (picture.Width * BytesPerPixel);
        var rows = TakeRows(stride * picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            FilterRow(picture.Row(y), y == 0 ? [] : picture.Row(y - 1), rows.Slice(y * stride, stride));
        }

        return Compress(picture, rows, stride, palette: []);
    }

    /// <summary>Encodes with one byte a pixel.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="palette">A palette that knows every colour of the picture.</param>
    public byte[] EncodeIndexed(PixelBuffer picture, Palette palette)
    {
        var stride = 1 + picture.Width;
        var rows = TakeRows(stride * picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var row = rows.Slice(y * stride, stride);
            row[0] = NoFilter;
            palette.Index(picture.Row(y), row[1..]);
        }

        return Compress(picture, rows, stride, palette.ToBytes());
    }

    public void Dispose() => _compressed.Dispose();

    private static void FilterRow(ReadOnlySpan<uint> pixels, ReadOnlySpan<uint> above, Span<byte> target)
    {
        if (above.Length > 0 && CountChanges(pixels, above) <= FewChanges)
        {
            target[0] = UpFilter;
            PackDifference(pixels, above, target[1..]);
        }
        else
        {
            FilterNothing(pixels, target);
        }
    }

    private static void FilterNothing(ReadOnlySpan<uint> pixels, Span<byte> target)
    {
        target[0] = NoFilter;
        PackRow(pixels, target[1..]);
    }

    private static int CountChanges(ReadOnlySpan<uint> pixels, ReadOnlySpan<uint> above)
    {
        var (changes, x) = (0, 0);
        while (changes <= FewChanges && x < pixels.Length)
        {
            x += pixels[x..].CommonPrefixLength(above[x..]);
            changes += x < pixels.Length ? 1 : 0;
            x++;
        }

        return changes;
    }

    /// <summary>Few pixels differ, so that whole runs are zero.</summary>
    private static void PackDifference(ReadOnlySpan<uint> pixels, ReadOnlySpan<uint> above, Span<byte> target)
    {
        target.Clear();
        for (var x = pixels.CommonPrefixLength(above); x < pixels.Length; x++)
        {
            target[x * BytesPerPixel] = (byte)((pixels[x] >> 16) - (above[x] >> 16));
            target[(x * BytesPerPixel) + 1] = (byte)((pixels[x] >> 8) - (above[x] >> 8));
            target[(x * BytesPerPixel) + 2] = (byte)(pixels[x] - above[x]);
            x += pixels[(x + 1)..].CommonPrefixLength(above[(x + 1)..]);
        }
    }

    /// <summary>Blue, green, red, 255 to red, green, blue.</summary>
    private static void PackRow(ReadOnlySpan<uint> pixels, Span<byte> target)
    {
        var x = 0;

        // Each store writes four bytes past its four pixels; the next one covers them, and the last pixels go one by one.
        for (; x <= pixels.Length - 8; x += 4)
        {
            var four = Vector128.Create(pixels[x..]).AsByte();
            Vector128.Shuffle(four, DropAlpha).CopyTo(target[(x * BytesPerPixel)..]);
        }

        for (; x < pixels.Length; x++)
        {
            target[x * BytesPerPixel] = (byte)(pixels[x] >> 16);
            target[(x * BytesPerPixel) + 1] = (byte)(pixels[x] >> 8);
            target[(x * BytesPerPixel) + 2] = (byte)pixels[x];
        }
    }

    private Span<byte> TakeRows(int bytes)
    {
        if (_rows.Length < bytes)
        {
            _rows = GC.AllocateUninitializedArray<byte>(bytes);
        }

        return _rows.AsSpan(0, bytes);
    }

    private byte[] Compress(PixelBuffer picture, ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<byte> palette)
    {
        _compressed.SetLength(0);
        using (var zlib = new ZLibStream(_compressed, new ZLibCompressionOptions { CompressionLevel = StrongLevel }, leaveOpen: true))
        {
            for (var start = 0; start < rows.Length; start += stride)
            {
                zlib.Write(rows.Slice(start, stride));
                YieldPoint.Pass();
            }
        }

        var compressed = _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length);
        return PngWriter.Write(picture.Width, picture.Height, compressed, palette);
    }
}
