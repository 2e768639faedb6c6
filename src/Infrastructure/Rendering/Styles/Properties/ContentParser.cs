using PearlIo.Infrastructure.Rendering.Styles.Cascade;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Properties;

/// <summary>Reads <c>content</c> of <c>::before</c> and <c>::after</c>: strings, <c>attr()</c> and quotes (CSS Content 3).</summary>
internal static class ContentParser
{
    public static void Add(PropertyList list) => list.Object<ContentValue>(
        "content",
        PropertyGroup.Box,
        Parse,
        (builder, value) => builder.Content = value.Parts,
        (builder, from) => builder.Content = from.Content);

    private static ContentValue? Parse(TokenReader reader)
    {
        if (reader.Ident("none") || reader.Ident("normal"))
        {
            return new ContentValue(null);
        }

        var parts = new List<ContentPart>();
        while (!reader.AtEnd)
        {
            if (reader.Take(CssTokenKind.String) is { } text)
            {
                parts.Add(new ContentPart(text.Text, IsAttribute: false));
            }
            else if (reader.Function("attr") is { } arguments && arguments.AnyIdent() is { } name && arguments.AtEnd)
            {
                parts.Add(new ContentPart(name.ToLowerInvariant(), IsAttribute: true));
            }
            else if (reader.Ident("open-quote") || reader.Ident("close-quote"))
            {
                var isOpen = reader.List.Tokens[reader.Position - 1].IsIdent("open-quote");
                parts.Add(new ContentPart(isOpen ? "\u201C" : "\u201D", IsAttribute: false));
            }
            else if (reader.Delim('/'))
            {
                // What follows is read out and not drawn.
                reader.Position = reader.End;
            }
            else
            {
                return null;
            }
        }

        return parts.Count == 0 ? null : new ContentValue(parts);
    }

    private sealed record ContentValue(IReadOnlyList<ContentPart>? Parts);
}
