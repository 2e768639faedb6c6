using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>Colours of a ramp at even steps, for gradients whose offset is costly to find.</summary>
internal sealed unsafe class ColourTable
{
    private const int Fewest = 256;
    private const int Most = 4096;

    private readonly uint[] _colours;
    private readonly bool _isRepeating;

    /// <param name="ramp">The colours.</param>
    /// <param name="length">px from offset 0 to 1.</param>
    public ColourTable(ColourRamp ramp, double length)
    {
        var (first, last) = ramp.Range;
        var range = last - first;
        _isRepeating = ramp.IsRepeating;
        IsOpaque = ramp.IsOpaque;
        var steps = (int)Math.Clamp(2 * range * Math.Min(length, Most), Fewest, Most);

        // One entry before and one after hold the colours outside, which stops in one place need.
        Scale = range > 0 ? (float)(steps / range) : 1e6f;
        Bias = (float)(-first * Scale) + 1;
        _colours = new uint[steps + 2];
        fixed (uint* colours = _colours)
        {
            ramp.Fill(first + (0.5 / Scale), 1 / Scale, colours + 1, steps);
            ramp.Fill(_isRepeating ? first : first - 1, 0, colours, 1);
            ramp.Fill(_isRepeating ? first : last + 1, 0, colours + steps + 1, 1);
        }
    }

    public bool IsOpaque { get; }

    /// <summary>Multiplies an offset.</summary>
    public float Scale { get; }

    /// <summary>Added then, which makes an index.</summary>
    public float Bias { get; }

    /// <summary>The entries, to be pinned for <see cref="Look"/>.</summary>
    public ReadOnlySpan<uint> Colours => _colours;

    /// <summary>Stores up to eight colours.</summary>
    public static void Store(Vector256<uint> colours, uint* row, int count)
    {
        if (count >= Vector256<uint>.Count)
        {
            colours.Store(row);
            return;
        }

        for (var lane = 0; lane < count; lane++)
        {
            row[lane] = colours[lane];
        }
    }

    /// <summary>Looks eight colours up.</summary>
    /// <param name="table">The pinned <see cref="Colours"/>.</param>
    /// <param name="index">Offsets times scale plus bias.</param>
    public Vector256<uint> Look(uint* table, Vector256<float> index)
    {
        var steps = _colours.Length - 2;
        if (_isRepeating)
        {
            var turns = (index - Vector256<float>.One) / steps;
            index = ((turns - Vector256.Floor(turns)) * steps) + Vector256<float>.One;
        }

        var whole = Vector256.ConvertToInt32(Vector256.Min(Vector256.Max(index, Vector256<float>.Zero), Vector256.Create((float)(steps + 1))));
        return Avx2.IsSupported
            ? Avx2.GatherVector256(table, whole, sizeof(uint))
            : Vector256.Create(
                table[whole[0]], table[whole[1]], table[whole[2]], table[whole[3]], table[whole[4]], table[whole[5]], table[whole[6]], table[whole[7]]);
    }
}
