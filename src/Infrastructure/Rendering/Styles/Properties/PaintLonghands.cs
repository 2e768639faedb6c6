using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The longhands of painting but for backgrounds and masks.</summary>
internal static class PaintLonghands
{
    public static readonly string[] CornerNames = ["top-left", "top-right", "bottom-right", "bottom-left"];

    private const PropertyGroup Paint = PropertyGroup.Paint;

    private static readonly (string, BorderStyle)[] BorderStyles =
    [
        ("none", BorderStyle.None), ("hidden", BorderStyle.Hidden), ("solid", BorderStyle.Solid), ("dashed", BorderStyle.Dashed),
        ("dotted", BorderStyle.Dotted), ("double", BorderStyle.Double),
        ("groove", BorderStyle.Solid), ("ridge", BorderStyle.Solid), ("inset", BorderStyle.Solid), ("outset", BorderStyle.Solid),
    ];

    public static void Add(PropertyList list)
    {
        AddBorders(list);
        AddOutline(list);
        AddEffects(list);
        AddTransforms(list);
        AddDecoration(list);
    }

    /// <summary><c>thin</c>, <c>medium</c>, <c>thick</c> or a length.</summary>
    public static SpecifiedLength? LineWidth(TokenReader reader)
        => reader.Ident("thin") ? new FixedLength(Length.Px(1))
        : reader.Ident("medium") ? new FixedLength(Length.Px(3))
        : reader.Ident("thick") ? new FixedLength(Length.Px(5))
        : Numbers.NonNegativeLength(reader);

    /// <summary>A line width on whole px, and never thinner than one (CSS Values 4, 6.3).</summary>
    public static double Snapped(double px) => px is > 0 and < 1 ? 1 : Math.Floor(Math.Max(px, 0));

    /// <summary>A corner of a set.</summary>
    public static T Corner<T>(Corners<T> corners, int corner)
        => corner switch { 0 => corners.TopLeft, 1 => corners.TopRight, 2 => corners.BottomRight, _ => corners.BottomLeft };

    private static void AddBorders(PropertyList list)
    {
        for (var i = 0; i < 4; i++)
        {
            var at = i;
            list.Keyword(
                $"border-{BoxLonghands.SideNames[i]}-style",
                Paint,
                BorderStyles,
                (builder, value) => builder.Paint.BorderStyle[at] = value,
                (builder, from) => builder.Paint.BorderStyle[at] = BoxLonghands.Side(from.Style.Paint.BorderStyle, at));
            list.Object<SpecifiedColor>(
                $"border-{BoxLonghands.SideNames[i]}-color",
                Paint,
                ColorParser.Parse,
                (builder, value) => builder.Paint.BorderColor[at] = value.Resolve(builder.Text.Color),
                (builder, from) => builder.Paint.BorderColor[at]
                    = ReferenceEquals(from, ElementState.Initial) ? null : BoxLonghands.Side(from.Style.Paint.BorderColor, at));
            list.Object<SpecifiedPair>(
                $"border-{CornerNames[i]}-radius",
                Paint,
                Radius,
                (builder, value) => builder.Paint.BorderRadius[at] = value.Compute(builder.Units),
                (builder, from) => builder.Paint.BorderRadius[at] = Corner(from.Style.Paint.BorderRadius, at));
        }
    }

    private static SpecifiedPair? Radius(TokenReader reader)
        => Numbers.NonNegativeLengthPercentage(reader) is { } across
            ? new SpecifiedPair(across, Numbers.NonNegativeLengthPercentage(reader) ?? across)
            : null;

    private static void AddOutline(PropertyList list)
    {
        list.Object<SpecifiedLength>(
            "outline-width",
            Paint,
            LineWidth,
            (builder, value) => builder.Paint.OutlineWidth = Snapped(value.ComputePx(builder.Units)),
            (builder, from) => builder.Paint.OutlineWidth = from.Style.Paint.Outline?.Width ?? 3);
        list.Keyword(
            "outline-style",
            Paint,
            [("auto", BorderStyle.Solid), .. BorderStyles],
            (builder, value) => builder.Paint.OutlineStyle = value,
            (builder, from) => builder.Paint.OutlineStyle = from.Style.Paint.Outline?.Style ?? BorderStyle.None);
        list.Object<SpecifiedColor>(
            "outline-color",
            Paint,
            reader => reader.Ident("auto") ? CurrentColor.Instance : ColorParser.Parse(reader),
            (builder, value) => builder.Paint.OutlineColor = value.Resolve(builder.Text.Color),
            (builder, from) => builder.Paint.OutlineColor = from.Style.Paint.Outline?.Color);
        list.Object<SpecifiedLength>(
            "outline-offset",
            Paint,
            Numbers.Length,
            (builder, value) => builder.Paint.OutlineOffset = value.ComputePx(builder.Units),
            (builder, from) => builder.Paint.OutlineOffset = from.Style.Paint.Outline?.Offset ?? 0);
    }

