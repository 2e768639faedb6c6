using System.Runtime.CompilerServices;

namespace PearlIo.Infrastructure.Rendering.Encoding.Deflate;

/// <summary>
/// Finds pixels that stood before: beside, above, at the distances that were good of late (rows of a slanted gradient are the row above
/// moved sideways), and where the same two pixels or the same one stood. Only whole pixels are looked at, a third of the places.
/// </summary>
internal sealed unsafe class PixelMatcher
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Step = 3;

    /// <summary>Bytes behind the last pixel that are read along with it.</summary>
    public const int Slack = 8;

    private const int PairBits = 14;
    private const int SingleBits = 12;
    private const int MostTried = 8;
    private const int TriedBehindLong = 1;

    /// <summary>Bytes of a match from which on a better one is hardly looked for, and not every pixel of which is remembered.</summary>
    private const int Long = 16 * Step;

    /// <summary>What three literals come to; they are rare, so that their codes are long.</summary>
    private const int PixelBits = 26;

    private const uint PixelMask = 0xFFFFFF;
    private const ulong PairMask = 0xFFFFFFFFFFFF;
    private const uint Multiplier = 0x9E3779B1;
    private const ulong LongMultiplier = 0x9E3779B97F4A7C15;

    private readonly int[] _pairs = new int[1 << PairBits];
    private readonly int[] _singles = new int[1 << SingleBits];
    private readonly int[] _before = new int[DeflateCodes.FarthestMatch];
    private byte* _rows;
    private int _stride;
    private int _lately;
    private int _earlier;

    /// <summary>Begins a picture.</summary>
    /// <param name="rows">Its rows, each after a byte for its filter, and <see cref="Slack"/> behind them.</param>
    /// <param name="stride">Bytes from row to row.</param>
    public void Begin(byte* rows, int stride)
    {
        _rows = rows;
        (_stride, _lately, _earlier) = (stride, stride, stride - Step);
        Array.Fill(_pairs, -1);
        Array.Fill(_singles, -1);
    }

    /// <summary>The match that saves most bits; of length 0 where none saves any.</summary>
    /// <param name="at">The pixel's first byte.</param>
    /// <param name="most">Bytes up to the end of its row.</param>
    public PixelMatch Find(int at, int most)
    {
        most = Math.Min(most, DeflateCodes.LongestMatch);
        var best = default(Candidate);
        Try(at, Step, most, ref best);
        Try(at, _lately, most, ref best);
        Try(at, _earlier, most, ref best);
        Try(at, _stride, most, ref best);
        if (best.Length < most)
        {
            TryPairs(at, most, ref best);
        }

        if (best.Length == 0 && _singles[SingleOf(at)] is >= 0 and var single)
        {
            Try(at, at - single, most, ref best);
        }

        return new PixelMatch(best.Length, best.Distance);
    }

    /// <summary>Remembers pixels that were encoded.</summary>
    /// <param name="at">The first one's first byte.</param>
    /// <param name="match">How they were; of length 0 for one pixel in literals.</param>
    public void Pass(int at, PixelMatch match)
    {
        if (match.Length > 0 && match.Distance != Step && match.Distance != _lately)
        {
            (_earlier, _lately) = (_lately, match.Distance);
        }

        var end = at + Math.Max(Step, match.Length);
        for (var pixel = at; pixel < end; pixel += Step)
        {
            Remember(pixel);
            if (match.Length > Long && pixel == at + Step)
            {
                pixel = end - (2 * Step);
            }
        }
    }

    private void Remember(int at)
    {
        ref var last = ref _pairs[PairOf(at)];
        _before[at & (DeflateCodes.FarthestMatch - 1)] = last;
        last = at;
        _singles[SingleOf(at)] = at;
    }

    private void TryPairs(int at, int most, ref Candidate best)
    {
        var place = _pairs[PairOf(at)];
        var tries = best.Length > Long ? TriedBehindLong : MostTried;
        while (place >= 0 && at - place <= DeflateCodes.FarthestMatch && tries-- > 0)
        {
            Try(at, at - place, most, ref best);
            var next = _before[place & (DeflateCodes.FarthestMatch - 1)];

            // What was overwritten since is no place before.
            place = next < place ? next : -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Try(int at, int distance, int most, ref Candidate best)
    {
        if (distance > at || distance > DeflateCodes.FarthestMatch)
        {
            return;
        }

        var here = _rows + at;
        var there = here - distance;
        if (((Read(here) ^ Read(there)) & PixelMask) == 0)
        {
            var length = new ReadOnlySpan<byte>(here, most).CommonPrefixLength(new ReadOnlySpan<byte>(there, most)) / Step * Step;
            var saved = (length / Step * PixelBits) - CostOf(distance);
            best = saved > best.Saved ? new Candidate(length, distance, saved) : best;
        }
    }

    /// <summary>Bits of a match, about.</summary>
    private static int CostOf(int distance) => distance == Step ? 4 : 8 + DeflateCodes.DistanceBits(DeflateCodes.OfDistance(distance));

    private static uint Read(byte* at) => Unsafe.ReadUnaligned<uint>(at);

    private int PairOf(int at) => (int)(((Unsafe.ReadUnaligned<ulong>(_rows + at) & PairMask) * LongMultiplier) >> (64 - PairBits));

    private int SingleOf(int at) => (int)(((Read(_rows + at) & PixelMask) * Multiplier) >> (32 - SingleBits));

    private readonly record struct Candidate(int Length, int Distance, int Saved);
}

/// <summary>Bytes that stood before.</summary>
/// <param name="Length">How many; 0 for none.</param>
/// <param name="Distance">How many bytes before.</param>
internal readonly record struct PixelMatch(int Length, int Distance);
