using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas.Pictures;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>
/// Gaussian blurs: three boxes in a row, with windows as Skia has them, each summed once for all three; a true bell for
/// small deviations, where boxes would be seen. Four lines, or the four parts of a colour, go side by side.
/// </summary>
internal sealed unsafe class Blur
{
    /// <summary>The largest deviation whose sums fit 32 bits; Chromium stops there, too.</summary>
    private const double Largest = 135;

    private const double LeastForBoxes = 2;

    /// <summary>px of the smaller picture that a deviation still has.</summary>
    private const double LeastShrunk = 6;

    private const double Nothing = 0.03;

    private readonly List<float> _bell = [];
    private Vector128<uint>[] _sums = [];
    private Vector128<float>[] _line = [];

    /// <summary>How far a blur reaches, px.</summary>
    public static int ReachOf(double deviation) => deviation < Nothing ? 0 : (int)Math.Ceiling(Math.Min(deviation, Largest) * 3) + 1;

    /// <summary>Blurs a mask whose edge is as far away as the blur reaches.</summary>
    public void Apply(MaskPlane mask, double deviation)
    {
        if (deviation < Nothing)
        {
            return;
        }

        var (width, height) = (mask.Bounds.Width, mask.Bounds.Height);
        Begin(deviation);
        for (var y = 0; y < height; y += 4)
        {
            Run(new MaskRows(mask.First + ((nint)y * mask.Stride), mask.Stride, Math.Min(4, height - y)), width, deviation);
        }

        for (var x = 0; x < width; x += 4)
        {
            // Rows are padded to whole vectors, so that four columns are always there.
            Run(new MaskColumns(mask.First + x, mask.Stride), height, deviation);
        }
    }

    /// <summary>Blurs colours. What is blurred widely is made smaller first, which nobody sees.</summary>
    public void Apply(PixelPlane plane, double deviation, PlanePool planes)
    {
        if (plane.Bounds.IsEmpty || deviation < Nothing)
        {
            return;
        }

        deviation = Math.Min(deviation, Largest);
        var factor = deviation >= 4 * LeastShrunk ? 4 : deviation >= 2 * LeastShrunk ? 2 : 1;
        if (factor == 1)
        {
            Apply(plane, deviation);
            return;
        }

        var bounds = plane.Bounds;
        var mark = planes.Mark;
        var small = planes.TakePixels(new PixelRect(0, 0, (bounds.Width + factor - 1) / factor, (bounds.Height + factor - 1) / factor));
        PictureScaler.Shrink(plane, small, factor);
        Apply(small, SmallDeviation(deviation, factor));
        PictureScaler.Scale(small, plane, 1.0 / factor, 1.0 / factor);
        planes.Release(mark);
    }

    /// <summary>Means of blocks and the lines between them blur a little by themselves: by a twelfth and a sixth of a block's square.</summary>
    private static double SmallDeviation(double deviation, int factor)
        => Math.Sqrt((deviation * deviation) - (factor * factor * 0.25)) / factor;

    private void Apply(PixelPlane plane, double deviation)
    {
        var bounds = plane.Bounds;
        var first = plane.First;
        var stride = plane.Stride;
        Begin(deviation);
        for (var y = 0; y < bounds.Height; y++)
        {
            Run(new ColourLine(first + ((nint)y * stride), 1), bounds.Width, deviation);
        }

        for (var x = 0; x < bounds.Width; x++)
        {
            Run(new ColourLine(first + x, stride), bounds.Height, deviation);
        }
    }

    private static int WindowOf(double deviation)
        => Math.Max(1, (int)Math.Floor((Math.Min(deviation, Largest) * 3 * Math.Sqrt(2 * Math.PI) / 4) + 0.5));

    private void Begin(double deviation)
    {
        if (deviation >= LeastForBoxes)
        {
            var sums = 3 * (WindowOf(deviation) + 1);
            _sums = _sums.Length < sums ? new Vector128<uint>[sums] : _sums;
            return;
        }

        _bell.Clear();
        var (reach, sum) = ((int)Math.Ceiling(deviation * 3), 0.0);
        for (var i = -reach; i <= reach; i++)
        {
            sum += Math.Exp(-i * i / (2 * deviation * deviation));
        }

        for (var i = -reach; i <= reach; i++)
        {
            _bell.Add((float)(Math.Exp(-i * i / (2 * deviation * deviation)) / sum));
        }
    }

    private void Run<TLine>(TLine line, int length, double deviation)
        where TLine : struct, ILine
    {
        YieldPoint.Pass();
        if (deviation >= LeastForBoxes)
        {
            RunBoxes(line, length, WindowOf(deviation));
        }
        else
        {
            RunBell(line, length);
        }
    }

