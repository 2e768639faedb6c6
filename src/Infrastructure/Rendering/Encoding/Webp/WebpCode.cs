using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>One of the prefix codes of a picture (RFC 9649, 3.7.2).</summary>
/// <param name="symbols">How many there are, at least 2.</param>
internal sealed class WebpCode(int symbols)
{
    private const int LargestSimple = 255;

    private readonly int[] _counts = new int[symbols];
    private readonly HuffmanCode _code = new(symbols, longest: 15);
    private readonly LengthRuns _runs = new(symbols);

    /// <summary>Whether there is no more than one symbol, which takes no bits then.</summary>
    private bool _isSimple;

    private static ReadOnlySpan<byte> Order => [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public void Clear() => Array.Clear(_counts);

    public void Count(int symbol) => _counts[symbol]++;

    /// <summary>Writes the code itself.</summary>
    public void WriteDefinition(BitWriter target)
    {
        var first = Math.Max(0, _counts.AsSpan().IndexOfAnyExcept(0));
        _isSimple = first <= LargestSimple && _counts.AsSpan(first + 1).IndexOfAnyExcept(0) < 0;
        if (_isSimple)
        {
            WriteSimple(target, first);
            return;
        }

        _code.Build(_counts);
        _runs.Read(_code.Lengths);
        target.Write(0, 1);
        _runs.WriteCode(target, Order);

        // All lengths are there.
        target.Write(0, 1);
        _runs.WriteLengths(target);
    }

    /// <summary>Writes a symbol that was counted.</summary>
    public void Write(BitWriter target, int symbol)
    {
        if (!_isSimple)
        {
            target.Write(_code.Codes[symbol], _code.Lengths[symbol]);
        }
    }

    /// <summary>A simple code, of one symbol, in eight bits.</summary>
    private static void WriteSimple(BitWriter target, int symbol)
    {
        target.Write(0b101, 3);
        target.Write((uint)symbol, 8);
    }
}
