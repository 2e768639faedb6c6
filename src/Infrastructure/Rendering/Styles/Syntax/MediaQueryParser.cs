namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Reads the conditions of <c>@media</c>. What it does not know never holds (Media Queries 4, 3.2).</summary>
internal static class MediaQueryParser
{
    /// <param name="reader">The tokens between <c>@media</c> and the block.</param>
    /// <param name="unknown">Takes the names of features that are not known.</param>
    public static MediaCondition Parse(TokenReader reader, List<string> unknown)
    {
        if (reader.AtEnd)
        {
            return FixedMedia.Always;
        }

        var queries = new List<MediaCondition>();
        foreach (var part in reader.Split())
        {
            queries.Add(Query(part, unknown));
        }

        return queries.Count == 1 ? queries[0] : new MediaGroup(queries, isAny: true);
    }

    private static MediaCondition Query(TokenReader reader, List<string> unknown)
    {
        var start = reader.Position;
        var isNot = reader.Ident("not");
        if (!isNot)
        {
            _ = reader.Ident("only");
        }

        if (reader.AnyIdent() is not { } type)
        {
            reader.Position = start;
            return Condition(reader, unknown);
        }

        var parts = new List<MediaCondition> { Type(type) };
        while (reader.Ident("and"))
        {
            parts.Add(reader.Ident("not") ? new NotMedia(InParentheses(reader, unknown)) : InParentheses(reader, unknown));
        }

        if (!reader.AtEnd)
        {
            return FixedMedia.Never;
        }

        var all = new MediaGroup(parts, isAny: false);
        return isNot ? new NotMedia(all) : all;
    }

    private static FixedMedia Type(string type)
        => type.Equals("all", StringComparison.OrdinalIgnoreCase) || type.Equals("screen", StringComparison.OrdinalIgnoreCase)
            ? FixedMedia.Always
            : FixedMedia.Never;

    private static MediaCondition Condition(TokenReader reader, List<string> unknown)
    {
        if (reader.Ident("not"))
        {
            return new NotMedia(InParentheses(reader, unknown));
        }

        var parts = new List<MediaCondition> { InParentheses(reader, unknown) };
        var isAny = reader.Ident("or");
        if (isAny || reader.Ident("and"))
        {
            do
            {
                parts.Add(InParentheses(reader, unknown));
            }
            while (reader.Ident(isAny ? "or" : "and"));
        }

        return reader.AtEnd ? new MediaGroup(parts, isAny) : FixedMedia.Never;
    }

    private static MediaCondition InParentheses(TokenReader reader, List<string> unknown)
    {
        if (reader.AtEnd || reader.Current.Kind != CssTokenKind.OpenParen || reader.Enter() is not { } inner || inner.AtEnd)
        {
            return FixedMedia.Never;
        }

        if (inner.Current.Kind == CssTokenKind.OpenParen || inner.Current.IsIdent("not"))
        {
            return Condition(inner, unknown);
        }

        return inner.Current.Kind == CssTokenKind.Ident ? Feature(inner, unknown) : Range(inner, unknown);
    }

    private static MediaCondition Feature(TokenReader reader, List<string> unknown)
    {
        var name = reader.AnyIdent()!.ToLowerInvariant();
        if (reader.AtEnd)
        {
            return Named(name, unknown) && name is not "prefers-reduced-motion" ? FixedMedia.Always : FixedMedia.Never;
        }

        if (reader.Take(CssTokenKind.Colon) is null)
        {
            var comparison = Comparison(reader);
            return Number(reader) is { } limit && reader.AtEnd && Named(name, unknown) ? new MediaFeature(name, comparison, limit) : FixedMedia.Never;
        }

        if (!reader.AtEnd && reader.Current is { Kind: CssTokenKind.Ident } word)
        {
            return Keyword(name, word.Text.ToLowerInvariant(), unknown);
        }

        var bare = name.Replace("-webkit-", string.Empty, StringComparison.Ordinal);
        var (feature, sign) = bare switch
        {
            _ when bare.StartsWith("min-", StringComparison.Ordinal) => (bare[4..], ">="),
            _ when bare.StartsWith("max-", StringComparison.Ordinal) => (bare[4..], "<="),
            _ => (bare, "="),
        };
        return Named(feature, unknown) && Number(reader) is { } value ? new MediaFeature(feature, sign, value) : FixedMedia.Never;
    }

    private static MediaCondition Keyword(string name, string word, List<string> unknown)
    {
        switch (name)
        {
            case "orientation" or "prefers-color-scheme":
                return new MediaKeyword(name, word);
            case "prefers-reduced-motion":
                return word is "reduce" ? FixedMedia.Always : FixedMedia.Never;
            case "hover" or "any-hover" or "pointer" or "any-pointer":
                return word is "none" ? FixedMedia.Always : FixedMedia.Never;
            default:
                unknown.Add(name);
                return FixedMedia.Never;
        }
    }

    private static bool Named(string name, List<string> unknown)
    {
        var isKnown = name is "width" or "height" or "device-width" or "device-height" or "resolution" or "device-pixel-ratio" or "aspect-ratio"
            or "prefers-reduced-motion";
        if (!isKnown)
        {
            unknown.Add(name);
        }

        return isKnown;
    }

    /// <summary><c>400px &lt;= width &lt; 700px</c>.</summary>
    private static MediaCondition Range(TokenReader reader, List<string> unknown)
    {
        var parts = new List<MediaCondition>();
        if (Number(reader) is not { } left)
        {
            return FixedMedia.Never;
        }

        var first = Comparison(reader);
        if (reader.AnyIdent()?.ToLowerInvariant() is not { } name || !Named(name, unknown))
        {
            return FixedMedia.Never;
        }

        parts.Add(new MediaFeature(name, Turned(first), left));
        if (!reader.AtEnd)
        {
            var second = Comparison(reader);
            if (Number(reader) is not { } right)
            {
                return FixedMedia.Never;
            }

            parts.Add(new MediaFeature(name, second, right));
        }

        return new MediaGroup(parts, isAny: false);
    }

    private static string Turned(string comparison) => comparison switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => comparison,
    };

    private static string Comparison(TokenReader reader)
    {
        var sign = reader.Delim('<') ? "<" : reader.Delim('>') ? ">" : string.Empty;
        return reader.Delim('=') ? sign + "=" : sign;
    }

    /// <summary>A length in px, a resolution, or a ratio.</summary>
    private static double? Number(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return null;
        }

        var token = reader.Current;
        reader.Skip();
        switch (token.Kind)
        {
            case CssTokenKind.Number:
                return reader.Delim('/') && reader.Take(CssTokenKind.Number) is { } below ? token.Number / below.Number : token.Number;
            case CssTokenKind.Dimension:
                return token.Number * (token.Text.ToLowerInvariant() switch
                {
                    "px" or "dppx" or "x" => 1,
                    "em" or "rem" => 16,
                    "in" => 96,
                    "cm" => 96 / 2.54,
                    "mm" => 96 / 25.4,
                    "pt" => 96 / 72.0,
                    "pc" => 16,
                    "dpi" => 1 / 96.0,
                    _ => double.NaN,
                });
            default:
                return null;
        }
    }
}
