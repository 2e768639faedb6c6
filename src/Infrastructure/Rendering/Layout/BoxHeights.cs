using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Heights of border boxes from <c>height</c>, its limits, a ratio and <c>box-sizing</c> (CSS Sizing 3 and 4; Blink's <c>ComputeBlockSizeForFragment</c>).</summary>
internal static class BoxHeights
{
    /// <summary>The border box height that a property says, or null for keywords, for none, and for a percentage of what is not known.</summary>
    public static double? Resolve(LayoutBox box, Length length, double percentHeight)
    {
        if (length.Kind == LengthKind.Stretch)
        {
            return double.IsNaN(percentHeight) ? null : Math.Max(percentHeight - box.Margin.Top - box.Margin.Bottom, box.EdgesDown);
        }

        return !length.IsNumeric || (length.HasPercent && double.IsNaN(percentHeight)) ? null : FromLength(box, length, percentHeight);
    }

    /// <summary>Keeps a height within limits that are known before the content is; the lower one wins.</summary>
    public static double Clamp(LayoutBox box, double height, double percentHeight) => LimitsOf(box, percentHeight, keyword: double.NaN).Clamp(height);

    /// <summary>The height that is known before the content is, or NaN.</summary>
    /// <param name="box">The box.</param>
    /// <param name="width">px of its border box, or NaN where a ratio may not count.</param>
    /// <param name="input">What the parent says.</param>
    public static double Known(LayoutBox box, double width, in LayoutInput input)
    {
        if (input.HasForcedHeight)
        {
            return input.ForcedHeight;
        }

        var height = Resolve(box, box.Properties.Height, input.PercentHeight);
        if (height is null && !double.IsNaN(width) && AspectRatio.Of(box) is { } ratio && box.Kind != BoxKind.Replaced)
        {
            height = AspectRatio.HeightOf(box, width, ratio);
        }

        return height is { } known ? LimitsOf(box, input.PercentHeight, known).Clamp(known) : double.NaN;
    }

    /// <summary>The height that percentages of children can be of, or NaN.</summary>
    public static double Definite(LayoutBox box, double width, in LayoutInput input)
        => input.IgnoresOwnHeight || (input.HasForcedHeight && !input.IsForcedHeightDefinite) ? double.NaN : Known(box, width, input);

    /// <summary>What percentages of children are of; a box that no element asked for hands on what it was told.</summary>
    public static double PercentForChildren(LayoutBox box, double width, in LayoutInput input)
    {
        if ((box.Element is null || box.IsSplitInline) && box.Kind == BoxKind.Block && !input.HasForcedHeight)
        {
            return input.PercentHeight;
        }

        var definite = Definite(box, width, input);
        return !double.IsNaN(definite) ? Math.Max(0, definite - box.EdgesDown)
            : box.FillsPage ? FillOf(box, box.Margin.Top + box.Margin.Bottom, input)
            : box.PassesPercentages ? input.PercentHeight
            : double.NaN;
    }

    /// <summary>What percentages of <c>top</c> and <c>bottom</c> of relative children are of, for which no box looks through another.</summary>
    public static double OffsetBasis(LayoutBox box, double width, in LayoutInput input)
        => box is { PassesPercentages: true, FillsPage: false }
            ? Math.Max(0, Definite(box, width, input) - box.EdgesDown)
            : PercentForChildren(box, width, input);

    /// <summary>px of content, or of the page where the box is at least as high as that.</summary>
    /// <param name="box">The box.</param>
    /// <param name="content">px of its content.</param>
    /// <param name="margins">px of the margins above and below it.</param>
    /// <param name="input">What the parent says.</param>
    public static double Filled(LayoutBox box, double content, double margins, in LayoutInput input)
        => box.FillsPage && box.Properties.Height.IsAuto && !double.IsNaN(input.PercentHeight) ? Math.Max(content, FillOf(box, margins, input)) : content;

    private static double FillOf(LayoutBox box, double margins, in LayoutInput input) => Math.Max(0, input.PercentHeight - margins - box.EdgesDown);

    /// <summary>The height of a border box whose content is laid out.</summary>
    /// <param name="box">The box.</param>
    /// <param name="width">px of its border box, or NaN.</param>
    /// <param name="content">px of its content.</param>
    /// <param name="input">What the parent says.</param>
    public static double Of(LayoutBox box, double width, double content, in LayoutInput input)
    {
        var natural = Math.Max(0, content) + box.EdgesDown;
        if (input.HasForcedHeight || input.IgnoresOwnHeight)
        {
            return input.HasForcedHeight ? input.ForcedHeight : natural;
        }

        var style = box.Properties;
        var ratio = double.IsNaN(width) ? null : AspectRatio.Of(box);
        var automatic = ratio is { } shape ? AspectRatio.HeightOf(box, width, shape) : natural;
        var limits = LimitsOf(box, input.PercentHeight, automatic);

        // CSS Sizing 4, 4.3: content that is taller makes the box taller, unless it clips.
        var growsWithContent = ratio is not null && style.MinHeight.IsAuto && !box.IsScrollContainer && IsAutoOrKeyword(style.Height);
        if (growsWithContent)
        {
            limits = limits with { Least = Math.Min(natural, limits.Most) };
        }

        return limits.Clamp(Resolve(box, style.Height, input.PercentHeight) ?? automatic);
    }

    /// <summary>The limits of the border box's height.</summary>
    /// <param name="box">The box.</param>
    /// <param name="percentHeight">px that percentages are of, or NaN.</param>
    /// <param name="keyword">px that <c>min-content</c> and the like come to; NaN where that is not known yet.</param>
    public static SizeLimits LimitsOf(LayoutBox box, double percentHeight, double keyword)
    {
        var (min, max) = (box.Properties.MinHeight, box.Properties.MaxHeight);
        var most = Resolve(box, max, percentHeight) ?? (IsKeyword(max) && !double.IsNaN(keyword) ? keyword : double.PositiveInfinity);
        var least = Resolve(box, min, percentHeight)
            ?? (min.HasPercent ? FromLength(box, min, 0) : IsKeyword(min) && !double.IsNaN(keyword) ? keyword : 0);
        return new SizeLimits(Math.Max(least, box.EdgesDown), most);
    }

    /// <summary>Whether a height is <c>min-content</c> or the like, all of which are the height of the content.</summary>
    public static bool IsKeyword(Length length)
        => length.Kind is LengthKind.MinContent or LengthKind.MaxContent or LengthKind.FitContent or LengthKind.Content;

    public static bool IsAutoOrKeyword(Length length) => length.IsAuto || IsKeyword(length);

    private static double FromLength(LayoutBox box, Length length, double basis)
        => SizeLimits.BorderBox(length.Resolve(basis), box.EdgesDown, box.Properties.IsBorderBox);
}

/// <summary>A smallest and a largest size of a border box, px; the smallest wins.</summary>
internal readonly record struct SizeLimits(double Least, double Most)
{
    public static readonly SizeLimits None = new(0, double.PositiveInfinity);

    public double Clamp(double size) => Math.Max(Math.Min(size, Most), Least);

    /// <summary>px of a border box from what a property says.</summary>
    /// <param name="px">The property.</param>
    /// <param name="edges">px of border and padding.</param>
    /// <param name="isBorderBox">What <c>box-sizing</c> says.</param>
    public static double BorderBox(double px, double edges, bool isBorderBox) => isBorderBox ? Math.Max(px, edges) : Math.Max(0, px) + edges;
}
