using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.RenderingTests.Painting;

/// <summary>Laid out boxes, made by hand.</summary>
internal static class Boxes
{
    public static readonly CssColor Red = new(1, 0, 0);
    public static readonly CssColor Green = new(0, 1, 0);
    public static readonly CssColor Blue = new(0, 0, 1);

    /// <summary>The document's element, which has no background.</summary>
    public static LayoutBox Page(params ReadOnlySpan<LayoutBox> children) => Box(0, 0, 100, 100, children: children);

    public static LayoutBox Box(
        double x,
        double y,
        double width,
        double height,
        PaintProperties? paint = null,
        BoxProperties? box = null,
        double border = 0,
        BoxKind kind = BoxKind.Block,
        StyledElement? element = null,
        params ReadOnlySpan<LayoutBox> children)
    {
        var made = new LayoutBox
        {
            Kind = kind,
            Element = element,
            Style = new ComputedStyle { Text = TextProperties.Initial, Box = box ?? new BoxProperties { Display = Display.Block }, Paint = paint ?? PaintProperties.Initial },
            PageX = x,
            PageY = y,
            Width = width,
            Height = height,
            Border = new Sides<double>(border),
        };
        foreach (var child in children)
        {
            child.Parent = made;
            made.Children.Add(child);
        }

        return made;
    }

    public static PaintProperties Filled(CssColor colour) => new() { BackgroundColor = colour };

    public static PaintProperties WithImage(CssImage image) => new() { BackgroundLayers = [new BackgroundLayer { Image = image }] };

    public static Corners<LengthPair> Radius(double px) => new(new LengthPair(Length.Px(px), Length.Px(px)));

    public static LinearGradient Linear(double degrees, params ReadOnlySpan<CssColor> colours)
        => new() { AngleDegrees = degrees, Stops = Stops(colours) };

    public static IReadOnlyList<GradientStop> Stops(params ReadOnlySpan<CssColor> colours)
    {
        var stops = new List<GradientStop>();
        foreach (var colour in colours)
        {
            stops.Add(new GradientStop(colour, null));
        }

        return stops;
    }
}
