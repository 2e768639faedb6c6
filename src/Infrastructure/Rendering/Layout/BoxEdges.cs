using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Used margins, borders and padding (CSS 2, 8): percentages of all of them are of the containing block's width.</summary>
internal static class BoxEdges
{
    /// <summary>Sets the used edges of a box; auto margins count as 0 until somebody shares out what is left.</summary>
    /// <param name="box">The box.</param>
    /// <param name="width">px of the containing block; 0 or NaN while intrinsic sizes are asked for.</param>
    public static void Resolve(LayoutBox box, double width)
    {
        width = double.IsNaN(width) ? 0 : width;
        var style = box.Properties;
        box.Border = style.BorderWidth;
        box.Padding = new Sides<double>(
            Math.Max(0, style.Padding.Top.Resolve(width)),
            Math.Max(0, style.Padding.Right.Resolve(width)),
            Math.Max(0, style.Padding.Bottom.Resolve(width)),
            Math.Max(0, style.Padding.Left.Resolve(width)));
        box.Margin = new Sides<double>(
            ResolveMargin(style.Margin.Top, width),
            ResolveMargin(style.Margin.Right, width),
            ResolveMargin(style.Margin.Bottom, width),
            ResolveMargin(style.Margin.Left, width));
    }

    public static double ResolveMargin(Length margin, double width) => margin.IsNumeric ? margin.Resolve(width) : 0;
}
