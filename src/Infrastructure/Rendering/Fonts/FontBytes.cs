using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Fonts;

/// <summary>Reads big-endian numbers one after another; what lies behind the end breaks the font and nothing else.</summary>
/// <param name="bytes">What is read.</param>
internal ref struct FontBytes(ReadOnlySpan<byte> bytes)
{
    private const byte WordCode = 253;
    private const byte SecondRange = 254;
    private const byte FirstRange = 255;
    private const int RangeStart = 253;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next number stands.</summary>
    public int Position { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    public byte U8() => Take(sizeof(byte))[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)));

    public short I16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    /// <summary>A length or an offset, none of which can be above 2 GiB here.</summary>
    public int Length() => U32() is var length and <= int.MaxValue ? (int)length : throw CutShort();

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw CutShort();
        }

        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    public void Skip(int count) => Take(count);

    /// <summary>A number of 1 to 5 bytes, seven bits each (WOFF2, 4.1).</summary>
    public int UIntBase128()
    {
        uint value = 0;
        for (var i = 0; i < 5; i++)
        {
            var next = U8();
            if ((i == 0 && next == 0x80) || (value & 0xFE000000) != 0)
            {
                throw new BrokenFontException("The font has a length that is written wrong.");
            }

            value = (value << 7) | (next & 0x7Fu);
            if ((next & 0x80) == 0)
            {
                return value <= int.MaxValue ? (int)value : throw CutShort();
            }
        }

        throw new BrokenFontException("The font has a length that is written wrong.");
    }

    /// <summary>A number of 1 to 3 bytes (WOFF2, 4.1).</summary>
    public int U255() => U8() switch
    {
        WordCode => U16(),
        FirstRange => U8() + RangeStart,
        SecondRange => U8() + (RangeStart * 2),
        var small => small,
    };

    private static BrokenFontException CutShort() => new("The font ends early or names places outside of itself; the file was cut or damaged.");
}
