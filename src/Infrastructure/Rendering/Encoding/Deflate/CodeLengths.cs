namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Writes the lengths of a block's codes, themselves in a code (RFC 1951, 3.2.7).</summary>
internal sealed class CodeLengths
{
    private const int LeastLiterals = 257;

    private readonly LengthRuns _runs = new(DeflateCodes.LiteralsAndLengths + DeflateCodes.Distances);
    private readonly byte[] _all = new byte[DeflateCodes.LiteralsAndLengths + DeflateCodes.Distances];

    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    public void Write(BitWriter target, ReadOnlySpan<byte> literals, ReadOnlySpan<byte> distances)
    {
        literals = literals[..Math.Max(LeastLiterals, literals.LastIndexOfAnyExcept((byte)0) + 1)];
        distances = distances[..(distances.LastIndexOfAnyExcept((byte)0) + 1)];
        literals.CopyTo(_all);
        distances.CopyTo(_all.AsSpan(literals.Length));
        _runs.Read(_all.AsSpan(0, literals.Length + distances.Length));
        target.Write((uint)(literals.Length - LeastLiterals), 5);
        target.Write((uint)(distances.Length - 1), 5);
        _runs.WriteCode(target, Order);
        _runs.WriteLengths(target);
    }
}
