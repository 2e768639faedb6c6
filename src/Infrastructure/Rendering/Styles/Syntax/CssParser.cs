using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Reads a sheet (CSS Syntax 3, 5; nesting as CSS Nesting 1). Collects rules, fonts and problems; never throws for what stands in it.</summary>
internal sealed class CssParser
{
    private const int MaxRules = 4_000;
    private const int MaxSelectors = 20_000;
    private const int MaxNesting = 16;

    private readonly StyleSheet _sheet;
    private readonly List<string> _layers;
    private readonly SourceText _source;
    private readonly TokenList _list;

    private readonly bool _isQuirky;

    private CssParser(StyleSheet sheet, List<string> layers, StyleSource source, bool isQuirky)
    {
        (_sheet, _layers, _isQuirky) = (sheet, layers, isQuirky);
        _source = new SourceText(source.Text, source.Line, source.Column);
        var problems = new List<SyntaxProblem>();
        _list = TokenList.Read(source.Text, problems);
        problems.ForEach(problem => Report(problem.Offset, problem.Message));
    }

    /// <summary>Reads the sheets of a document in order.</summary>
    /// <param name="sources">Their texts.</param>
    /// <param name="isQuirky">Whether the document is drawn by the rules of the nineties.</param>
    public static StyleSheet Parse(IReadOnlyList<StyleSource> sources, bool isQuirky = false)
    {
        var sheet = new StyleSheet();
        var layers = new List<string>();
        foreach (var source in sources)
        {
            var parser = new CssParser(sheet, layers, source, isQuirky);
            var media = source.Media is null ? [] : parser.AddMedia([], TokenReader.Of(source.Media), 0);
            parser.Rules(0, parser._list.Tokens.Count, new Scope(media, int.MaxValue, string.Empty, null, 0));
        }

        return sheet;
    }

    /// <summary>Reads the text of a <c>style</c> attribute.</summary>
    /// <param name="text">Declarations.</param>
    /// <param name="line">Line that problems are reported at.</param>
    /// <param name="column">Column that problems are reported at.</param>
    /// <param name="problems">Takes the problems.</param>
    /// <param name="isQuirky">Whether the document is drawn by the rules of the nineties.</param>
    public static DeclarationBlock ParseInline(string text, int line, int column, List<StyleProblem> problems, bool isQuirky = false)
    {
        var syntax = new List<SyntaxProblem>();
        var list = TokenList.Read(text, syntax);
        var collected = new DeclarationCollector(list, _ => (line, column), problems, isQuirky);
        syntax.ForEach(problem => problems.Add(new StyleProblem(line, column, problem.Message)));
        for (var at = 0; at < list.Tokens.Count;)
        {
            at = collected.Declaration(at, list.Tokens.Count);
        }

        return collected.ToBlock();
    }

    private void Report(int offset, string message, bool isError = false)
    {
        var (line, column) = _source.Locate(offset);
        _sheet.Problems.Add(new StyleProblem(line, column, message, isError));
    }

    private void Rules(int at, int end, Scope scope)
    {
        while (at < end)
        {
            var token = _list.Tokens[at];
            at = token.Kind switch
            {
                CssTokenKind.Space or CssTokenKind.HtmlComment or CssTokenKind.Semicolon => at + 1,
                CssTokenKind.AtKeyword => AtRule(at, end, scope),
                _ => QualifiedRule(at, end, scope),
            };
        }
    }

    private int QualifiedRule(int at, int end, Scope scope)
    {
        var open = at;
        while (open < end && _list.Tokens[open].Kind != CssTokenKind.OpenBrace)
        {
            open = Math.Min(_list.After(open), end);
        }

        if (open >= end)
        {
            Report(_list.OffsetOf(at), "The rule has no block; add { } after the selector.");
            return end;
        }

        var close = Math.Min(_list.Closers[open], end);
        if (close >= _list.Tokens.Count)
        {
            Report(_list.OffsetOf(open), "The block is not closed; add a }.");
        }

        var text = _list.Slice(at, open).Trim();
        List<RuleSelector> selectors = TakesSelectors(at, open)
            ? new SelectorList(text, scope.Parent).Read(message => Report(_list.OffsetOf(at), message))
            : [];
        Block(open + 1, close, scope, selectors, text);
        return Math.Min(close + 1, end);
    }

    /// <summary>Whether the document may have that many selectors.</summary>
    private bool TakesSelectors(int start, int end)
    {
        var before = _sheet.SelectorCount;
        for (var i = start; i < end; i++)
        {
            _sheet.SelectorCount += _list.Tokens[i].Kind == CssTokenKind.Comma ? 1 : 0;
        }

        if (before <= MaxSelectors && ++_sheet.SelectorCount > MaxSelectors)
        {
            Report(_list.OffsetOf(start), $"The document has more than {MaxSelectors} selectors; leave some out.", isError: true);
        }

        return _sheet.SelectorCount <= MaxSelectors;
    }

    /// <summary>Declarations, and rules inside of them (CSS Nesting 1).</summary>
    private void Block(int at, int end, Scope scope, IReadOnlyList<RuleSelector> selectors, string text)
    {
        var collector = new DeclarationCollector(_list, _source.Locate, _sheet.Problems, _isQuirky);
        var inner = scope.Inside(text);
        while (at < end)
        {
            var token = _list.Tokens[at];
            if (token.Kind is CssTokenKind.Space or CssTokenKind.Semicolon)
            {
                at++;
            }
            else if (token.Kind == CssTokenKind.AtKeyword || collector.IsNestedRule(at, end))
            {
                Flush(collector, selectors, scope);
                at = scope.Depth >= MaxNesting ? SkipDeep(at, end) : Nested(at, end, inner);
            }
            else
            {
                at = collector.Declaration(at, end);
            }
        }

        Flush(collector, selectors, scope);
    }

