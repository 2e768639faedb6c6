using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The longhands of flexbox and of alignment (CSS Flexbox 1, CSS Box Alignment 3).</summary>
internal static class FlexLonghands
{
    private const PropertyGroup Box = PropertyGroup.Box;

    private static readonly (string, AlignmentKind)[] Positions =
    [
        ("center", AlignmentKind.Center), ("start", AlignmentKind.Start), ("end", AlignmentKind.End),
        ("flex-start", AlignmentKind.FlexStart), ("flex-end", AlignmentKind.FlexEnd),
    ];

    private static readonly (string, AlignmentKind)[] SelfPositions =
        [.. Positions, ("self-start", AlignmentKind.SelfStart), ("self-end", AlignmentKind.SelfEnd)];

    private static readonly (string, AlignmentKind)[] LeftRight = [("left", AlignmentKind.Left), ("right", AlignmentKind.Right)];

    private static readonly (string, AlignmentKind)[] Distributions =
    [
        ("normal", AlignmentKind.Normal), ("stretch", AlignmentKind.Stretch), ("space-between", AlignmentKind.SpaceBetween),
        ("space-around", AlignmentKind.SpaceAround), ("space-evenly", AlignmentKind.SpaceEvenly),
    ];

    private static readonly (string, AlignmentKind)[] NormalStretch = [("normal", AlignmentKind.Normal), ("stretch", AlignmentKind.Stretch)];

    private static readonly (string, AlignmentKind)[] AutoNormalStretch = [("auto", AlignmentKind.Auto), .. NormalStretch];

    public static void Add(PropertyList list)
    {
        list.Keyword(
            "flex-direction",
            Box,
            [
                ("row", FlexDirection.Row), ("row-reverse", FlexDirection.RowReverse), ("column", FlexDirection.Column),
                ("column-reverse", FlexDirection.ColumnReverse),
            ],
            (builder, value) => builder.Box.FlexDirection = value,
            (builder, from) => builder.Box.FlexDirection = from.Style.Box.FlexDirection);
        list.Keyword(
            "flex-wrap",
            Box,
            [("nowrap", FlexWrap.NoWrap), ("wrap", FlexWrap.Wrap), ("wrap-reverse", FlexWrap.WrapReverse)],
            (builder, value) => builder.Box.FlexWrap = value,
            (builder, from) => builder.Box.FlexWrap = from.Style.Box.FlexWrap);
        list.Value("flex-grow", Box, reader => Numbers.Number(reader, 0), (builder, value) => builder.Box.FlexGrow = value, (builder, from) => builder.Box.FlexGrow = from.Style.Box.FlexGrow);
        list.Value("flex-shrink", Box, reader => Numbers.Number(reader, 0), (builder, value) => builder.Box.FlexShrink = value, (builder, from) => builder.Box.FlexShrink = from.Style.Box.FlexShrink);
        list.Length(
            "flex-basis",
            BoxLonghands.Size,
            [
                ("auto", Length.Auto), ("content", Length.Content), ("min-content", Length.MinContent), ("max-content", Length.MaxContent),
                ("fit-content", Length.FitContent), ("stretch", Length.Stretch), ("-webkit-fill-available", Length.Stretch),
            ],
            (builder, value) => builder.Box.FlexBasis = value,
            (builder, from) => builder.Box.FlexBasis = from.Style.Box.FlexBasis);
        list.Value("order", Box, reader => Numbers.Integer(reader), (builder, value) => builder.Box.Order = value, (builder, from) => builder.Box.Order = from.Style.Box.Order);
        list.Length("row-gap", Numbers.NonNegativeLengthPercentage, [("normal", Length.Normal)], (builder, value) => builder.Box.RowGap = value, (builder, from) => builder.Box.RowGap = from.Style.Box.RowGap);
        list.Length("column-gap", Numbers.NonNegativeLengthPercentage, [("normal", Length.Normal)], (builder, value) => builder.Box.ColumnGap = value, (builder, from) => builder.Box.ColumnGap = from.Style.Box.ColumnGap);
        AddAlignment(list);
    }

    private static void AddAlignment(PropertyList list)
    {
        Align(list, "justify-content", reader => Read(reader, Distributions, [.. Positions, .. LeftRight], hasBaseline: false), (box, value) => box.JustifyContent = value, box => box.JustifyContent);
        Align(list, "align-content", reader => Read(reader, Distributions, Positions, hasBaseline: true), (box, value) => box.AlignContent = value, box => box.AlignContent);
        Align(list, "align-items", reader => Read(reader, NormalStretch, SelfPositions, hasBaseline: true), (box, value) => box.AlignItems = value, box => box.AlignItems);
        Align(list, "align-self", reader => Read(reader, AutoNormalStretch, SelfPositions, hasBaseline: true), (box, value) => box.AlignSelf = value, box => box.AlignSelf);
        Align(list, "justify-items", JustifyItems, (box, value) => box.JustifyItems = value, box => box.JustifyItems);
        Align(list, "justify-self", reader => Read(reader, AutoNormalStretch, [.. SelfPositions, .. LeftRight], hasBaseline: true), (box, value) => box.JustifySelf = value, box => box.JustifySelf);
    }

    private static Alignment? JustifyItems(TokenReader reader)
    {
        var isLegacy = reader.Ident("legacy");
        return reader.AtEnd && isLegacy
            ? default(Alignment)
            : Read(reader, NormalStretch, [.. SelfPositions, .. LeftRight], hasBaseline: true);
    }

    private static void Align(
        PropertyList list, string name, Func<TokenReader, Alignment?> parse, Action<BoxBuilder, Alignment> set, Func<BoxProperties, Alignment> get)
        => list.Value<Alignment>(name, Box, parse, (builder, value) => set(builder.Box, value), (builder, from) => set(builder.Box, get(from.Style.Box)));

    private static Alignment? Read(TokenReader reader, (string, AlignmentKind)[] alone, (string, AlignmentKind)[] positions, bool hasBaseline)
    {
        if (PropertyList.Word(reader, alone) is TypedValue<AlignmentKind> word)
        {
            return new Alignment(word.Value);
        }

        if (hasBaseline)
        {
            var isLast = reader.Ident("last");
            if (!isLast)
            {
                _ = reader.Ident("first");
            }

            if (reader.Ident("baseline"))
            {
                return new Alignment(isLast ? AlignmentKind.LastBaseline : AlignmentKind.Baseline);
            }
        }

        var isSafe = reader.Ident("safe");
        var isUnsafe = !isSafe && reader.Ident("unsafe");
        return PropertyList.Word(reader, positions) is TypedValue<AlignmentKind> position ? new Alignment(position.Value, isSafe, isUnsafe) : null;
    }
}
