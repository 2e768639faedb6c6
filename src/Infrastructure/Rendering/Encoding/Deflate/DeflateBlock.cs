namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Literals and matches up to a number, and then all of them in codes of their own (RFC 1951, 3.2.7).</summary>
internal sealed class DeflateBlock
{
    private const int Capacity = 1 << 14;
    private const int DynamicCodes = 2;
    private const int LargestHeaderBytes = 512;

    /// <summary>Two codes of 15 bits, and 5 and 13 extra ones.</summary>
    private const int LargestSymbolBytes = 6;

    private readonly uint[] _symbols = new uint[Capacity];
    private readonly int[] _literalCounts = new int[DeflateCodes.LiteralsAndLengths];
    private readonly int[] _distanceCounts = new int[DeflateCodes.Distances];
    private readonly HuffmanCode _literals = new(DeflateCodes.LiteralsAndLengths, longest: 15);
    private readonly HuffmanCode _distances = new(DeflateCodes.Distances, longest: 15);
    private readonly CodeLengths _lengths = new();
    private int _count;

    /// <summary>Whether a further pixel might not fit.</summary>
    public bool IsFull => _count > Capacity - 4;

    public void Clear()
    {
        _count = 0;
        Array.Clear(_literalCounts);
        Array.Clear(_distanceCounts);
    }

    public void AddLiteral(byte value)
    {
        _symbols[_count++] = value;
        _literalCounts[value]++;
    }

    /// <param name="length">Bytes, 3 to 258.</param>
    /// <param name="distance">Bytes back, 1 to 32768.</param>
    public void AddMatch(int length, int distance)
    {
        _symbols[_count++] = ((uint)length << 16) | (uint)(distance - 1);
        _literalCounts[DeflateCodes.FirstLength + DeflateCodes.OfLength(length)]++;
        _distanceCounts[DeflateCodes.OfDistance(distance)]++;
    }

    /// <summary>Writes the block, and begins the next.</summary>
    public void Write(BitWriter target, bool isLast)
    {
        _literalCounts[DeflateCodes.EndOfBlock] = 1;
        _literals.Build(_literalCounts);
        _distances.Build(_distanceCounts);
        target.Reserve(LargestHeaderBytes + (_count * LargestSymbolBytes));
        target.Write(isLast ? 1u : 0, 1);
        target.Write(DynamicCodes, 2);
        _lengths.Write(target, _literals.Lengths, _distances.Lengths);
        WriteSymbols(target);
        target.Write(_literals.Codes[DeflateCodes.EndOfBlock], _literals.Lengths[DeflateCodes.EndOfBlock]);
        Clear();
    }

    private void WriteSymbols(BitWriter target)
    {
        var codes = _literals.Codes;
        var bits = _literals.Lengths;
        foreach (var symbol in _symbols.AsSpan(0, _count))
        {
            if (symbol <= byte.MaxValue)
            {
                target.Write(codes[(int)symbol], bits[(int)symbol]);
            }
            else
            {
                WriteMatch(target, (int)(symbol >> 16), (int)(symbol & ushort.MaxValue) + 1);
            }
        }
    }

    private void WriteMatch(BitWriter target, int length, int distance)
    {
        var code = DeflateCodes.OfLength(length);
        var symbol = DeflateCodes.FirstLength + code;
        target.Write(_literals.Codes[symbol], _literals.Lengths[symbol]);
        target.Write((uint)(length - DeflateCodes.FirstOfLength(code)), DeflateCodes.LengthBits(code));
        var far = DeflateCodes.OfDistance(distance);
        target.Write(_distances.Codes[far], _distances.Lengths[far]);
        target.Write((uint)(distance - DeflateCodes.FirstOfDistance(far)), DeflateCodes.DistanceBits(far));
    }
}
