using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Sizes of pictures (CSS 2, 10.3.2, 10.4 and 10.6.2).</summary>
internal static class ReplacedSize
{
    private const double DefaultWidth = 300;
    private const double DefaultHeight = 150;

    /// <summary>Width by height, from the style or the picture; null for none.</summary>
    public static double? RatioOf(LayoutBox box)
    {
        var natural = box.Element?.Replaced?.NaturalRatio;
        return box.Properties.PrefersNaturalRatio ? natural ?? box.Properties.AspectRatio : box.Properties.AspectRatio ?? natural;
    }

    /// <summary>The content width where nothing but the picture and a fixed height says, px.</summary>
    public static double NaturalWidth(LayoutBox box)
    {
        if (RatioOf(box) is { } ratio && BoxSizes.ResolveHeight(box, box.Properties.Height, double.NaN) is { } height)
        {
            return (BoxSizes.ClampHeight(box, height, double.NaN) - box.EdgesDown) * ratio;
        }

        var picture = box.Element?.Replaced;
        return picture?.NaturalWidth ?? (picture?.NaturalHeight is { } tall && RatioOf(box) is { } shape ? tall * shape : MissingSize(box).Width);
    }

    /// <summary>The size of the border box.</summary>
    public static (double Width, double Height) Resolve(LayoutBox box, in LayoutInput input, BoxSizes sizes)
    {
        var width = input.HasForcedWidth ? input.ForcedWidth : sizes.ResolveWidth(box, box.Properties.Width, input);
        var height = input.HasForcedHeight ? input.ForcedHeight : BoxSizes.ResolveHeight(box, box.Properties.Height, input.PercentHeight);
        var ratio = RatioOf(box);
        if (width is { } knownWidth)
        {
            knownWidth = input.HasForcedWidth ? knownWidth : sizes.ClampWidth(box, knownWidth, input);
            return (knownWidth, ClampHeight(box, height ?? HeightFor(box, knownWidth, ratio), input));
        }

        if (height is { } knownHeight)
        {
            knownHeight = ClampHeight(box, knownHeight, input);
            return (sizes.ClampWidth(box, WidthFor(box, knownHeight, ratio), input), knownHeight);
        }

        return ResolveAuto(box, ratio, input, sizes);
    }

    /// <summary>Both are auto: limits keep the ratio where they can (CSS 2, 10.4, the table).</summary>
    private static (double Width, double Height) ResolveAuto(LayoutBox box, double? ratio, in LayoutInput input, BoxSizes sizes)
    {
        var width = NaturalWidth(box) + box.EdgesAcross;
        var height = NaturalHeight(box, ratio) + box.EdgesDown;
        var clampedWidth = sizes.ClampWidth(box, width, input);
        var clampedHeight = BoxSizes.ClampHeight(box, height, input.PercentHeight);
        if (ratio is not { } shape || (clampedWidth == width && clampedHeight == height))
        {
            return (clampedWidth, clampedHeight);
        }

        var fromWidth = BoxSizes.ClampHeight(box, ((clampedWidth - box.EdgesAcross) / shape) + box.EdgesDown, input.PercentHeight);
        var fromHeight = sizes.ClampWidth(box, ((clampedHeight - box.EdgesDown) * shape) + box.EdgesAcross, input);
        if (clampedHeight == height)
        {
            return (clampedWidth, fromWidth);
        }

        if (clampedWidth == width)
        {
            return (fromHeight, clampedHeight);
        }

        var isWidthTighter = clampedWidth / width < clampedHeight / height;
        var (shrinksAcross, shrinksDown) = (clampedWidth < width, clampedHeight < height);
        return shrinksAcross == shrinksDown
            ? isWidthTighter == shrinksAcross ? (clampedWidth, fromWidth) : (fromHeight, clampedHeight)
            : (clampedWidth, clampedHeight);
    }

    private static double NaturalHeight(LayoutBox box, double? ratio)
    {
        var picture = box.Element?.Replaced;
        if (box.Properties is { PrefersNaturalRatio: false, AspectRatio: { } asked } && picture?.NaturalWidth is { } natural)
        {
            return natural / asked;
        }

        return picture?.NaturalHeight
            ?? (picture?.NaturalWidth is { } wide && ratio is { } shape ? wide / shape
                : ratio is { } only && picture?.NaturalWidth is null ? NaturalWidth(box) / only
                : MissingSize(box).Height);
    }

    private static double HeightFor(LayoutBox box, double width, double? ratio)
        => ratio is { } shape ? ((width - box.EdgesAcross) / shape) + box.EdgesDown : NaturalHeight(box, ratio) + box.EdgesDown;

    private static double WidthFor(LayoutBox box, double height, double? ratio)
        => ratio is { } shape ? ((height - box.EdgesDown) * shape) + box.EdgesAcross : NaturalWidth(box) + box.EdgesAcross;

    private static double ClampHeight(LayoutBox box, double height, in LayoutInput input)
        => input.HasForcedHeight ? height : BoxSizes.ClampHeight(box, height, input.PercentHeight);

    /// <summary>A drawing without a size is 300x150 px; a picture that is missing takes no room, as in browsers.</summary>
    private static (double Width, double Height) MissingSize(LayoutBox box)
        => box.Element?.Replaced?.Svg is not null ? (DefaultWidth, DefaultHeight) : (0, 0);
}
