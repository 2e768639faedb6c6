namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>The condition of <c>@supports</c> (CSS Conditional 3, 6).</summary>
internal static class SupportsCondition
{
    public static bool Holds(TokenReader reader)
    {
        if (reader.Ident("not"))
        {
            return !Part(reader);
        }

        var holds = Part(reader);
        while (!reader.AtEnd)
        {
            if (reader.Ident("and"))
            {
                holds &= Part(reader);
            }
            else if (reader.Ident("or"))
            {
                holds |= Part(reader);
            }
            else
            {
                return false;
            }
        }

        return holds;
    }

    private static bool Part(TokenReader reader)
    {
        if (reader.AtEnd)
        {
            return false;
        }

        if (reader.Function("selector") is { } selector)
        {
            return new SelectorList(selector.List.Slice(selector.Position, selector.End), parent: null).Read(_ => { }).Count > 0;
        }

        if (reader.Current.Kind != CssTokenKind.OpenParen || reader.Enter() is not { } inner || inner.AtEnd)
        {
            reader.Position = reader.End;
            return false;
        }

        if (inner.Current.Kind != CssTokenKind.Ident || inner.Current.IsIdent("not"))
        {
            return Holds(inner);
        }

        var problems = new List<StyleProblem>();
        var collector = new DeclarationCollector(inner.List, _ => (1, 1), problems);
        _ = collector.Declaration(inner.Position, inner.End);
        return problems.Count == 0 && !collector.ToBlock().IsEmpty;
    }
}
