using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Sizes and places what is absolute (CSS Position 3, 4 and 5; CSS 2, 10.3.7 and 10.6.4).</summary>
internal sealed class AbsoluteLayout(LayoutEngine engine)
{
    /// <summary>Lays a box out.</summary>
    /// <param name="box">The box.</param>
    /// <param name="block">What it stands in.</param>
    /// <param name="flow">Where it would stand in flow, px on the page.</param>
    /// <param name="container">The box it would stand in, whose direction decides where flow starts.</param>
    /// <returns>px on the page of its border box.</returns>
    public (double X, double Y) Layout(LayoutBox box, ContainingBlock block, StaticPosition flow, LayoutBox container)
    {
        BoxEdges.Resolve(box, block.Width);
        var style = box.Properties;
        var across = new AbsoluteAxis(
            block.X, block.Width, Resolve(style.Inset.Left, block.Width), Resolve(style.Inset.Right, block.Width), flow.X, flow.EdgeX,
            block.IsRightToLeft, container.Style.Text.IsRightToLeft, style.JustifySelf);
        var down = new AbsoluteAxis(
            block.Y, block.Height, Resolve(style.Inset.Top, block.Height), Resolve(style.Inset.Bottom, block.Height), flow.Y, flow.EdgeY,
            IsReversed: false, IsFlowReversed: false, style.AlignSelf);

        var (width, height) = SizeOf(box, block, across, down);
        var input = new LayoutInput
        {
            AvailableWidth = block.Width,
            PercentHeight = block.Height,
            ForcedWidth = width,
            ForcedHeight = height ?? double.NaN,
            IsForcedHeightDefinite = true,
        };
        var result = engine.Layout(box, input);
        var x = across.Place(result.Width, (box.Margin.Left, box.Margin.Right), (style.Margin.Left.IsAuto, style.Margin.Right.IsAuto), isInline: true);
        var y = down.Place(result.Height, (box.Margin.Top, box.Margin.Bottom), (style.Margin.Top.IsAuto, style.Margin.Bottom.IsAuto), isInline: false);
        return (x, y);
    }

    private (double Width, double? Height) SizeOf(LayoutBox box, ContainingBlock block, AbsoluteAxis across, AbsoluteAxis down)
    {
        var input = new LayoutInput { AvailableWidth = block.Width, PercentHeight = block.Height, ShrinksToFit = true };
        if (box.Kind == BoxKind.Replaced)
        {
            var (pictureWidth, pictureHeight) = ReplacedSize.Resolve(box, input, engine.Sizes);
            return (pictureWidth, pictureHeight);
        }

        var height = HeightOf(box, block, down, isWidthKnown: across.Stretches || !box.Properties.Width.IsAuto);
        var width = WidthOf(box, across, input, height);
        if (height is null && box.Properties.AspectRatio is { } ratio && !IsContentTaller(box))
        {
            height = BoxSizes.ClampHeight(box, BoxSizes.HeightFromRatio(box, width, ratio), block.Height);
        }

        return (width, height);
    }

    /// <summary>With a ratio the height follows the content only where that is taller, which laying it out finds.</summary>
    private static bool IsContentTaller(LayoutBox box) => box.Properties.MinHeight.IsAuto && !box.IsScrollContainer;

    private static double? HeightOf(LayoutBox box, ContainingBlock block, AbsoluteAxis down, bool isWidthKnown)
    {
        var height = BoxSizes.ResolveHeight(box, box.Properties.Height, block.Height);
        var hasRatio = box.Properties.AspectRatio is not null && isWidthKnown;
        if (box.Properties.Height.Kind == LengthKind.Stretch || (height is null && down.Stretches && box.Properties.Height.IsAuto && !hasRatio))
        {
            height = Math.Max(down.Room - box.Margin.Top - box.Margin.Bottom, box.EdgesDown);
        }

        return height is { } known ? BoxSizes.ClampHeight(box, known, block.Height) : null;
    }

    private double WidthOf(LayoutBox box, AbsoluteAxis across, in LayoutInput input, double? height)
    {
        var style = box.Properties;
        var room = Math.Max(0, across.Room - box.Margin.Left - box.Margin.Right);
        double width;
        if (style.Width.IsAuto && style.AspectRatio is { } ratio && height is { } known)
        {
            width = BoxSizes.WidthFromRatio(box, known, ratio);
        }
        else if ((style.Width.IsAuto && across.Stretches) || style.Width.Kind == LengthKind.Stretch)
        {
            width = Math.Max(room, box.EdgesAcross);
        }
        else if (style.Width.IsAuto || style.Width.Kind == LengthKind.FitContent)
        {
            width = engine.Intrinsic.BorderBoxSizes(box, input.PercentHeight).Fit(room);
        }
        else
        {
            width = engine.Sizes.ResolveWidth(box, style.Width, input) ?? room;
        }

        return engine.Sizes.ClampWidth(box, width, input);
    }

