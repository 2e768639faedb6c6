namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Reads some tokens of a list in order, without the white space between them.</summary>
internal sealed class TokenReader(TokenList list, int start, int end, int depth = 0)
{
    /// <summary>How deep functions may stand in one another, so that no value overflows the stack.</summary>
    public const int MaxDepth = 32;

    /// <summary>Index of the first token.</summary>
    public int Start { get; } = start;

    public int Position { get; set; } = start;

    public TokenList List { get; } = list;

    public int End { get; } = end;

    public bool AtEnd
    {
        get
        {
            while (Position < End && List.Tokens[Position].Kind == CssTokenKind.Space)
            {
                Position++;
            }

            return Position >= End;
        }
    }

    /// <summary>The next token that is no white space; only while not <see cref="AtEnd"/>.</summary>
    public CssToken Current => List.Tokens[Position];

    public bool IsSpaceBefore => Position > 0 && List.Tokens[Position - 1].Kind == CssTokenKind.Space;

    public bool IsSpaceAfter => Position + 1 < End && List.Tokens[Position + 1].Kind == CssTokenKind.Space;

    /// <summary>A reader over a text of its own.</summary>
    public static TokenReader Of(string text)
    {
        var list = TokenList.Read(text, []);
        return new TokenReader(list, 0, list.Tokens.Count);
    }

    public bool Ident(string name)
    {
        if (AtEnd || !Current.IsIdent(name))
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Any name, as written.</summary>
    public string? AnyIdent()
    {
        if (AtEnd || Current.Kind != CssTokenKind.Ident)
        {
            return null;
        }

        return List.Tokens[Position++].Text;
    }

    public bool Delim(char character)
    {
        if (AtEnd || !Current.IsDelim(character))
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool Comma()
    {
        if (AtEnd || Current.Kind != CssTokenKind.Comma)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>The token of a kind, or null.</summary>
    public CssToken? Take(CssTokenKind kind)
    {
        if (AtEnd || Current.Kind != kind)
        {
            return null;
        }

        return List.Tokens[Position++];
    }

    /// <summary>The arguments of a function of this name, or null.</summary>
    public TokenReader? Function(string name) => !AtEnd && Current.IsFunction(name) ? Enter() : null;

    /// <summary>The content of the block or function that starts here, or null where none does or it is too deep.</summary>
    public TokenReader? Enter()
    {
        if (AtEnd || !Current.Opens || depth >= MaxDepth)
        {
            return null;
        }

        var inner = new TokenReader(List, Position + 1, Math.Min(List.Closers[Position], End), depth + 1);
        Position = List.After(Position);
        return inner;
    }

    /// <summary>Passes a token or a whole block.</summary>
    public void Skip() => Position = Math.Min(List.After(Position), End);

    /// <summary>The parts between commas.</summary>
    public List<TokenReader> Split()
    {
        var parts = new List<TokenReader>();
        var from = Position;
        while (Position < End)
        {
            if (List.Tokens[Position].Kind == CssTokenKind.Comma)
            {
                parts.Add(new TokenReader(List, from, Position, depth));
                from = ++Position;
            }
            else
            {
                Skip();
            }
        }

        parts.Add(new TokenReader(List, from, End, depth));
        return parts;
    }
}
