namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Unpacks the pixels of a frame: codes of growing size in blocks (GIF89a, Appendix F; Lempel, Ziv and Welch).</summary>
internal sealed class GifCodes
{
    private const int MostBits = 12;
    private const int MostCodes = 1 << MostBits;
    private const int LargestStartBits = 8;
    private const int None = -1;

    private readonly ushort[] _before = new ushort[MostCodes];
    private readonly byte[] _last = new byte[MostCodes];
    private readonly byte[] _run = new byte[MostCodes + 1];

    /// <summary>Unpacks a frame.</summary>
    /// <param name="data">The smallest size of codes, then blocks.</param>
    /// <param name="pixels">Gets the pixels, one byte each, in the order of the file; all are wanted.</param>
    public PictureFault Unpack(ReadOnlySpan<byte> data, Span<byte> pixels)
    {
        var startBits = data.IsEmpty ? 0 : data[0];
        if (startBits is < 1 or > LargestStartBits)
        {
            return PictureFault.Corrupt;
        }

        var reader = new BitReader(data[1..]);
        var (clear, end) = (1 << startBits, (1 << startBits) + 1);
        var (next, bits, previous, first, done) = (end + 1, startBits + 1, None, (byte)0, 0);
        while (done < pixels.Length)
        {
            var code = reader.Read(bits);
            if (code == None || code == end)
            {
                return PictureFault.Truncated;
            }

            if (code == clear)
            {
                (next, bits, previous) = (end + 1, startBits + 1, None);
                continue;
            }

            if (code > next || (code == next && previous == None) || (previous == None && code > end))
            {
                return PictureFault.Corrupt;
            }

            var length = Trace(code, code == next ? previous : code, clear, ref first);
            if (previous != None && next < MostCodes)
            {
                (_before[next], _last[next]) = ((ushort)previous, first);
                bits += ++next == 1 << bits && bits < MostBits ? 1 : 0;
            }

            previous = code;
            done += Write(length, pixels[done..]);
        }

        return PictureFault.None;
    }

    /// <summary>Follows a code back to its first colour; the run then stands in reverse.</summary>
    private int Trace(int code, int from, int clear, ref byte first)
    {
        var length = 0;
        if (from != code)
        {
            // A code that is only now being made: the run before, and its first colour again.
            _run[length++] = first;
        }

        while (from >= clear)
        {
            _run[length++] = _last[from];
            from = _before[from];
        }

        first = (byte)from;
        _run[length++] = first;
        return length;
    }

    private int Write(int length, Span<byte> pixels)
    {
        var count = Math.Min(length, pixels.Length);
        for (var i = 0; i < count; i++)
        {
            pixels[i] = _run[length - 1 - i];
        }

        return count;
    }

    /// <summary>Bits, the lowest first, across blocks that begin with their length.</summary>
    private ref struct BitReader(ReadOnlySpan<byte> blocks)
    {
        private readonly ReadOnlySpan<byte> _blocks = blocks;
        private int _at;
        private int _left;
        private uint _bits;
        private int _count;

        /// <summary>A code; -1 at the end.</summary>
        public int Read(int bits)
        {
            while (_count < bits)
            {
                if (_left == 0)
                {
                    _left = _at < _blocks.Length ? _blocks[_at++] : 0;
                    if (_left == 0)
                    {
                        return None;
                    }
                }

                if (_at >= _blocks.Length)
                {
                    return None;
                }

                _bits |= (uint)_blocks[_at++] << _count;
                _count += 8;
                _left--;
            }

            var code = (int)(_bits & ((1u << bits) - 1));
            _bits >>= bits;
            _count -= bits;
            return code;
        }
    }
}
