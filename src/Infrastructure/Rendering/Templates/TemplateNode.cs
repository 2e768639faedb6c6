using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Templates.Expressions;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>A node of a compiled template.</summary>
internal abstract class TemplateNode;

/// <summary>An element; what has no placeholder in it is the same for every card.</summary>
internal sealed class ElementNode(MarkupElement element, IReadOnlyList<(string Name, TextNode Value)> attributes, IReadOnlyList<TemplateNode> children) : TemplateNode
{
    public MarkupElement Element { get; } = element;

    /// <summary>Those with placeholders; the others stand in <see cref="Element"/>.</summary>
    public IReadOnlyList<(string Name, TextNode Value)> Attributes { get; } = attributes;

    public IReadOnlyList<TemplateNode> Children { get; } = children;

    /// <summary>Whether it and all in it is the same for every card.</summary>
    public bool IsFixed { get; } = attributes.Count == 0 && children.All(child => child is ElementNode { IsFixed: true } or TextNode { IsFixed: true });
}

/// <summary>Text, with or without placeholders.</summary>
internal sealed class TextNode(IReadOnlyList<TemplateNode> parts) : TemplateNode
{
    /// <summary>Literals, values and blocks of such.</summary>
    public IReadOnlyList<TemplateNode> Parts { get; } = parts;

    public bool IsFixed { get; } = parts.All(part => part is LiteralNode);
}

/// <summary>Text as it stands.</summary>
internal sealed class LiteralNode(string text) : TemplateNode
{
    public string Text { get; } = text;
}

/// <summary>The value of a variable or helper.</summary>
internal sealed class ValueNode(Expression value) : TemplateNode
{
    public Expression Value { get; } = value;
}

/// <summary>What is there or not, or again and again.</summary>
internal sealed class BlockNode(BlockKind kind, Expression value, IReadOnlyList<TemplateNode> body, IReadOnlyList<TemplateNode> otherwise) : TemplateNode
{
    public BlockKind Kind { get; } = kind;

    public Expression Value { get; } = value;

    public IReadOnlyList<TemplateNode> Body { get; } = body;

    /// <summary>After <c>{{else}}</c>.</summary>
    public IReadOnlyList<TemplateNode> Otherwise { get; } = otherwise;
}
