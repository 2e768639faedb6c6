namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>The tokens of a text with the ends of their blocks.</summary>
internal sealed class TokenList
{
    private TokenList(string text, List<CssToken> tokens, int[] closers) => (Text, Tokens, Closers) = (text, tokens, closers);

    public string Text { get; }

    public List<CssToken> Tokens { get; }

    /// <summary>For each token that opens a block the index of the one that closes it, or the number of tokens where none does.</summary>
    public int[] Closers { get; }

    public static TokenList Read(string text, List<SyntaxProblem> problems)
    {
        var tokens = CssTokenizer.Tokenize(text, problems);
        return new TokenList(text, tokens, Match(tokens));
    }

    /// <summary>The characters from one token up to before another.</summary>
    public string Slice(int start, int end) => start >= end ? string.Empty : Text[Tokens[start].Start..Tokens[end - 1].End];

    /// <summary>The index after a token, or after the block that it opens.</summary>
    public int After(int index) => Tokens[index].Opens ? Math.Min(Closers[index] + 1, Tokens.Count) : index + 1;

    /// <summary>Offset of a token, or the end of the text.</summary>
    public int OffsetOf(int index) => index < Tokens.Count ? Tokens[index].Start : Text.Length;

    /// <summary>A closing token that does not mirror the innermost block is a token like others (CSS Syntax 3, 5.4.8).</summary>
    private static int[] Match(List<CssToken> tokens)
    {
        var closers = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Opens)
            {
                closers[i] = tokens.Count;
                open.Push(i);
            }
            else if (open.Count > 0 && tokens[i].Kind == Mirror(tokens[open.Peek()].Kind))
            {
                closers[open.Pop()] = i;
            }
        }

        return closers;
    }

    private static CssTokenKind Mirror(CssTokenKind kind) => kind switch
    {
        CssTokenKind.OpenBrace => CssTokenKind.CloseBrace,
        CssTokenKind.OpenSquare => CssTokenKind.CloseSquare,
        _ => CssTokenKind.CloseParen,
    };
}
