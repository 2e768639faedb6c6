namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>The table <c>cmap</c>: which glyph a character has.</summary>
internal static class CharacterMap
{
    private const int Unicode = 0;
    private const int Windows = 3;
    private const int Symbols = 0;
    private const int WindowsBasic = 1;
    private const int WindowsFull = 10;

    /// <exception cref="BrokenFontException">It is damaged, or knows no Unicode.</exception>
    public static void Check(ReadOnlySpan<byte> table)
    {
        var header = new FontBytes(table);
        header.Skip(sizeof(ushort));
        var count = header.U16();
        var isKnown = false;
        for (var i = 0; i < count; i++)
        {
            var (platform, encoding) = (header.U16(), header.U16());
            var offset = header.Length();
            if (offset > table.Length)
            {
                throw Damaged();
            }

            isKnown |= (platform == Unicode || (platform == Windows && encoding is Symbols or WindowsBasic or WindowsFull)) && IsWhole(table[offset..]);
        }

        if (!isKnown)
        {
            throw new BrokenFontException("The font does not say which glyph stands for which Unicode character (table 'cmap').");
        }
    }

    /// <summary>Whether a subtable is one for characters. One for variants of them (14) is not.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> table)
    {
        const int TrimmedBasic = 6;
        const int Segments = 4;
        const int TrimmedFull = 10;
        const int Groups = 12;
        var header = new FontBytes(table);
        var format = header.U16();
        var length = format switch
        {
            Segments or TrimmedBasic => header.U16(),
            TrimmedFull or Groups => LongLength(ref header),
            _ => -1,
        };

        // Large subtables of segments write the rest of a length that has 16 bits only, and are taken for what they hold.
        return length > 0 && (length <= table.Length || format == Segments ? true : throw Damaged());
    }

    private static int LongLength(ref FontBytes header)
    {
        header.Skip(sizeof(ushort));
        return header.Length();
    }

    private static BrokenFontException Damaged() => new("The table 'cmap' of the font is damaged.");
}
