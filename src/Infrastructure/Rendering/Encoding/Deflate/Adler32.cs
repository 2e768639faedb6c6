using System.Runtime.Intrinsics;

namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>The checksum of a zlib stream (RFC 1950, 9).</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;
    private const int Lanes = 16;

    /// <summary>Bytes after which sums of 32 bits have to be reduced.</summary>
    private const int Most = 5552 / Lanes * Lanes;

    private static readonly Vector128<ushort> FirstWeights = Vector128.Create((ushort)16, 15, 14, 13, 12, 11, 10, 9);
    private static readonly Vector128<ushort> LastWeights = Vector128.Create((ushort)8, 7, 6, 5, 4, 3, 2, 1);

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var (sum, sums) = (1u, 0u);
        while (bytes.Length >= Lanes)
        {
            var count = Math.Min(bytes.Length / Lanes * Lanes, Most);
            Add(bytes[..count], ref sum, ref sums);
            bytes = bytes[count..];
        }

        foreach (var value in bytes)
        {
            sum += value;
            sums += sum;
        }

        return ((sums % Modulus) << 16) | (sum % Modulus);
    }

    /// <summary>Sixteen bytes at a time: the sum of sums grows by the sum before, and by each byte as often as it is still there.</summary>
    private static void Add(ReadOnlySpan<byte> bytes, ref uint sum, ref uint sums)
    {
        var (added, before, weighted) = (Vector128<uint>.Zero, Vector128<uint>.Zero, Vector128<uint>.Zero);
        for (var at = 0; at < bytes.Length; at += Lanes)
        {
            before += added;
            var (low, high) = Vector128.Widen(Vector128.Create(bytes[at..]));
            var (even, odd) = Vector128.Widen(low + high);
            added += even + odd;
            (even, odd) = Vector128.Widen((low * FirstWeights) + (high * LastWeights));
            weighted += even + odd;
        }

        sums = (sums + (sum * (uint)bytes.Length) + (Vector128.Sum(before) * Lanes) + Vector128.Sum(weighted)) % Modulus;
        sum = (sum + Vector128.Sum(added)) % Modulus;
    }
}
