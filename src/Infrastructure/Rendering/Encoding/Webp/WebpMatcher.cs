using System.Runtime.CompilerServices;
using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>
/// Finds pixels that stood before: beside, above, at the distances that were good of late, and where the same two pixels stood.
/// </summary>
internal sealed unsafe class WebpMatcher
{
    /// <summary>Pixels that one match may have (RFC 9649, 3.6.2.2).</summary>
    public const int LongestMatch = 4096;

    private const int PairBits = 15;
    private const int Window = 1 << 17;
    private const int MostTried = 8;
    private const int TriedBehindLong = 1;

    /// <summary>Pixels of a match from which on a better one is hardly looked for, and not every pixel of which is remembered.</summary>
    private const int Long = 16;

    /// <summary>What a pixel comes to that is in no match, most of which are colours of late.</summary>
    private const int PixelBits = 14;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly int[] _pairs = new int[1 << PairBits];
    private readonly int[] _before = new int[Window];
    private readonly WebpDistances _distances;
    private uint* _pixels;
    private int _count;
    private int _width;
    private int _lately;
    private int _earlier;

    public WebpMatcher(WebpDistances distances) => _distances = distances;

    /// <summary>Begins a picture.</summary>
    /// <param name="pixels">All of its pixels.</param>
    /// <param name="count">How many.</param>
    /// <param name="width">px of a row.</param>
    public void Begin(uint* pixels, int count, int width)
    {
        _pixels = pixels;
        (_count, _width, _lately, _earlier) = (count, width, width, width + 1);
        Array.Fill(_pairs, -1);
    }

    /// <summary>The match that saves most bits; of length 0 where none saves any.</summary>
    /// <param name="at">The pixel.</param>
    public PixelMatch Find(int at)
    {
        var most = Math.Min(_count - at, LongestMatch);
        var best = default(Candidate);
        Try(at, 1, most, ref best);
        Try(at, _width, most, ref best);
        Try(at, _lately, most, ref best);
        Try(at, _earlier, most, ref best);
        if (best.Length < most && most > 1)
        {
            TryPairs(at, most, ref best);
        }

        return new PixelMatch(best.Length, best.Distance);
    }

    /// <summary>Remembers pixels that were encoded.</summary>
    /// <param name="at">The first one.</param>
    /// <param name="match">How they were; of length 0 for one pixel by itself.</param>
    public void Pass(int at, PixelMatch match)
    {
        if (match.Length > 0 && match.Distance != 1 && match.Distance != _lately)
        {
            (_earlier, _lately) = (_lately, match.Distance);
        }

        var end = Math.Min(at + Math.Max(1, match.Length), _count - 1);
        for (var pixel = at; pixel < end; pixel++)
        {
            Remember(pixel);
            if (match.Length > Long && pixel == at + 1)
            {
                pixel = Math.Max(pixel, end - 3);
            }
        }
    }

    private void Remember(int at)
    {
        ref var last = ref _pairs[PairOf(at)];
        _before[at & (Window - 1)] = last;
        last = at;
    }

    private void TryPairs(int at, int most, ref Candidate best)
    {
        var place = _pairs[PairOf(at)];
        var tries = best.Length > Long ? TriedBehindLong : MostTried;
        while (place >= 0 && at - place < Window && tries-- > 0)
        {
            Try(at, at - place, most, ref best);
            var next = _before[place & (Window - 1)];

            // What was overwritten since is no place before.
            place = next < place ? next : -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Try(int at, int distance, int most, ref Candidate best)
    {
        if (distance > at || _pixels[at] != _pixels[at - distance])
        {
            return;
        }

        var length = new ReadOnlySpan<uint>(_pixels + at, most).CommonPrefixLength(new ReadOnlySpan<uint>(_pixels + at - distance, most));
        var saved = (length * PixelBits) - _distances.CostOf(distance);
        if (length > 1 && saved > best.Saved)
        {
            best = new Candidate(length, distance, saved);
        }
    }

    private int PairOf(int at) => (int)((Unsafe.ReadUnaligned<ulong>(_pixels + at) * Multiplier) >> (64 - PairBits));

    private readonly record struct Candidate(int Length, int Distance, int Saved);
}
