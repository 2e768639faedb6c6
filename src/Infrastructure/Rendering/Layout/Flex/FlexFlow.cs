using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>A flex container while it is laid out: its room along both axes.</summary>
internal sealed class FlexFlow
{
    private readonly double _innerHeight;
    private readonly double _percentHeight;
    private readonly LayoutInput _input;

    /// <param name="box">The container, its edges resolved.</param>
    /// <param name="width">px of its border box.</param>
    /// <param name="input">What its parent says.</param>
    public FlexFlow(LayoutBox box, double width, in LayoutInput input)
    {
        (Box, Axis, _input) = (box, new FlexAxis(box), input);
        InnerWidth = Math.Max(0, width - box.EdgesAcross);
        var definite = BoxSizes.DefiniteHeight(box, width, input);
        _percentHeight = Math.Max(0, definite - box.EdgesDown);
        _innerHeight = input.HasForcedHeight ? Math.Max(0, input.ForcedHeight - box.EdgesDown) : _percentHeight;
        IsMultiLine = box.Properties.FlexWrap != FlexWrap.NoWrap;
        (MainGap, CrossGap) = Axis.IsRow ? (ColumnGap, RowGap) : (RowGap, ColumnGap);
        InnerMain = Axis.IsRow ? InnerWidth : _innerHeight;
        InnerCross = Axis.IsRow ? _innerHeight : InnerWidth;
    }

    public required BoxSizes Sizes { get; init; }

    public LayoutBox Box { get; }

    public FlexAxis Axis { get; }

    /// <summary>px of the content box.</summary>
    public double InnerWidth { get; }

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

    /// <summary>What percentages of heights are of, or NaN.</summary>
    public double PercentHeight => _percentHeight;

    /// <summary>Whether percentages along the main axis have something to be of.</summary>
    public bool IsMainDefinite => Axis.IsRow || !double.IsNaN(_percentHeight);

    /// <summary>px of content from which an auto height comes.</summary>
    public double ContentHeight => Axis.IsRow ? InnerCross : InnerMain;

    private double ColumnGap => GapOf(Box.Properties.ColumnGap, InnerWidth);

    private double RowGap => GapOf(Box.Properties.RowGap, double.IsNaN(_percentHeight) ? 0 : _percentHeight);

    /// <summary>Step 4 of a column without a height of its own: as high as its items, within its limits.</summary>
    public void SetMain(double content) => InnerMain = double.IsNaN(InnerMain) ? ClampHeight(content) : InnerMain;

    public void SetCross(double content) => InnerCross = double.IsNaN(InnerCross) ? ClampHeight(content) : InnerCross;

    /// <summary>Keeps a cross size within the limits of the container.</summary>
    public double ClampCross(double cross) => Axis.IsRow ? ClampHeight(cross) : cross;

    /// <summary>What an item is told for its layout.</summary>
    /// <param name="item">Its main size is known.</param>
    /// <param name="cross">px of its border box across, or NaN for what it wants.</param>
    public LayoutInput InputOf(FlexItem item, double cross) => Axis.IsRow
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
            ForcedWidth = double.IsNaN(cross) ? ColumnItemWidth(item.Box) : cross,
            ForcedHeight = item.Main,
            IsForcedHeightDefinite = IsMainDefinite || item.IsMainDefinite,
            ShrinksToFit = true,
        };

    /// <summary>The width of an item of a single column that will be stretched, known before its height; NaN otherwise.</summary>
    public double ColumnItemWidth(LayoutBox item)
        => !IsMultiLine && IsStretchable(item) ? StretchedCross(item, InnerWidth) : double.NaN;

    /// <summary>The height of an item of a single row that will be stretched, where the row's height is known.</summary>
    public double StretchedAcross(LayoutBox item) => StretchedCross(item, InnerCross);

    public bool IsStretchable(FlexItem item) => IsStretchable(item.Box);

    /// <summary>Whether an item is stretched across: an auto size, no auto margins, and nothing else asked for (CSS Flexbox 1, 8.3).</summary>
    public bool IsStretchable(LayoutBox item)
        => Axis.Cross(AlignOf(item).Kind, item) == AlignmentKind.Stretch && IsCrossAuto(item)
            && !Axis.IsCrossStartAuto(item) && !Axis.IsCrossEndAuto(item);

    public double StretchedCross(FlexItem item, double line) => StretchedCross(item.Box, line);

    /// <summary>An item's own alignment, or what the container says.</summary>
    public Alignment AlignOf(LayoutBox item)
        => item.Properties.AlignSelf.Kind == AlignmentKind.Auto ? Box.Properties.AlignItems : item.Properties.AlignSelf;

    private bool IsCrossAuto(LayoutBox item)
        => Axis.IsRow
            ? item.Properties.Height.IsAuto
            : item.Properties.Width.IsAuto;

    private double StretchedCross(LayoutBox item, double line)
    {
        var size = line - Axis.CrossMargins(item);
        if (Axis.IsRow)
        {
            return BoxSizes.ClampHeight(item, Math.Max(0, size), PercentHeight);
        }

        return Sizes.ClampWidth(item, Math.Max(0, size), new LayoutInput { AvailableWidth = InnerWidth, PercentHeight = PercentHeight });
    }

    private double ClampHeight(double content)
        => _input.IgnoresOwnHeight ? content : BoxSizes.ClampHeight(Box, content + Box.EdgesDown, _input.PercentHeight) - Box.EdgesDown;

    private static double GapOf(Length gap, double basis) => gap.IsNumeric ? Math.Max(0, gap.Resolve(basis)) : 0;
}
