using System.Globalization;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Cuts CSS into tokens (CSS Syntax 3, 4). Comments vanish.</summary>
internal sealed partial class CssTokenizer
{
    /// <summary>Numbers beyond this one are this one (CSS Values 4, 5.1), so that sums and products of them are numbers still.</summary>
    public const double Largest = 1e15;

    private readonly string _text;
    private readonly List<SyntaxProblem> _problems;
    private readonly List<CssToken> _tokens;
    private int _at;

    private CssTokenizer(string text, List<SyntaxProblem> problems)
    {
        (_text, _problems) = (text, problems);
        _tokens = new List<CssToken>((text.Length / 4) + 4);
    }

    /// <summary>The tokens of a text; never throws for what stands in it.</summary>
    public static List<CssToken> Tokenize(string text, List<SyntaxProblem> problems)
    {
        var tokenizer = new CssTokenizer(text, problems);
        while (tokenizer._at < text.Length)
        {
            tokenizer.Next();
        }

        return tokenizer._tokens;
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void Next()
    {
        var start = _at;
        var c = _text[_at];
        if (IsSpace(c))
        {
            Spaces(start);
        }
        else if (c == '/' && Peek(1) == '*')
        {
            Comment(start);
        }
        else if (c is '"' or '\'')
        {
            QuotedString(start, c);
        }
        else if (StartsNumber(0))
        {
            Numeric(start);
        }
        else if (StartsIdent(0) && string.CompareOrdinal(_text, start, "-->", 0, 3) != 0)
        {
            IdentLike(start);
        }
        else
        {
            Punctuation(start, c);
        }
    }

    private void Punctuation(int start, char c)
    {
        _at++;
        switch (c)
        {
            case '#' when IsNameCharacter(Peek()) || IsEscape(0):
                Add(CssTokenKind.Hash, Name(), start);
                break;
            case '@' when StartsIdent(0):
                Add(CssTokenKind.AtKeyword, Name(), start);
                break;
            case '<' when string.CompareOrdinal(_text, start, "<!--", 0, 4) == 0:
                _at = start + 4;
                Add(CssTokenKind.HtmlComment, string.Empty, start);
                break;
            case '-' when string.CompareOrdinal(_text, start, "-->", 0, 3) == 0:
                _at = start + 3;
                Add(CssTokenKind.HtmlComment, string.Empty, start);
                break;
            default:
                Add(KindOf(c), char.ToString(c), start);
                break;
        }
    }

    private static CssTokenKind KindOf(char c) => c switch
    {
        ':' => CssTokenKind.Colon,
        ';' => CssTokenKind.Semicolon,
        ',' => CssTokenKind.Comma,
        '[' => CssTokenKind.OpenSquare,
        ']' => CssTokenKind.CloseSquare,
        '(' => CssTokenKind.OpenParen,
        ')' => CssTokenKind.CloseParen,
        '{' => CssTokenKind.OpenBrace,
        '}' => CssTokenKind.CloseBrace,
        _ => CssTokenKind.Delim,
    };

    private void Spaces(int start)
    {
        SkipSpaces();
        Add(CssTokenKind.Space, " ", start);
    }

    private void Comment(int start)
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            _problems.Add(new SyntaxProblem(start, "The comment is not closed; end it with */."));
        }

        _at = end < 0 ? _text.Length : end + 2;
    }

    private void Numeric(int start)
    {
        var isInteger = Digits();
        var number = Math.Clamp(double.Parse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture), -Largest, Largest);
        if (Peek() == '%')
        {
            _at++;
            _tokens.Add(new CssToken(CssTokenKind.Percentage, "%", number, isInteger, start, _at));
        }
        else if (StartsIdent(0))
        {
            _tokens.Add(new CssToken(CssTokenKind.Dimension, Name(), number, isInteger, start, _at));
        }
        else
        {
            _tokens.Add(new CssToken(CssTokenKind.Number, string.Empty, number, isInteger, start, _at));
        }
    }

    /// <summary>Consumes a number; says whether it is an integer.</summary>
    private bool Digits()
    {
        _at += Peek() is '+' or '-' ? 1 : 0;
        SkipDigits();
        var isInteger = true;
        if (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            isInteger = false;
            _at++;
            SkipDigits();
        }

        var sign = Peek(1) is '+' or '-' ? 1 : 0;
        if (Peek() is 'e' or 'E' && char.IsAsciiDigit(Peek(1 + sign)))
        {
            isInteger = false;
            _at += 1 + sign;
            SkipDigits();
        }

        return isInteger;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }
    }

    private void IdentLike(int start)
    {
        var name = Name();
        if (Peek() != '(')
        {
            Add(CssTokenKind.Ident, name, start);
            return;
        }

        _at++;
        if (name.Equals("url", StringComparison.OrdinalIgnoreCase) && !IsQuotedNext())
        {
            Url(start);
            return;
        }

        Add(CssTokenKind.Function, name, start);
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && IsSpace(_text[_at]))
        {
            _at++;
        }
    }

    private string Name()
    {
        var start = _at;
        while (_at < _text.Length && IsNameCharacter(_text[_at]))
        {
            _at++;
        }

        if (!IsEscape(0))
        {
            return _text[start.._at];
        }

        var text = new StringBuilder(_text, start, _at - start, 64);
        while (_at < _text.Length && (IsNameCharacter(_text[_at]) || IsEscape(0)))
        {
            if (_text[_at] == '\\')
            {
                Escape(text);
            }
            else
            {
                text.Append(_text[_at++]);
            }
        }

        return text.ToString();
    }

    private bool StartsNumber(int ahead)
    {
        var c = Peek(ahead);
        if (c is '+' or '-')
        {
            c = Peek(++ahead);
        }

        return char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(ahead + 1)));
    }

    private bool StartsIdent(int ahead)
    {
        var c = Peek(ahead);
        return c == '-'
            ? IsNameStart(Peek(ahead + 1)) || Peek(ahead + 1) == '-' || IsEscape(ahead + 1)
            : IsNameStart(c) || IsEscape(ahead);
    }

    private bool IsEscape(int ahead) => Peek(ahead) == '\\' && _at + ahead + 1 < _text.Length && !IsNewline(Peek(ahead + 1));

    private void Add(CssTokenKind kind, string text, int start) => _tokens.Add(new CssToken(kind, text, 0, IsInteger: false, start, _at));

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    private static bool IsNewline(char c) => c is '\n' or '\r' or '\f';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    private static bool IsNameCharacter(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '-';
}
