using System.Numerics;

namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>Lengths and distances as codes with extra bits (RFC 1951, 3.2.5).</summary>
internal static class DeflateCodes
{
    public const int EndOfBlock = 256;
    public const int FirstLength = 257;
    public const int LiteralsAndLengths = 286;
    public const int Distances = 30;
    public const int LongestMatch = 258;
    public const int FarthestMatch = 1 << 15;

    private const int ShortestMatch = 3;
    private const int LastLength = 28;

    private static readonly byte[] LengthCodes = MakeLengthCodes();

    /// <summary>The code of a length, from 0.</summary>
    /// <param name="length">3 to 258.</param>
    public static int OfLength(int length) => LengthCodes[length];

    /// <summary>How many bits follow the code of a length.</summary>
    public static int LengthBits(int code) => code is < 8 or LastLength ? 0 : (code - 4) >> 2;

    /// <summary>The shortest length of a code.</summary>
    public static int FirstOfLength(int code)
        => code < 8 ? code + ShortestMatch : code == LastLength ? LongestMatch : ((4 + (code & 3)) << LengthBits(code)) + ShortestMatch;

    /// <summary>The code of a distance.</summary>
    /// <param name="distance">1 to 32768.</param>
    public static int OfDistance(int distance)
    {
        if (distance <= 4)
        {
            return distance - 1;
        }

        var log = BitOperations.Log2((uint)distance - 1);
        return (2 * log) + (((distance - 1) >> (log - 1)) & 1);
    }

    /// <summary>How many bits follow the code of a distance.</summary>
    public static int DistanceBits(int code) => code < 4 ? 0 : (code - 2) >> 1;

    /// <summary>The shortest distance of a code.</summary>
    public static int FirstOfDistance(int code) => code < 4 ? code + 1 : ((2 + (code & 1)) << DistanceBits(code)) + 1;

    private static byte[] MakeLengthCodes()
    {
        var codes = new byte[LongestMatch + 1];
        for (var code = 0; code <= LastLength; code++)
        {
            codes.AsSpan(FirstOfLength(code)).Fill((byte)code);
        }

        return codes;
    }
}
