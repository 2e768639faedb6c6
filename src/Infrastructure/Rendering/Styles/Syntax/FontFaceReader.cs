using PearlIo.Infrastructure.Rendering.Styles.Values;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Reads <c>@font-face</c> (CSS Fonts 4, 4).</summary>
internal static class FontFaceReader
{
    public static void Read(
        TokenList list, int at, int end, (int Line, int Column) place, StyleSheet sheet)
    {
        string? family = null;
        string? range = null;
        List<FontFaceSource> sources = [];
        var weights = (Min: 400, Max: 400);
        var isItalic = false;
        while (at < end)
        {
            var stop = at;
            while (stop < end && list.Tokens[stop].Kind != CssTokenKind.Semicolon)
            {
                stop = Math.Min(list.After(stop), end);
            }

            var reader = new TokenReader(list, at, stop);
            at = stop + 1;
            if (reader.AtEnd || reader.AnyIdent()?.ToLowerInvariant() is not { } name || reader.Take(CssTokenKind.Colon) is null)
            {
                continue;
            }

            switch (name)
            {
                case "font-family":
                    family = FontParser.FamilyName(reader);
                    break;
                case "src":
                    sources = Sources(reader);
                    break;
                case "font-weight":
                    weights = Weights(reader);
                    break;
                case "font-style":
                    isItalic = reader.AnyIdent()?.ToLowerInvariant() is "italic" or "oblique";
                    break;
                case "unicode-range":
                    range = list.Slice(reader.Position, reader.End).Trim();
                    break;
                case "font-display":
                    // Nobody waits for a card's fonts.
                    break;
                default:
                    sheet.Problems.Add(new StyleProblem(place.Line, place.Column, $"{name} in @font-face is not supported; the font is used without it."));
                    break;
            }
        }

        if (range is not null)
        {
            sheet.Problems.Add(new StyleProblem(place.Line, place.Column, "unicode-range in @font-face is not supported; the font is used for all characters that it has."));
        }

        if (family is null || sources.Count == 0)
        {
            sheet.Problems.Add(new StyleProblem(place.Line, place.Column, "A @font-face needs a font-family and a src with url() or local()."));
            return;
        }

        sheet.FontFaces.Add(new FontFace(family, sources, weights.Min, weights.Max, isItalic, range, place.Line, place.Column));
    }

    private static List<FontFaceSource> Sources(TokenReader reader)
    {
        var sources = new List<FontFaceSource>();
        foreach (var part in reader.Split())
        {
            if (part.Function("local") is { } local)
            {
                if (FontParser.FamilyName(local) is { } name)
                {
                    sources.Add(new FontFaceSource(name, IsLocal: true, null));
                }
            }
            else if (ImageParser.Address(part) is { } address)
            {
                var format = part.Function("format");
                var named = format is null || format.AtEnd ? null : format.Current.Text.ToLowerInvariant();
                sources.Add(new FontFaceSource(address, IsLocal: false, named));
            }
        }

        return sources;
    }

    private static (int Min, int Max) Weights(TokenReader reader)
    {
        var first = Weight(reader) ?? 400;
        return (first, Weight(reader) ?? first);
    }

    private static int? Weight(TokenReader reader)
    {
        if (reader.Ident("normal"))
        {
            return 400;
        }

        if (reader.Ident("bold"))
        {
            return 700;
        }

        return reader.Take(CssTokenKind.Number) is { } number ? (int)Math.Clamp(number.Number, 1, 1000) : null;
    }
}
