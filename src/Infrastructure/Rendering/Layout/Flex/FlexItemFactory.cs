using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Finds the flex base size and the limits of each item (CSS Flexbox 1, 9.2 step 3, and 4.5).</summary>
internal sealed class FlexItemFactory(LayoutEngine engine)
{
    /// <summary>The items of a container by <c>order</c>, then by the document.</summary>
    public List<FlexItem> Create(FlexFlow flow)
    {
        var items = new List<FlexItem>(flow.Box.Children.Count);
        var isOrdered = false;
        foreach (var child in flow.Box.Children)
        {
            if (!child.IsOutOfFlow)
            {
                BoxEdges.Resolve(child, flow.InnerWidth);
                items.Add(Create(child, flow));
                isOrdered |= child.Properties.Order != 0;
            }
        }

        return isOrdered ? [.. items.OrderBy(item => item.Box.Properties.Order)] : items;
    }

    private FlexItem Create(LayoutBox box, FlexFlow flow)
    {
        var basis = DefiniteBasis(box, flow);
        return new FlexItem
        {
            Box = box,
            Base = Math.Max(basis ?? ContentBasis(box, flow), flow.Axis.MainEdges(box)),
            Limits = LimitsOf(box, flow),
            MainMargins = flow.Axis.MainMargins(box),
            CrossMargins = flow.Axis.CrossMargins(box),
            MainEdges = flow.Axis.MainEdges(box),
            IsMainDefinite = basis is not null && box.Properties is { FlexGrow: 0, FlexShrink: 0 },
            Align = flow.AlignOf(box),
        };
    }

    /// <summary>3A: a flex basis in px, or a percentage of a main size that is known.</summary>
    private double? DefiniteBasis(LayoutBox box, FlexFlow flow)
    {
        var basis = box.Properties.FlexBasis;
        if (basis.IsAuto)
        {
            basis = flow.Axis.IsRow ? box.Properties.Width : box.Properties.Height;
        }

        return ResolveMain(box, basis, flow);
    }

    private double? ResolveMain(LayoutBox box, Length length, FlexFlow flow)
    {
        if (flow.Axis.IsRow)
        {
            return engine.Sizes.ResolveWidth(box, length, InputFor(flow));
        }

        return BoxSizes.ResolveHeight(box, length, flow.PercentHeight);
    }

    /// <summary>3B to 3E: from the ratio, else from the content.</summary>
    private double ContentBasis(LayoutBox box, FlexFlow flow)
    {
        var ratio = box.Kind == BoxKind.Replaced ? ReplacedSize.RatioOf(box) : box.Properties.AspectRatio;
        if (ratio is { } shape && DefiniteCross(box, flow) is { } cross)
        {
            return MainFromCross(box, cross, shape, flow);
        }

        return flow.Axis.IsRow ? engine.Intrinsic.BorderBoxSizes(box, flow.PercentHeight).Max : ContentHeight(box, flow);
    }

    private double ContentHeight(LayoutBox box, FlexFlow flow)
        => engine.Measure(box, InputFor(flow) with
        {
            ForcedWidth = flow.ColumnItemWidth(box),

            // A ratio gives the height that the content would.
            IgnoresOwnHeight = box.Properties is not { AspectRatio: not null, Height.IsAuto: true },
        }).Height;

    private static double MainFromCross(LayoutBox box, double cross, double ratio, FlexFlow flow)
    {
        if (box.Kind == BoxKind.Replaced)
        {
            return flow.Axis.IsRow
                ? ((cross - box.EdgesDown) * ratio) + box.EdgesAcross
                : ((cross - box.EdgesAcross) / ratio) + box.EdgesDown;
        }

        return flow.Axis.IsRow ? BoxSizes.WidthFromRatio(box, cross, ratio) : BoxSizes.HeightFromRatio(box, cross, ratio);
    }

    /// <summary>The cross size of an item where it is known: its own, or what it is stretched to in a single line.</summary>
    private double? DefiniteCross(LayoutBox box, FlexFlow flow)
    {
        if (flow.Axis.IsRow)
        {
            var height = BoxSizes.ResolveHeight(box, box.Properties.Height, flow.PercentHeight);
            return height is { } known ? BoxSizes.ClampHeight(box, known, flow.PercentHeight)
                : !flow.IsMultiLine && !double.IsNaN(flow.InnerCross) && flow.IsStretchable(box) ? flow.StretchedAcross(box)
                : null;
        }

        var width = engine.Sizes.ResolveWidth(box, box.Properties.Width, InputFor(flow));
        return width is { } wide ? engine.Sizes.ClampWidth(box, wide, InputFor(flow))
            : flow.ColumnItemWidth(box) is var stretched && !double.IsNaN(stretched) ? stretched
            : null;
    }

    private (double Least, double Most) LimitsOf(LayoutBox box, FlexFlow flow)
    {
        var (min, max) = flow.Axis.IsRow
            ? (box.Properties.MinWidth, box.Properties.MaxWidth)
            : (box.Properties.MinHeight, box.Properties.MaxHeight);
        var most = ResolveMain(box, max, flow) ?? double.PositiveInfinity;
        var least = min.IsAuto ? AutomaticMinimum(box, flow, most) : ResolveMain(box, min, flow) ?? 0;
        return (least, most);
    }

    /// <summary>The content-based minimum (CSS Flexbox 1, 4.5).</summary>
    private double AutomaticMinimum(LayoutBox box, FlexFlow flow, double most)
    {
        if (box.IsScrollContainer)
        {
            return 0;
        }

        var specified = ResolveMain(box, flow.Axis.IsRow ? box.Properties.Width : box.Properties.Height, flow);
        var content = ContentMinimum(box, flow);
        return Math.Min(Math.Min(specified ?? double.PositiveInfinity, content), most);
    }

    private double ContentMinimum(LayoutBox box, FlexFlow flow)
    {
        var ratio = box.Kind == BoxKind.Replaced ? ReplacedSize.RatioOf(box) : box.Properties.AspectRatio;
        if (ratio is { } shape && DefiniteCross(box, flow) is { } cross)
        {
            return MainFromCross(box, cross, shape, flow);
        }

        var content = flow.Axis.IsRow ? engine.Intrinsic.BorderBoxSizes(box, double.NaN, withoutRatio: true).Min : ContentHeight(box, flow);
        return ratio is { } limit ? ClampByCross(box, content, limit, flow) : content;
    }

    /// <summary>Limits of the cross size count for the content's minimum by way of the ratio.</summary>
    private double ClampByCross(LayoutBox box, double content, double ratio, FlexFlow flow)
    {
        double? least, most;
        if (flow.Axis.IsRow)
        {
            least = BoxSizes.ResolveHeight(box, box.Properties.MinHeight, flow.PercentHeight);
            most = BoxSizes.ResolveHeight(box, box.Properties.MaxHeight, flow.PercentHeight);
        }
        else
        {
            least = engine.Sizes.ResolveWidth(box, box.Properties.MinWidth, InputFor(flow));
            most = engine.Sizes.ResolveWidth(box, box.Properties.MaxWidth, InputFor(flow));
        }

        content = most is { } upper ? Math.Min(content, MainFromCross(box, upper, ratio, flow)) : content;
        return least is { } lower ? Math.Max(content, MainFromCross(box, lower, ratio, flow)) : content;
    }

    private static LayoutInput InputFor(FlexFlow flow)
        => new() { AvailableWidth = flow.InnerWidth, PercentHeight = flow.PercentHeight, ShrinksToFit = true };
}
