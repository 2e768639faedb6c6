namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Reads of a selector what the matching engine does not tell: its weight, its pseudo-element, the attributes it looks at.</summary>
internal sealed class SelectorReader
{
    private readonly TokenList _list;
    private readonly List<string> _attributes = [];
    private PseudoElement _pseudo;
    private int _cutAt = -1;
    private string? _key;
    private bool _keyIsType;

    private SelectorReader(TokenList list) => _list = list;

    /// <summary>Reads a selector without commas; null where a pseudo-element stands elsewhere than at its end.</summary>
    public static RuleSelector? Read(string text)
    {
        var list = TokenList.Read(text, []);
        var reader = new SelectorReader(list);
        var specificity = reader.Weigh(0, list.Tokens.Count, isTop: true, 0);
        if (reader._cutAt < 0)
        {
            return new RuleSelector(text.Trim(), PseudoElement.None, specificity, reader._attributes, reader._key);
        }

        if (!reader.NothingAfterPseudo())
        {
            return null;
        }

        var rest = list.Text[..list.Tokens[reader._cutAt].Start].TrimEnd();
        var bare = rest.Length == 0 || rest[^1] is '>' or '+' or '~' || list.Text[list.Tokens[reader._cutAt].Start - 1] == ' ';
        return new RuleSelector(bare ? rest + " *" : rest, reader._pseudo, specificity, reader._attributes, reader._key);
    }

    private bool NothingAfterPseudo()
    {
        var at = _cutAt;
        while (at < _list.Tokens.Count && _list.Tokens[at].Kind == CssTokenKind.Colon)
        {
            at++;
        }

        for (at = at < _list.Tokens.Count ? _list.After(at) : at; at < _list.Tokens.Count; at++)
        {
            if (_list.Tokens[at].Kind != CssTokenKind.Space)
            {
                return false;
            }
        }

        return true;
    }

    private Specificity Weigh(int start, int end, bool isTop, int depth)
    {
        var sum = default(Specificity);
        if (depth > TokenReader.MaxDepth)
        {
            return sum;
        }

        for (var i = start; i < end; i = Math.Min(_list.After(i), end))
        {
            var token = _list.Tokens[i];
            switch (token.Kind)
            {
                case CssTokenKind.Hash:
                    sum += new Specificity(1, 0, 0);
                    Key(isTop, "#" + token.Text, isType: false);
                    break;
                case CssTokenKind.OpenSquare:
                    sum += new Specificity(0, 1, 0);
                    AddAttribute(i + 1, Math.Min(_list.Closers[i], end));
                    break;
                case CssTokenKind.Colon:
                    sum += Pseudo(ref i, end, isTop, depth);
                    break;
                case CssTokenKind.Delim when token.Text is "." && i + 1 < end:
                    sum += new Specificity(0, 1, 0);
                    Key(isTop, "." + _list.Tokens[++i].Text, isType: false);
                    break;
                case CssTokenKind.Ident:
                    sum += new Specificity(0, 0, 1);
                    Key(isTop, token.Text.ToLowerInvariant(), isType: true);
                    break;
                case CssTokenKind.Space or CssTokenKind.Delim when isTop && EndsCompound(i, end):
                    _key = null;
                    break;
                default:
                    break;
            }
        }

        return sum;
    }

    /// <summary>Whether another compound follows, so that what was read is of an ancestor or sibling.</summary>
    private bool EndsCompound(int at, int end)
    {
        var token = _list.Tokens[at];
        if (token.Kind == CssTokenKind.Delim)
        {
            return token.Text is ">" or "+" or "~" or "|";
        }

        return at + 1 < end && at > 0;
    }

    private void Key(bool isTop, string key, bool isType)
    {
        if (isTop && (_key is null || (_keyIsType && !isType)))
        {
            (_key, _keyIsType) = (key, isType);
        }
    }

    private void AddAttribute(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (_list.Tokens[i].Kind == CssTokenKind.Ident)
            {
                _attributes.Add(_list.Tokens[i].Text.ToLowerInvariant());
                return;
            }
        }
    }

    /// <summary>At a colon; moves to the last token of the pseudo-class or pseudo-element.</summary>
    private Specificity Pseudo(ref int at, int end, bool isTop, int depth)
    {
        var first = at++;
        var isElement = at < end && _list.Tokens[at].Kind == CssTokenKind.Colon;
        at += isElement ? 1 : 0;
        if (at >= end)
        {
            at = end - 1;
            return default;
        }

        var token = _list.Tokens[at];
        var name = token.Text.ToLowerInvariant();
        if (isElement || name is "before" or "after" or "first-line" or "first-letter")
        {
            if (isTop && _cutAt < 0)
            {
                _cutAt = first;
                _pseudo = name switch { "before" => PseudoElement.Before, "after" => PseudoElement.After, _ => PseudoElement.Other };
            }

            return new Specificity(0, 0, 1);
        }

        return token.Kind == CssTokenKind.Function ? WeighFunction(name, at, depth) : new Specificity(0, 1, 0);
    }

    private Specificity WeighFunction(string name, int at, int depth)
    {
        var (start, end) = (at + 1, Math.Min(_list.Closers[at], _list.Tokens.Count));
        switch (name)
        {
            case "where":
                _ = Heaviest(start, end, depth);
                return default;
            case "is" or "not" or "has" or "matches" or "-webkit-any":
                return Heaviest(start, end, depth);
            case "nth-child" or "nth-last-child":
                for (var i = start; i < end; i++)
                {
                    if (_list.Tokens[i].IsIdent("of"))
                    {
                        return new Specificity(0, 1, 0) + Heaviest(i + 1, end, depth);
                    }
                }

                return new Specificity(0, 1, 0);
            default:
                return new Specificity(0, 1, 0);
        }
    }

    private Specificity Heaviest(int start, int end, int depth)
    {
        var heaviest = default(Specificity);
        var from = start;
        for (var i = start; i <= end; i = i < end ? Math.Min(_list.After(i), end) : end + 1)
        {
            if (i == end || _list.Tokens[i].Kind == CssTokenKind.Comma)
            {
                var weight = Weigh(from, i, isTop: false, depth + 1);
                heaviest = weight > heaviest ? weight : heaviest;
                from = i + 1;
            }
        }

        return heaviest;
    }
}
