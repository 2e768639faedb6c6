using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The longhands of layout but for flexbox.</summary>
internal static class BoxLonghands
{
    public static readonly string[] SideNames = ["top", "right", "bottom", "left"];

    private const PropertyGroup Box = PropertyGroup.Box;

    private static readonly (string, Length)[] AutoWord = [("auto", Length.Auto)];

    private static readonly (string, Length)[] SizeWords =
    [
        ("auto", Length.Auto), ("min-content", Length.MinContent), ("max-content", Length.MaxContent), ("fit-content", Length.FitContent),
        ("stretch", Length.Stretch), ("-webkit-fill-available", Length.Stretch), ("-webkit-fit-content", Length.FitContent),
        ("-webkit-min-content", Length.MinContent), ("-webkit-max-content", Length.MaxContent),
    ];

    private static readonly (string, Overflow)[] Overflows =
    [
        ("visible", Overflow.Visible), ("hidden", Overflow.Hidden), ("clip", Overflow.Clip), ("scroll", Overflow.Scroll),
        ("auto", Overflow.Auto), ("overlay", Overflow.Auto),
    ];

    public static T Side<T>(Sides<T> sides, int side) => side switch { 0 => sides.Top, 1 => sides.Right, 2 => sides.Bottom, _ => sides.Left };

    public static void Add(PropertyList list)
    {
        AddPosition(list);
        AddSizes(list);
        AddEdges(list);
        AddContent(list);
    }

    private static void AddPosition(PropertyList list)
    {
        list.Value<Display>("display", Box, DisplayOf, (builder, value) => builder.Box.Display = value, (builder, from) => builder.Box.Display = from.Style.Box.Display);
        list.Keyword(
            "position",
            Box,
            [
                ("static", Position.Static), ("relative", Position.Relative), ("absolute", Position.Absolute), ("fixed", Position.Fixed),
                ("sticky", Position.Sticky), ("-webkit-sticky", Position.Sticky),
            ],
            (builder, value) => builder.Box.Position = value,
            (builder, from) => builder.Box.Position = from.Style.Box.Position);
        for (var i = 0; i < 4; i++)
        {
            var side = i;
            list.Length(
                SideNames[i],
                Numbers.LengthPercentage,
                AutoWord,
                (builder, value) => builder.Box.Inset[side] = value,
                (builder, from) => builder.Box.Inset[side] = Side(from.Style.Box.Inset, side));
        }

        list.Object<MaybeInteger>(
            "z-index",
            Box,
            reader => reader.Ident("auto") ? new MaybeInteger(null) : Numbers.Integer(reader) is { } index ? new MaybeInteger(index) : null,
            (builder, value) => builder.Box.ZIndex = value.Value,
            (builder, from) => builder.Box.ZIndex = from.Style.Box.ZIndex);
    }

    private static Display? DisplayOf(TokenReader reader)
    {
        var first = reader.AnyIdent()?.ToLowerInvariant();
        var second = reader.AnyIdent()?.ToLowerInvariant();
        return (first, second) switch
        {
            ("none", null) => Display.None,
            ("contents", null) => Display.Contents,
            ("inline", null) or ("inline", "flow") => Display.Inline,
            ("block" or "-webkit-box" or "list-item" or "flow", null) or ("block", "flow") => Display.Block,
            ("flow-root", null) or ("block", "flow-root") => Display.FlowRoot,
            ("flex" or "-webkit-flex", null) or ("block", "flex") => Display.Flex,
            ("inline-block" or "-webkit-inline-box", null) or ("inline", "flow-root") => Display.InlineBlock,
            ("inline-flex" or "-webkit-inline-flex", null) or ("inline", "flex") => Display.InlineFlex,
            _ => null,
        };
    }

