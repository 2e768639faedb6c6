using System.Net;
using System.Text;

namespace PearlIo.Infrastructure.Rendering.Documents;

/// <summary>Puts values in the place of <c>{{name}}</c> in a document, escaped for HTML.</summary>
internal static class Placeholders
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>Placeholders without a value vanish; values are not looked through again.</summary>
    public static string Fill(string html, IReadOnlyDictionary<string, string> variables)
    {
        var filled = new StringBuilder(html.Length);
        var at = 0;
        while (html.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open
            && html.IndexOf(Close, open, StringComparison.Ordinal) is >= 0 and var close)
        {
            var name = html[(open + Open.Length)..close].Trim();
            filled.Append(html, at, open - at).Append(WebUtility.HtmlEncode(variables.GetValueOrDefault(name)));
            at = close + Close.Length;
        }

        return filled.Append(html, at, html.Length - at).ToString();
    }
}
