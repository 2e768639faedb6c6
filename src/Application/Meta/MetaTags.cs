using System.Globalization;
using System.Text;

namespace PearlIo.Application.Meta;

/// <summary>Tags of a page's head, for Open Graph and X.</summary>
internal static class MetaTags
{
    /// <summary>All tags, each <c>&lt;meta ...&gt;</c>; none for what is not known.</summary>
    public static IReadOnlyList<string> Of(CardMeta meta)
    {
        (string Attribute, string Name, string? Content)[] tags =
        [
            ("property", "og:title", meta.Title),
            ("property", "og:description", meta.Description),
            ("property", "og:url", meta.PageUrl),
            ("property", "og:image", meta.Url),
            ("property", "og:image:type", meta.Type),
            ("property", "og:image:width", meta.Width.ToString(CultureInfo.InvariantCulture)),
            ("property", "og:image:height", meta.Height.ToString(CultureInfo.InvariantCulture)),
            ("property", "og:image:alt", meta.Alt),
            ("name", "twitter:card", "summary_large_image"),
            ("name", "twitter:image", meta.Url),
        ];
        return [.. tags.Where(t => t.Content is not null).Select(t => $"<meta {t.Attribute}=\"{t.Name}\" content=\"{Escape(t.Content!)}\">")];
    }

    // Characters that a browser could take for the end of the attribute or for a reference. Control characters, U+FFFE and U+FFFF have
    // no form in HTML that means them, and some readers end there: they become spaces.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ when char.IsControl(character) || character >= '\uFFFE' => " ",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