    private static void AddSizes(PropertyList list)
    {
        list.Length("width", Size, SizeWords, (builder, value) => builder.Box.Width = value, (builder, from) => builder.Box.Width = from.Style.Box.Width);
        list.Length("height", Size, SizeWords, (builder, value) => builder.Box.Height = value, (builder, from) => builder.Box.Height = from.Style.Box.Height);
        list.Length("min-width", Size, SizeWords, (builder, value) => builder.Box.MinWidth = value, (builder, from) => builder.Box.MinWidth = from.Style.Box.MinWidth);
        list.Length("min-height", Size, SizeWords, (builder, value) => builder.Box.MinHeight = value, (builder, from) => builder.Box.MinHeight = from.Style.Box.MinHeight);
        (string, Length)[] maxima = [("none", Length.None), .. SizeWords[1..]];
        list.Length("max-width", Size, maxima, (builder, value) => builder.Box.MaxWidth = value, (builder, from) => builder.Box.MaxWidth = from.Style.Box.MaxWidth);
        list.Length("max-height", Size, maxima, (builder, value) => builder.Box.MaxHeight = value, (builder, from) => builder.Box.MaxHeight = from.Style.Box.MaxHeight);
        list.Keyword(
            "box-sizing",
            Box,
            [("content-box", false), ("border-box", true)],
            (builder, value) => builder.Box.IsBorderBox = value,
            (builder, from) => builder.Box.IsBorderBox = from.Style.Box.IsBorderBox);
        list.Object<RatioValue>(
            "aspect-ratio",
            Box,
            Ratio,
            (builder, value) => builder.Box.AspectRatio = (value.Ratio, value.PrefersNatural),
            (builder, from) => builder.Box.AspectRatio = (from.Style.Box.AspectRatio, from.Style.Box.PrefersNaturalRatio));
    }

    /// <summary>A size that is no word. Chromium has <c>fit-content()</c> for grids only.</summary>
    public static SpecifiedLength? Size(TokenReader reader) => Numbers.NonNegativeLengthPercentage(reader);

    private static RatioValue? Ratio(TokenReader reader)
    {
        var isAuto = reader.Ident("auto");
        double? ratio = null;
        if (Numbers.Number(reader, 0) is { } width)
        {
            var height = reader.Delim('/') ? Numbers.Number(reader, 0) : 1;
            if (height is null)
            {
                return null;
            }

            // A ratio of nothing is none (CSS Sizing 4, 5.1).
            ratio = width == 0 || height == 0 ? null : width / height;
            isAuto |= reader.Ident("auto");
            return new RatioValue(ratio, isAuto || ratio is null);
        }

        return isAuto ? new RatioValue(null, PrefersNatural: true) : null;
    }

    private static void AddEdges(PropertyList list)
    {
        for (var i = 0; i < 4; i++)
        {
            var side = i;
            list.Length(
                "margin-" + SideNames[i],
                Numbers.LengthPercentage,
                AutoWord,
                (builder, value) => builder.Box.Margin[side] = value,
                (builder, from) => builder.Box.Margin[side] = Side(from.Style.Box.Margin, side));
            list.Length(
                "padding-" + SideNames[i],
                Numbers.NonNegativeLengthPercentage,
                [],
                (builder, value) => builder.Box.Padding[side] = value,
                (builder, from) => builder.Box.Padding[side] = Side(from.Style.Box.Padding, side));
            list.Object<SpecifiedLength>(
                $"border-{SideNames[i]}-width",
                Box,
                PaintLonghands.LineWidth,
                (builder, value) => builder.Box.BorderWidth[side] = PaintLonghands.Snapped(value.ComputePx(builder.Units)),
                (builder, from) => builder.Box.BorderWidth[side] = ReferenceEquals(from, ElementState.Initial) ? 3 : Side(from.Style.Box.BorderWidth, side));
        }
    }

