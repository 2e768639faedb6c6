using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;
using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>The longhands of fonts (CSS Fonts 4). Family and size stand first, for em hangs on them.</summary>
internal static class FontLonghands
{
    private const PropertyGroup Text = PropertyGroup.Text;

    private static readonly string[] SizeWords = ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];

    public static void AddFamilyAndSize(PropertyList list)
    {
        list.Object<List<string>>(
            "font-family",
            Text,
            FontParser.Families,
            (builder, value) => builder.Text.FontFamilies = value,
            (builder, from) => builder.Text.FontFamilies = from.Style.Text.FontFamilies);
        list.Object<SizeValue>("font-size", Text, Size, ApplySize, CopySize);
    }

    public static void Add(PropertyList list)
    {
        list.Object<LineHeightValue>(
            "line-height",
            Text,
            LineHeightOf,
            ApplyLineHeight,
            (builder, from) =>
            {
                builder.Text.LineHeight = from.Style.Text.LineHeight;
            });
        list.Object<WeightValue>(
            "font-weight",
            Text,
            Weight,
            (builder, value) => builder.Text.FontWeight = value.Step == 0 ? value.Weight : Stepped(builder.Parent.Style.Text.FontWeight, value.Step > 0),
            (builder, from) => builder.Text.FontWeight = from.Style.Text.FontWeight);
        list.Value<bool>(
            "font-style",
            Text,
            Italic,
            (builder, value) => builder.Text.IsItalic = value,
            (builder, from) => builder.Text.IsItalic = from.Style.Text.IsItalic);
        list.Value<double>(
            "font-stretch",
            Text,
            Stretch,
            (builder, value) => builder.Text.FontStretch = value,
            (builder, from) => builder.Text.FontStretch = from.Style.Text.FontStretch);
        list.Alias("font-width", "font-stretch");
        list.Object<string>(
            "font-variation-settings",
            Text,
            reader => FontParser.Settings(reader, isFeature: false),
            (builder, value) => builder.Text.FontVariations = value.Length == 0 ? null : value,
            (builder, from) => builder.Text.FontVariations = from.Style.Text.FontVariations);
        AddFeatures(list);
    }

    private static void AddFeatures(PropertyList list)
    {
        Feature(list, "font-feature-settings", reader => FontParser.Settings(reader, isFeature: true), (parts, value) => parts with { Settings = value }, parts => parts.Settings);
        Feature(list, "font-kerning", reader => FontFeatures.Words(reader, FontFeatures.Kerning, "auto"), (parts, value) => parts with { Kerning = value }, parts => parts.Kerning);
        Feature(list, "font-variant-ligatures", reader => FontFeatures.Words(reader, FontFeatures.Ligatures, "normal"), (parts, value) => parts with { Ligatures = value }, parts => parts.Ligatures);
        Feature(list, "font-variant-caps", reader => FontFeatures.Words(reader, FontFeatures.Caps, "normal"), (parts, value) => parts with { Caps = value }, parts => parts.Caps);
        Feature(list, "font-variant-numeric", reader => FontFeatures.Words(reader, FontFeatures.Numeric, "normal"), (parts, value) => parts with { Numeric = value }, parts => parts.Numeric);
        Feature(list, "font-variant-east-asian", reader => FontFeatures.Words(reader, FontFeatures.EastAsian, "normal"), (parts, value) => parts with { EastAsian = value }, parts => parts.EastAsian);
        Feature(list, "font-variant-position", reader => FontFeatures.Words(reader, FontFeatures.Position, "normal"), (parts, value) => parts with { Position = value }, parts => parts.Position);
    }

    private static void Feature(
        PropertyList list, string name, Func<TokenReader, string?> parse, Func<FeatureParts, string, FeatureParts> set, Func<FeatureParts, string> get)
        => list.Object<string>(
            name,
            Text,
            parse,
            (builder, value) => builder.Features = set(builder.Features, value),
            (builder, from) => builder.Features = set(builder.Features, get(from.Features)));

    private static SizeValue? Size(TokenReader reader)
    {
        for (var i = 0; i < SizeWords.Length; i++)
        {
            if (reader.Ident(SizeWords[i]))
            {
                return new SizeValue(i, 0, null, IsRelative: false);
            }
        }

        if (reader.Ident("larger"))
        {
            return new SizeValue(null, 1, null, IsRelative: true);
        }

        if (reader.Ident("smaller"))
        {
            return new SizeValue(null, -1, null, IsRelative: true);
        }

        if (reader.AtEnd)
        {
            return null;
        }

        var token = reader.Current;
        var isRelative = token.Kind == CssTokenKind.Percentage
            || (token.Kind == CssTokenKind.Dimension && token.Text.ToLowerInvariant() is "em" or "ex" or "ch");
        return Numbers.NonNegativeLengthPercentage(reader) is { } length ? new SizeValue(null, 0, length, isRelative) : null;
    }

    private static void ApplySize(StyleBuilder builder, SizeValue value)
    {
        if (value.Keyword is { } keyword)
        {
            builder.SetFontKeyword(keyword);
            return;
        }

        // In single precision, as Blink has it: where fonts are measured it makes a hundredth of a px.
        const float Step = 1.2f;
        var parent = (float)builder.Parent.Style.Text.FontSize;
        var px = value.Step switch
        {
            > 0 => parent * Step,
            < 0 => parent / Step,
            _ => Math.Max(0, value.Length!.ComputePx(builder.Units, parent)),
        };
        builder.SetFontSize((float)px, value.IsRelative);
    }

    private static void CopySize(StyleBuilder builder, ElementState from)
    {
        if (ReferenceEquals(from, ElementState.Initial))
        {
            builder.SetFontKeyword(3);
            return;
        }

        builder.Text.FontSize = from.Style.Text.FontSize;
        builder.FontSizeOrigin = from.FontSizeOrigin;
    }

    private static LineHeightValue? LineHeightOf(TokenReader reader)
    {
        if (reader.Ident("normal"))
        {
            return new LineHeightValue(null, null);
        }

        if (Numbers.Number(reader, 0) is { } multiple)
        {
            return new LineHeightValue(multiple, null);
        }

        return Numbers.NonNegativeLengthPercentage(reader) is { } length ? new LineHeightValue(null, length) : null;
    }

    private static void ApplyLineHeight(StyleBuilder builder, LineHeightValue value)
    {
        builder.Text.LineHeight = value switch
        {
            { Multiple: { } multiple } => LineHeight.Multiple(Math.Min(multiple, UnitContext.MaxLength)),
            { Length: { } length } => LineHeight.Px(Math.Max(0, LineHeightPx(length.Compute(builder.Units), builder.Units.Em))),
            _ => LineHeight.Normal,
        };
    }

    // Blink drops what a percentage has behind the point.
    private static double LineHeightPx(Length length, double em)
        => length is { Kind: LengthKind.Percentage, Value: 0 } ? Math.Truncate(length.Percent) * em / 100 : UnitContext.Bounded(length.Resolve(em));

    private static WeightValue? Weight(TokenReader reader)
    {
        if (reader.Ident("normal"))
        {
            return new WeightValue(400, 0);
        }

        if (reader.Ident("bold"))
        {
            return new WeightValue(700, 0);
        }

        if (reader.Ident("bolder"))
        {
            return new WeightValue(0, 1);
        }

        if (reader.Ident("lighter"))
        {
            return new WeightValue(0, -1);
        }

        return Numbers.Number(reader) is >= 1 and <= 1000 and var weight ? new WeightValue((int)weight, 0) : null;
    }

    /// <summary>CSS Fonts 4, 2.2.1.</summary>
    private static int Stepped(int parent, bool isBolder) => isBolder
        ? parent switch { < 350 => 400, < 550 => 700, < 900 => 900, _ => parent }
        : parent switch { < 100 => parent, < 550 => 100, < 750 => 400, _ => 700 };

    private static bool? Italic(TokenReader reader)
    {
        if (reader.Ident("normal"))
        {
            return false;
        }

        if (reader.Ident("oblique"))
        {
            return Numbers.Angle(reader) is not 0;
        }

        return reader.Ident("italic") ? true : null;
    }

    private static double? Stretch(TokenReader reader)
    {
        var start = reader.Position;
        if (reader.AnyIdent() is { } word && FontParser.StretchOf(word.ToLowerInvariant()) is { } stretch)
        {
            return stretch;
        }

        reader.Position = start;
        return Numbers.Percentage(reader) is >= 0 and var percent ? percent : null;
    }

    private sealed record SizeValue(int? Keyword, int Step, SpecifiedLength? Length, bool IsRelative);

    private sealed record LineHeightValue(double? Multiple, SpecifiedLength? Length);

    private sealed record WeightValue(int Weight, int Step);
}
