using System.Numerics;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary><c>transform</c> of a box around its <c>transform-origin</c> (CSS Transforms 1, 7).</summary>
internal static class BoxTransform
{
    private const double DegreesToRadians = Math.PI / 180;

    public static Matrix3x2 Of(LayoutBox box)
    {
        var paint = box.Style.Paint;
        var x = (float)(box.PageX + paint.TransformOrigin.X.Resolve(box.Width));
        var y = (float)(box.PageY + paint.TransformOrigin.Y.Resolve(box.Height));
        var matrix = Matrix3x2.CreateTranslation(-x, -y);
        for (var i = paint.Transforms.Count - 1; i >= 0; i--)
        {
            matrix *= Of(paint.Transforms[i], box);
        }

        return matrix * Matrix3x2.CreateTranslation(x, y);
    }

    private static Matrix3x2 Of(in TransformFunction function, LayoutBox box) => function.Kind switch
    {
        TransformKind.Translate => Matrix3x2.CreateTranslation((float)function.X.Resolve(box.Width), (float)function.Y.Resolve(box.Height)),
        TransformKind.Scale => Matrix3x2.CreateScale((float)function.A, (float)function.B),
        TransformKind.Rotate => Rotate(function.A),
        TransformKind.Skew => new Matrix3x2(1, Tangent(function.B), Tangent(function.A), 1, 0, 0),
        TransformKind.Matrix => new Matrix3x2(
            (float)function.A, (float)function.B, (float)function.C, (float)function.D, (float)function.E, (float)function.F),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function.Kind, "Unknown transform."),
    };

    private static float Tangent(double degrees) => (float)Math.Tan(degrees * DegreesToRadians);

    /// <summary>Right angles stay exact, so that boxes stay on whole px.</summary>
    private static Matrix3x2 Rotate(double degrees) => (degrees % 360) switch
    {
        0 => Matrix3x2.Identity,
        90 or -270 => new Matrix3x2(0, 1, -1, 0, 0, 0),
        180 or -180 => new Matrix3x2(-1, 0, 0, -1, 0, 0),
        270 or -90 => new Matrix3x2(0, -1, 1, 0, 0, 0),
        _ => Matrix3x2.CreateRotation((float)(degrees * DegreesToRadians)),
    };
}
