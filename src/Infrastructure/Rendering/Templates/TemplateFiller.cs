using System.Text;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Templates.Expressions;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Fills a compiled template with values: the document of one card. Values never become markup.</summary>
/// <param name="values">By name; absent ones are empty.</param>
internal sealed class TemplateFiller(IReadOnlyDictionary<string, object> values)
{
    /// <summary>Rounds of one loop; a card shows no more.</summary>
    public const int MostRounds = 100;

    private readonly Stack<Loop> _loops = new();
    private int _elements;

    /// <summary>The document.</summary>
    /// <param name="root">The compiled root.</param>
    /// <param name="attributes">Attributes that the root gets where it has none of the name.</param>
    /// <exception cref="CardRefusedException">The values make more elements than a document may have.</exception>
    public MarkupElement Fill(ElementNode root, IReadOnlyList<MarkupAttribute> attributes)
    {
        var filled = FillElement(root);
        var missing = attributes.Where(attribute => filled.Attribute(attribute.Name) is null).ToArray();
        return missing.Length == 0 ? filled : Copy(filled, [.. filled.Attributes, .. missing], filled.Children);
    }

    private MarkupElement FillElement(ElementNode node)
    {
        if (++_elements > MarkupDocument.MaxElements)
        {
            throw new CardRefusedException($"The values make more than {MarkupDocument.MaxElements} elements of the template: give shorter lists.");
        }

        if (node.IsFixed)
        {
            return node.Element;
        }

        var children = new List<MarkupNode>(node.Children.Count);
        FillNodes(node.Children, children);
        return Copy(node.Element, node.Attributes.Count == 0 ? node.Element.Attributes : FillAttributes(node), children);
    }

    private static MarkupElement Copy(MarkupElement element, IReadOnlyList<MarkupAttribute> attributes, IReadOnlyList<MarkupNode> children) => new()
    {
        Tag = element.Tag,
        Attributes = attributes,
        Children = children,
        Svg = element.Svg,
        Line = element.Line,
        Column = element.Column,
    };

    private MarkupAttribute[] FillAttributes(ElementNode node)
    {
        var attributes = node.Element.Attributes.ToArray();
        foreach (var (name, value) in node.Attributes)
        {
            var at = Array.FindIndex(attributes, attribute => string.Equals(attribute.Name, name, StringComparison.Ordinal));
            attributes[at] = new MarkupAttribute(name, FillText(value.Parts));
        }

        return attributes;
    }

    private void FillNodes(IReadOnlyList<TemplateNode> nodes, List<MarkupNode> children)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case ElementNode element:
                    children.Add(FillElement(element));
                    break;
                case TextNode text:
                    AddText(children, FillText(text.Parts));
                    break;
                case BlockNode block:
                    FillBlock(block, inner => FillNodes(inner, children));
                    break;
            }
        }
    }

    private static void AddText(List<MarkupNode> children, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (children is [.., MarkupText before])
        {
            children[^1] = new MarkupText(before.Text + text);
        }
        else
        {
            children.Add(new MarkupText(text));
        }
    }

    private string FillText(IReadOnlyList<TemplateNode> parts)
    {
        if (parts is [LiteralNode only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        Append(parts, text);
        return text.ToString();
    }

    private void Append(IReadOnlyList<TemplateNode> parts, StringBuilder text)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralNode literal:
                    text.Append(literal.Text);
                    break;
                case ValueNode value:
                    text.Append(Values.ToText(Evaluate(value.Value)));
                    break;
                case TextNode inner:
                    Append(inner.Parts, text);
                    break;
                case BlockNode block:
                    FillBlock(block, inner => Append(inner, text));
                    break;
            }
        }
    }

    private void FillBlock(BlockNode block, Action<IReadOnlyList<TemplateNode>> fill)
    {
        var value = Evaluate(block.Value);
        if (block.Kind != BlockKind.Each)
        {
            fill(Values.IsTrue(value) == (block.Kind == BlockKind.If) ? block.Body : block.Otherwise);
            return;
        }

        var items = value as IReadOnlyList<string> ?? (Values.IsTrue(value) ? [Values.ToText(value)] : []);
        if (items.Count == 0)
        {
            fill(block.Otherwise);
        }

        var count = Math.Min(items.Count, MostRounds);
        for (var i = 0; i < count; i++)
        {
            _loops.Push(new Loop(items[i], i, count));
            fill(block.Body);
            _loops.Pop();
        }
    }

    private object Evaluate(Expression expression) => expression switch
    {
        Constant constant => constant.Value,
        Variable variable => values.TryGetValue(variable.Name, out var value) ? value : string.Empty,
        LoopVariable loop => _loops.TryPeek(out var round) ? round.Get(loop.Name) : string.Empty,
        Call call => Helpers.Call(call.Helper, EvaluateAll(call.Arguments)),
        _ => string.Empty,
    };

    private object[] EvaluateAll(IReadOnlyList<Expression> arguments)
    {
        var evaluated = new object[arguments.Count];
        for (var i = 0; i < evaluated.Length; i++)
        {
            evaluated[i] = Evaluate(arguments[i]);
        }

        return evaluated;
    }

    private readonly record struct Loop(string Item, int Index, int Count)
    {
        public object Get(string name) => name switch
        {
            "index" => (double)Index,
            "first" => Index == 0,
            "last" => Index == Count - 1,
            _ => Item,
        };
    }
}

/// <summary>A card that its values or styles make impossible to draw.</summary>
internal sealed class CardRefusedException(string message) : Exception(message);
