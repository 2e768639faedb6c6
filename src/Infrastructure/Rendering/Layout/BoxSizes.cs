using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Widths and heights of border boxes from <c>width</c>, <c>height</c>, their limits and <c>box-sizing</c> (CSS Sizing 3 and 4).</summary>
internal sealed class BoxSizes(IntrinsicSizer intrinsic)
{
    /// <summary>The width of a border box whose edges are resolved.</summary>
    public double WidthOf(LayoutBox box, in LayoutInput input)
    {
        if (input.HasForcedWidth)
        {
            return input.ForcedWidth;
        }

        var style = box.Properties;
        var width = ResolveWidth(box, style.Width, input) ?? AutoWidth(box, input);
        return ClampWidth(box, width, input);
    }

    /// <summary>Keeps a width within the limits; the lower one wins.</summary>
    public double ClampWidth(LayoutBox box, double width, in LayoutInput input)
    {
        var style = box.Properties;
        var most = ResolveWidth(box, style.MaxWidth, input) ?? double.PositiveInfinity;
        var least = ResolveWidth(box, style.MinWidth, input) ?? AutomaticMinimumWidth(box, input);
        return Math.Max(Math.Max(Math.Min(width, most), least), box.EdgesAcross);
    }

    /// <summary>The border box width that a property says, or null for auto and none.</summary>
    public double? ResolveWidth(LayoutBox box, Length length, in LayoutInput input)
    {
        var room = input.AvailableWidth - box.Margin.Left - box.Margin.Right;
        switch (length.Kind)
        {
            case LengthKind.Auto or LengthKind.None or LengthKind.Normal or LengthKind.Content:
                return null;
            case LengthKind.MinContent:
                return intrinsic.BorderBoxSizes(box, input.PercentHeight).Min;
            case LengthKind.MaxContent:
                return intrinsic.BorderBoxSizes(box, input.PercentHeight).Max;
            case LengthKind.FitContent:
                var sizes = intrinsic.BorderBoxSizes(box, input.PercentHeight);
                return sizes.Fit(length.ResolveFitContentLimit(input.AvailableWidth) is { } limit ? limit + box.EdgesAcross : room);
            case LengthKind.Stretch:
                return Math.Max(room, box.EdgesAcross);
            default:
                return FromContent(box, length.Resolve(input.AvailableWidth), box.EdgesAcross);
        }
    }

    /// <summary>The border box height that a property says, or null for auto, for none, and for a percentage of what is not known.</summary>
    public static double? ResolveHeight(LayoutBox box, Length length, double percentHeight)
    {
        if (length.Kind == LengthKind.Stretch)
        {
            return double.IsNaN(percentHeight) ? null : Math.Max(percentHeight - box.Margin.Top - box.Margin.Bottom, box.EdgesDown);
        }

        return !length.IsNumeric || (length.HasPercent && double.IsNaN(percentHeight))
            ? null
            : FromContent(box, length.Resolve(percentHeight), box.EdgesDown);
    }

    /// <summary>Keeps a height within the limits; the lower one wins.</summary>
    public static double ClampHeight(LayoutBox box, double height, double percentHeight)
    {
        var most = ResolveHeight(box, box.Properties.MaxHeight, percentHeight) ?? double.PositiveInfinity;
        var least = ResolveHeight(box, box.Properties.MinHeight, percentHeight) ?? 0;
        return Math.Max(Math.Max(Math.Min(height, most), least), box.EdgesDown);
    }

    /// <summary>The border box height that is known before the content is, or NaN: what percentages of children can be of.</summary>
    public static double DefiniteHeight(LayoutBox box, double width, in LayoutInput input)
    {
        if (input.HasForcedHeight)
        {
            return input.IsForcedHeightDefinite ? input.ForcedHeight : double.NaN;
        }

        if (input.IgnoresOwnHeight)
        {
            return double.NaN;
        }

        var height = ResolveHeight(box, box.Properties.Height, input.PercentHeight);
        if (height is null && box.Properties.AspectRatio is { } ratio && box.Kind != BoxKind.Replaced)
        {
            height = HeightFromRatio(box, width, ratio);
        }

        return height is { } known ? ClampHeight(box, known, input.PercentHeight) : double.NaN;
    }

