using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Sizes of pictures (CSS 2, 10.3.2, 10.4 and 10.6.2; Blink's <c>ComputeReplacedSize</c>, whose steps give the table of 10.4).</summary>
internal static class ReplacedSize
{
    private const double DefaultWidth = 300;
    private const double DefaultHeight = 150;

    private enum Ignored
    {
        Nothing,
        Widths,
        Heights,
    }

    /// <summary>Width by height, from the style or the picture; null for none.</summary>
    public static double? RatioOf(LayoutBox box)
    {
        var natural = box.Element?.Replaced?.NaturalRatio;
        var ratio = box.Properties.PrefersNaturalRatio ? natural ?? box.Properties.AspectRatio : box.Properties.AspectRatio ?? natural;
        return ratio is { } shape && double.IsFinite(shape) && shape > 0 ? shape : null;
    }

    /// <summary>The size of the border box.</summary>
    public static (double Width, double Height) Resolve(LayoutBox box, in LayoutInput input, BoxSizes sizes) => Resolve(box, input, sizes, Ignored.Nothing);

    /// <summary>The height of the border box from everything but heights.</summary>
    public static double HeightFromWidth(LayoutBox box, in LayoutInput input, BoxSizes sizes) => Resolve(box, input, sizes, Ignored.Heights).Height;

    /// <summary>The width of the border box from everything but widths.</summary>
    public static double IntrinsicWidth(LayoutBox box, in LayoutInput input, BoxSizes sizes) => Resolve(box, input, sizes, Ignored.Widths).Width;

    private static (double Width, double Height) Resolve(LayoutBox box, in LayoutInput input, BoxSizes sizes, Ignored ignored)
    {
        var ratio = RatioOf(box);
        var natural = NaturalSize(box, ratio);
        var (height, heights) = ignored == Ignored.Heights ? (null, SizeLimits.None) : HeightOf(box, input, sizes, natural, ignored);
        var transferred = ratio is { } shape ? AspectRatio.WidthsOf(box, heights, shape) : SizeLimits.None;
        var (width, widths) = ignored == Ignored.Widths ? (null, transferred) : WidthOf(box, input, sizes, natural, height);
        if (width is null && ignored != Ignored.Widths)
        {
            widths = new SizeLimits(Math.Max(widths.Least, Math.Min(transferred.Least, widths.Most)), Math.Min(widths.Most, transferred.Most));
        }

        if (natural is null && width is null && height is null)
        {
            width = widths.Clamp(Math.Max(double.IsNaN(input.FitWidth) ? DefaultFor(box) : input.FitWidth - box.Margin.Left - box.Margin.Right, box.EdgesAcross));
        }

        return (width, height) switch
        {
            ({ } known, { } tall) => (known, tall),
            ({ } known, null) => (known, heights.Clamp(ratio is { } r ? AspectRatio.HeightOf(box, known, r) : natural!.Value.Height)),
            (null, { } tall) => (widths.Clamp(ratio is { } r ? AspectRatio.WidthOf(box, tall, r) : natural!.Value.Width), tall),
            _ => (widths.Clamp(natural!.Value.Width), heights.Clamp(natural.Value.Height)),
        };
    }

    private static (double? Height, SizeLimits Limits) HeightOf(
        LayoutBox box, in LayoutInput input, BoxSizes sizes, (double Width, double Height)? natural, Ignored ignored)
    {
        var automatic = RatioOf(box) is null ? natural!.Value.Height
            : ignored == Ignored.Nothing ? Resolve(box, input, sizes, Ignored.Heights).Height
            : natural?.Height;
        var limits = BoxHeights.LimitsOf(box, input.PercentHeight, automatic ?? double.NaN);
        limits = limits with { Most = Math.Max(limits.Least, limits.Most) };
        if (input.HasForcedHeight)
        {
            return (input.ForcedHeight, limits);
        }

        var height = BoxHeights.Resolve(box, box.Properties.Height, input.PercentHeight) ?? automatic;
        return (height is { } known ? limits.Clamp(known) : null, limits);
    }

    private static (double? Width, SizeLimits Limits) WidthOf(
        LayoutBox box, in LayoutInput input, BoxSizes sizes, (double Width, double Height)? natural, double? height)
    {
        var limits = sizes.LimitsOf(box, input);
        if (input.HasForcedWidth)
        {
            return (input.ForcedWidth, limits);
        }

        var width = box.Properties.Width;
        double? automatic = RatioOf(box) is { } ratio && height is { } tall ? AspectRatio.WidthOf(box, tall, ratio) : natural?.Width;
        var size = width.IsAuto || (width.Kind == LengthKind.FitContent && double.IsNaN(input.FitWidth))
            ? (double.IsNaN(input.FitWidth) ? null : automatic)
            : sizes.ResolveWidth(box, width, input);
        return (size is { } known ? limits.Clamp(known) : null, limits);
    }

    /// <summary>The natural border box; null where there is a ratio and nothing else. A drawing without either is 300x150 px, a picture that is missing takes no room.</summary>
    private static (double Width, double Height)? NaturalSize(LayoutBox box, double? ratio)
    {
        var picture = box.Element?.Replaced;
        var isDrawing = picture?.Svg is not null;
        var (width, height) = (picture?.NaturalWidth + box.EdgesAcross, picture?.NaturalHeight + box.EdgesDown);
        if (picture is null or { Svg: null, NaturalWidth: null, NaturalHeight: null, NaturalRatio: null })
        {
            (width, height) = (box.EdgesAcross, box.EdgesDown);
        }

        if (ratio is not { } shape)
        {
            return (width ?? (isDrawing ? DefaultWidth : 0) + box.EdgesAcross, height ?? (isDrawing ? DefaultHeight : 0) + box.EdgesDown);
        }

        width ??= height is { } tall ? AspectRatio.WidthOf(box, tall, shape) : null;
        return width is { } wide ? (wide, AspectRatio.HeightOf(box, wide, shape)) : null;
    }

    private static double DefaultFor(LayoutBox box) => box.Properties.Width.HasPercent ? DefaultWidth + box.EdgesAcross : box.EdgesAcross;
}