    private static double? Resolve(Length inset, double basis) => inset.IsNumeric ? inset.Resolve(basis) : null;
}

/// <summary>One axis of a containing block and what a box says of its place there.</summary>
/// <param name="Origin">px on the page of the block's left or upper edge.</param>
/// <param name="Size">px of the block.</param>
/// <param name="Start"><c>left</c> or <c>top</c>, px; null for auto.</param>
/// <param name="End"><c>right</c> or <c>bottom</c>, px; null for auto.</param>
/// <param name="Flow">px on the page where the box would stand in flow.</param>
/// <param name="FlowEdge">Which edge of the margin box stands there.</param>
/// <param name="IsReversed">Whether the block is read from its far side.</param>
/// <param name="IsFlowReversed">Whether what the box would stand in is read from its far side.</param>
/// <param name="Self"><c>justify-self</c> or <c>align-self</c>.</param>
internal readonly record struct AbsoluteAxis(
    double Origin, double Size, double? Start, double? End, double Flow, StaticEdge FlowEdge, bool IsReversed, bool IsFlowReversed, Alignment Self)
{
    private bool IsAligned => Start is not null && End is not null && Self.Kind is not (AlignmentKind.Auto or AlignmentKind.Normal or AlignmentKind.Stretch);

    /// <summary>Whether an auto size fills the room between the insets.</summary>
    public bool Stretches => Start is not null && End is not null && !IsAligned;

    /// <summary>px between the insets; where both are auto, what there is from where the box would stand in flow.</summary>
    public double Room
    {
        get
        {
            if (Start is not null || End is not null)
            {
                return Size - (Start ?? 0) - (End ?? 0);
            }

            var (before, after) = (Flow - Origin, Origin + Size - Flow);
            return FlowEdge switch
            {
                StaticEdge.End => before,
                StaticEdge.Centre => 2 * Math.Min(before, after),
                _ => after,
            };
        }
    }

    /// <summary>px on the page of the border box.</summary>
    /// <param name="size">px of the border box.</param>
    /// <param name="margin">px.</param>
    /// <param name="isAuto">Which margins take what is left.</param>
    /// <param name="isInline">Whether this is the axis of lines, on which margins do not become negative.</param>
    public double Place(double size, (double Start, double End) margin, (bool Start, bool End) isAuto, bool isInline)
    {
        if (Start is { } start && End is { } end)
        {
            return PlaceBetween(size, start, end, margin, isAuto, isInline);
        }

        if (Start is { } near)
        {
            return Origin + near + margin.Start;
        }

        if (End is { } far)
        {
            return Origin + Size - far - margin.End - size;
        }

        return FlowEdge switch
        {
            StaticEdge.End => Flow - margin.End - size,
            StaticEdge.Centre => Flow - ((size + margin.Start + margin.End) / 2) + margin.Start,
            _ => Flow + margin.Start,
        };
    }

    private double PlaceBetween(double size, double start, double end, (double Start, double End) margin, (bool Start, bool End) isAuto, bool isInline)
    {
        var free = Size - start - end - size - margin.Start - margin.End;
        if (isAuto.Start || isAuto.End)
        {
            if (isAuto.Start && isAuto.End)
            {
                return isInline && free < 0 ? Origin + start + (IsReversed ? free : 0) : Origin + start + (free / 2);
            }

            return Origin + start + margin.Start + (isAuto.Start ? free : 0);
        }

        var shift = Self.IsSafe && free < 0 ? 0 : ShiftOf(free);
        return Origin + start + margin.Start + shift;
    }

    private double ShiftOf(double free)
    {
        if (!IsAligned)
        {
            return IsReversed ? free : 0;
        }

        var isEnd = Self.Kind switch
        {
            AlignmentKind.End or AlignmentKind.FlexEnd or AlignmentKind.SelfEnd or AlignmentKind.LastBaseline => !IsReversed,
            AlignmentKind.Right => true,
            AlignmentKind.Left => false,
            _ => IsReversed,
        };
        return Self.Kind == AlignmentKind.Center ? free / 2 : isEnd ? free : 0;
    }
}
