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

    /// <summary>A picture made smaller by two or four; each pixel is the mean of a block, which is empty beyond the edge.</summary>
    public static void Shrink(PixelPlane source, PixelPlane target, int factor)
    {
        var (from, to) = (source.Bounds, target.Bounds);
        var half = Vector128.Create((ushort)(factor * factor / 2));
        for (var y = 0; y < to.Height; y++)
        {
            var row = target.Row(to.Top + y) + to.Left;
            for (var x = 0; x < to.Width; x++)
            {
                var sum = half;
                for (var line = y * factor; line < Math.Min((y + 1) * factor, from.Height); line++)
                {
                    var pixels = source.Row(from.Top + line) + from.Left;
                    for (var column = x * factor; column < Math.Min((x + 1) * factor, from.Width); column++)
                    {
                        sum += Widen(pixels[column]);
                    }
                }

                row[x] = Vector128.Narrow(sum >>> (factor == 4 ? 4 : 2), Vector128<ushort>.Zero).AsUInt32().ToScalar();
            }
        }
    }

    /// <summary>Stretches a picture over a plane, straight between the middles of pixels.</summary>
    public static void Scale(PixelPlane source, PixelPlane target)
        => Scale(source, target, source.Bounds.Width / (double)target.Bounds.Width, source.Bounds.Height / (double)target.Bounds.Height);

    /// <summary>Stretches a picture from the upper left corner on.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="stepX">Pixels of the picture per px across.</param>
    /// <param name="stepY">Pixels of the picture per px down.</param>
    public static void Scale(PixelPlane source, PixelPlane target, double stepX, double stepY)
    {
        var (from, bounds) = (source.Bounds, target.Bounds);
        var between = stackalloc uint[from.Width];
        for (var y = 0; y < bounds.Height; y++)
        {
            var (upper, lower, down) = Locate(y, stepY, from.Height);
            var row = target.Row(bounds.Top + y) + bounds.Left;
            MixRows(source.Row(from.Top + upper) + from.Left, source.Row(from.Top + lower) + from.Left, between, from.Width, down);
            if (stepX == 1)
            {
                new ReadOnlySpan<uint>(between, Math.Min(from.Width, bounds.Width)).CopyTo(new Span<uint>(row, bounds.Width));
                continue;
            }

            ScaleRow(between, row, stepX, from.Width, bounds.Width);
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

    private static void MixRows(uint* upper, uint* lower, uint* row, int count, int down)
    {
        var at = 0;
        for (; down > 0 && at <= count - 4; at += 4)
        {
            var (upperLow, upperHigh) = Vector128.Widen(Vector128.Load((byte*)(upper + at)));
            var (lowerLow, lowerHigh) = Vector128.Widen(Vector128.Load((byte*)(lower + at)));
            var half = Vector128.Create((ushort)(One / 2));
            Vector128.Narrow(
                (Mix(upperLow, lowerLow, down) + half) >>> FractionBits, (Mix(upperHigh, lowerHigh, down) + half) >>> FractionBits).Store((byte*)(row + at));
        }

        for (; at < count; at++)
        {
            row[at] = down == 0 ? upper[at] : Pack(Mix(Widen(upper[at]), Widen(lower[at]), down));
        }
    }

    private static void ScaleRow(uint* source, uint* row, double stepX, int width, int count)
    {
        // Sixteen bits after the point, held within the picture.
        var (place, step, end) = ((long)(((stepX / 2) - 0.5) * 65536), (long)(stepX * 65536), (long)(width - 1) << 16);
        for (var x = 0; x < count; x++, place += step)
        {
            var held = Math.Clamp(place, 0, end);
            var left = (int)(held >> 16);
            var across = (int)(held & 0xFFFF) >> (16 - FractionBits);
            row[x] = across == 0 ? source[left] : Pack(Mix(Widen(source[left]), Widen(source[left + 1]), across));
        }
    }

    private static uint Pack(Vector128<ushort> mixed)
        => Vector128.Narrow((mixed + Vector128.Create((ushort)(One / 2))) >>> FractionBits, Vector128<ushort>.Zero).AsUInt32().ToScalar();

    private static uint Mean(uint one, uint two, uint three, uint four)
    {
        var sum = Widen(one) + Widen(two) + Widen(three) + Widen(four) + Vector128.Create((ushort)2);
        return Vector128.Narrow(sum >>> 2, Vector128<ushort>.Zero).AsUInt32().ToScalar();
    }

    private static Vector128<ushort> Widen(uint pixel) => Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte());

    private static Vector128<ushort> Mix(Vector128<ushort> one, Vector128<ushort> two, int share)
        => (one * Vector128.Create((ushort)(One - share))) + (two * Vector128.Create((ushort)share));
}
