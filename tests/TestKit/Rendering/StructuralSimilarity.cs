namespace PearlIo.TestKit.Rendering;

/// <summary>
/// How alike two pictures look (Wang, Bovik, Sheikh, Simoncelli: Image quality assessment, 2004): means, variances and covariance of
/// luma in windows of 8x8 px, each standing half a window from the next.
/// </summary>
public static class StructuralSimilarity
{
    private const int Window = 8;
    private const int Step = Window / 2;
    private const double C1 = 0.01 * 255 * 0.01 * 255;
    private const double C2 = 0.03 * 255 * 0.03 * 255;

    /// <summary>1 for equal pictures; below about 0.98 a person sees that they differ.</summary>
    /// <exception cref="ArgumentException">The pictures have different sizes.</exception>
    public static double Of(DecodedPicture one, DecodedPicture other)
    {
        if ((one.Width, one.Height) != (other.Width, other.Height))
        {
            throw new ArgumentException($"Pictures of {one.Width}x{one.Height} and {other.Width}x{other.Height} px cannot be compared.", nameof(other));
        }

        var (a, b) = (Luma(one), Luma(other));
        var (sum, windows) = (0.0, 0);
        for (var y = 0; y <= one.Height - Window; y += Step)
        {
            for (var x = 0; x <= one.Width - Window; x += Step, windows++)
            {
                sum += OfWindow(a, b, (y * one.Width) + x, one.Width);
            }
        }

        return sum / windows;
    }

    private static double OfWindow(float[] a, float[] b, int start, int stride)
    {
        double sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0;
        for (var row = 0; row < Window; row++, start += stride)
        {
            for (var at = start; at < start + Window; at++)
            {
                double va = a[at], vb = b[at];
                sumA += va;
                sumB += vb;
                squaresA += va * va;
                squaresB += vb * vb;
                products += va * vb;
            }
        }

        const double Pixels = Window * Window;
        var (meanA, meanB) = (sumA / Pixels, sumB / Pixels);
        var variances = ((squaresA + squaresB) / Pixels) - (meanA * meanA) - (meanB * meanB);
        var covariance = (products / Pixels) - (meanA * meanB);
        return ((2 * meanA * meanB) + C1) * ((2 * covariance) + C2) / (((meanA * meanA) + (meanB * meanB) + C1) * (variances + C2));
    }

    /// <summary>Of BT.601, as the paper takes it.</summary>
    private static float[] Luma(DecodedPicture picture)
    {
        var luma = new float[picture.Width * picture.Height];
        for (var i = 0; i < luma.Length; i++)
        {
            luma[i] = (0.299f * picture.Rgb[i * 3]) + (0.587f * picture.Rgb[(i * 3) + 1]) + (0.114f * picture.Rgb[(i * 3) + 2]);
        }

        return luma;
    }
}