    private static void AddEffects(PropertyList list)
    {
        list.Object<List<SpecifiedShadow>>(
            "box-shadow",
            Paint,
            reader => EffectParser.Shadows(reader, isBox: true),
            (builder, value) => builder.Paint.BoxShadows = value.ConvertAll(shadow => shadow.Compute(builder.Units, builder.Text.Color)),
            (builder, from) => builder.Paint.BoxShadows = from.Style.Paint.BoxShadows);
        list.Value<double>(
            "opacity",
            Paint,
            reader => Numbers.NumberOrPercentage(reader),
            (builder, value) => builder.Paint.Opacity = Math.Clamp(value, 0, 1),
            (builder, from) => builder.Paint.Opacity = from.Style.Paint.Opacity);
        list.Object<List<SpecifiedFilter>>(
            "filter",
            Paint,
            EffectParser.Filters,
            (builder, value) => builder.Paint.Filters = value.ConvertAll(filter => filter.Compute(builder.Units, builder.Text.Color)),
            (builder, from) => builder.Paint.Filters = from.Style.Paint.Filters);
        list.Object<ClipValue>(
            "clip-path",
            Paint,
            Clip,
            (builder, value) => builder.Paint.ClipPath = value.Shape?.Invoke(builder.Units.Copy()),
            (builder, from) => builder.Paint.ClipPath = from.Style.Paint.ClipPath);
    }

    private static ClipValue? Clip(TokenReader reader)
    {
        if (reader.Ident("none"))
        {
            return new ClipValue(null);
        }

        _ = reader.Ident("border-box");
        var shape = ShapeParser.Clip(reader);
        _ = reader.Ident("border-box");
        return shape is null ? null : new ClipValue(shape);
    }

    private static void AddTransforms(PropertyList list)
    {
        list.Object<List<Deferred<TransformFunction>>>(
            "transform",
            Paint,
            ShapeParser.Transforms,
            (builder, value) => builder.Paint.Transforms = value.ConvertAll(function => function(builder.Units)),
            (builder, from) => builder.Paint.Transforms = from.Style.Paint.Transforms);
        Single(list, "translate", 0, SingleTransforms.Translate);
        Single(list, "rotate", 1, SingleTransforms.Rotate);
        Single(list, "scale", 2, SingleTransforms.Scale);
        list.Object<SpecifiedPair>(
            "transform-origin",
            Paint,
            reader =>
            {
                var origin = PositionParser.Parse(reader);
                _ = Numbers.Length(reader);
                return origin;
            },
            (builder, value) => builder.Paint.TransformOrigin = value.Compute(builder.Units),
            (builder, from) => builder.Paint.TransformOrigin = from.Style.Paint.TransformOrigin);
    }

    private static void Single(PropertyList list, string name, int at, Func<TokenReader, Deferred<TransformFunction>?> parse)
        => list.Object<SingleValue>(
            name,
            Paint,
            reader => reader.Ident("none") ? new SingleValue(null) : parse(reader) is { } function ? new SingleValue(function) : null,
            (builder, value) => builder.Paint.Single[at] = value.Function?.Invoke(builder.Units),
            (builder, _) => builder.Paint.Single[at] = null);

    private static void AddDecoration(PropertyList list)
    {
        list.Value<DecorationLines>(
            "text-decoration-line",
            Paint,
            DecorationOf,
            (builder, value) => builder.Paint.DecorationLines = value,
            (builder, from) => builder.Paint.DecorationLines = from.Style.Paint.TextDecoration?.Lines ?? DecorationLines.None);
        list.Keyword(
            "text-decoration-style",
            Paint,
            [
                ("solid", DecorationStyle.Solid), ("double", DecorationStyle.Double), ("dotted", DecorationStyle.Dotted),
                ("dashed", DecorationStyle.Dashed), ("wavy", DecorationStyle.Wavy),
            ],
            (builder, value) => builder.Paint.DecorationStyle = value,
            (builder, from) => builder.Paint.DecorationStyle = from.Style.Paint.TextDecoration?.Style ?? DecorationStyle.Solid);
        list.Object<SpecifiedColor>(
            "text-decoration-color",
            Paint,
            ColorParser.Parse,
            (builder, value) => builder.Paint.DecorationColor = value.Resolve(builder.Text.Color),
            (builder, from) => builder.Paint.DecorationColor = from.Style.Paint.TextDecoration?.Color);
        Optional(list, "text-decoration-thickness", (paint, px) => paint.DecorationThickness = px, paint => paint.TextDecoration?.Thickness);
        Optional(list, "text-underline-offset", (paint, px) => paint.UnderlineOffset = px, paint => paint.TextDecoration?.Offset);
    }

    private static void Optional(PropertyList list, string name, Action<PaintBuilder, double?> set, Func<PaintProperties, double?> get)
        => list.Object<MaybeLength>(
            name,
            Paint,
            reader => reader.Ident("auto") || reader.Ident("from-font") ? new MaybeLength(null)
                : Numbers.LengthPercentage(reader) is { } length ? new MaybeLength(length) : null,
            (builder, value) => set(builder.Paint, value.Value?.ComputePx(builder.Units, builder.Units.Em)),
            (builder, from) => set(builder.Paint, get(from.Style.Paint)));

    private static DecorationLines? DecorationOf(TokenReader reader)
    {
        if (reader.Ident("none"))
        {
            return DecorationLines.None;
        }

        var lines = DecorationLines.None;
        while (true)
        {
            var line = reader.Ident("underline") ? DecorationLines.Underline
                : reader.Ident("overline") ? DecorationLines.Overline
                : reader.Ident("line-through") ? DecorationLines.LineThrough
                : DecorationLines.None;
            if (line == DecorationLines.None || lines.HasFlag(line))
            {
                return lines == DecorationLines.None || line != DecorationLines.None ? null : lines;
            }

            lines |= line;
        }
    }

    private sealed record ClipValue(Deferred<ClipShape>? Shape);

    private sealed record SingleValue(Deferred<TransformFunction>? Function);

    private sealed record MaybeLength(SpecifiedLength? Value);
}
