namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Writes the lengths of a block's codes, themselves in a code (RFC 1951, 3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int Symbols = 19;
    private const int Repeat = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;
    private const int LeastLiterals = 257;

    private readonly HuffmanCode _code = new(Symbols, longest: 7);
    private readonly int[] _counts = new int[Symbols];
    private readonly byte[] _all = new byte[DeflateCodes.LiteralsAndLengths + DeflateCodes.Distances];
    private readonly (byte Symbol, byte Extra)[] _written = new (byte, byte)[DeflateCodes.LiteralsAndLengths + DeflateCodes.Distances];

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    public void Write(BitWriter target, ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        literals = literals[..Math.Max(LeastLiterals, literals.LastIndexOfAnyExcept((byte)0) + 1)];
        distances = distances[..(distances.LastIndexOfAnyExcept((byte)0) + 1)];
        literals.CopyTo(_all);
        distances.CopyTo(_all.AsSpan(literals.Length));
        Array.Clear(_counts);
        var written = Shorten(_all.AsSpan(0, literals.Length + distances.Length));
        _code.Build(_counts);
        var count = CountOrdered();
        target.Write((uint)(literals.Length - LeastLiterals), 5);
        target.Write((uint)(distances.Length - 1), 5);
        target.Write((uint)(count - 4), 4);
        foreach (var symbol in Order[..count])
        {
            target.Write(_code.Lengths[symbol], 3);
        }

        foreach (var (symbol, extra) in _written.AsSpan(0, written))
        {
            target.Write(_code.Codes[symbol], _code.Lengths[symbol]);
            target.Write(extra, symbol switch { Repeat => 2, FewZeros => 3, ManyZeros => 7, _ => 0 });
        }
    }

    /// <summary>Runs of one length become repetitions.</summary>
    private int Shorten(ReadOnlySpan<byte> lengths)
    {
        var written = 0;
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length) is >= 0 and var found ? found : lengths.Length;
            lengths = lengths[run..];
            if (length > 0)
            {
                Add(ref written, length);
                run--;
            }

            while (run > 0)
            {
                run -= AddRun(ref written, length, run);
            }
        }

        return written;
    }

    /// <returns>How many lengths that was.</returns>
    private int AddRun(ref int written, byte length, int run)
    {
        if (run < 3)
        {
            Add(ref written, length);
            return 1;
        }

        var (symbol, least, most) = length > 0 ? (Repeat, 3, 6) : run > 10 ? (ManyZeros, 11, 138) : (FewZeros, 3, 10);
        var count = Math.Min(run, most);
        Add(ref written, (byte)symbol, (byte)(count - least));
        return count;
    }

    private void Add(ref int written, byte symbol, byte extra = 0)
    {
        _written[written++] = (symbol, extra);
        _counts[symbol]++;
    }

    private int CountOrdered()
    {
        var count = Symbols;
        while (count > 4 && _code.Lengths[Order[count - 1]] == 0)
        {
            count--;
        }

        return count;
    }
}
