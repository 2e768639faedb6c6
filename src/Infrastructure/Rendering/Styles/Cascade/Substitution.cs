using System.Text;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Puts values in the place of <c>var()</c> (CSS Variables 1, 3).</summary>
internal static class Substitution
{
    /// <summary>The longest value, so that properties that double one another do not fill the memory.</summary>
    public const int MaxLength = 100 << 10;

    /// <summary>Whether a value has <c>var()</c> or <c>env()</c> in it.</summary>
    public static bool IsNeeded(TokenReader value)
    {
        for (var i = value.Position; i < value.End; i++)
        {
            if (IsReference(value.List.Tokens[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text with all variables put in; null where one is missing without a fallback, or the text grows too long.</summary>
    /// <param name="text">A value.</param>
    /// <param name="find">The value of a custom property, or null.</param>
    public static string? Apply(string text, Func<string, string?> find)
    {
        if (!text.Contains("var(", StringComparison.OrdinalIgnoreCase) && !text.Contains("env(", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var list = TokenList.Read(text, []);
        var result = new StringBuilder();
        return Append(new TokenReader(list, 0, list.Tokens.Count), find, result, 0) ? result.ToString() : null;
    }

    private static bool IsReference(in CssToken token) => token.IsFunction("var") || token.IsFunction("env");

    private static bool Append(TokenReader reader, Func<string, string?> find, StringBuilder to, int depth)
    {
        if (depth > TokenReader.MaxDepth)
        {
            return false;
        }

        var at = reader.Position;
        while (at < reader.End)
        {
            var token = reader.List.Tokens[at];
            if (!IsReference(token))
            {
                to.Append(reader.List.Text, token.Start, token.End - token.Start);
                at++;
            }
            else
            {
                var arguments = new TokenReader(reader.List, at + 1, Math.Min(reader.List.Closers[at], reader.End));
                at = Math.Min(reader.List.After(at), reader.End);
                if (!Reference(arguments, token.IsFunction("env"), find, to, depth))
                {
                    return false;
                }
            }

            if (to.Length > MaxLength)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Comments around a value keep its ends from growing together with what stands beside it.</summary>
    private static bool Reference(TokenReader arguments, bool isEnvironment, Func<string, string?> find, StringBuilder to, int depth)
    {
        if (arguments.AnyIdent() is not { } name || (!arguments.AtEnd && arguments.Current.Kind != CssTokenKind.Comma))
        {
            return false;
        }

        var value = isEnvironment ? null : find(name);
        if (value is not null)
        {
            to.Append("/**/").Append(value).Append("/**/");
            return true;
        }

        if (arguments.Comma())
        {
            to.Append("/**/");
            var isGood = Append(arguments, find, to, depth + 1);
            to.Append("/**/");
            return isGood;
        }

        to.Append(isEnvironment ? "0px" : string.Empty);
        return isEnvironment;
    }
}
