using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Templates.Expressions;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>Makes a tree of nodes and blocks of a parsed document: blocks stand around whole nodes, or within a text or an attribute.</summary>
internal sealed class TemplateBuilder(List<StyleProblem> problems)
{
    public ElementNode Build(MarkupElement element)
    {
        var attributes = new List<(string, TextNode)>();
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Value.Contains("{{", StringComparison.Ordinal))
            {
                attributes.Add((attribute.Name, BuildText(attribute.Value, element)));
            }
        }

        var children = BuildChildren(element);
        return new ElementNode(element, attributes, children);
    }

    private TextNode BuildText(string text, MarkupElement owner)
    {
        var tokens = new List<Token>();
        AddText(tokens, text, owner);
        return new TextNode(new Parser(tokens, owner, problems).ParseAll());
    }

    private List<TemplateNode> BuildChildren(MarkupElement element)
    {
        var tokens = new List<Token>();
        foreach (var child in element.Children)
        {
            if (child is MarkupText text)
            {
                AddText(tokens, text.Text, element);
            }
            else if (child is MarkupElement inner)
            {
                tokens.Add(new Token(Build(inner), null));
            }
        }

        return new Parser(tokens, element, problems).ParseAll();
    }

    private void AddText(List<Token> tokens, string text, MarkupElement owner)
    {
        try
        {
            foreach (var part in PartReader.Read(text))
            {
                tokens.Add(new Token(null, part));
            }
        }
        catch (TemplateSyntaxException e)
        {
            problems.Add(new StyleProblem(owner.Line, owner.Column, e.Message, IsError: true));
        }
    }

    private readonly record struct Token(ElementNode? Element, TemplatePart? Part);

    /// <summary>Nests blocks.</summary>
    private sealed class Parser(List<Token> tokens, MarkupElement owner, List<StyleProblem> problems)
    {
        private const int DeepestBlock = 16;

        private int _at;
        private int _depth;

        public List<TemplateNode> ParseAll()
        {
            var nodes = Parse();
            if (_at < tokens.Count)
            {
                Report("A block ends or has an else that does not start in the same element: put it around whole elements.");
            }

            return nodes;
        }

        /// <summary>Reads up to the end of the block around it.</summary>
        private List<TemplateNode> Parse()
        {
            var nodes = new List<TemplateNode>();
            var text = new List<TemplateNode>();
            while (_at < tokens.Count && tokens[_at].Part is not (ClosePart or ElsePart))
            {
                var token = tokens[_at++];
                switch (token)
                {
                    case { Element: { } element }:
                        Flush(text, nodes);
                        nodes.Add(element);
                        break;
                    case { Part: LiteralPart literal }:
                        text.Add(new LiteralNode(literal.Text));
                        break;
                    case { Part: ValuePart value }:
                        text.Add(new ValueNode(value.Value));
                        break;
                    case { Part: OpenPart open }:
                        Flush(text, nodes);
                        nodes.Add(ParseBlock(open));
                        break;
                }
            }

            Flush(text, nodes);
            return nodes;
        }

        private BlockNode ParseBlock(OpenPart open)
        {
            if (++_depth > DeepestBlock)
            {
                Report($"Blocks stand in one another more than {DeepestBlock} deep.");
                _at = tokens.Count;
            }

            var body = Parse();
            var otherwise = new List<TemplateNode>();
            if (_at < tokens.Count && tokens[_at].Part is ElsePart)
            {
                _at++;
                otherwise = Parse();
            }

            if (_at < tokens.Count && tokens[_at].Part is ClosePart close && close.Kind == open.Kind)
            {
                _at++;
            }
            else
            {
                var name = open.Kind.ToString().ToLowerInvariant();
                Report($"A block {{{{#{name}}}}} has no {{{{/{name}}}}} in the same element.");
                _at = tokens.Count;
            }

            _depth--;
            return new BlockNode(open.Kind, open.Value, body, otherwise);
        }

        private static void Flush(List<TemplateNode> text, List<TemplateNode> nodes)
        {
            if (text.Count > 0)
            {
                nodes.Add(new TextNode([.. text]));
                text.Clear();
            }
        }

        private void Report(string message)
        {
            if (!problems.Exists(known => known.Line == owner.Line && known.Column == owner.Column && known.IsError))
            {
                problems.Add(new StyleProblem(owner.Line, owner.Column, message, IsError: true));
            }
        }
    }
}
