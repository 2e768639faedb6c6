namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>The properties that only painting reads and children do not inherit.</summary>
internal sealed record PaintProperties
{
    public static readonly PaintProperties Initial = new();

    public CssColor BackgroundColor { get; init; } = CssColor.Transparent;

    /// <summary>The first is the topmost.</summary>
    public IReadOnlyList<BackgroundLayer> BackgroundLayers { get; init; } = [];

    /// <summary>The box that <see cref="BackgroundColor"/> fills: that of the last layer (CSS Backgrounds 3, 3.7).</summary>
    public BackgroundBox BackgroundColorClip { get; init; }

    public Sides<BorderStyle> BorderStyle { get; init; }

    public Sides<CssColor> BorderColor { get; init; }

    /// <summary>Radii across (of the width) and down (of the height).</summary>
    public Corners<LengthPair> BorderRadius { get; init; } = new(new LengthPair(Length.Zero, Length.Zero));

    /// <summary>The first is the topmost.</summary>
    public IReadOnlyList<Shadow> BoxShadows { get; init; } = [];

    public Outline? Outline { get; init; }

    /// <summary>0 to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>In the order in which they work.</summary>
    public IReadOnlyList<FilterFunction> Filters { get; init; } = [];

    public ClipShape? ClipPath { get; init; }

    /// <summary>The first is the topmost; their alpha says what shows.</summary>
    public IReadOnlyList<BackgroundLayer> MaskLayers { get; init; } = [];

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<TransformFunction> Transforms { get; init; } = [];

    public LengthPair TransformOrigin { get; init; } = new(Length.Percentage(50), Length.Percentage(50));

    public TextDecoration? TextDecoration { get; init; }
}

/// <summary>A layer of <c>background-*</c> or <c>mask-*</c>.</summary>
internal sealed record BackgroundLayer
{
    public required CssImage Image { get; init; }

    public LengthPair Position { get; init; } = new(Length.Percentage(0), Length.Percentage(0));

    public BackgroundSizeKind SizeKind { get; init; }

    /// <summary>For <see cref="BackgroundSizeKind.Lengths"/>; either may be auto.</summary>
    public LengthPair Size { get; init; } = new(Length.Auto, Length.Auto);

    public BackgroundRepeat RepeatX { get; init; }

    public BackgroundRepeat RepeatY { get; init; }

    public BackgroundBox Origin { get; init; } = BackgroundBox.PaddingBox;

    public BackgroundBox Clip { get; init; } = BackgroundBox.BorderBox;
}

/// <summary><c>background-size</c>.</summary>
internal enum BackgroundSizeKind
{
    Lengths,
    Cover,
    Contain,
}

/// <summary><c>background-repeat</c> of one axis.</summary>
internal enum BackgroundRepeat
{
    Repeat,
    NoRepeat,
    Space,
    Round,
}

/// <summary>A box that a background stands in or is cut at.</summary>
internal enum BackgroundBox
{
    BorderBox,
    PaddingBox,
    ContentBox,
    Text,
}

/// <summary><c>border-style</c>; <c>double</c>, <c>groove</c> and the like are reported and drawn solid.</summary>
internal enum BorderStyle
{
    None,
    Hidden,
    Solid,
    Dashed,
    Dotted,
    Double,
}

/// <summary><c>outline</c>, drawn outside of the border without taking room.</summary>
internal sealed record Outline(double Width, BorderStyle Style, CssColor Color, double Offset);

/// <summary>An <c>&lt;image&gt;</c> of CSS Images 4.</summary>
internal abstract record CssImage;

/// <summary><c>url()</c>: an address, <c>data:</c> or <c>asset:</c>.</summary>
internal sealed record UrlImage(string Url) : CssImage;

/// <summary>A gradient.</summary>
internal abstract record Gradient : CssImage
{
    public required IReadOnlyList<GradientStop> Stops { get; init; }

    public bool IsRepeating { get; init; }
}

/// <summary><c>linear-gradient()</c>.</summary>
internal sealed record LinearGradient : Gradient
{
    /// <summary>Degrees, clockwise from upwards, where no corner is named.</summary>
    public double AngleDegrees { get; init; } = 180;

    /// <summary>The corner of <c>to right bottom</c> as (1, 1), <c>to left top</c> as (-1, -1); null where an angle counts.</summary>
    public (int X, int Y)? Corner { get; init; }
}

