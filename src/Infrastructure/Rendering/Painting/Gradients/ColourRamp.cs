using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting.Gradients;

/// <summary>The colours along a gradient's line, mixed premultiplied (CSS Images 3, 3.5.2).</summary>
internal sealed unsafe class ColourRamp
{
    private const double Narrowest = 1e-7;

    private readonly double[] _offsets;
    private readonly Vector128<float>[] _colours;
    private readonly bool _isRepeating;
    private readonly double _first;
    private readonly double _length;

    public ColourRamp(ColourStop[] stops, bool isRepeating)
    {
        _offsets = Array.ConvertAll(stops, stop => stop.Offset);
        _colours = Array.ConvertAll(stops, stop => PremultipliedColour.ToVector(stop.Color));
        _first = _offsets[0];
        _length = _offsets[^1] - _first;

        // Stops in one place repeat so fast that only their mean is left (CSS Images 3, 3.6).
        _isRepeating = isRepeating && _length > Narrowest;
        IsOpaque = Array.TrueForAll(stops, stop => stop.Color.Alpha >= 1);
        if (isRepeating && !_isRepeating)
        {
            Array.Fill(_colours, Mean(_colours));
        }
    }

    public bool IsOpaque { get; }

    /// <summary>The last offset after which nothing is drawn, or infinity.</summary>
    public double VisibleEnd => !_isRepeating && _colours[^1] == Vector128<float>.Zero ? _offsets[^1] : double.PositiveInfinity;

    /// <summary>The first and last offset between which colours change; the whole for repeating ones.</summary>
    public (double First, double Last) Range => (_first, _offsets[^1]);

    public bool IsRepeating => _isRepeating;

    /// <summary>The colours at offsets that grow or fall evenly.</summary>
    /// <param name="offset">Of the first pixel.</param>
    /// <param name="step">From pixel to pixel.</param>
    /// <param name="row">Where they go.</param>
    /// <param name="count">px.</param>
    public void Fill(double offset, double step, uint* row, int count)
    {
        for (var at = 0; at < count;)
        {
            var here = Wrap(offset + (at * step));
            var segment = Find(here);
            var pixels = PixelsWithin(segment, here, step, count - at);
            FillSegment(segment, here, step, row + at, pixels);
            at += pixels;
        }
    }

    private static Vector128<float> Mean(Vector128<float>[] colours)
    {
        var sum = Vector128<float>.Zero;
        foreach (var colour in colours)
        {
            sum += colour;
        }

        return sum / colours.Length;
    }

    private double Wrap(double offset)
    {
        if (!_isRepeating)
        {
            return offset;
        }

        var turns = (offset - _first) / _length;
        return _first + ((turns - Math.Floor(turns)) * _length);
    }

    /// <summary>The stop at or before an offset, the last of several in one place; -1 before all.</summary>
    private int Find(double offset)
    {
        var segment = -1;
        while (segment + 1 < _offsets.Length && _offsets[segment + 1] <= offset)
        {
            segment++;
        }

        return segment;
    }

    private int PixelsWithin(int segment, double offset, double step, int most)
    {
        if (step == 0)
        {
            return most;
        }

        var edge = step > 0
            ? segment + 1 < _offsets.Length ? _offsets[segment + 1] : double.PositiveInfinity
            : segment >= 0 ? _offsets[segment] : double.NegativeInfinity;
        var pixels = Math.Ceiling((edge - offset) / step);
        if (step < 0 && pixels * step == edge - offset)
        {
            // The stop itself still belongs to what comes after it.
            pixels++;
        }

        return pixels >= most ? most : Math.Max(1, (int)pixels);
    }

    private void FillSegment(int segment, double offset, double step, uint* row, int count)
    {
        var (one, two) = (Math.Max(segment, 0), Math.Min(segment + 1, _offsets.Length - 1));
        var span = _offsets[two] - _offsets[one];
        var isFlat = one == two || span < Narrowest || _colours[one] == _colours[two] || segment < 0;
        if (isFlat || step == 0)
        {
            var colour = isFlat ? _colours[one] : _colours[one] + ((_colours[two] - _colours[one]) * (float)((offset - _offsets[one]) / span));
            new Span<uint>(row, count).Fill(PremultipliedColour.Pack(colour));
            return;
        }

        var slope = (_colours[two] - _colours[one]) / (float)span;
        var start = _colours[one] + (slope * (float)(offset - _offsets[one]));
        var change = slope * (float)step;
        for (var i = 0; i < count; i++)
        {
            row[i] = PremultipliedColour.Pack(start + (change * i));
        }
    }
}
