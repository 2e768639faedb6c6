using System.IO.Compression;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Unpacks WOFF files (WOFF 1.0): each table by itself, with zlib or as it is.</summary>
internal static class WoffReader
{
    /// <summary><c>wOFF</c>.</summary>
    public const uint Signature = 0x774F4646;

    private const int AfterCount = 30;

    /// <exception cref="BrokenFontException">It is none.</exception>
    public static SfntFont Read(ReadOnlyMemory<byte> file)
    {
        var header = new FontBytes(file.Span);
        header.Skip(sizeof(uint));
        var flavor = header.U32();
        header.Skip(sizeof(uint));
        var count = SfntReader.CountOf(header.U16());
        header.Skip(AfterCount);
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        long total = 0;
        for (var i = 0; i < count; i++)
        {
            var tag = SfntReader.TagOf(header.Take(sizeof(uint)));
            var (offset, packed, length) = (header.Length(), header.Length(), header.Length());
            header.Skip(sizeof(uint));
            total += length;
            if (offset > file.Length || packed > file.Length - offset || packed > length)
            {
                throw new BrokenFontException($"The table '{tag.Trim()}' of the font lies outside of the file; the file was cut or damaged.");
            }

            FontStreams.RequireRoom(total);
            var bytes = file.Slice(offset, packed);
            SfntReader.Add(tables, tag, packed == length ? bytes : Inflate(bytes, length));
        }

        return new SfntFont(flavor, tables);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> packed, int length)
    {
        using var source = FontStreams.Open(packed);
        using var stream = new ZLibStream(source, CompressionMode.Decompress);
        return FontStreams.ReadExactly(stream, length);
    }
}
