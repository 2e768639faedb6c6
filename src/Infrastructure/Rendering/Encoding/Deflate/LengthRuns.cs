namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Lengths of codes, runs of one length as repetitions, themselves in a code: as Deflate has them (RFC 1951, 3.2.7), and WebP too (RFC 9649, 3.7.2.1.2).</summary>
/// <param name="capacity">Lengths at most.</param>
internal sealed class LengthRuns(int capacity)
{
    private const int Symbols = 19;
    private const int Repeat = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;
    private const int LeastOrdered = 4;
    private const int BitsOfLength = 3;

    private readonly HuffmanCode _code = new(Symbols, longest: 7);
    private readonly int[] _counts = new int[Symbols];
    private readonly (byte Symbol, byte Extra)[] _written = new (byte, byte)[capacity];
    private int _count;

    /// <summary>Takes the lengths.</summary>
    public void Read(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_counts);
        _count = 0;
        while (!lengths.IsEmpty)
        {
            var length = lengths[0];
            var run = lengths.IndexOfAnyExcept(length) is >= 0 and var found ? found : lengths.Length;
            lengths = lengths[run..];
            if (length > 0)
            {
                Add(length);
                run--;
            }

            while (run > 0)
            {
                run -= AddRun(length, run);
            }
        }

        _code.Build(_counts);
    }

    /// <summary>How many lengths of the code have to be written, in the order of a format.</summary>
    private int CountOrdered(ReadOnlySpan<byte> order)
    {
        var count = order.Length;
        while (count > LeastOrdered && _code.Lengths[order[count - 1]] == 0)
        {
            count--;
        }

        return count;
    }

    /// <summary>Writes the code: how many lengths there are beyond four, and these.</summary>
    public void WriteCode(BitWriter target, ReadOnlySpan<byte> order)
    {
        var count = CountOrdered(order);
        target.Write((uint)(count - LeastOrdered), 4);
        foreach (var symbol in order[..count])
        {
            target.Write(_code.Lengths[symbol], BitsOfLength);
        }
    }

    /// <summary>Writes the lengths in that code.</summary>
    public void WriteLengths(BitWriter target)
    {
        foreach (var (symbol, extra) in _written.AsSpan(0, _count))
        {
            target.Write(_code.Codes[symbol], _code.Lengths[symbol]);
            target.Write(extra, symbol switch { Repeat => 2, FewZeros => 3, ManyZeros => 7, _ => 0 });
        }
    }

    /// <returns>How many lengths that was.</returns>
    private int AddRun(byte length, int run)
    {
        if (run < 3)
        {
            Add(length);
            return 1;
        }

        var (symbol, least, most) = length > 0 ? (Repeat, 3, 6) : run > 10 ? (ManyZeros, 11, 138) : (FewZeros, 3, 10);
        var count = Math.Min(run, most);
        Add((byte)symbol, (byte)(count - least));
        return count;
    }

    private void Add(byte symbol, byte extra = 0)
    {
        _written[_count++] = (symbol, extra);
        _counts[symbol]++;
    }
}
