using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// A soft light in a corner, painted as rings of one level each: all three channels step together, which looks as smooth as
/// eight bits allow and leaves PNG a third of the edges to store. Edges move in steps of some px, which one level does not
/// show and which lets PNG find the row above again.
/// </summary>
/// <param name="CentreX">px.</param>
/// <param name="CentreY">px.</param>
/// <param name="Radius">px from the centre to where the light ends.</param>
internal readonly record struct Glow(double CentreX, double CentreY, double Radius)
{
    private const int StepX = 8;
    private const int StepY = 4;

    public void Paint(PixelBuffer target, Rgb paper, Rgb light)
    {
        target.Pixels.Fill(paper.Pixel);
        var levels = CountLevels(paper, light);
        for (var level = 1; level <= levels; level++)
        {
            PaintDisc(target, RadiusOf((level - 0.5) / levels), paper.Mix(light, level / (double)levels).Pixel);
        }
    }

    private static int CountLevels(Rgb one, Rgb two)
        => Math.Max(Math.Abs(one.Red - two.Red), Math.Max(Math.Abs(one.Green - two.Green), Math.Abs(one.Blue - two.Blue)));

    /// <summary>Inverse of the light's falloff, (1 - distance²)², which has no edge where it begins or ends.</summary>
    private double RadiusOf(double brightness) => Radius * Math.Sqrt(1 - Math.Sqrt(brightness));

    private void PaintDisc(PixelBuffer target, double radius, uint pixel)
    {
        for (var y = 0; y < target.Height; y++)
        {
            var distance = (y / StepY * StepY) + (StepY / 2.0) - CentreY;
            var half = Math.Sqrt(Math.Max(0, (radius * radius) - (distance * distance)));
            var left = Math.Clamp(Snap(CentreX - half), 0, target.Width);
            var right = Math.Clamp(Snap(CentreX + half), left, target.Width);
            target.Row(y)[left..right].Fill(pixel);
        }
    }

    private static int Snap(double x) => (int)Math.Round(x / StepX) * StepX;
}
