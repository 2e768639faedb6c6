using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>GB 18030, which has characters of four bytes too, the second and fourth of them digits.</summary>
/// <remarks>https://encoding.spec.whatwg.org/#gb18030-decoder.</remarks>
internal sealed class Gb18030Encoding(Encoding model) : DoubleByteEncoding(model, Table)
{
    private const int CodePageNumber = 54936;

    /// <summary>Where .NET has the first edition's characters for private use, and pages have others.</summary>
    private const string Later =
        "A3A0\u3000 A8BC\u1E3F A6D9\uFE10 A6DA\uFE12 A6DB\uFE11 A6DC\uFE13 A6DD\uFE14 A6DE\uFE15 A6DF\uFE16 A6EC\uFE17 A6ED\uFE18 A6F3\uFE19 "
        + "FE59\u9FB4 FE61\u9FB5 FE66\u9FB6 FE67\u9FB7 FE6D\u9FB8 FE7E\u9FB9 FE90\u9FBA FEA0\u9FBB";

    private static readonly Lazy<DoubleByteTable> Table = new(MakeTable);

    /// <inheritdoc />
    protected override int Read(ReadOnlySpan<byte> bytes, out uint character)
    {
        if (bytes.Length < 2 || bytes[0] is 0x80 or 0xFF || !char.IsAsciiDigit((char)bytes[1]))
        {
            return base.Read(bytes, out character);
        }

        character = DoubleByteTable.Unreadable;
        if ((bytes.Length > 2 && bytes[2] is < 0x81 or > 0xFE) || (bytes.Length > 3 && !char.IsAsciiDigit((char)bytes[3])))
        {
            return 1;
        }

        return bytes.Length < 4 ? bytes.Length : ReadFour(bytes[..4], out character);
    }

    private int ReadFour(ReadOnlySpan<byte> bytes, out uint character)
    {
        // A character whose place the second edition exchanged with that of A8BC.
        character = bytes is [0x81, 0x35, 0xF4, 0x37] ? '\uE7C7' : DoubleByteTable.Read(Model, bytes, keepsPrivateUse: true);
        character = character == 0 ? DoubleByteTable.Unreadable : character;
        return bytes.Length;
    }

    private static DoubleByteTable MakeTable()
    {
        var table = DoubleByteTable.Of(CharacterSets.Model(CodePageNumber), 0x40, keepsPrivateUse: true);
        table[0x80] = '€';
        table.Set(Later);

        return table;
    }
}
