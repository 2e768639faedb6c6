using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>Keeps text readable on whatever colours a site brings.</summary>
internal static class Contrast
{
    /// <summary>WCAG 2's AA for text of any size.</summary>
    public const double Readable = 4.5;

    /// <summary>WCAG 2's AA for text of 24 px and more, or 18.66 px in bold.</summary>
    public const double ReadableAsLargeText = 3;

    private const double Step = 0.05;

    /// <summary>The least contrast of a colour with any of the backgrounds.</summary>
    public static double Least(Rgb colour, params ReadOnlySpan<Rgb> backgrounds)
    {
        var least = double.MaxValue;
        foreach (var background in backgrounds)
        {
            least = Math.Min(least, colour.ContrastWith(background));
        }

        return least;
    }

    /// <summary>White or black, whichever is read better on all of the backgrounds.</summary>
    public static Rgb Extreme(params ReadOnlySpan<Rgb> backgrounds)
        => Least(Rgb.White, backgrounds) >= Least(Rgb.Black, backgrounds) ? Rgb.White : Rgb.Black;

    /// <summary>Tells whether any colour is readable on all of the backgrounds.</summary>
    public static bool IsPossible(params ReadOnlySpan<Rgb> backgrounds) => Least(Extreme(backgrounds), backgrounds) >= Readable;

    /// <summary>The colour itself where it is readable, else the nearest on the way to white or black that is.</summary>
    public static Rgb Ensure(Rgb wanted, params ReadOnlySpan<Rgb> backgrounds) => Ensure(wanted, Readable, backgrounds);

    /// <summary>The same for another contrast than that of text of any size.</summary>
    public static Rgb Ensure(Rgb wanted, double contrast, params ReadOnlySpan<Rgb> backgrounds)
    {
        var extreme = Extreme(backgrounds);
        for (var share = 0.0; share < 1; share += Step)
        {
            var colour = wanted.Mix(extreme, share);
            if (Least(colour, backgrounds) >= contrast)
            {
                return colour;
            }
        }

        return extreme;
    }
}
