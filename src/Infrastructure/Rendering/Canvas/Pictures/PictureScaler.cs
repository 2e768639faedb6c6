using System.Runtime.Intrinsics;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>Halves pictures and scales them between pixels.</summary>
internal static unsafe class PictureScaler
{
    private const int FractionBits = 7;
    private const int One = 1 << FractionBits;

    /// <summary>Half the size; each pixel is the mean of four.</summary>
    public static PixelBuffer Halve(PixelBuffer source)
    {
        var half = new PixelBuffer(source.Width / 2, source.Height / 2);
        for (var y = 0; y < half.Height; y++)
        {
            var upper = source.Row(2 * y);
            var lower = source.Row((2 * y) + 1);
            var row = half.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = Mean(upper[2 * x], upper[(2 * x) + 1], lower[2 * x], lower[(2 * x) + 1]);
            }
        }

        return half;
    }

    /// <summary>Stretches a picture over a plane, straight between the middles of pixels.</summary>
    public static void Scale(PixelPlane source, PixelPlane target)
    {
        var bounds = target.Bounds;
        var (width, height) = (source.Bounds.Width, source.Bounds.Height);
        var (stepX, stepY) = (width / (double)bounds.Width, height / (double)bounds.Height);
        for (var y = 0; y < bounds.Height; y++)
        {
            var (upper, lower, down) = Locate(y, stepY, height);
            var row = target.Row(bounds.Top + y) + bounds.Left;
            if (stepX == 1 && down == 0)
            {
                new ReadOnlySpan<uint>(source.Row(upper), width).CopyTo(new Span<uint>(row, width));
                continue;
            }

            ScaleRow(source.Row(upper), source.Row(lower), row, down, stepX, width, bounds.Width);
        }
    }

    /// <summary>The colour between four pixels.</summary>
    /// <param name="upper">The row above.</param>
    /// <param name="lower">The row below.</param>
    /// <param name="left">px of the left ones.</param>
    /// <param name="right">px of the right ones.</param>
    /// <param name="across">From the left to the right, 0 to 128.</param>
    /// <param name="down">From the upper to the lower, 0 to 128.</param>
    public static uint Between(uint* upper, uint* lower, int left, int right, int across, int down)
    {
        var above = Mix(Widen(upper[left]), Widen(upper[right]), across);
        var below = Mix(Widen(lower[left]), Widen(lower[right]), across);
        var mixed = Mix(above >>> FractionBits, below >>> FractionBits, down) + Vector128.Create((ushort)(One / 2));
        return Vector128.Narrow(mixed >>> FractionBits, Vector128<ushort>.Zero).AsUInt32().ToScalar();
    }

    /// <summary>The pixels around a place, held within the picture, and the way from the first to the second.</summary>
    public static (int First, int Second, int Way) Locate(int at, double step, int size) => Locate(((at + 0.5) * step) - 0.5, size);

    public static (int First, int Second, int Way) Locate(double place, int size)
    {
        var held = Math.Clamp(place, 0, size - 1);
        var first = (int)held;
        return (first, Math.Min(first + 1, size - 1), (int)((held - first) * One));
    }

    private static void ScaleRow(uint* upper, uint* lower, uint* row, int down, double stepX, int width, int count)
    {
        for (var x = 0; x < count; x++)
        {
            var (left, right, across) = Locate(x, stepX, width);
            row[x] = Between(upper, lower, left, right, across, down);
        }
    }

    private static uint Mean(uint one, uint two, uint three, uint four)
    {
        var sum = Widen(one) + Widen(two) + Widen(three) + Widen(four) + Vector128.Create((ushort)2);
        return Vector128.Narrow(sum >>> 2, Vector128<ushort>.Zero).AsUInt32().ToScalar();
    }

    private static Vector128<ushort> Widen(uint pixel) => Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte());

    private static Vector128<ushort> Mix(Vector128<ushort> one, Vector128<ushort> two, int share)
        => (one * Vector128.Create((ushort)(One - share))) + (two * Vector128.Create((ushort)share));
}