    private static void AddContent(PropertyList list)
    {
        list.Keyword("overflow-x", Box, Overflows, (builder, value) => builder.Box.OverflowX = value, (builder, from) => builder.Box.OverflowX = from.Style.Box.OverflowX);
        list.Keyword("overflow-y", Box, Overflows, (builder, value) => builder.Box.OverflowY = value, (builder, from) => builder.Box.OverflowY = from.Style.Box.OverflowY);
        list.Keyword(
            "text-overflow",
            Box,
            [("clip", TextOverflow.Clip), ("ellipsis", TextOverflow.Ellipsis)],
            (builder, value) => builder.Box.TextOverflow = value,
            (builder, from) => builder.Box.TextOverflow = from.Style.Box.TextOverflow);
        list.Object<MaybeInteger>(
            "line-clamp",
            Box,
            LineClamp,
            (builder, value) => builder.Box.LineClamp = value.Value,
            (builder, from) => builder.Box.LineClamp = from.Style.Box.LineClamp);
        list.Alias("-webkit-line-clamp", "line-clamp");
        list.Object<MaybeLength>(
            "text-fit",
            Box,
            TextFit,
            (builder, value) => builder.Box.TextFitMinimum = value.Value?.ComputePx(builder.Units, builder.Units.Em),
            (builder, from) => builder.Box.TextFitMinimum = from.Style.Box.TextFitMinimum);
        list.Object<VerticalAlignValue>(
            "vertical-align",
            Box,
            VerticalAlignOf,
            (builder, value) => builder.Box.VerticalAlign = new VerticalAlign(value.Kind, value.Raise?.Compute(builder.Units) ?? default),
            (builder, from) => builder.Box.VerticalAlign = from.Style.Box.VerticalAlign);
        AddReplaced(list);
    }

    private static void AddReplaced(PropertyList list)
    {
        list.Keyword(
            "object-fit",
            Box,
            [
                ("fill", ObjectFit.Fill), ("contain", ObjectFit.Contain), ("cover", ObjectFit.Cover), ("none", ObjectFit.None),
                ("scale-down", ObjectFit.ScaleDown),
            ],
            (builder, value) => builder.Box.ObjectFit = value,
            (builder, from) => builder.Box.ObjectFit = from.Style.Box.ObjectFit);
        list.Object<SpecifiedPair>(
            "object-position",
            Box,
            PositionParser.Parse,
            (builder, value) => builder.Box.ObjectPosition = value.Compute(builder.Units),
            (builder, from) => builder.Box.ObjectPosition = from.Style.Box.ObjectPosition);
        list.Keyword(
            "unicode-bidi",
            Box,
            [
                ("normal", UnicodeBidi.Normal), ("embed", UnicodeBidi.Embed), ("isolate", UnicodeBidi.Isolate),
                ("bidi-override", UnicodeBidi.BidiOverride), ("isolate-override", UnicodeBidi.IsolateOverride), ("plaintext", UnicodeBidi.Plaintext),
            ],
            (builder, value) => builder.Box.UnicodeBidi = value,
            (builder, from) => builder.Box.UnicodeBidi = from.Style.Box.UnicodeBidi);
    }

    private static MaybeInteger? LineClamp(TokenReader reader)
    {
        if (reader.Ident("none"))
        {
            return new MaybeInteger(null);
        }

        return Numbers.Integer(reader, 1) is { } lines ? new MaybeInteger(lines) : null;
    }

    /// <summary><c>none</c>, or <c>shrink</c> with the smallest size.</summary>
    private static MaybeLength? TextFit(TokenReader reader)
    {
        if (reader.Ident("none"))
        {
            return new MaybeLength(null);
        }

        return reader.Ident("shrink") && Numbers.NonNegativeLengthPercentage(reader) is { } minimum ? new MaybeLength(minimum) : null;
    }

    private static VerticalAlignValue? VerticalAlignOf(TokenReader reader)
    {
        VerticalAlignKind? kind = reader.Ident("baseline") ? VerticalAlignKind.Baseline
            : reader.Ident("sub") ? VerticalAlignKind.Sub
            : reader.Ident("super") ? VerticalAlignKind.Super
            : reader.Ident("text-top") ? VerticalAlignKind.TextTop
            : reader.Ident("text-bottom") ? VerticalAlignKind.TextBottom
            : reader.Ident("middle") ? VerticalAlignKind.Middle
            : reader.Ident("top") ? VerticalAlignKind.Top
            : reader.Ident("bottom") ? VerticalAlignKind.Bottom
            : null;
        if (kind is { } word)
        {
            return new VerticalAlignValue(word, null);
        }

        return Numbers.LengthPercentage(reader) is { } raise ? new VerticalAlignValue(VerticalAlignKind.Length, raise) : null;
    }

    private sealed record MaybeInteger(int? Value);

    private sealed record MaybeLength(SpecifiedLength? Value);

    private sealed record RatioValue(double? Ratio, bool PrefersNatural);

    private sealed record VerticalAlignValue(VerticalAlignKind Kind, SpecifiedLength? Raise);
}
