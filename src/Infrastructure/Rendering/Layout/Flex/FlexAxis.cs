using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Which way a flex container runs (CSS Flexbox 1, 2): the only place that knows rows from columns.</summary>
internal sealed class FlexAxis
{
    private readonly bool _isRightToLeft;

    public FlexAxis(LayoutBox container)
    {
        var style = container.Properties;
        _isRightToLeft = container.Style.Text.IsRightToLeft;
        IsReverse = style.FlexDirection is FlexDirection.RowReverse or FlexDirection.ColumnReverse;
        IsRow = style.FlexDirection is FlexDirection.Row or FlexDirection.RowReverse;
        IsWrapReversed = style.FlexWrap == FlexWrap.WrapReverse;
        IsMainReversed = IsReverse != (IsRow && _isRightToLeft);
        IsCrossReversed = IsWrapReversed != (!IsRow && _isRightToLeft);
    }

    public bool IsRow { get; }

    /// <summary>Whether items go against the direction of writing.</summary>
    public bool IsReverse { get; }

    /// <summary>Whether lines follow one another from the cross end.</summary>
    public bool IsWrapReversed { get; }

    /// <summary>Whether main start is the right or lower side.</summary>
    public bool IsMainReversed { get; }

    /// <summary>Whether cross start is the right or lower side.</summary>
    public bool IsCrossReversed { get; }

    public double MainEdges(LayoutBox box) => IsRow ? box.EdgesAcross : box.EdgesDown;

    public double MainMargins(LayoutBox box) => MainStartMargin(box) + MainEndMargin(box);

    public double CrossMargins(LayoutBox box) => CrossStartMargin(box) + CrossEndMargin(box);

    public double MainStartMargin(LayoutBox box) => Start(box.Margin, IsRow, IsMainReversed);

    public double MainEndMargin(LayoutBox box) => Start(box.Margin, IsRow, !IsMainReversed);

    public double CrossStartMargin(LayoutBox box) => Start(box.Margin, !IsRow, IsCrossReversed);

    public double CrossEndMargin(LayoutBox box) => Start(box.Margin, !IsRow, !IsCrossReversed);

    public bool IsMainStartAuto(LayoutBox box) => Start(box.Properties.Margin, IsRow, IsMainReversed).IsAuto;

    public bool IsMainEndAuto(LayoutBox box) => Start(box.Properties.Margin, IsRow, !IsMainReversed).IsAuto;

    public bool IsCrossStartAuto(LayoutBox box) => Start(box.Properties.Margin, !IsRow, IsCrossReversed).IsAuto;

    public bool IsCrossEndAuto(LayoutBox box) => Start(box.Properties.Margin, !IsRow, !IsCrossReversed).IsAuto;

    /// <summary>Adds to margins what auto ones took.</summary>
    public void AddMargins(LayoutBox box, (double Start, double End) main, (double Start, double End) cross)
    {
        var (left, right) = IsRow ? Order(main, IsMainReversed) : Order(cross, IsCrossReversed);
        var (top, bottom) = IsRow ? Order(cross, IsCrossReversed) : Order(main, IsMainReversed);
        var margin = box.Margin;
        box.Margin = new Sides<double>(margin.Top + top, margin.Right + right, margin.Bottom + bottom, margin.Left + left);
    }

    /// <summary>Puts a box where its offsets say, px from main and cross start of the container's content.</summary>
    public void Place(LayoutBox box, LayoutBox container, double main, double cross, double innerMain, double innerCross)
    {
        var (mainSize, crossSize) = IsRow ? (box.Width, box.Height) : (box.Height, box.Width);
        var fromMain = IsMainReversed ? innerMain - main - mainSize : main;
        var fromCross = IsCrossReversed ? innerCross - cross - crossSize : cross;
        (box.X, box.Y) = IsRow
            ? (container.ContentLeft + fromMain, container.ContentTop + fromCross)
            : (container.ContentLeft + fromCross, container.ContentTop + fromMain);
    }

    /// <summary>An alignment along the main axis as one of flex-start, flex-end, centre, or a distribution.</summary>
    public AlignmentKind Main(AlignmentKind kind) => kind switch
    {
        AlignmentKind.Start or AlignmentKind.SelfStart => IsReverse ? AlignmentKind.FlexEnd : AlignmentKind.FlexStart,
        AlignmentKind.End or AlignmentKind.SelfEnd => IsReverse ? AlignmentKind.FlexStart : AlignmentKind.FlexEnd,
        AlignmentKind.Left => IsRow && _isRightToLeft != IsReverse ? AlignmentKind.FlexEnd : !IsRow && IsReverse ? AlignmentKind.FlexEnd : AlignmentKind.FlexStart,
        AlignmentKind.Right => IsRow && _isRightToLeft == IsReverse ? AlignmentKind.FlexEnd : !IsRow && IsReverse ? AlignmentKind.FlexEnd : AlignmentKind.FlexStart,
        AlignmentKind.Normal or AlignmentKind.Stretch or AlignmentKind.Baseline or AlignmentKind.LastBaseline => AlignmentKind.FlexStart,
        _ => kind,
    };

    /// <summary>An alignment along the cross axis as one of flex-start, flex-end, centre, stretch, a baseline, or a distribution.</summary>
    /// <param name="kind">Of an item or of the lines.</param>
    /// <param name="box">The item, whose own direction <c>self-start</c> is of; null for lines.</param>
    public AlignmentKind Cross(AlignmentKind kind, LayoutBox? box = null)
    {
        var (start, end) = IsWrapReversed ? (AlignmentKind.FlexEnd, AlignmentKind.FlexStart) : (AlignmentKind.FlexStart, AlignmentKind.FlexEnd);
        var isTurned = !IsRow && box is not null && box.Style.Text.IsRightToLeft != _isRightToLeft;
        return kind switch
        {
            AlignmentKind.Start or AlignmentKind.Left => start,
            AlignmentKind.End or AlignmentKind.Right => end,
            AlignmentKind.SelfStart => isTurned ? end : start,
            AlignmentKind.SelfEnd => isTurned ? start : end,
            AlignmentKind.Normal or AlignmentKind.Auto => AlignmentKind.Stretch,
            _ => kind,
        };
    }

    private static T Start<T>(Sides<T> sides, bool isAcross, bool isReversed)
        => isAcross ? (isReversed ? sides.Right : sides.Left) : (isReversed ? sides.Bottom : sides.Top);

    private static (double Low, double High) Order((double Start, double End) pair, bool isReversed) => isReversed ? (pair.End, pair.Start) : pair;
}
