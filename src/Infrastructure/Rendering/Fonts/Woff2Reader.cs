using System.IO.Compression;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Unpacks WOFF2 files (W3C, WOFF File Format 2.0): one Brotli stream of all tables, some of them rewritten to pack better.</summary>
internal static class Woff2Reader
{
    /// <summary><c>wOF2</c>.</summary>
    public const uint Signature = 0x774F4632;

    private const uint Collection = 0x74746366;
    private const int AfterPackedLength = 24;

    /// <exception cref="BrokenFontException">It is none.</exception>
    public static SfntFont Read(ReadOnlyMemory<byte> file)
    {
        var header = new FontBytes(file.Span);
        header.Skip(sizeof(uint));
        var flavor = header.U32();
        if (flavor == Collection)
        {
            throw new BrokenFontException("The file is a collection of fonts; give one font a file.");
        }

        header.Skip(sizeof(uint));
        var count = SfntReader.CountOf(header.U16());
        header.Skip(sizeof(ushort) + sizeof(uint));
        var packedLength = header.Length();
        header.Skip(AfterPackedLength);
        var entries = Woff2Entry.ReadAll(ref header, count);
        if (packedLength > header.Left)
        {
            throw new BrokenFontException("The font ends early; the file was cut or damaged.");
        }

        var unpacked = Unpack(file.Slice(header.Position, packedLength), entries);
        return Woff2Transforms.Undo(new SfntFont(flavor, Split(unpacked, entries)), entries);
    }

    private static byte[] Unpack(ReadOnlyMemory<byte> packed, IReadOnlyList<Woff2Entry> entries)
    {
        var total = entries.Sum(entry => (long)entry.StoredLength);
        FontStreams.RequireRoom(total);
        FontStreams.RequireRoom(entries.Sum(entry => (long)entry.Length));
        using var source = FontStreams.Open(packed);
        using var stream = new BrotliStream(source, CompressionMode.Decompress);
        return FontStreams.ReadExactly(stream, (int)total);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Split(byte[] unpacked, IReadOnlyList<Woff2Entry> entries)
    {
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var at = 0;
        foreach (var entry in entries)
        {
            SfntReader.Add(tables, entry.Tag, unpacked.AsMemory(at, entry.StoredLength));
            at += entry.StoredLength;
        }

        return tables;
    }
}