/// <summary><c>radial-gradient()</c>.</summary>
internal sealed record RadialGradient : Gradient
{
    public bool IsCircle { get; init; }

    public RadialExtent Extent { get; init; } = RadialExtent.FarthestCorner;

    /// <summary>Radii where they are given; a circle has the same twice.</summary>
    public LengthPair? Radii { get; init; }

    public LengthPair Centre { get; init; } = new(Length.Percentage(50), Length.Percentage(50));
}

/// <summary>How far a radial gradient goes where no radius is given.</summary>
internal enum RadialExtent
{
    FarthestCorner,
    FarthestSide,
    ClosestCorner,
    ClosestSide,
}

/// <summary><c>conic-gradient()</c>.</summary>
internal sealed record ConicGradient : Gradient
{
    /// <summary>Degrees, clockwise from upwards.</summary>
    public double FromDegrees { get; init; }

    public LengthPair Centre { get; init; } = new(Length.Percentage(50), Length.Percentage(50));
}

/// <summary>A stop of a gradient, or a hint between two.</summary>
/// <param name="Color">Null for a hint.</param>
/// <param name="Offset">Along the line; for conic gradients percentages of the turn. Null where it is to be spread evenly.</param>
internal readonly record struct GradientStop(CssColor? Color, Length? Offset);

/// <summary>What a filter does.</summary>
internal enum FilterKind
{
    /// <summary>Amount is the standard deviation in px.</summary>
    Blur,
    Brightness,
    Contrast,
    Grayscale,

    /// <summary>Amount is degrees.</summary>
    HueRotate,
    Invert,
    Opacity,
    Saturate,
    Sepia,
    DropShadow,
}

/// <summary>A function of <c>filter</c>.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Amount">1 for the whole, unless the kind says otherwise.</param>
/// <param name="Shadow">Of <see cref="FilterKind.DropShadow"/>.</param>
internal readonly record struct FilterFunction(FilterKind Kind, double Amount, Shadow Shadow = default);

/// <summary>A shape of <c>clip-path</c>, in the border box.</summary>
internal abstract record ClipShape;

/// <summary><c>circle()</c> and <c>ellipse()</c>.</summary>
/// <param name="IsCircle">Whether both radii are one.</param>
/// <param name="Radii">Null for <c>closest-side</c>.</param>
/// <param name="FarthestSide">Whether null radii mean the farthest side.</param>
/// <param name="Centre">In the box.</param>
internal sealed record EllipseClip(bool IsCircle, LengthPair? Radii, bool FarthestSide, LengthPair Centre) : ClipShape;

/// <summary><c>inset()</c>.</summary>
internal sealed record InsetClip(Sides<Length> Inset, Corners<LengthPair> Radius) : ClipShape;

/// <summary><c>polygon()</c>.</summary>
internal sealed record PolygonClip(IReadOnlyList<LengthPair> Points, bool IsEvenOdd) : ClipShape;

/// <summary>What a transform does.</summary>
internal enum TransformKind
{
    /// <summary>X and Y are lengths.</summary>
    Translate,

    /// <summary>A and B are factors.</summary>
    Scale,

    /// <summary>A is degrees.</summary>
    Rotate,

    /// <summary>A and B are degrees.</summary>
    Skew,

    /// <summary>A to F.</summary>
    Matrix,
}

/// <summary>A function of <c>transform</c>.</summary>
internal readonly record struct TransformFunction(
    TransformKind Kind, Length X = default, Length Y = default, double A = 0, double B = 0, double C = 0, double D = 0, double E = 0, double F = 0);

/// <summary><c>text-decoration</c>; drawn on all text inside.</summary>
/// <param name="Lines">Which.</param>
/// <param name="Style">How.</param>
/// <param name="Color">Resolved.</param>
/// <param name="Thickness">px; null for what the font says.</param>
/// <param name="Offset">px of <c>text-underline-offset</c>; null for what the font says.</param>
internal sealed record TextDecoration(DecorationLines Lines, DecorationStyle Style, CssColor Color, double? Thickness, double? Offset);

/// <summary>Lines of <c>text-decoration-line</c>.</summary>
[Flags]
internal enum DecorationLines
{
    None = 0,
    Underline = 1,
    Overline = 2,
    LineThrough = 4,
}

/// <summary><c>text-decoration-style</c>.</summary>
internal enum DecorationStyle
{
    Solid,
    Double,
    Dotted,
    Dashed,
    Wavy,
}
