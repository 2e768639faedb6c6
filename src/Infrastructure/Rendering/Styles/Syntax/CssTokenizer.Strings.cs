using System.Globalization;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>Strings, escapes and addresses (CSS Syntax 3, 4.3.5 to 4.3.7).</summary>
internal sealed partial class CssTokenizer
{
    private void QuotedString(int start, char quote)
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == quote)
            {
                _at++;
                Add(CssTokenKind.String, text.ToString(), start);
                return;
            }

            if (IsNewline(c))
            {
                _problems.Add(new SyntaxProblem(start, "The string is not closed on its line; end it with a quote."));
                Add(CssTokenKind.BadString, string.Empty, start);
                return;
            }

            if (c == '\\')
            {
                EscapeInString(text);
            }
            else
            {
                text.Append(c);
            }
        }

        _problems.Add(new SyntaxProblem(start, "The string is not closed; end it with a quote."));
        Add(CssTokenKind.String, text.ToString(), start);
    }

    /// <summary>At the backslash; ends at the last character of the escape.</summary>
    private void EscapeInString(StringBuilder text)
    {
        if (_at + 1 >= _text.Length)
        {
            return;
        }

        if (IsNewline(_text[_at + 1]))
        {
            _at += _text[_at + 1] == '\r' && Peek(2) == '\n' ? 2 : 1;
            return;
        }

        Escape(text);
        _at--;
    }

    /// <summary>At the backslash; ends after the escape.</summary>
    private void Escape(StringBuilder text)
    {
        _at++;
        var digits = 0;
        while (digits < 6 && char.IsAsciiHexDigit(Peek(digits)))
        {
            digits++;
        }

        if (digits == 0)
        {
            text.Append(_at < _text.Length ? _text[_at++] : '\uFFFD');
            return;
        }

        var value = int.Parse(_text.AsSpan(_at, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _at += digits;
        if (IsSpace(Peek()) && _at < _text.Length)
        {
            _at += Peek() == '\r' && Peek(1) == '\n' ? 2 : 1;
        }

        text.Append(Rune.IsValid(value) && value != 0 ? new Rune(value).ToString() : "\uFFFD");
    }

    private bool IsQuotedNext()
    {
        var at = _at;
        while (at < _text.Length && IsSpace(_text[at]))
        {
            at++;
        }

        return at < _text.Length && _text[at] is '"' or '\'';
    }

    private void Url(int start)
    {
        SkipSpaces();
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != ')')
        {
            var c = _text[_at];
            if (IsSpace(c))
            {
                SkipSpaces();
                if (_at >= _text.Length || _text[_at] == ')')
                {
                    break;
                }

                BadUrl(start);
                return;
            }

            if (IsEscape(0))
            {
                Escape(text);
            }
            else if (c is '"' or '\'' or '(' or '\\')
            {
                BadUrl(start);
                return;
            }
            else
            {
                text.Append(c);
                _at++;
            }
        }

        if (_at >= _text.Length)
        {
            _problems.Add(new SyntaxProblem(start, "The address is not closed; end url( with a parenthesis."));
        }

        _at = Math.Min(_at + 1, _text.Length);
        Add(CssTokenKind.Url, text.ToString(), start);
    }

    private void BadUrl(int start)
    {
        _problems.Add(new SyntaxProblem(start, "The address has quotes, spaces or parentheses in it; put it in quotes."));
        while (_at < _text.Length && _text[_at] != ')')
        {
            _at = Math.Min(_at + (_text[_at] == '\\' ? 2 : 1), _text.Length);
        }

        _at = Math.Min(_at + 1, _text.Length);
        Add(CssTokenKind.BadUrl, string.Empty, start);
    }
}
