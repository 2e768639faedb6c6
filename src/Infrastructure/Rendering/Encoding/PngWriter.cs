using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Encoding;

/// <summary>Puts compressed rows into the chunks of a PNG file.</summary>
internal static class PngWriter
{
    private const int ChunkOverheadBytes = 12;
    private const int HeaderBytes = 13;
    private const byte BitDepth = 8;
    private const byte Truecolour = 2;
    private const byte Indexed = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="width">px.</param>
    /// <param name="height">px.</param>
    /// <param name="compressed">A zlib stream of filtered rows.</param>
    /// <param name="palette">Red, green and blue of each colour, or nothing for truecolour rows.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> compressed, ReadOnlySpan<byte> palette)
    {
        var paletteBytes = palette.IsEmpty ? 0 : palette.Length + ChunkOverheadBytes;
        var file = new byte[Signature.Length + HeaderBytes + compressed.Length + paletteBytes + (3 * ChunkOverheadBytes)];
        Signature.CopyTo(file);
        var rest = WriteHeader(file.AsSpan(Signature.Length), width, height, palette.IsEmpty ? Truecolour : Indexed);
        rest = palette.IsEmpty ? rest : WriteChunk(rest, "PLTE"u8, palette);
        rest = WriteChunk(rest, "IDAT"u8, compressed);
        WriteChunk(rest, "IEND"u8, []);
        return file;
    }

    private static Span<byte> WriteHeader(Span<byte> target, int width, int height, byte colourType)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = BitDepth;
        header[9] = colourType;
        return WriteChunk(target, "IHDR"u8, header);
    }

    private static Span<byte> WriteChunk(Span<byte> target, scoped ReadOnlySpan<byte> type, scoped ReadOnlySpan<byte> data)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, data.Length);
        type.CopyTo(target[4..]);
        data.CopyTo(target[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(target[(8 + data.Length)..], Crc32.Of(target.Slice(4, data.Length + 4)));
        return target[(ChunkOverheadBytes + data.Length)..];
    }
}
