using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>
/// Finds the flex base size and the limits of each item (CSS Flexbox 1, 9.2 step 3, and 4.5; Blink's
/// <c>ConstructAndAppendFlexItems</c>).
/// </summary>
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

    /// <param name="box">The item, its edges resolved.</param>
    /// <param name="flow">The container.</param>
    /// <param name="width">px that an item of a column is wide while the container's width is looked for; NaN otherwise.</param>
    public FlexItem Create(LayoutBox box, FlexFlow flow, double width = double.NaN)
    {
        var sizing = new Sizing(engine, box, flow, width);
        var (size, isContent) = sizing.FindBase();
        var edges = flow.Axis.MainEdges(box);
        return new FlexItem
        {
            Box = box,
            Base = Math.Max(size, edges),
            Limits = sizing.FindLimits(),
            MainMargins = flow.Axis.MainMargins(box),
            CrossMargins = flow.Axis.CrossMargins(box),
            MainEdges = edges,
            IsBaseContent = isContent,
            IsMainDefinite = !isContent || !double.IsNaN(flow.PercentHeight) || AspectRatio.Of(box) is not null,
            Align = flow.AlignOf(box),
        };
    }

    /// <summary>The main sizes of one item.</summary>
    private readonly struct Sizing
    {
        private readonly LayoutEngine _engine;
        private readonly LayoutBox _box;
        private readonly FlexFlow _flow;
        private readonly LayoutInput _input;
        private readonly LayoutInput _contentInput;

        public Sizing(LayoutEngine engine, LayoutBox box, FlexFlow flow, double width)
        {
            (_engine, _box, _flow, _input) = (engine, box, flow, flow.SizingInputOf(box));

            // Percentages of heights have nothing to be of while the height of the content is asked for.
            _contentInput = flow.Axis.IsRow ? _input : _input with
            {
                PercentHeight = double.NaN,
                ForcedWidth = double.IsNaN(width) ? flow.KnownCross(box) : width,
                IgnoresOwnHeight = true,
            };
        }

        private Length MainSize => _flow.Axis.IsRow ? _box.Properties.Width : _box.Properties.Height;

        private double? Ratio => AspectRatio.Of(_box);

        /// <summary>Steps 3A to 3E, and whether the size is one of the content.</summary>
        public (double Size, bool IsContent) FindBase()
        {
            var basis = _box.Properties.FlexBasis;
            basis = basis.IsAuto ? MainSize : basis;
            if (!_flow.Axis.IsRow)
            {
                return BoxHeights.Resolve(_box, basis, _flow.PercentHeight) is { } height ? (height, false) : (HeightOfContent(), true);
            }

            var isContent = BoxSizes.IsContentKeyword(basis);
            return _engine.Sizes.ResolveWidth(_box, basis, _input) is { } width
                ? (width, isContent)
                : (_engine.Intrinsic.SizesOf(_box, _input).Max, true);
        }

        public (double Least, double Most) FindLimits()
        {
            var min = _flow.Axis.IsRow ? _box.Properties.MinWidth : _box.Properties.MinHeight;
            var automatic = min.IsAuto && !_box.IsScrollContainer ? AutomaticMinimum() : double.NaN;
            var limits = _flow.Axis.IsRow ? _engine.Sizes.LimitsOf(_box, _input, automatic, withRatio: false) : HeightLimits(automatic);
            return (limits.Least, limits.Most);
        }

        private SizeLimits HeightLimits(double automatic)
        {
            var style = _box.Properties;
            var keyword = BoxHeights.IsKeyword(style.MinHeight) || BoxHeights.IsKeyword(style.MaxHeight) ? HeightOfContent() : double.NaN;
            var limits = BoxHeights.LimitsOf(_box, _flow.PercentHeight, keyword);
            return double.IsNaN(automatic) ? limits : limits with { Least = Math.Max(_box.EdgesDown, Math.Min(automatic, limits.Most)) };
        }

        /// <summary>The content-based minimum (4.5): with a ratio it holds the content as well as what the ratio gives.</summary>
        private double AutomaticMinimum()
        {
            var content = _flow.Axis.IsRow ? _engine.Intrinsic.SizesOf(_box, _input).Min : HeightOfContent();
            if (Ratio is not null)
            {
                content = Math.Max(content, _flow.Axis.IsRow ? _engine.Intrinsic.SizesOf(_box, _input, withRatio: false).Min : HeightOfContent(withRatio: false));
            }

            return Math.Min(content, SpecifiedSize() ?? double.PositiveInfinity);
        }

        private double? SpecifiedSize()
            => MainSize.IsAuto ? null
                : _flow.Axis.IsRow ? _engine.Sizes.ResolveWidth(_box, MainSize, _input)
                : BoxHeights.Resolve(_box, MainSize, _flow.PercentHeight) ?? HeightOfContent();

        private double HeightOfContent(bool withRatio = true)
        {
            if (_box.Kind == BoxKind.Replaced)
            {
                return ReplacedSize.HeightFromWidth(_box, _contentInput, _engine.Sizes);
            }

            if (Ratio is not { } ratio)
            {
                return _engine.Measure(_box, _contentInput).Height;
            }

            if (withRatio)
            {
                return AspectRatio.HeightOf(_box, _engine.Sizes.WidthOf(_box, _contentInput), ratio);
            }

            var limits = AspectRatio.HeightsOf(_box, _engine.Sizes.LimitsOf(_box, _input, withRatio: false), ratio);
            return limits.Clamp(_engine.Measure(_box, _contentInput).Height);
        }
    }
}
