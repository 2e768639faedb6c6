using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>ISO-2022-JP, in which escape sequences say what the bytes behind them are.</summary>
/// <remarks>https://encoding.spec.whatwg.org/#iso-2022-jp-decoder.</remarks>
internal sealed class Iso2022JpEncoding(Encoding model, Lazy<DoubleByteTable> characters) : DoubleByteEncoding(model, characters)
{
    private const byte Escape = 0x1B;

    /// <summary>The table has the bytes of EUC-JP, which are those of here with the high bit.</summary>
    private const byte HighBit = 0x80;

    private enum Set
    {
        Ascii,
        Roman,
        Kana,
        Pairs,
    }

    /// <inheritdoc />
    protected override int Decode(ReadOnlySpan<byte> bytes, Span<char> units)
    {
        var (set, written, follows) = (Set.Ascii, 0, false);
        while (!bytes.IsEmpty)
        {
            if (bytes[0] == Escape && After(bytes) is { } next)
            {
                // Two of them in a row hide what a filter may have looked for.
                if (follows)
                {
                    units[written++] = DoubleByteTable.Unreadable;
                }

                (set, follows) = (next, true);
                bytes = bytes[3..];
                continue;
            }

            follows = false;
            bytes = bytes[Read(set, bytes, out units[written++])..];
        }

        return written;
    }

    private static Set? After(ReadOnlySpan<byte> escape) => escape switch
    {
        [_, (byte)'(', (byte)'B', ..] => Set.Ascii,
        [_, (byte)'(', (byte)'J', ..] => Set.Roman,
        [_, (byte)'(', (byte)'I', ..] => Set.Kana,
        [_, (byte)'$', (byte)'@' or (byte)'B', ..] => Set.Pairs,
        _ => null,
    };

    private int Read(Set set, ReadOnlySpan<byte> bytes, out char unit)
    {
        if (set is Set.Pairs && bytes[0] is >= 0x21 and <= 0x7E)
        {
            return ReadPair(bytes, out unit);
        }

        unit = (set, bytes[0]) switch
        {
            (Set.Kana, >= 0x21 and <= 0x5F) => JapaneseRows.SmallKana((byte)(bytes[0] | HighBit)),
            (Set.Roman, (byte)'\\') => '¥',
            (Set.Roman, (byte)'~') => '‾',
            (Set.Ascii or Set.Roman, < 0x80 and not (0x0E or 0x0F or Escape)) => (char)bytes[0],
            _ => DoubleByteTable.Unreadable,
        };
        return 1;
    }

    private int ReadPair(ReadOnlySpan<byte> bytes, out char unit)
    {
        unit = DoubleByteTable.Unreadable;
        if (bytes.Length == 1 || bytes[1] == Escape)
        {
            return 1;
        }

        if (bytes[1] is >= 0x21 and <= 0x7E && Characters[(byte)(bytes[0] | HighBit), (byte)(bytes[1] | HighBit)] is not 0 and var character)
        {
            unit = (char)character;
        }

        return 2;
    }
}
