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
            block.IsRightToLeft, container.Style.Text.IsRightToLeft, block.IsScrollable, style.JustifySelf);
        var down = new AbsoluteAxis(
            block.Y, block.Height, Resolve(style.Inset.Top, block.Height), Resolve(style.Inset.Bottom, block.Height), flow.Y, flow.EdgeY,
            IsReversed: false, IsFlowReversed: false, block.IsScrollable, style.AlignSelf);

        var (width, height) = SizeOf(box, block, across, down);
        var input = SpaceIn(block) with { ForcedWidth = width, ForcedHeight = height, IsForcedHeightDefinite = true };
        var result = engine.Layout(box, input);
        var x = across.Place(result.Width, (box.Margin.Left, box.Margin.Right), (style.Margin.Left.IsAuto, style.Margin.Right.IsAuto), isInline: true);
        var y = down.Place(result.Height, (box.Margin.Top, box.Margin.Bottom), (style.Margin.Top.IsAuto, style.Margin.Bottom.IsAuto), isInline: false);
        return (x, y);
    }

    private static LayoutInput SpaceIn(ContainingBlock block)
        => new() { AvailableWidth = block.Width, PercentHeight = block.Height, ShrinksToFit = true };

    /// <summary>px of the border box; the height is NaN where laying the content out has to say.</summary>
    private (double Width, double Height) SizeOf(LayoutBox box, ContainingBlock block, AbsoluteAxis across, AbsoluteAxis down)
    {
        var input = SpaceIn(block) with { Room = across.Room };
        if (box.Kind == BoxKind.Replaced)
        {
            return ReplacedSize.Resolve(box, StretchedBy(box, input, across, down), engine.Sizes);
        }

        var height = IsHeightKnown(box, down, isWidthKnown: false) ? HeightOf(box, block, down) : double.NaN;
        var width = WidthOf(box, across, down, input with { ForcedHeight = height, IsForcedHeightDefinite = true });
        return (width, IsHeightKnown(box, down, isWidthKnown: true) ? height : double.NaN);
    }

    /// <summary>A picture fills its room only where <c>stretch</c> is asked for.</summary>
    private static LayoutInput StretchedBy(LayoutBox box, in LayoutInput input, AbsoluteAxis across, AbsoluteAxis down) => input with
    {
        ForcedWidth = across.IsStretchAsked && box.Properties.Width.IsAuto
            ? Math.Max(across.Room - box.Margin.Left - box.Margin.Right, box.EdgesAcross) : double.NaN,
        ForcedHeight = down.IsStretchAsked && box.Properties.Height.IsAuto
            ? Math.Max(down.Room - box.Margin.Top - box.Margin.Bottom, box.EdgesDown) : double.NaN,
    };

    /// <summary>Whether the height can be told without laying the content out (Blink's <c>CanComputeBlockSizeWithoutLayout</c>).</summary>
    private static bool IsHeightKnown(LayoutBox box, AbsoluteAxis down, bool isWidthKnown)
    {
        var style = box.Properties;
        if (BoxHeights.IsKeyword(style.Height) || BoxHeights.IsKeyword(style.MinHeight) || BoxHeights.IsKeyword(style.MaxHeight))
        {
            return false;
        }

        return !style.Height.IsAuto || down.IsStretchAsked || (down.Stretches && !(isWidthKnown && AspectRatio.Of(box) is not null));
    }

    private static double HeightOf(LayoutBox box, ContainingBlock block, AbsoluteAxis down)
    {
        var style = box.Properties;
        var fills = style.Height.IsAuto || style.Height.Kind == LengthKind.Stretch;
        var height = fills
            ? Math.Max(down.Room - box.Margin.Top - box.Margin.Bottom, box.EdgesDown)
            : BoxHeights.Resolve(box, style.Height, block.Height) ?? box.EdgesDown;
        return BoxHeights.Clamp(box, height, block.Height);
    }

    /// <param name="box">The box.</param>
    /// <param name="across">Its room.</param>
    /// <param name="down">Its room.</param>
    /// <param name="input">With the height where that is known.</param>
    private double WidthOf(LayoutBox box, AbsoluteAxis across, AbsoluteAxis down, in LayoutInput input)
    {
        var style = box.Properties;
        var isHeightAsked = !style.Height.IsAuto || down.IsStretchAsked;
        var isFromRatio = AspectRatio.Of(box) is not null && input.HasForcedHeight
            && (!across.Stretches || (!across.IsStretchAsked && isHeightAsked));
        var fills = style.Width.IsAuto && across.Stretches && !isFromRatio;
        var width = engine.Sizes.ResolveWidth(box, style.Width.IsAuto ? fills ? Length.Stretch : Length.FitContent : style.Width, input) ?? box.EdgesAcross;
        var minimum = isFromRatio && !box.IsScrollContainer ? engine.Intrinsic.SizesOf(box, input, withRatio: false).Min : double.NaN;
        return engine.Sizes.LimitsOf(box, input, minimum).Clamp(width);
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
/// <param name="IsScrollable">Whether what sticks out at the end of the block may be scrolled to.</param>
/// <param name="Self"><c>justify-self</c> or <c>align-self</c>.</param>
internal readonly record struct AbsoluteAxis(
    double Origin, double Size, double? Start, double? End, double Flow, StaticEdge FlowEdge, bool IsReversed, bool IsFlowReversed, bool IsScrollable, Alignment Self)
{
    private bool IsAligned => Start is not null && End is not null && Self.Kind is not (AlignmentKind.Auto or AlignmentKind.Normal or AlignmentKind.Stretch);

    /// <summary>Whether <c>stretch</c> is what its alignment says, which is more than what happens by itself.</summary>
    public bool IsStretchAsked => Start is not null && End is not null && Self.Kind == AlignmentKind.Stretch;

    /// <summary>Whether an auto size fills the room between the insets.</summary>
    public bool Stretches => Start is not null && End is not null && !IsAligned;

    /// <summary>px between the insets; where both are auto, what there is from where the box would stand in flow.</summary>
    public double Room
    {
        get
        {
            if (Start is not null || End is not null)
            {
                return Math.Max(0, Size - (Start ?? 0) - (End ?? 0));
            }

            var (before, after) = (Flow - Origin, Origin + Size - Flow);
            return Math.Max(0, FlowEdge switch
            {
                StaticEdge.End => before,
                StaticEdge.Centre => 2 * Math.Min(before, after),
                _ => after,
            });
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
        // Insets that cross leave no room; the weaker one gives way.
        if (start + end > Size)
        {
            start = IsReversed ? Size - end : start;
        }

        var free = Room - size - margin.Start - margin.End;
        if (isAuto.Start && isAuto.End)
        {
            return isInline && free < 0 ? Origin + start + (IsReversed ? free : 0) : Origin + start + (free / 2);
        }

        if (isAuto.Start || isAuto.End)
        {
            return Origin + start + margin.Start + (isAuto.Start ? free : 0);
        }

        var shift = Self.IsSafe && free < 0 ? (IsReversed ? free : 0) : ShiftOf(free);
        return Origin + KeepInside(start + shift, size + margin.Start + margin.End, start) + margin.Start;
    }

    /// <summary>What is aligned without a word about overflow stays inside the containing block where it can (CSS Align 3, 4.4).</summary>
    private double KeepInside(double at, double size, double start)
    {
        if (!IsAligned || Self.IsSafe || Self.IsUnsafe || size <= Room)
        {
            return at;
        }

        var (least, most) = (Math.Min(start, 0), Math.Max(start + Room, Size) - size);
        if (IsScrollable)
        {
            (least, most) = IsReversed ? (double.NegativeInfinity, most) : (least, double.PositiveInfinity);
        }

        return IsReversed ? Math.Min(Math.Max(at, least), most) : Math.Max(Math.Min(at, most), least);
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
