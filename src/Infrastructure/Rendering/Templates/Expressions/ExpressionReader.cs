using System.Globalization;

namespace PearlIo.Infrastructure.Rendering.Templates.Expressions;

/// <summary>Reads what stands in a placeholder.</summary>
internal sealed class ExpressionReader
{
    private readonly string _text;
    private readonly int _offset;
    private int _at;

    private ExpressionReader(string text, int offset) => (_text, _offset) = (text, offset);

    /// <param name="text">Without braces.</param>
    /// <param name="offset">Where the placeholder starts.</param>
    /// <exception cref="TemplateSyntaxException">It is wrong.</exception>
    public static Expression Read(string text, int offset)
    {
        var reader = new ExpressionReader(text, offset);
        var expression = reader.ReadCall();
        reader.SkipSpace();
        return reader._at == text.Length ? expression : throw reader.Wrong($"'{text[reader._at..]}' is not understood.");
    }

    private Expression ReadCall()
    {
        var first = ReadTerm();
        var arguments = new List<Expression>();
        for (SkipSpace(); _at < _text.Length && _text[_at] != ')'; SkipSpace())
        {
            arguments.Add(ReadTerm());
        }

        return first switch
        {
            Variable { Name: var name } when arguments.Count > 0 => MakeCall(name, arguments),
            _ when arguments.Count > 0 => throw Wrong("Only a helper can be followed by values, such as {{upper title}}."),
            _ => first,
        };
    }

    private Call MakeCall(string name, List<Expression> arguments)
    {
        if (Helpers.CheckCount(name, arguments.Count) is { } problem)
        {
            throw Wrong(problem);
        }

        return new Call(name, arguments);
    }

    private Expression ReadTerm()
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            throw Wrong("A name is missing between the braces.");
        }

        return _text[_at] switch
        {
            '(' => ReadNested(),
            '"' or '\'' => ReadText(_text[_at]),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            '@' => ReadLoopVariable(),
            _ => ReadName(),
        };
    }

    private Expression ReadNested()
    {
        _at++;
        var inner = ReadCall();
        SkipSpace();
        if (_at == _text.Length || _text[_at] != ')')
        {
            throw Wrong("A bracket is not closed.");
        }

        _at++;
        return inner;
    }

    private Constant ReadText(char quote)
    {
        var end = _text.IndexOf(quote, _at + 1);
        if (end < 0)
        {
            throw Wrong("A quotation mark is not closed.");
        }

        var text = _text[(_at + 1)..end];
        _at = end + 1;
        return new Constant(text);
    }

    private Constant ReadNumber()
    {
        var text = Take(character => character is '-' or '.' or (>= '0' and <= '9'));
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Constant(number)
            : throw Wrong($"'{text}' is no number.");
    }

    private LoopVariable ReadLoopVariable()
    {
        _at++;
        var name = Take(char.IsAsciiLetter);
        return name is "index" or "first" or "last" ? new LoopVariable(name) : throw Wrong($"There is no '@{name}': use @index, @first or @last.");
    }

    private Expression ReadName()
    {
        var name = Take(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
        return name switch
        {
            "" => throw Wrong($"'{_text[_at]}' is not understood."),
            "this" or "." => new LoopVariable("this"),
            "true" => new Constant(true),
            "false" => new Constant(false),
            _ => new Variable(name),
        };
    }

    private string Take(Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void SkipSpace() => Take(char.IsWhiteSpace);

    private TemplateSyntaxException Wrong(string message) => new(_offset, message);
}
