using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// A filter that makes new colours of old ones (Filter Effects 1, 7 and 15): each column is what one channel adds to all, in
/// the order blue, green, red, alpha; channels go from 0 to 1.
/// </summary>
internal readonly record struct ColourMatrix(
    Vector128<float> Blue, Vector128<float> Green, Vector128<float> Red, Vector128<float> Alpha, Vector128<float> Constant)
{
    /// <summary>The matrix of a filter; null for those that are none.</summary>
    public static ColourMatrix? Of(in FilterFunction filter)
    {
        var amount = (float)filter.Amount;
        return filter.Kind switch
        {
            FilterKind.Brightness => Linear(amount, 0),
            FilterKind.Contrast => Linear(amount, 0.5f - (0.5f * amount)),
            FilterKind.Invert => Linear(1 - (2 * Whole(amount)), Whole(amount)),
            FilterKind.Opacity => Linear(1, 0) with { Alpha = Vector128.Create(0, 0, 0, Whole(amount)) },
            FilterKind.Grayscale => Saturate(1 - Whole(amount)),
            FilterKind.Saturate => Saturate(amount),
            FilterKind.Sepia => Sepia(1 - Whole(amount)),
            FilterKind.HueRotate => RotateHue(amount * MathF.PI / 180),
            _ => null,
        };
    }

    /// <summary>Changes premultiplied colours.</summary>
    public void Apply(Span<uint> row)
    {
        var (last, changed) = (0u, 0u);
        foreach (ref var pixel in row)
        {
            if (pixel != last)
            {
                (last, changed) = (pixel, Apply(pixel));
            }

            pixel = pixel == 0 ? 0 : changed;
        }
    }

    private static float Whole(float amount) => Math.Clamp(amount, 0, 1);

    private static ColourMatrix Linear(float slope, float intercept) => new(
        Vector128.Create(slope, 0, 0, 0),
        Vector128.Create(0, slope, 0, 0),
        Vector128.Create(0, 0, slope, 0),
        Vector128.Create(0, 0, 0, 1f),
        Vector128.Create(intercept, intercept, intercept, 0));

    private static ColourMatrix Saturate(float amount) => Rows(
        (0.213f + (0.787f * amount), 0.715f - (0.715f * amount), 0.072f - (0.072f * amount)),
        (0.213f - (0.213f * amount), 0.715f + (0.285f * amount), 0.072f - (0.072f * amount)),
        (0.213f - (0.213f * amount), 0.715f - (0.715f * amount), 0.072f + (0.928f * amount)));

    private static ColourMatrix Sepia(float rest) => Rows(
        (0.393f + (0.607f * rest), 0.769f - (0.769f * rest), 0.189f - (0.189f * rest)),
        (0.349f - (0.349f * rest), 0.686f + (0.314f * rest), 0.168f - (0.168f * rest)),
        (0.272f - (0.272f * rest), 0.534f - (0.534f * rest), 0.131f + (0.869f * rest)));

    private static ColourMatrix RotateHue(float radians)
    {
        var (sin, cos) = MathF.SinCos(radians);
        return Rows(
            (0.213f + (cos * 0.787f) - (sin * 0.213f), 0.715f - (cos * 0.715f) - (sin * 0.715f), 0.072f - (cos * 0.072f) + (sin * 0.928f)),
            (0.213f - (cos * 0.213f) + (sin * 0.143f), 0.715f + (cos * 0.285f) + (sin * 0.140f), 0.072f - (cos * 0.072f) - (sin * 0.283f)),
            (0.213f - (cos * 0.213f) - (sin * 0.787f), 0.715f - (cos * 0.715f) + (sin * 0.715f), 0.072f + (cos * 0.928f) + (sin * 0.072f)));
    }

    /// <summary>From rows for red, green and blue of factors for red, green and blue.</summary>
    private static ColourMatrix Rows((float R, float G, float B) red, (float R, float G, float B) green, (float R, float G, float B) blue) => new(
        Vector128.Create(blue.B, green.B, red.B, 0),
        Vector128.Create(blue.G, green.G, red.G, 0),
        Vector128.Create(blue.R, green.R, red.R, 0),
        Vector128.Create(0, 0, 0, 1f),
        Vector128<float>.Zero);

    private uint Apply(uint pixel)
    {
        var alpha = (pixel >> 24) / 255f;
        if (alpha <= 0)
        {
            return 0;
        }

        var unit = 1 / (255f * alpha);
        var colour = Constant
            + (Blue * ((pixel & 0xFF) * unit))
            + (Green * (((pixel >> 8) & 0xFF) * unit))
            + (Red * (((pixel >> 16) & 0xFF) * unit))
            + (Alpha * alpha);
        colour = Vector128.Min(Vector128.Max(colour, Vector128<float>.Zero), Vector128<float>.One);
        return PremultipliedColour.Pack(colour.WithElement(3, 1) * (colour.GetElement(3) * 255));
    }
}
