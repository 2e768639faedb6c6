using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Shorthands of fonts and text.</summary>
internal static class TextShorthands
{
    private static readonly string[] Variants =
    [
        "font-variant-ligatures", "font-variant-caps", "font-variant-numeric", "font-variant-east-asian", "font-variant-position",
    ];

    public static void Add(ShorthandList list)
    {
        list.Add(
            "font",
            ["font-style", "font-weight", "font-stretch", "font-size", "line-height", "font-family", "font-kerning", "font-feature-settings", "font-variation-settings", .. Variants],
            (reader, to) => Font(list, reader, to));
        list.Add("font-variant", Variants, (reader, to) => Variant(list, reader, to));
        list.AnyOrder("text-decoration", ["text-decoration-line", "text-decoration-style", "text-decoration-color", "text-decoration-thickness"]);
        list.Alias("-webkit-text-decoration", "text-decoration");
        list.AnyOrder("-webkit-text-stroke", ["-webkit-text-stroke-width", "-webkit-text-stroke-color"]);
        list.AnyOrder("text-wrap", ["text-wrap-mode", "text-wrap-style"]);
        list.Add("white-space", ["white-space-collapse", "text-wrap-mode"], (reader, to) => WhiteSpace(list, reader, to));
    }

    private static bool WhiteSpace(ShorthandList list, TokenReader reader, List<Declared> to)
    {
        var start = reader.Position;
        (WhiteSpaceCollapse, bool)? both = reader.AnyIdent()?.ToLowerInvariant() switch
        {
            "normal" => (WhiteSpaceCollapse.Collapse, true),
            "pre" => (WhiteSpaceCollapse.Preserve, false),
            "pre-wrap" => (WhiteSpaceCollapse.Preserve, true),
            "pre-line" => (WhiteSpaceCollapse.PreserveBreaks, true),
            _ => null,
        };
        var (collapse, wraps) = (list.Property("white-space-collapse"), list.Property("text-wrap-mode"));
        if (both is { } word)
        {
            to.Add(new Declared(collapse, new TypedValue<WhiteSpaceCollapse>(word.Item1)));
            to.Add(new Declared(wraps, new TypedValue<bool>(word.Item2)));
            return true;
        }

        reader.Position = start;
        var first = collapse.Parse(reader);
        var second = wraps.Parse(reader);
        first ??= collapse.Parse(reader);
        to.Add(new Declared(collapse, first ?? WideKeyword.Initial));
        to.Add(new Declared(wraps, second ?? WideKeyword.Initial));
        return first is not null || second is not null;
    }

    private static bool Variant(ShorthandList list, TokenReader reader, List<Declared> to)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.Ident("none"))
        {
            values["font-variant-ligatures"] = FontFeatures.Ligatures[0].Item2;
        }
        else if (!reader.Ident("normal"))
        {
            while (!reader.AtEnd)
            {
                if (!VariantWord(reader, values))
                {
                    return false;
                }
            }
        }

        foreach (var name in Variants)
        {
            to.Add(new Declared(list.Property(name), values.TryGetValue(name, out var features) ? new TypedValue<string>(features) : WideKeyword.Initial));
        }

        return true;
    }

    private static bool VariantWord(TokenReader reader, Dictionary<string, string> values)
    {
        (string, (string, string)[])[] kinds =
        [
            ("font-variant-ligatures", FontFeatures.Ligatures), ("font-variant-caps", FontFeatures.Caps), ("font-variant-numeric", FontFeatures.Numeric),
            ("font-variant-east-asian", FontFeatures.EastAsian), ("font-variant-position", FontFeatures.Position),
        ];
        foreach (var (name, words) in kinds)
        {
            if (PropertyList.Word(reader, words) is TypedValue<string> word)
            {
                values[name] = values.TryGetValue(name, out var before) ? $"{before},{word.Value}" : word.Value;
                return true;
            }
        }

        return false;
    }

    /// <summary>CSS Fonts 4, 2.7: style, variant, weight and stretch in any order, then size, line height and family.</summary>
    private static bool Font(ShorthandList list, TokenReader reader, List<Declared> to)
    {
        var values = new Dictionary<string, CssValue>(StringComparer.Ordinal);
        for (var i = 0; i < 4 && FontPart(list, reader, values); i++)
        {
            // Each part that is there is taken.
        }

        if (list.Property("font-size").Parse(reader) is not { } size)
        {
            return false;
        }

        values["font-size"] = size;
        if (reader.Delim('/'))
        {
            if (list.Property("line-height").Parse(reader) is not { } height)
            {
                return false;
            }

            values["line-height"] = height;
        }

        if (list.Property("font-family").Parse(reader) is not { } family)
        {
            return false;
        }

        values["font-family"] = family;
        foreach (var name in (string[])
            ["font-style", "font-weight", "font-stretch", "font-size", "line-height", "font-family", "font-kerning", "font-feature-settings", "font-variation-settings", .. Variants])
        {
            to.Add(new Declared(list.Property(name), values.GetValueOrDefault(name) ?? WideKeyword.Initial));
        }

        return true;
    }

    private static bool FontPart(ShorthandList list, TokenReader reader, Dictionary<string, CssValue> values)
    {
        if (reader.Ident("normal"))
        {
            return true;
        }

        foreach (var name in (string[])["font-style", "font-weight", "font-stretch", "font-variant-caps"])
        {
            var start = reader.Position;
            var isPercentage = !reader.AtEnd && reader.Current.Kind == CssTokenKind.Percentage;
            if (!values.ContainsKey(name) && !isPercentage && list.Property(name).Parse(reader) is { } value)
            {
                values[name] = value;
                return true;
            }

            reader.Position = start;
        }

        return false;
    }
}
