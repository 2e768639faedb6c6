using PearlIo.Infrastructure.Rendering.Styles.Properties;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Collects the declarations of a block; a bad one is reported and left out (CSS Syntax 3, 5.4.4).</summary>
/// <param name="list">Tokens of the sheet.</param>
/// <param name="locate">Line and column of an offset.</param>
/// <param name="problems">Takes the problems.</param>
/// <param name="isQuirky">Whether lengths need no unit and colours no hash.</param>
internal sealed class DeclarationCollector(TokenList list, Func<int, (int Line, int Column)> locate, List<StyleProblem> problems, bool isQuirky = false)
{
    private readonly List<Declared> _normal = [];
    private readonly List<Declared> _important = [];

    /// <summary>What was collected since the last call.</summary>
    public DeclarationBlock ToBlock()
    {
        if (_normal.Count == 0 && _important.Count == 0)
        {
            return DeclarationBlock.Empty;
        }

        var block = new DeclarationBlock([.. _normal], [.. _important]);
        _normal.Clear();
        _important.Clear();
        return block;
    }

    /// <summary>Whether a block in braces comes before the next semicolon, so that this is a rule and no declaration.</summary>
    public bool IsNestedRule(int at, int end)
    {
        if (list.Tokens[at].Kind == CssTokenKind.Ident && list.Tokens[at].Text.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        while (at < end && list.Tokens[at].Kind is not (CssTokenKind.Semicolon or CssTokenKind.OpenBrace))
        {
            at = Math.Min(list.After(at), end);
        }

        return at < end && list.Tokens[at].Kind == CssTokenKind.OpenBrace;
    }

    /// <summary>Reads the declaration at a token; returns the index after its semicolon.</summary>
    public int Declaration(int at, int end)
    {
        var stop = at;
        while (stop < end && list.Tokens[stop].Kind != CssTokenKind.Semicolon)
        {
            stop = Math.Min(list.After(stop), end);
        }

        var reader = new TokenReader(list, at, stop);
        if (!reader.AtEnd)
        {
            Read(reader);
        }

        return Math.Min(stop + 1, end);
    }

    private void Read(TokenReader reader)
    {
        var offset = reader.Current.Start;
        if (reader.AnyIdent() is not { } name)
        {
            Report(offset, $"Here a property name is wanted, not {Shown(list.Slice(reader.Position, reader.End))}; the declaration is left out.");
            return;
        }

        if (reader.Take(CssTokenKind.Colon) is null)
        {
            Report(offset, $"A colon is missing after {Shown(name)}; the declaration is left out.");
            return;
        }

        _ = reader.AtEnd;
        var (end, isImportant) = WithoutImportant(reader.Position, reader.End);
        var value = new TokenReader(list, reader.Position, end);
        if (isQuirky)
        {
            QuirkyValues.Apply(name, value);
        }

        DeclarationParser.Parse(name, value, isImportant ? _important : _normal, locate(offset), message => Report(offset, message));
    }

    private void Report(int offset, string message)
    {
        var (line, column) = locate(offset);
        problems.Add(new StyleProblem(line, column, message));
    }

    private (int End, bool IsImportant) WithoutImportant(int start, int end)
    {
        end = TrimEnd(start, end);
        if (end - start >= 2 && list.Tokens[end - 1].IsIdent("important"))
        {
            var mark = TrimEnd(start, end - 1);
            if (mark > start && list.Tokens[mark - 1].IsDelim('!'))
            {
                return (TrimEnd(start, mark - 1), true);
            }
        }

        return (end, false);
    }

    private int TrimEnd(int start, int end)
    {
        while (end > start && list.Tokens[end - 1].Kind == CssTokenKind.Space)
        {
            end--;
        }

        return end;
    }

    private static string Shown(string text) => text.Length > 40 ? string.Concat(text.AsSpan(0, 40), "…") : text;
}
