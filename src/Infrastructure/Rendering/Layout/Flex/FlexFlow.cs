using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>A flex container while it is laid out: its room along both axes.</summary>
internal sealed class FlexFlow
{
    private readonly BoxSizes _sizes;
    private readonly double _width;
    private readonly LayoutInput _input;

    /// <param name="sizes">What widths come from.</param>
    /// <param name="box">The container, its edges resolved.</param>
    /// <param name="width">px of its border box; NaN while its intrinsic sizes are asked for.</param>
    /// <param name="input">What its parent says.</param>
    public FlexFlow(BoxSizes sizes, LayoutBox box, double width, in LayoutInput input)
    {
        (_sizes, Box, Axis, _width, _input) = (sizes, box, new FlexAxis(box), width, input);
        InnerWidth = Math.Max(0, width - box.EdgesAcross);
        PercentHeight = BoxHeights.PercentForChildren(box, width, input);
        IsMultiLine = box.Properties.FlexWrap != FlexWrap.NoWrap;
        var (columnGap, rowGap) = (GapOf(box.Properties.ColumnGap, InnerWidth), GapOf(box.Properties.RowGap, PercentHeight));
        (MainGap, CrossGap) = Axis.IsRow ? (columnGap, rowGap) : (rowGap, columnGap);
        InnerMain = Axis.IsRow ? InnerWidth : double.NaN;
        InnerCross = Axis.IsRow ? PercentHeight : InnerWidth;
    }

    public LayoutBox Box { get; }

    public FlexAxis Axis { get; }

    /// <summary>px of the content box; NaN while intrinsic sizes are asked for.</summary>
    public double InnerWidth { get; }

    /// <summary>What percentages of heights are of, and the height that is known before the content is; or NaN.</summary>
    public double PercentHeight { get; }

    /// <summary>Whether items may wrap, whether they do or not.</summary>
    public bool IsMultiLine { get; }

    /// <summary>px between items.</summary>
    public double MainGap { get; }

    /// <summary>px between lines.</summary>
    public double CrossGap { get; }

    /// <summary>px of the content box along the main axis; NaN until the content of a column says.</summary>
    public double InnerMain { get; private set; }

    /// <summary>px of the content box along the cross axis; NaN until the content of a row says.</summary>
    public double InnerCross { get; private set; }

    /// <summary>px of content from which an auto height comes.</summary>
    public double ContentHeight { get; private set; }

    /// <summary>Where a line is full (step 5): what is known of the main size before the items are.</summary>
    public double LineLength
    {
        get
        {
            var known = BoxHeights.Known(Box, _width, _input);
            return Axis.IsRow ? InnerMain
                : double.IsNaN(known) ? BoxHeights.LimitsOf(Box, _input.PercentHeight, double.NaN).Most - Box.EdgesDown
                : known - Box.EdgesDown;
        }
    }

    /// <summary>Step 4 of a column: as high as its longest line, within its limits.</summary>
    public void SetMain(double content)
    {
        if (!Axis.IsRow)
        {
            (ContentHeight, InnerMain) = (Filled(content), InnerHeightOf(content));
        }
    }

    /// <summary>Step 15 of a row: as high as its lines, within its limits.</summary>
    public void SetCross(double content)
    {
        if (Axis.IsRow)
        {
            (ContentHeight, InnerCross) = (Filled(content), InnerHeightOf(Filled(content)));
        }
    }

    /// <summary>What an item is told for its layout.</summary>
    /// <param name="item">Its main size is known.</param>
    /// <param name="cross">px of its border box across, or NaN for what it wants.</param>
    /// <param name="line">px of its line across, which is its room in a column; NaN while that is not known.</param>
    public LayoutInput InputOf(FlexItem item, double cross, double line = double.NaN) => Axis.IsRow
        ? new LayoutInput
        {
            AvailableWidth = InnerWidth,
            PercentHeight = PercentHeight,
            ForcedWidth = item.Main,
            ForcedHeight = cross,
            IsForcedHeightDefinite = true,
            ShrinksToFit = true,
        }
        : new LayoutInput
        {
            AvailableWidth = InnerWidth,
            PercentHeight = PercentHeight,
            ForcedWidth = double.IsNaN(cross) ? KnownCross(item.Box) : cross,
            Room = IsMultiLine ? line : double.NaN,
            ForcedHeight = item.Main,
            IsForcedHeightDefinite = item.IsMainDefinite,
            ShrinksToFit = true,
        };

    /// <summary>What an item is told while its widths by its content are asked for.</summary>
    public LayoutInput SizingInputOf(LayoutBox item)
    {
        var height = Axis.IsRow ? KnownCross(item) : double.NaN;
        return new LayoutInput
        {
            AvailableWidth = InnerWidth,
            PercentHeight = PercentHeight,
            ForcedHeight = height,
            IsForcedHeightDefinite = true,
            IsHeightStretched = !double.IsNaN(height),
            ShrinksToFit = true,
        };
    }

    /// <summary>The cross size of an item that is stretched over the only line, where that is known before the items are; NaN otherwise.</summary>
    public double KnownCross(LayoutBox item)
        => !IsMultiLine && !double.IsNaN(InnerCross) && IsStretchable(item) ? StretchedCross(item, InnerCross) : double.NaN;

    /// <summary>Whether an item is stretched across: an auto size, no auto margins, and nothing else asked for (CSS Flexbox 1, 8.3).</summary>
    public bool IsStretchable(LayoutBox item)
        => Axis.Cross(AlignOf(item).Kind, item) == AlignmentKind.Stretch && IsCrossAuto(item)
            && !Axis.IsCrossStartAuto(item) && !Axis.IsCrossEndAuto(item);

    /// <summary>px of the border box of an item that is stretched over a line.</summary>
    public double StretchedCross(LayoutBox item, double line)
    {
        var size = Math.Max(0, line - Axis.CrossMargins(item));
        return Axis.IsRow
            ? BoxHeights.Clamp(item, size, PercentHeight)
            : _sizes.LimitsOf(item, new LayoutInput { AvailableWidth = InnerWidth, PercentHeight = PercentHeight }, withRatio: false).Clamp(size);
    }

    /// <summary>An item's own alignment, or what the container says.</summary>
    public Alignment AlignOf(LayoutBox item)
        => item.Properties.AlignSelf.Kind == AlignmentKind.Auto ? Box.Properties.AlignItems : item.Properties.AlignSelf;

    /// <summary>A height that the content limits is not known before the content is laid out, which finds the same without stretching.</summary>
    private bool IsCrossAuto(LayoutBox item)
        => Axis.IsRow ? item.Properties.Height.IsAuto && !BoxHeights.IsKeyword(item.Properties.MaxHeight) : item.Properties.Width.IsAuto;

    private double Filled(double content) => BoxHeights.Filled(Box, content, Box.Margin.Top + Box.Margin.Bottom, _input);

    private double InnerHeightOf(double content) => Math.Max(0, BoxHeights.Of(Box, _width, content, _input) - Box.EdgesDown);

    private static double GapOf(Length gap, double basis) => gap.IsNumeric ? Math.Max(0, gap.Resolve(double.IsNaN(basis) ? 0 : basis)) : 0;
}