    /// <summary>The height of a border box whose content is laid out.</summary>
    /// <param name="box">The box.</param>
    /// <param name="width">px of its border box.</param>
    /// <param name="content">px of its content.</param>
    /// <param name="input">What the parent says.</param>
    public static double HeightOf(LayoutBox box, double width, double content, in LayoutInput input)
    {
        if (input.HasForcedHeight)
        {
            return input.ForcedHeight;
        }

        var natural = content + box.EdgesDown;
        if (input.IgnoresOwnHeight)
        {
            return Math.Max(natural, box.EdgesDown);
        }

        var height = ResolveHeight(box, box.Properties.Height, input.PercentHeight);
        if (height is null && box.Properties.AspectRatio is { } ratio && box.Kind != BoxKind.Replaced)
        {
            var fromRatio = HeightFromRatio(box, width, ratio);

            // CSS Sizing 4, 4.3: content that is taller makes the box taller, unless it clips.
            height = box.Properties.MinHeight.IsAuto && !box.IsScrollContainer ? Math.Max(fromRatio, Math.Min(natural, MaxHeight(box, input))) : fromRatio;
        }

        return ClampHeight(box, height ?? natural, input.PercentHeight);
    }

    /// <summary>Heights of a ratio are of the box that <c>box-sizing</c> names (CSS Sizing 4, 4.1).</summary>
    public static double HeightFromRatio(LayoutBox box, double width, double ratio)
        => IsRatioOfContent(box) ? (Math.Max(0, width - box.EdgesAcross) / ratio) + box.EdgesDown : Math.Max(width / ratio, box.EdgesDown);

    /// <summary>Widths of a ratio are of the box that <c>box-sizing</c> names (CSS Sizing 4, 4.1).</summary>
    public static double WidthFromRatio(LayoutBox box, double height, double ratio)
        => IsRatioOfContent(box) ? (Math.Max(0, height - box.EdgesDown) * ratio) + box.EdgesAcross : Math.Max(height * ratio, box.EdgesAcross);

    private static bool IsRatioOfContent(LayoutBox box) => !box.Properties.IsBorderBox || box.Properties.PrefersNaturalRatio;

    private static double MaxHeight(LayoutBox box, in LayoutInput input)
        => ResolveHeight(box, box.Properties.MaxHeight, input.PercentHeight) ?? double.PositiveInfinity;

    private static double FromContent(LayoutBox box, double px, double edges)
        => box.Properties.IsBorderBox ? Math.Max(px, edges) : Math.Max(0, px) + edges;

    private double AutoWidth(LayoutBox box, in LayoutInput input)
    {
        var room = input.AvailableWidth - box.Margin.Left - box.Margin.Right;
        if (box.Properties.AspectRatio is { } ratio && HeightBeforeContent(box, input) is { } height)
        {
            return WidthFromRatio(box, height, ratio);
        }

        return input.ShrinksToFit ? intrinsic.BorderBoxSizes(box, input.PercentHeight).Fit(room) : Math.Max(room, box.EdgesAcross);
    }

    private static double? HeightBeforeContent(LayoutBox box, in LayoutInput input)
        => input.HasForcedHeight ? input.ForcedHeight
            : ResolveHeight(box, box.Properties.Height, input.PercentHeight) is { } height ? ClampHeight(box, height, input.PercentHeight)
            : null;

    /// <summary>CSS Sizing 4, 4.3: a width that a ratio gave is at least as wide as the content.</summary>
    private double AutomaticMinimumWidth(LayoutBox box, in LayoutInput input)
    {
        var isFromRatio = box.Properties is { AspectRatio: not null, Width.IsAuto: true }
            && box.Kind != BoxKind.Replaced && !box.IsScrollContainer && HeightBeforeContent(box, input) is not null;
        return isFromRatio ? intrinsic.BorderBoxSizes(box, double.NaN, withoutRatio: true).Min : 0;
    }
}