    private void RunBoxes<TLine>(TLine line, int length, int window)
        where TLine : struct, ILine
    {
        var isOdd = (window & 1) == 1;
        var (one, two) = (window - 1, isOdd ? window - 1 : window);
        var border = isOdd ? 3 * ((window - 1) / 2) : (3 * (window / 2)) - 1;
        var weight = Vector128.Create((float)(1.0 / ((double)window * window * (isOdd ? window : window + 1))));
        var first = _sums.AsSpan(0, one);
        var second = _sums.AsSpan(one, one);
        var third = _sums.AsSpan(2 * one, two);
        _sums.AsSpan(0, (2 * one) + two).Clear();
        var (sum0, sum1, sum2) = (Vector128<uint>.Zero, Vector128<uint>.Zero, Vector128<uint>.Zero);
        var (at, atThird) = (0, 0);
        for (var i = 0; i < length + border; i++)
        {
            var value = i < length ? line.Read(i) : Vector128<uint>.Zero;
            sum0 += value;
            sum1 += sum0;
            sum2 += sum1;
            if (i >= border)
            {
                line.Write(i - border, Vector128.ConvertToInt32((ToSingle(sum2) * weight) + Vector128.Create(0.5f)).AsUInt32());
            }

            if (one == 0)
            {
                (sum0, sum1, sum2) = (Vector128<uint>.Zero, Vector128<uint>.Zero, Vector128<uint>.Zero);
                continue;
            }

            sum2 -= third[atThird];
            third[atThird] = sum1;
            sum1 -= second[at];
            second[at] = sum0;
            sum0 -= first[at];
            first[at] = value;
            at = at + 1 == one ? 0 : at + 1;
            atThird = atThird + 1 == two ? 0 : atThird + 1;
        }
    }

    private void RunBell<TLine>(TLine line, int length)
        where TLine : struct, ILine
    {
        var reach = _bell.Count / 2;
        _line = _line.Length < length + (2 * reach) ? new Vector128<float>[length + (2 * reach)] : _line;
        _line.AsSpan(0, length + (2 * reach)).Clear();
        for (var i = 0; i < length; i++)
        {
            _line[i + reach] = Vector128.ConvertToSingle(line.Read(i).AsInt32());
        }

        for (var i = 0; i < length; i++)
        {
            var sum = Vector128.Create(0.5f);
            for (var tap = 0; tap < _bell.Count; tap++)
            {
                sum += _line[i + tap] * _bell[tap];
            }

            line.Write(i, Vector128.ConvertToInt32(sum).AsUInt32());
        }
    }

    /// <summary>Sums reach 32 bits, which the conversion of signed numbers does not take: halves are converted apart.</summary>
    private static Vector128<float> ToSingle(Vector128<uint> value)
    {
        var high = Vector128.ConvertToSingle((value >>> 16).AsInt32());
        var low = Vector128.ConvertToSingle((value & Vector128.Create(0xFFFFu)).AsInt32());
        return (high * 65536f) + low;
    }

    /// <summary>Four lines of numbers from 0 to 255, side by side.</summary>
    private interface ILine
    {
        Vector128<uint> Read(int at);

        void Write(int at, Vector128<uint> value);
    }

    private readonly struct MaskRows(byte* first, int stride, int count) : ILine
    {
        public Vector128<uint> Read(int at) => Vector128.Create(
            first[at],
            count > 1 ? first[stride + at] : 0u,
            count > 2 ? first[(2 * stride) + at] : 0u,
            count > 3 ? first[(3 * stride) + at] : 0u);

        public void Write(int at, Vector128<uint> value)
        {
            for (var row = 0; row < count; row++)
            {
                first[(row * stride) + at] = (byte)value.GetElement(row);
            }
        }
    }

    private readonly struct MaskColumns(byte* first, int stride) : ILine
    {
        public Vector128<uint> Read(int at) => Widen(*(uint*)(first + ((nint)at * stride)));

        public void Write(int at, Vector128<uint> value) => *(uint*)(first + ((nint)at * stride)) = Narrow(value);
    }

    private readonly struct ColourLine(uint* first, int stride) : ILine
    {
        public Vector128<uint> Read(int at) => Widen(first[(nint)at * stride]);

        public void Write(int at, Vector128<uint> value) => first[(nint)at * stride] = Narrow(value);
    }

    private static Vector128<uint> Widen(uint bytes) => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()));

    private static uint Narrow(Vector128<uint> value)
    {
        var words = Vector128.Narrow(value, value);
        return Vector128.Narrow(words, words).AsUInt32().ToScalar();
    }
}
