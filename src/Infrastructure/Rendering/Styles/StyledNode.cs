using PearlIo.Infrastructure.Rendering.Markup;

namespace PearlIo.Infrastructure.Rendering.Styles;

/// <summary>A node of the document with its style: what layout takes.</summary>
internal abstract class StyledNode;

/// <summary>Text as it stands in the document, white space and all.</summary>
internal sealed class StyledText(string text) : StyledNode
{
    public string Text { get; } = text;
}

/// <summary>An element; those with <c>display: none</c> are not in the tree.</summary>
internal sealed class StyledElement : StyledNode
{
    /// <summary>In lower case; <c>::before</c> and <c>::after</c> for generated ones.</summary>
    public required string Tag { get; init; }

    public string? Id { get; init; }

    /// <summary>The element of the document; null for generated ones.</summary>
    public MarkupElement? Source { get; init; }

    public required ComputedStyle Style { get; init; }

    public IReadOnlyList<StyledNode> Children { get; init; } = [];

    /// <summary>The picture that an <c>img</c> or an inline <c>svg</c> is replaced with; null for other elements.</summary>
    public ReplacedContent? Replaced { get; init; }
}

/// <summary>What an element is replaced with.</summary>
/// <param name="Source">The address of an <c>img</c> (also <c>data:</c> and <c>asset:</c>), or null.</param>
/// <param name="Svg">The markup of an inline <c>svg</c> whose root names its namespace, or null.</param>
/// <param name="NaturalWidth">px; null where the picture has none.</param>
/// <param name="NaturalHeight">px; null where the picture has none.</param>
/// <param name="NaturalRatio">Width by height; null where the picture has none.</param>
internal sealed record ReplacedContent(string? Source, string? Svg, double? NaturalWidth, double? NaturalHeight, double? NaturalRatio);
