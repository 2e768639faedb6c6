namespace PearlIo.Infrastructure.Rendering.Canvas;

/// <summary>Draws shapes into a picture with cairo; what is drawn is there once the painter is disposed.</summary>
internal sealed class Painter : IDisposable
{
    private const double QuarterTurn = Math.PI / 2;

    private readonly SurfaceHandle _surface;
    private readonly DrawingHandle _drawing;

    public Painter(PixelBuffer target)
    {
        _surface = target.CreateSurface();
        _drawing = CairoNative.CreateDrawing(_surface);
    }

    /// <summary>Fills a rectangle with round corners, from one colour at its upper left to another at its lower right.</summary>
    public void FillRounded(Shape shape, Rgb from, Rgb to)
    {
        using var gradient = CairoNative.CreateLinearGradient(shape.X, shape.Y, shape.X + shape.Width, shape.Y + shape.Height);
        AddStop(gradient, 0, from);
        AddStop(gradient, 1, to);
        AddRounded(shape);
        Fill(gradient);
    }

    /// <summary>Fills a circle with a light that falls on it from the upper left.</summary>
    public void FillPearl(double x, double y, double radius, Rgb light, Rgb shade)
    {
        var (lightX, lightY) = (x - (radius * 0.35), y - (radius * 0.4));
        using var gradient = CairoNative.CreateRadialGradient(lightX, lightY, 0, x, y, radius * 1.1);
        AddStop(gradient, 0, light);
        AddStop(gradient, 1, shade);
        CairoNative.NewSubPath(_drawing);
        CairoNative.Arc(_drawing, x, y, radius, 0, 4 * QuarterTurn);
        Fill(gradient);
    }

    public void Dispose()
    {
        CairoNative.FlushSurface(_surface);
        _drawing.Dispose();
        _surface.Dispose();
    }

    private static void AddStop(PatternHandle gradient, double offset, Rgb colour)
        => CairoNative.AddColourStop(gradient, offset, colour.Red / 255.0, colour.Green / 255.0, colour.Blue / 255.0, alpha: 1);

    private void Fill(PatternHandle gradient)
    {
        CairoNative.SetSource(_drawing, gradient);
        CairoNative.Fill(_drawing);
        var status = CairoNative.Status(_drawing);
        if (status != 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"cairo refused to draw, status {status}."));
        }
    }

    private void AddRounded(Shape shape)
    {
        var (left, top, right, bottom) = (shape.X, shape.Y, shape.X + shape.Width, shape.Y + shape.Height);
        var radius = Math.Min(shape.Radius, Math.Min(shape.Width, shape.Height) / 2);
        CairoNative.NewSubPath(_drawing);
        CairoNative.Arc(_drawing, right - radius, top + radius, radius, -QuarterTurn, 0);
        CairoNative.Arc(_drawing, right - radius, bottom - radius, radius, 0, QuarterTurn);
        CairoNative.Arc(_drawing, left + radius, bottom - radius, radius, QuarterTurn, 2 * QuarterTurn);
        CairoNative.Arc(_drawing, left + radius, top + radius, radius, 2 * QuarterTurn, 3 * QuarterTurn);
        CairoNative.ClosePath(_drawing);
    }
}

/// <summary>A rectangle with round corners, in px.</summary>
internal readonly record struct Shape(double X, double Y, double Width, double Height, double Radius);
