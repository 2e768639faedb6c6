namespace PearlIo.Infrastructure.Rendering.Templates.Expressions;

/// <summary>Cuts text at its placeholders.</summary>
internal static class PartReader
{
    private const int LongestPlaceholder = 500;

    /// <exception cref="TemplateSyntaxException">A placeholder is wrong.</exception>
    public static List<TemplatePart> Read(string text)
    {
        var parts = new List<TemplatePart>();
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is >= 0 and var start)
        {
            AddLiteral(parts, text[at..start]);
            var end = EndOf(text, start);
            parts.Add(ReadPlaceholder(text[(start + 2)..end], start));
            at = end + 2;
        }

        AddLiteral(parts, text[at..]);
        return parts;
    }

    private static int EndOf(string text, int start)
    {
        if (text.AsSpan(start).StartsWith("{{{"))
        {
            throw new TemplateSyntaxException(start, "Three braces would put HTML into the card, which a card cannot: write {{name}} with two.");
        }

        var end = text.IndexOf("}}", start, StringComparison.Ordinal);
        return end >= 0 && end - start <= LongestPlaceholder
            ? end
            : throw new TemplateSyntaxException(start, "A placeholder is not closed: write }} after the name.");
    }

    private static void AddLiteral(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new LiteralPart(text));
        }
    }

    private static TemplatePart ReadPlaceholder(string inner, int offset)
    {
        var trimmed = inner.Trim().Trim('~').Trim();
        if (trimmed.StartsWith('!'))
        {
            return new ValuePart(new Constant(string.Empty));
        }

        if (trimmed.StartsWith('#'))
        {
            var (kind, rest) = BlockOf(trimmed[1..], offset);
            return new OpenPart(kind, ExpressionReader.Read(rest, offset));
        }

        if (trimmed.StartsWith('/'))
        {
            return new ClosePart(BlockOf(trimmed[1..], offset).Kind);
        }

        return trimmed is "else" or "^" ? new ElsePart() : new ValuePart(ExpressionReader.Read(trimmed, offset));
    }

    private static (BlockKind Kind, string Value) BlockOf(string text, int offset)
    {
        var end = text.AsSpan().IndexOfAny(' ', '(');
        var (name, rest) = end < 0 ? (text, string.Empty) : (text[..end], text[end..]);
        return name switch
        {
            "if" => (BlockKind.If, rest),
            "unless" => (BlockKind.Unless, rest),
            "each" => (BlockKind.Each, rest),
            _ => throw new TemplateSyntaxException(offset, $"There is no block '{name}': use if, unless or each."),
        };
    }
}
