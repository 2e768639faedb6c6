namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>A prefix code made of how often symbols occur (RFC 1951, 3.2.2). Keeps its memory from one to the next.</summary>
/// <param name="symbols">How many there are, at least 2.</param>
/// <param name="longest">Bits that a code may have.</param>
internal sealed class HuffmanCode(int symbols, int longest)
{
    private readonly int[] _used = new int[symbols];
    private readonly int[] _weights = new int[symbols * 2];
    private readonly int[] _parents = new int[symbols * 2];
    private readonly byte[] _depths = new byte[symbols * 2];
    private readonly byte[] _lengths = new byte[symbols];
    private readonly ushort[] _codes = new ushort[symbols];

    /// <summary>Bits of each symbol's code; 0 for those that do not occur.</summary>
    public ReadOnlySpan<byte> Lengths => _lengths;

    /// <summary>Each symbol's code, its first bit lowest.</summary>
    public ReadOnlySpan<ushort> Codes => _codes;

    /// <summary>Makes the code.</summary>
    /// <param name="counts">How often each symbol occurs.</param>
    public void Build(ReadOnlySpan<int> counts)
    {
        Array.Clear(_lengths);
        for (var halvings = 0; !TryBuild(counts, halvings); halvings++)
        {
            // Codes are too long; weights nearer to each other make shorter ones.
        }

        AssignCodes();
    }

    private bool TryBuild(ReadOnlySpan<int> counts, int halvings)
    {
        var used = 0;
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > 0)
            {
                (_used[used], _weights[used++]) = (symbol, Math.Max(1, counts[symbol] >> halvings));
            }
        }

        if (used < 2)
        {
            // One code alone would be of no bits, which decoders dislike.
            (_lengths[0], _lengths[1]) = (1, 1);
            return used == 0 || _used[0] < 2 || GiveTwo(_used[0]);
        }

        _weights.AsSpan(0, used).Sort(_used.AsSpan(0, used));
        Join(used);
        return TakeLengths(used);
    }

    private bool GiveTwo(int symbol)
    {
        (_lengths[1], _lengths[symbol]) = (0, 1);
        return true;
    }

    /// <summary>Joins the two lightest nodes until one is left; leaves come first, and joined ones grow heavier by themselves.</summary>
    private void Join(int leaves)
    {
        var (leaf, joined) = (0, leaves);
        for (var next = leaves; next < (leaves * 2) - 1; next++)
        {
            var weight = 0;
            for (var i = 0; i < 2; i++)
            {
                var isLeaf = leaf < leaves && (joined == next || _weights[leaf] <= _weights[joined]);
                var lightest = isLeaf ? leaf++ : joined++;
                _parents[lightest] = next;
                weight += _weights[lightest];
            }

            _weights[next] = weight;
        }
    }

    private bool TakeLengths(int leaves)
    {
        var root = (leaves * 2) - 2;
        _depths[root] = 0;
        for (var node = root - 1; node >= 0; node--)
        {
            _depths[node] = (byte)(_depths[_parents[node]] + 1);
            if (node < leaves)
            {
                _lengths[_used[node]] = _depths[node];
            }
        }

        // The lightest leaf is the deepest.
        return _depths[0] <= longest;
    }

    private void AssignCodes()
    {
        Span<int> next = stackalloc int[longest + 2];
        next.Clear();
        foreach (var length in _lengths)
        {
            next[length + 1] += length > 0 ? 1 : 0;
        }

        for (var length = 2; length <= longest; length++)
        {
            next[length] = (next[length] + next[length - 1]) << 1;
        }

        for (var symbol = 0; symbol < _lengths.Length; symbol++)
        {
            var length = _lengths[symbol];
            _codes[symbol] = length == 0 ? (ushort)0 : Reverse(next[length]++, length);
        }
    }

    private static ushort Reverse(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
        {
            reversed = (reversed << 1) | ((code >> i) & 1);
        }

        return (ushort)reversed;
    }
}
