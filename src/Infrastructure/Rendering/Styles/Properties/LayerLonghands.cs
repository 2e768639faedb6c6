using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The longhands of backgrounds and masks (CSS Backgrounds 3, CSS Masking 1).</summary>
internal static class LayerLonghands
{
    private const PropertyGroup Paint = PropertyGroup.Paint;

    private static readonly (string, BackgroundBox)[] Boxes =
    [
        ("border-box", BackgroundBox.BorderBox), ("padding-box", BackgroundBox.PaddingBox), ("content-box", BackgroundBox.ContentBox),
    ];

    public static void Add(PropertyList list)
    {
        list.Object<SpecifiedColor>(
            "background-color",
            Paint,
            ColorParser.Parse,
            (builder, value) => builder.Paint.BackgroundColor = value.Resolve(builder.Text.Color),
            (builder, from) => builder.Paint.BackgroundColor = from.Style.Paint.BackgroundColor);
        AddSet(list, "background", paint => paint.Background, (paint, lists) => paint.Background = lists, state => state.Background);
        AddSet(list, "mask", paint => paint.Mask, (paint, lists) => paint.Mask = lists, state => state.Mask);
        foreach (var part in new[] { "image", "size", "repeat", "origin", "clip", "position-x", "position-y" })
        {
            list.Alias("-webkit-mask-" + part, "mask-" + part);
        }

        list.Alias("-webkit-background-clip", "background-clip");
        list.Alias("-webkit-background-size", "background-size");
        list.Alias("-webkit-background-origin", "background-origin");
    }

    /// <summary>A layer's image; null within for <c>none</c>.</summary>
    public static LayerImage? Image(TokenReader reader)
    {
        if (reader.Ident("none"))
        {
            return new LayerImage(null);
        }

        return ImageParser.Parse(reader) is { } image ? new LayerImage(image) : null;
    }

    public static LayerSize? Size(TokenReader reader)
    {
        if (reader.Ident("cover"))
        {
            return LayerSize.Cover;
        }

        if (reader.Ident("contain"))
        {
            return LayerSize.Contain;
        }

        return SizePart(reader) is { } x
            ? new LayerSize(BackgroundSizeKind.Lengths, new SpecifiedPair(x, SizePart(reader) ?? new FixedLength(Length.Auto)))
            : null;
    }

    public static LayerRepeat? Repeat(TokenReader reader)
    {
        if (reader.Ident("repeat-x"))
        {
            return new LayerRepeat(BackgroundRepeat.Repeat, BackgroundRepeat.NoRepeat);
        }

        if (reader.Ident("repeat-y"))
        {
            return new LayerRepeat(BackgroundRepeat.NoRepeat, BackgroundRepeat.Repeat);
        }

        return RepeatWord(reader) is { } x ? new LayerRepeat(x, RepeatWord(reader) ?? x) : null;
    }

    public static BackgroundBox? Box(TokenReader reader) => PropertyList.Word(reader, Boxes) is TypedValue<BackgroundBox> box ? box.Value : null;

    private static SpecifiedLength? SizePart(TokenReader reader)
        => reader.Ident("auto") ? new FixedLength(Length.Auto) : Numbers.NonNegativeLengthPercentage(reader);

    private static BackgroundRepeat? RepeatWord(TokenReader reader)
        => reader.Ident("repeat") ? BackgroundRepeat.Repeat
        : reader.Ident("no-repeat") ? BackgroundRepeat.NoRepeat
        : reader.Ident("space") ? BackgroundRepeat.Space
        : reader.Ident("round") ? BackgroundRepeat.Round
        : null;

    private static BackgroundBox? ClipBox(TokenReader reader)
        => reader.Ident("text") ? BackgroundBox.Text : reader.Ident("no-clip") ? BackgroundBox.BorderBox : Box(reader);

    private static void AddSet(
        PropertyList list, string prefix, Func<PaintBuilder, LayerLists> get, Action<PaintBuilder, LayerLists> set, Func<ElementState, LayerLists> of)
    {
        Part(list, prefix + "-image", Image, image => image.Image, (lists, value) => lists with { Images = value }, lists => lists.Images);
        Part(list, prefix + "-position-x", reader => PositionParser.Axis(reader, "left", "right"), x => x, (lists, value) => lists with { X = value }, lists => lists.X);
        Part(list, prefix + "-position-y", reader => PositionParser.Axis(reader, "top", "bottom"), y => y, (lists, value) => lists with { Y = value }, lists => lists.Y);
        Part(list, prefix + "-size", Size, size => size, (lists, value) => lists with { Sizes = value }, lists => lists.Sizes);
        Part(list, prefix + "-repeat", reader => Boxed(Repeat(reader)), value => value.Value, (lists, value) => lists with { Repeats = value }, lists => lists.Repeats);
        Part(list, prefix + "-origin", reader => Boxed(Box(reader)), value => value.Value, (lists, value) => lists with { Origins = value }, lists => lists.Origins);
        Part(list, prefix + "-clip", reader => Boxed(ClipBox(reader)), value => value.Value, (lists, value) => lists with { Clips = value }, lists => lists.Clips);

        void Part<TRead, T>(
            PropertyList to, string name, Func<TokenReader, TRead?> parse, Func<TRead, T> take, Func<LayerLists, IReadOnlyList<T>, LayerLists> with,
            Func<LayerLists, IReadOnlyList<T>> copy)
            where TRead : class
            => to.Object<List<T>>(
                name,
                Paint,
                reader => CommaList(reader, parse, take),
                (builder, value) => set(builder.Paint, with(get(builder.Paint), value)),
                (builder, from) => set(builder.Paint, with(get(builder.Paint), copy(Defaulted(from, prefix, of)))));
    }

    private static LayerLists Defaulted(ElementState from, string prefix, Func<ElementState, LayerLists> of)
        => !ReferenceEquals(from, ElementState.Initial) ? of(from) : prefix is "mask" ? LayerLists.Mask : LayerLists.Background;

    private static TypedValue<T>? Boxed<T>(T? value)
        where T : struct
        => value is { } there ? new TypedValue<T>(there) : null;

    private static List<T>? CommaList<TRead, T>(TokenReader reader, Func<TokenReader, TRead?> parse, Func<TRead, T> take)
        where TRead : class
    {
        var list = new List<T>();
        do
        {
            if (parse(reader) is not { } one)
            {
                return null;
            }

            list.Add(take(one));
        }
        while (reader.Comma());

        return list;
    }
}

/// <summary>An image of a layer, or none.</summary>
internal sealed record LayerImage(SpecifiedImage? Image);