    private int Nested(int at, int end, Scope inner)
        => _list.Tokens[at].Kind == CssTokenKind.AtKeyword ? AtRule(at, end, inner) : QualifiedRule(at, end, inner);

    private int SkipDeep(int at, int end)
    {
        Report(_list.OffsetOf(at), $"Rules stand in one another more than {MaxNesting} deep; flatten them.");
        return end;
    }

    private void Flush(DeclarationCollector collector, IReadOnlyList<RuleSelector> selectors, Scope scope)
    {
        var block = collector.ToBlock();
        if (block.IsEmpty || selectors.Count == 0)
        {
            return;
        }

        if (_sheet.Rules.Count == MaxRules)
        {
            Report(0, $"The document has more than {MaxRules} rules; leave some out.", isError: true);
        }

        if (_sheet.Rules.Count <= MaxRules)
        {
            _sheet.Rules.Add(new StyleRule(selectors, block, scope.Media, scope.Layer));
        }
    }

    private int AtRule(int at, int end, Scope scope)
    {
        var open = at + 1;
        while (open < end && _list.Tokens[open].Kind is not (CssTokenKind.OpenBrace or CssTokenKind.Semicolon))
        {
            open = Math.Min(_list.After(open), end);
        }

        var hasBlock = open < end && _list.Tokens[open].Kind == CssTokenKind.OpenBrace;
        var close = hasBlock ? Math.Min(_list.Closers[open], end) : open;
        if (scope.Depth >= MaxNesting)
        {
            return SkipDeep(at, end);
        }

        var prelude = new TokenReader(_list, at + 1, open);
        switch (_list.Tokens[at].Text.ToLowerInvariant())
        {
            case "media" when hasBlock:
                Inside(open + 1, close, scope with { Media = AddMedia(scope.Media, prelude, _list.OffsetOf(at)), Depth = scope.Depth + 1 });
                break;
            case "supports" when hasBlock:
                if (SupportsCondition.Holds(prelude))
                {
                    Inside(open + 1, close, scope with { Depth = scope.Depth + 1 });
                }

                break;
            case "layer":
                Layer(prelude, hasBlock, open + 1, close, scope);
                break;
            case "font-face" when hasBlock:
                FontFaceReader.Read(_list, open + 1, close, _source.Locate(_list.OffsetOf(at)), _sheet);
                break;
            case "charset":
                break;
            default:
                Report(_list.OffsetOf(at), Unsupported(_list.Tokens[at].Text.ToLowerInvariant()));
                break;
        }

        return Math.Min(close + 1, end);
    }

    /// <summary>The content of a conditional group: rules, or declarations where it stands in a rule.</summary>
    private void Inside(int at, int end, Scope scope)
    {
        if (scope.Parent is null)
        {
            Rules(at, end, scope);
            return;
        }

        var selectors = new SelectorList("&", scope.Parent).Read(message => Report(_list.OffsetOf(at), message));
        Block(at, end, scope with { Parent = null }, selectors, scope.Parent);
    }

    private void Layer(TokenReader prelude, bool hasBlock, int at, int end, Scope scope)
    {
        var first = -1;
        foreach (var part in prelude.Split())
        {
            var name = scope.LayerName + "/" + (part.AtEnd ? "#" + _layers.Count : _list.Slice(part.Position, part.End).Trim());
            var index = _layers.IndexOf(name);
            if (index < 0)
            {
                index = _layers.Count;
                _layers.Add(name);
            }

            first = first < 0 ? index : first;
        }

        if (hasBlock)
        {
            Inside(at, end, scope with { Layer = first, LayerName = _layers[first], Depth = scope.Depth + 1 });
        }
    }

    private int[] AddMedia(int[] outer, TokenReader prelude, int offset)
    {
        var unknown = new List<string>();
        _sheet.Media.Add(MediaQueryParser.Parse(prelude, unknown));
        unknown.ForEach(name => Report(offset, $"The media feature {name} is not known; the rules inside never apply."));
        return [.. outer, _sheet.Media.Count - 1];
    }

    private static string Unsupported(string name) => name switch
    {
        "import" => "Style sheets are not fetched; copy the rules of the @import here.",
        "keyframes" or "-webkit-keyframes" => "A card does not move: @keyframes is left out; write the style that shall be seen.",
        "page" => "A card has no pages: @page is left out; give width and height to the body.",
        "container" => "@container is not supported; use @media, for a card's size is known.",
        "property" => "@property is not supported; custom properties are inherited and have no type.",
        "namespace" => "@namespace is not supported; leave it out.",
        "media" or "supports" or "font-face" => $"@{name} needs a block; add {{ }}.",
        _ => $"@{name} is not supported; the rule is left out.",
    };

    /// <summary>Where a rule stands.</summary>
    private sealed record Scope(int[] Media, int Layer, string LayerName, string? Parent, int Depth)
    {
        public Scope Inside(string selector)
        {
            var parent = Parent is null ? selector : SelectorList.Nest(selector, Parent);
            return this with { Parent = parent.Length > 4096 ? ":not(*)" : parent, Depth = Depth + 1 };
        }
    }
}
