using System.Buffers.Binary;

namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Writes bits from the lowest of each byte on (RFC 1951, 3.1.1). Keeps its memory from one stream to the next.</summary>
internal sealed class BitWriter
{
    private const int Word = 32;

    private byte[] _bytes = new byte[1 << 16];
    private int _at;
    private ulong _bits;
    private int _count;

    /// <summary>All whole bytes.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _at);

    public void Clear() => (_at, _bits, _count) = (0, 0, 0);

    /// <summary>Makes room for so many more bytes, which is asked for once rather than with each of them.</summary>
    public void Reserve(int bytes)
    {
        if (_bytes.Length < _at + bytes + sizeof(ulong))
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _at + bytes + sizeof(ulong)));
        }
    }

    /// <param name="value">Its lowest bit goes first; without bits above <paramref name="count"/>.</param>
    /// <param name="count">0 to 32.</param>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        if (_count >= Word)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_at), (uint)_bits);
            _at += sizeof(uint);
            _bits >>= Word;
            _count -= Word;
        }
    }

    /// <summary>Fills the last byte up with zeros.</summary>
    public void FillByte()
    {
        for (; _count > 0; _count -= 8)
        {
            _bytes[_at++] = (byte)_bits;
            _bits >>= 8;
        }

        _count = 0;
    }

    /// <summary>Writes a number with its highest byte first, at the start of a byte.</summary>
    public void WriteBigEndian(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(_at), value);
        _at += sizeof(uint);
    }
}
