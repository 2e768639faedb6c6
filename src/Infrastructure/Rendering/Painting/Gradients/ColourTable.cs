using System.Runtime.Intrinsics;

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

    /// <summary>Looks up to four colours up.</summary>
    /// <param name="index">Offsets times scale plus bias.</param>
    /// <param name="colours">Where they go.</param>
    /// <param name="count">How many are wanted.</param>
    public void Look(Vector128<float> index, uint* colours, int count)
    {
        var steps = _colours.Length - 2;
        if (_isRepeating)
        {
            var turns = (index - Vector128.Create(1f)) / steps;
            index = ((turns - Vector128.Floor(turns)) * steps) + Vector128.Create(1f);
        }

        var whole = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(index, Vector128<float>.Zero), Vector128.Create((float)(steps + 1))));
        for (var lane = 0; lane < Math.Min(count, Vector128<float>.Count); lane++)
        {
            colours[lane] = _colours[whole.GetElement(lane)];
        }
    }
}
