using System.Text;

namespace PearlIo.Infrastructure.Fetching.Pages;

/// <summary>The characters that a lead byte and a trail byte make together, and those of single bytes above ASCII.</summary>
/// <remarks>A character is one or two UTF-16 units, the second in the upper half.</remarks>
internal sealed class DoubleByteTable
{
    /// <summary>What stands for bytes that are no character.</summary>
    public const char Unreadable = '\uFFFD';

    private const byte FirstLead = 0x81;
    private const byte LastLead = 0xFE;
    private const byte FirstTrail = 0x40;
    private const int TrailsOfLead = 0x100 - FirstTrail;
    private const byte FirstSingle = 0x80;

    private readonly uint[] _pairs = new uint[(LastLead - FirstLead + 1) * TrailsOfLead];

    /// <summary>NUL where a byte begins a pair.</summary>
    private readonly char[] _singles = new char[0x100 - FirstSingle];

    /// <summary>A table without pairs, in which single bytes cannot be read.</summary>
    public DoubleByteTable()
    {
        this[FirstSingle] = Unreadable;
        this[0xFF] = Unreadable;
    }

    /// <summary>The character of a byte from 0x80 on, or NUL where it begins a pair.</summary>
    public char this[byte single]
    {
        get => _singles[single - FirstSingle];
        set => _singles[single - FirstSingle] = value;
    }

    /// <summary>The character of a pair, or zero where it is none.</summary>
    public uint this[byte lead, byte trail]
    {
        get => lead is < FirstLead or > LastLead || trail < FirstTrail ? 0 : _pairs[Place(lead, trail)];
        set => _pairs[Place(lead, trail)] = value;
    }

    /// <summary>A table of what .NET makes of pairs.</summary>
    /// <param name="model">The encoding of .NET.</param>
    /// <param name="firstTrail">Trails begin here.</param>
    /// <param name="keepsPrivateUse">Whether what is for private use is a character.</param>
    public static DoubleByteTable Of(Encoding model, byte firstTrail, bool keepsPrivateUse)
    {
        var table = new DoubleByteTable();
        for (int lead = FirstLead; lead <= LastLead; lead++)
        {
            for (int trail = firstTrail; trail <= 0xFE; trail++)
            {
                table[(byte)lead, (byte)trail] = Read(model, [(byte)lead, (byte)trail], keepsPrivateUse);
            }
        }

        return table;
    }

    /// <summary>What .NET makes of the bytes of one character, or zero where they are none.</summary>
    public static uint Read(Encoding model, ReadOnlySpan<byte> bytes, bool keepsPrivateUse)
    {
        Span<char> units = stackalloc char[8];
        var read = units[..model.GetChars(bytes, units)];
        return read switch
        {
            [var one] when one is not Unreadable && (keepsPrivateUse || !IsPrivate(one)) => one,
            [var high, var low] when char.IsSurrogatePair(high, low) => Pair(high, low),
            _ => 0,
        };
    }

    /// <summary>Sets pairs, each in hexadecimal with its character behind it, divided by spaces.</summary>
    public void Set(string rows)
    {
        foreach (var row in rows.Split(' '))
        {
            var pair = Convert.FromHexString(row[..^1]);
            this[pair[0], pair[1]] = row[^1];
        }
    }

    /// <summary>A character of two units.</summary>
    public static uint Pair(char first, char second) => first | ((uint)second << 16);

    /// <summary>A character of a code point.</summary>
    public static uint OfCodePoint(int codePoint)
    {
        Span<char> units = stackalloc char[2];
        return new Rune(codePoint).EncodeToUtf16(units) == 1 ? units[0] : Pair(units[0], units[1]);
    }

    /// <summary>Whether a unit is one of those that .NET puts where a code page has nothing.</summary>
    public static bool IsPrivate(char unit) => unit is >= '\uE000' and <= '\uF8FF';

    private static int Place(byte lead, byte trail) => ((lead - FirstLead) * TrailsOfLead) + trail - FirstTrail;
}
