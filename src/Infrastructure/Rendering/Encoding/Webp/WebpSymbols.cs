using PearlIo.Infrastructure.Rendering.Encoding.Deflate;

namespace PearlIo.Infrastructure.Rendering.Encoding.Webp;

/// <summary>The pixels, matches and colours of late of one picture, and then all of them in codes of their own (RFC 9649, 3.6 and 3.7).</summary>
internal sealed class WebpSymbols
{
    /// <summary>Colours of late are kept in so many places, as a power of two.</summary>
    public const int CacheBits = 10;

    private const int Values = 256;
    private const int Lengths = 24;
    private const int Distances = 40;
    private const int FirstCached = Values + Lengths;
    private const int Greens = FirstCached + (1 << CacheBits);
    private const uint LengthMark = 1u << 24;
    private const uint CacheMark = 2u << 24;
    private const uint Opaque = 255u << 24;
    private const int LargestHeaderBytes = 8192;

    /// <summary>Symbols that room is made for at once: all of them at their largest would be many times what there is.</summary>
    private const int Batch = 8192;

    /// <summary>Three codes of 15 bits; or two, with 10 and 18 extra ones.</summary>
    private const int LargestSymbolBytes = 8;

    private readonly WebpCode _green = new(Greens);
    private readonly WebpCode _red = new(Values);
    private readonly WebpCode _blue = new(Values);
    private readonly WebpCode _alpha = new(Values);
    private readonly WebpCode _distance = new(Distances);
    private uint[] _symbols = [];
    private int _count;

    /// <summary>Begins a picture.</summary>
    /// <param name="pixels">How many it has.</param>
    public void Begin(int pixels)
    {
        _count = 0;
        if (_symbols.Length < pixels)
        {
            _symbols = GC.AllocateUninitializedArray<uint>(pixels);
        }

        foreach (var code in (ReadOnlySpan<WebpCode>)[_green, _red, _blue, _alpha, _distance])
        {
            code.Clear();
        }
    }

    /// <param name="colour">Alpha, which is 255, red, green and blue.</param>
    public void AddPixel(uint colour)
    {
        _symbols[_count++] = colour;
        _green.Count((int)((colour >> 8) & 0xFF));
        _red.Count((int)((colour >> 16) & 0xFF));
        _blue.Count((int)(colour & 0xFF));
        _alpha.Count((int)(colour >> 24));
    }

    /// <param name="place">Place of the colour among those of late.</param>
    public void AddCached(int place)
    {
        _symbols[_count++] = CacheMark | (uint)place;
        _green.Count(FirstCached + place);
    }

    /// <param name="length">px, at least 2, so that it has no more symbols than pixels.</param>
    /// <param name="number">The distance as <see cref="WebpDistances"/> numbers it.</param>
    public void AddMatch(int length, int number)
    {
        _symbols[_count++] = LengthMark | (uint)length;
        _symbols[_count++] = (uint)number;
        _green.Count(Values + DeflateCodes.OfDistance(length));
        _distance.Count(DeflateCodes.OfDistance(number));
    }

    /// <summary>Writes the codes, and everything in them.</summary>
    public void Write(BitWriter target)
    {
        target.Reserve(LargestHeaderBytes);
        foreach (var code in (ReadOnlySpan<WebpCode>)[_green, _red, _blue, _alpha, _distance])
        {
            code.WriteDefinition(target);
        }

        for (var i = 0; i < _count;)
        {
            target.Reserve(Batch * LargestSymbolBytes);
            for (var end = Math.Min(i + Batch, _count); i < end; i++)
            {
                WriteSymbol(target, ref i);
            }
        }
    }

    /// <param name="target">Where to.</param>
    /// <param name="at">The symbol; goes on by one for a match, which is two.</param>
    private void WriteSymbol(BitWriter target, ref int at)
    {
        var symbol = _symbols[at];
        if (symbol >= Opaque)
        {
            WritePixel(target, symbol);
        }
        else if (symbol >= CacheMark)
        {
            _green.Write(target, FirstCached + (int)(symbol - CacheMark));
        }
        else
        {
            WriteNumber(target, _green, Values, (int)(symbol - LengthMark));
            WriteNumber(target, _distance, 0, (int)_symbols[++at]);
        }
    }

    private void WritePixel(BitWriter target, uint colour)
    {
        _green.Write(target, (int)((colour >> 8) & 0xFF));
        _red.Write(target, (int)((colour >> 16) & 0xFF));
        _blue.Write(target, (int)(colour & 0xFF));
    }

    /// <summary>Lengths and distances are written as Deflate writes distances (RFC 9649, 3.6.2.2).</summary>
    private static void WriteNumber(BitWriter target, WebpCode code, int first, int number)
    {
        var prefix = DeflateCodes.OfDistance(number);
        code.Write(target, first + prefix);
        target.Write((uint)(number - DeflateCodes.FirstOfDistance(prefix)), DeflateCodes.DistanceBits(prefix));
    }
}
