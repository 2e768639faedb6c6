namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>A node of a document, before any style.</summary>
internal abstract class MarkupNode;

/// <summary>Text as it stands, character references resolved.</summary>
internal sealed class MarkupText(string text) : MarkupNode
{
    public string Text { get; } = text;
}

/// <summary>An attribute; its name is in lower case.</summary>
internal readonly record struct MarkupAttribute(string Name, string Value);

/// <summary>An element with its attributes and children. Never written once it is made.</summary>
internal sealed class MarkupElement : MarkupNode
{
    /// <summary>In lower case.</summary>
    public required string Tag { get; init; }

    public IReadOnlyList<MarkupAttribute> Attributes { get; init; } = [];

    public IReadOnlyList<MarkupNode> Children { get; init; } = [];

    /// <summary>The markup of an inline <c>svg</c>, whose root names its namespace; such an element has no children.</summary>
    public string? Svg { get; init; }

    /// <summary>Line of the start tag, from 1.</summary>
    public int Line { get; init; } = 1;

    /// <summary>Column of the start tag, from 1.</summary>
    public int Column { get; init; } = 1;

    /// <summary>The value of an attribute, or null where it is missing.</summary>
    public string? Attribute(string name)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (string.Equals(Attributes[i].Name, name, StringComparison.Ordinal))
            {
                return Attributes[i].Value;
            }
        }

        return null;
    }
}

/// <summary>The text of a <c>style</c> element.</summary>
/// <param name="Text">CSS.</param>
/// <param name="Line">Line of its first character in the file, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
/// <param name="Media">The element's <c>media</c>, or null.</param>
internal sealed record StyleSource(string Text, int Line = 1, int Column = 1, string? Media = null);
