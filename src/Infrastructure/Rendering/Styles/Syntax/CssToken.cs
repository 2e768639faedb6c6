namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>The kinds of tokens (CSS Syntax 3, 4).</summary>
internal enum CssTokenKind : byte
{
    Ident,
    Function,
    AtKeyword,
    Hash,
    String,
    BadString,
    Url,
    BadUrl,
    Delim,
    Number,
    Percentage,
    Dimension,
    Space,
    Colon,
    Semicolon,
    Comma,
    OpenSquare,
    CloseSquare,
    OpenParen,
    CloseParen,
    OpenBrace,
    CloseBrace,

    /// <summary><c>&lt;!--</c> and <c>--&gt;</c>.</summary>
    HtmlComment,
}

/// <summary>A token of CSS.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, string, address, unit or character, escapes resolved.</param>
/// <param name="Number">Of numbers, percentages and dimensions.</param>
/// <param name="IsInteger">Whether the number is written as an integer.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
internal readonly record struct CssToken(CssTokenKind Kind, string Text, double Number, bool IsInteger, int Start, int End)
{
    public bool IsIdent(string name) => Kind == CssTokenKind.Ident && string.Equals(Text, name, StringComparison.OrdinalIgnoreCase);

    public bool IsDelim(char character) => Kind == CssTokenKind.Delim && Text[0] == character;

    public bool IsFunction(string name) => Kind == CssTokenKind.Function && string.Equals(Text, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a block or function starts with it.</summary>
    public bool Opens => Kind is CssTokenKind.Function or CssTokenKind.OpenParen or CssTokenKind.OpenSquare or CssTokenKind.OpenBrace;
}

/// <summary>A mistake in the syntax.</summary>
internal readonly record struct SyntaxProblem(int Offset, string Message);
