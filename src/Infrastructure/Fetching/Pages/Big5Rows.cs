using System.IO.Compression;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>
/// The table of Big5. Pages of Hong Kong write Cantonese with characters that .NET has not, and Taiwan's programs had kana and numerals in rows
/// of ETEN; <c>Big5Rows.bin</c> has both, made by <c>build/big5</c>.
/// </summary>
/// <remarks>https://encoding.spec.whatwg.org/#index-big5 and https://encoding.spec.whatwg.org/#big5-decoder for the letters of two code points.</remarks>
internal static class Big5Rows
{
    private const int CodePageNumber = 950;
    private const int TrailsOfLead = 157;
    private const int Pointers = 126 * TrailsOfLead;
    private const byte FirstLead = 0x81;

    /// <summary>Trails are from 0x40 on, and after a gap from 0xA1.</summary>
    private const int FirstTrail = 0x40;
    private const int FirstOfGap = 0x3F;
    private const int BehindGap = 0x62;

    /// <summary>Pairs of Big5.</summary>
    public static Lazy<DoubleByteTable> Table { get; } = new(MakeTable);

    private static DoubleByteTable MakeTable()
    {
        var table = DoubleByteTable.Of(CharacterSets.Model(CodePageNumber), FirstTrail, keepsPrivateUse: false);
        var planes = Load();
        for (var pointer = 0; pointer < Pointers; pointer++)
        {
            var codePoint = planes[pointer] | (planes[Pointers + pointer] << 8) | (planes[(2 * Pointers) + pointer] << 16);
            if (codePoint != 0)
            {
                var trail = pointer % TrailsOfLead;
                table[(byte)(FirstLead + (pointer / TrailsOfLead)), (byte)(trail + (trail < FirstOfGap ? FirstTrail : BehindGap))] =
                    DoubleByteTable.OfCodePoint(codePoint);
            }
        }

        AddMarked(table);
        return table;
    }

    // Letters with two marks, a macron or a caron on top, have no code point of their own.
    private static void AddMarked(DoubleByteTable table)
    {
        table[0x88, 0x62] = DoubleByteTable.Pair('Ê', '\u0304');
        table[0x88, 0x64] = DoubleByteTable.Pair('Ê', '\u030C');
        table[0x88, 0xA3] = DoubleByteTable.Pair('ê', '\u0304');
        table[0x88, 0xA5] = DoubleByteTable.Pair('ê', '\u030C');
    }

    private static byte[] Load()
    {
        using var resource = typeof(Big5Rows).Assembly.GetManifestResourceStream(typeof(Big5Rows), "Big5Rows.bin")!;
        using var deflated = new DeflateStream(resource, CompressionMode.Decompress);
        var planes = new byte[3 * Pointers];
        deflated.ReadExactly(planes);
        return planes;
    }
}
