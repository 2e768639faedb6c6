namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Reads TTF and OTF files: a directory and the tables that it names.</summary>
internal static class SfntReader
{
    private const int SearchHints = 6;

    /// <exception cref="BrokenFontException">It is none.</exception>
    public static SfntFont Read(ReadOnlyMemory<byte> file)
    {
        var header = new FontBytes(file.Span);
        var version = header.U32();
        var count = CountOf(header.U16());
        header.Skip(SearchHints);
        var tables = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        long total = 0;
        for (var i = 0; i < count; i++)
        {
            var tag = TagOf(header.Take(sizeof(uint)));
            header.Skip(sizeof(uint));
            var (offset, length) = (header.Length(), header.Length());
            total += length;

            // Tables that lie over one another would make a font of any size out of a small file.
            if (offset > file.Length || length > file.Length - offset || total > file.Length)
            {
                throw new BrokenFontException($"The table '{tag.Trim()}' of the font lies outside of the file; the file was cut or damaged.");
            }

            Add(tables, tag, file.Slice(offset, length));
        }

        return new SfntFont(version, tables);
    }

    /// <summary>A number of tables.</summary>
    public static int CountOf(ushort count) => count is > 0 and <= SfntFont.MaxTables
        ? count
        : throw new BrokenFontException($"The font has {count} tables; a font has 1 to {SfntFont.MaxTables}.");

    /// <summary>The name of a table.</summary>
    public static string TagOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var character in bytes)
        {
            if (character is < (byte)' ' or > (byte)'~')
            {
                throw new BrokenFontException("The font has a table without a readable name; the file was damaged.");
            }
        }

        return System.Text.Encoding.ASCII.GetString(bytes);
    }

    public static void Add(Dictionary<string, ReadOnlyMemory<byte>> tables, string tag, ReadOnlyMemory<byte> table)
    {
        if (!tables.TryAdd(tag, table))
        {
            throw new BrokenFontException($"The font has two tables '{tag.Trim()}'.");
        }
    }
}
