using System.Text;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>In quirks mode the case of ASCII letters in classes and ids does not count (Selectors 4, 6.6 and 6.7; DOM, quirks mode).</summary>
internal static class CaselessSelector
{
    /// <summary>A selector in which classes and ids are asked for by attributes, whose case can be left out of account.</summary>
    public static string Of(string selector)
    {
        var list = TokenList.Read(selector, []);
        var text = new StringBuilder();
        for (var i = 0; i < list.Tokens.Count; i++)
        {
            var token = list.Tokens[i];
            if (token.Kind == CssTokenKind.OpenSquare)
            {
                var end = Math.Min(list.Closers[i] + 1, list.Tokens.Count);
                text.Append(list.Slice(i, end));
                i = end - 1;
            }
            else if (token.Kind == CssTokenKind.Hash)
            {
                text.Append("[id=").Append(Quoted(token.Text)).Append(" i]");
            }
            else if (token.IsDelim('.') && i + 1 < list.Tokens.Count && list.Tokens[i + 1].Kind == CssTokenKind.Ident)
            {
                text.Append("[class~=").Append(Quoted(list.Tokens[++i].Text)).Append(" i]");
            }
            else
            {
                text.Append(list.Text[token.Start..token.End]);
            }
        }

        return text.ToString();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
