using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PearlIo.Infrastructure.Rendering.Canvas.Pictures;

/// <summary>
/// Makes pictures smaller by cubic splines (Catmull and Rom) that are as wide as the picture is made smaller: sharp, and without
/// the patterns that picking pixels leaves.
/// </summary>
internal static unsafe class PictureResampler
{
    /// <summary>Px to each side that a spline reaches at full size.</summary>
    private const double Reach = 2;

    /// <summary>Beyond this many times too large, halves are good enough to begin with, and quicker.</summary>
    private const int Oversize = 4;

    /// <summary>The picture with its longest side at most as long as asked; drawings become exactly as long.</summary>
    public static PixelBuffer Fit(Picture picture, int maxSide)
    {
        var scale = maxSide / (double)Math.Max(picture.Width, picture.Height);
        scale = picture.IsVector ? scale : Math.Min(1, scale);
        var (width, height) = (Side(picture.Width * scale), Side(picture.Height * scale));
        if (picture is RasterPicture raster)
        {
            return Resize(raster.Pixels, Math.Min(width, raster.Pixels.Width), Math.Min(height, raster.Pixels.Height));
        }

        var drawn = new PixelBuffer(width, height);
        picture.Draw(PixelPlane.Of(drawn));
        return drawn;
    }

    /// <summary>The picture in a size; itself where it has that already.</summary>
    public static PixelBuffer Resize(PixelBuffer source, int width, int height)
    {
        var from = source;
        while (from.Width >= width * Oversize && from.Height >= height * Oversize)
        {
            var half = PictureScaler.Halve(from);
            if (!ReferenceEquals(from, source))
            {
                from.Dispose();
            }

            from = half;
        }

        if (from.Width == width && from.Height == height)
        {
            return from;
        }

        var resized = new PixelBuffer(width, height);
        Resample(from, resized);
        if (!ReferenceEquals(from, source))
        {
            from.Dispose();
        }

        return resized;
    }

    private static int Side(double px) => Math.Max(1, (int)Math.Round(px));

    /// <summary>Rows are made narrow when they are first needed, and stay as long as a spline reaches.</summary>
    private static void Resample(PixelBuffer from, PixelBuffer to)
    {
        var across = Taps(from.Width, to.Width);
        var down = Taps(from.Height, to.Height);
        var kept = down.Max(taps => taps.Weights.Length);
        var rows = (Vector128<float>*)NativeMemory.AlignedAlloc((nuint)kept * (nuint)to.Width * (nuint)sizeof(Vector128<float>), 16);
        var mixed = (Vector128<float>**)NativeMemory.Alloc((nuint)kept, (nuint)sizeof(nint));
        try
        {
            var made = 0;
            for (var y = 0; y < to.Height; y++)
            {
                var (first, weights) = down[y];
                for (made = Math.Max(made, first); made < first + weights.Length; made++)
                {
                    Narrow((uint*)from.Pointer + ((nint)made * from.Width), across, rows + ((nint)(made % kept) * to.Width));
                }

                for (var i = 0; i < weights.Length; i++)
                {
                    mixed[i] = rows + ((nint)((first + i) % kept) * to.Width);
                }

                Mix(mixed, weights, (uint*)to.Pointer + ((nint)y * to.Width), to.Width);
            }
        }
        finally
        {
            NativeMemory.Free(mixed);
            NativeMemory.AlignedFree(rows);
        }
    }

    private static void Narrow(uint* source, (int First, float[] Weights)[] taps, Vector128<float>* row)
    {
        foreach (var (first, weights) in taps)
        {
            var sum = Vector128<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
            {
                var (pixel, _) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalarUnsafe(source[first + i]).AsByte()));
                sum += Vector128.ConvertToSingle(pixel.AsInt32()) * Vector128.Create(weights[i]);
            }

            *row++ = sum;
        }
    }

    private static void Mix(Vector128<float>** rows, ReadOnlySpan<float> weights, uint* target, int width)
    {
        var (half, most) = (Vector128.Create(0.5f), Vector128.Create(255f));
        for (var x = 0; x < width; x++)
        {
            var sum = half;
            for (var i = 0; i < weights.Length; i++)
            {
                sum += rows[i][x] * Vector128.Create(weights[i]);
            }

            // Splines overshoot, and no colour may be more than its alpha.
            var held = Vector128.Min(Vector128.Max(sum, Vector128<float>.Zero), most);
            held = Vector128.Min(held, Vector128.Create(held[3]));
            var whole = Vector128.ConvertToInt32(held).AsUInt32();
            target[x] = Vector128.Narrow(Vector128.Narrow(whole, whole), Vector128<ushort>.Zero).AsUInt32().ToScalar();
        }
    }

    /// <summary>Which pixels make each new one, and their shares, which add up to one.</summary>
    private static (int First, float[] Weights)[] Taps(int from, int to)
    {
        var step = from / (double)to;
        var width = Math.Max(1, step);
        return [.. Enumerable.Range(0, to).Select(at =>
        {
            var middle = ((at + 0.5) * step) - 0.5;
            var first = Math.Max(0, (int)Math.Ceiling(middle - (Reach * width)));
            var last = Math.Min(from - 1, (int)Math.Floor(middle + (Reach * width)));
            var weights = Enumerable.Range(first, last - first + 1).Select(place => Spline(Math.Abs(place - middle) / width)).ToArray();
            var sum = weights.Sum();
            return (first, weights.Select(weight => (float)(weight / sum)).ToArray());
        })];
    }

    private static double Spline(double x) => x switch
    {
        < 1 => 1 + (x * x * ((1.5 * x) - 2.5)),
        < Reach => 2 + (x * (-4 + (x * (2.5 - (0.5 * x))))),
        _ => 0,
    };
}
