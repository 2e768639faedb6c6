using PearlIo.Infrastructure.Rendering.Styles.Properties;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>The properties of painting of an element while the cascade writes them. Arrays go round from the top (left).</summary>
internal sealed class PaintBuilder
{
    public CssColor BackgroundColor { get; set; }

    public LayerLists Background { get; set; } = LayerLists.Background;

    public LayerLists Mask { get; set; } = LayerLists.Mask;

    public BorderStyle[] BorderStyle { get; } = new BorderStyle[4];

    /// <summary>Null for <c>currentcolor</c>.</summary>
    public CssColor?[] BorderColor { get; } = new CssColor?[4];

    public LengthPair[] BorderRadius { get; } = new LengthPair[4];

    public IReadOnlyList<Shadow> BoxShadows { get; set; } = [];

    public double OutlineWidth { get; set; }

    public BorderStyle OutlineStyle { get; set; }

    public CssColor? OutlineColor { get; set; }

    public double OutlineOffset { get; set; }

    public double Opacity { get; set; }

    public IReadOnlyList<FilterFunction> Filters { get; set; } = [];

    public ClipShape? ClipPath { get; set; }

    public IReadOnlyList<TransformFunction> Transforms { get; set; } = [];

    /// <summary><c>translate</c>, <c>rotate</c>, <c>scale</c>: they come before <c>transform</c> (CSS Transforms 2, 3).</summary>
    public TransformFunction?[] Single { get; } = new TransformFunction?[3];

    public LengthPair TransformOrigin { get; set; }

    public DecorationLines DecorationLines { get; set; }

    public DecorationStyle DecorationStyle { get; set; }

    public CssColor? DecorationColor { get; set; }

    public double? DecorationThickness { get; set; }

    public double? UnderlineOffset { get; set; }

    public bool ContainsAbsolute => Transforms.Count > 0 || Filters.Count > 0 || Array.Exists(Single, one => one is not null);

    /// <summary>Starts with initial values.</summary>
    public void Reset()
    {
        var from = PaintProperties.Initial;
        (BackgroundColor, Background, Mask) = (CssColor.Transparent, LayerLists.Background, LayerLists.Mask);
        Array.Clear(BorderStyle);
        Array.Clear(BorderColor);
        Array.Clear(Single);
        BorderRadius.AsSpan().Fill(from.BorderRadius.TopLeft);
        (BoxShadows, Opacity, Filters, ClipPath, Transforms) = (from.BoxShadows, 1, from.Filters, null, from.Transforms);
        (OutlineWidth, OutlineStyle, OutlineColor, OutlineOffset) = (3, Styles.BorderStyle.None, null, 0);
        TransformOrigin = from.TransformOrigin;
        (DecorationLines, DecorationStyle, DecorationColor) = (DecorationLines.None, DecorationStyle.Solid, null);
        (DecorationThickness, UnderlineOffset) = (null, null);
    }

    public PaintProperties Freeze(UnitContext units, CssColor current) => new()
    {
        BackgroundColor = BackgroundColor,
        BackgroundLayers = Background.Compute(units, current),
        BackgroundColorClip = Background.Clips[(Background.Images.Count - 1) % Background.Clips.Count],
        BorderStyle = new(BorderStyle[0], BorderStyle[1], BorderStyle[2], BorderStyle[3]),
        BorderColor = new(BorderColor[0] ?? current, BorderColor[1] ?? current, BorderColor[2] ?? current, BorderColor[3] ?? current),
        BorderRadius = new(BorderRadius[0], BorderRadius[1], BorderRadius[2], BorderRadius[3]),
        BoxShadows = BoxShadows,
        Outline = OutlineStyle is Styles.BorderStyle.None || OutlineWidth == 0
            ? null
            : new Outline(OutlineWidth, OutlineStyle, OutlineColor ?? current, OutlineOffset),
        Opacity = Opacity,
        Filters = Filters,
        ClipPath = ClipPath,
        MaskLayers = Mask.Compute(units, current),
        Transforms = AllTransforms(),
        TransformOrigin = TransformOrigin,
        TextDecoration = DecorationLines == DecorationLines.None
            ? null
            : new TextDecoration(DecorationLines, DecorationStyle, DecorationColor ?? current, DecorationThickness, UnderlineOffset),
    };

    private IReadOnlyList<TransformFunction> AllTransforms()
    {
        if (!Array.Exists(Single, one => one is not null))
        {
            return Transforms;
        }

        var all = new List<TransformFunction>();
        foreach (var one in Single)
        {
            if (one is { } function)
            {
                all.Add(function);
            }
        }

        all.AddRange(Transforms);
        return all;
    }
}
