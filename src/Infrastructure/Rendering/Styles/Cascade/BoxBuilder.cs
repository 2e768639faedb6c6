namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The properties of layout of an element while the cascade writes them. Arrays go top, right, bottom, left.</summary>
internal sealed class BoxBuilder
{
    public Display Display { get; set; }

    public Position Position { get; set; }

    public Length[] Inset { get; } = new Length[4];

    public int? ZIndex { get; set; }

    public Length Width { get; set; }

    public Length Height { get; set; }

    public Length MinWidth { get; set; }

    public Length MinHeight { get; set; }

    public Length MaxWidth { get; set; }

    public Length MaxHeight { get; set; }

    public bool IsBorderBox { get; set; }

    public (double? Ratio, bool PrefersNatural) AspectRatio { get; set; }

    public Length[] Margin { get; } = new Length[4];

    public Length[] Padding { get; } = new Length[4];

    /// <summary>Before the style is looked at.</summary>
    public double[] BorderWidth { get; } = new double[4];

    public Overflow OverflowX { get; set; }

    public Overflow OverflowY { get; set; }

    public FlexDirection FlexDirection { get; set; }

    public FlexWrap FlexWrap { get; set; }

    public double FlexGrow { get; set; }

    public double FlexShrink { get; set; }

    public Length FlexBasis { get; set; }

    public int Order { get; set; }

    public Alignment JustifyContent { get; set; }

    public Alignment AlignContent { get; set; }

    public Alignment AlignItems { get; set; }

    public Alignment AlignSelf { get; set; }

    public Alignment JustifyItems { get; set; }

    public Alignment JustifySelf { get; set; }

    public Length RowGap { get; set; }

    public Length ColumnGap { get; set; }

    public VerticalAlign VerticalAlign { get; set; }

    public TextOverflow TextOverflow { get; set; }

    public int? LineClamp { get; set; }

    public double? TextFitMinimum { get; set; }

    public ObjectFit ObjectFit { get; set; }

    public LengthPair ObjectPosition { get; set; }

    public UnicodeBidi UnicodeBidi { get; set; }

    /// <summary>Whether the margin above and the one below are those of the browser's own sheet.</summary>
    public (bool Above, bool Below) HasAgentMargin { get; set; }

    /// <summary>Starts with initial values.</summary>
    public void Reset()
    {
        var from = BoxProperties.Initial;
        Inset.AsSpan().Fill(Length.Auto);
        Margin.AsSpan().Fill(Length.Zero);
        Padding.AsSpan().Fill(Length.Zero);
        BorderWidth.AsSpan().Fill(3);
        (Display, Position, ZIndex) = (from.Display, from.Position, from.ZIndex);
        (Width, Height, MinWidth, MinHeight) = (Length.Auto, Length.Auto, Length.Auto, Length.Auto);
        (MaxWidth, MaxHeight, IsBorderBox, AspectRatio) = (Length.None, Length.None, false, (null, true));
        (OverflowX, OverflowY) = (Overflow.Visible, Overflow.Visible);
        (FlexDirection, FlexWrap, FlexGrow, FlexShrink, FlexBasis, Order) = (FlexDirection.Row, FlexWrap.NoWrap, 0, 1, Length.Auto, 0);
        (JustifyContent, AlignContent, AlignItems, JustifyItems) = (default, default, default, default);
        (AlignSelf, JustifySelf) = (from.AlignSelf, from.JustifySelf);
        (RowGap, ColumnGap, VerticalAlign, TextOverflow) = (Length.Normal, Length.Normal, default, TextOverflow.Clip);
        (LineClamp, TextFitMinimum, ObjectFit) = (null, null, ObjectFit.Fill);
        (ObjectPosition, UnicodeBidi, HasAgentMargin) = (from.ObjectPosition, UnicodeBidi.Normal, default);
    }

    /// <param name="borderStyles">Top, right, bottom, left: a border without style has no width.</param>
    /// <param name="isBlockified">Whether it is a flex item or the root (CSS 2, 9.7; Flexbox 1, 4).</param>
    /// <param name="containsAbsolute">Whether transform or filter make it one.</param>
    public BoxProperties Freeze(BorderStyle[] borderStyles, bool isBlockified, bool containsAbsolute)
    {
        var isAbsolute = Position is Position.Absolute or Position.Fixed;
        return new BoxProperties
        {
            Display = isBlockified || isAbsolute ? Blockified(Display) : Display,
            WasInlineLevel = isAbsolute && Display != Blockified(Display),
            Position = Position,
            Inset = Around(Inset),
            ZIndex = ZIndex,
            Width = Width,
            Height = Height,
            MinWidth = MinWidth,
            MinHeight = MinHeight,
            MaxWidth = MaxWidth,
            MaxHeight = MaxHeight,
            IsBorderBox = IsBorderBox,
            AspectRatio = AspectRatio.Ratio,
            PrefersNaturalRatio = AspectRatio.PrefersNatural,
            Margin = Around(Margin),
            Padding = Around(Padding),
            BorderWidth = new(Border(borderStyles, 0), Border(borderStyles, 1), Border(borderStyles, 2), Border(borderStyles, 3)),
            OverflowX = Clipped(OverflowX, OverflowY),
            OverflowY = Clipped(OverflowY, OverflowX),
            FlexDirection = FlexDirection,
            FlexWrap = FlexWrap,
            FlexGrow = FlexGrow,
            FlexShrink = FlexShrink,
            FlexBasis = FlexBasis,
            Order = Order,
            JustifyContent = JustifyContent,
            AlignContent = AlignContent,
            AlignItems = AlignItems,
            AlignSelf = AlignSelf,
            JustifyItems = JustifyItems,
            JustifySelf = JustifySelf,
            RowGap = RowGap,
            ColumnGap = ColumnGap,
            VerticalAlign = VerticalAlign,
            TextOverflow = TextOverflow,
            LineClamp = LineClamp,
            TextFitMinimum = TextFitMinimum,
            ObjectFit = ObjectFit,
            ObjectPosition = ObjectPosition,
            UnicodeBidi = UnicodeBidi,
            HasAgentMarginAbove = HasAgentMargin.Above,
            HasAgentMarginBelow = HasAgentMargin.Below,
            ContainsAbsolute = containsAbsolute,
        };
    }

    private static Sides<Length> Around(Length[] sides) => new(sides[0], sides[1], sides[2], sides[3]);

    private double Border(BorderStyle[] styles, int side) => styles[side] is BorderStyle.None or BorderStyle.Hidden ? 0 : BorderWidth[side];

    private static Display Blockified(Display display) => display switch
    {
        Display.Inline or Display.InlineBlock => Display.Block,
        Display.InlineFlex => Display.Flex,
        _ => display,
    };

    /// <summary>Visible becomes auto where the other axis is neither visible nor clip (CSS Overflow 3, 3.1); clip stays, as in Chromium.</summary>
    private static Overflow Clipped(Overflow own, Overflow other)
        => own == Overflow.Visible && other is not (Overflow.Visible or Overflow.Clip) ? Overflow.Auto : own;
}
