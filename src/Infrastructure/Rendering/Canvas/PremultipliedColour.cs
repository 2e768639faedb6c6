using System.Runtime.Intrinsics;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Colours of styles as pixels.</summary>
internal static class PremultipliedColour
{
    /// <summary>The colour as a premultiplied pixel.</summary>
    /// <param name="colour">As computed.</param>
    /// <param name="opacity">0 to 1, in addition to its own alpha.</param>
    public static uint ToPixel(CssColor colour, double opacity = 1) => Pack(ToVector(colour with { Alpha = (float)(colour.Alpha * opacity) }));

    /// <summary>Blue, green, red, alpha from 0 to 255, premultiplied.</summary>
    public static Vector128<float> ToVector(CssColor colour)
    {
        var alpha = Math.Clamp(colour.Alpha, 0, 1);
        return Vector128.Create(Part(colour.Blue), Part(colour.Green), Part(colour.Red), 1) * (alpha * 255);
    }

    /// <summary>A pixel of <see cref="ToVector"/>, rounded.</summary>
    public static uint Pack(Vector128<float> colour)
    {
        var whole = Vector128.ConvertToInt32(colour + Vector128.Create(0.5f));
        var words = Vector128.Narrow(whole, whole);
        return Vector128.Narrow(words, words).AsUInt32().ToScalar();
    }

    private static float Part(float part) => Math.Clamp(part, 0, 1);
}
