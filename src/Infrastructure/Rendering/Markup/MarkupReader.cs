using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>Turns the document tree of AngleSharp into ours. One per document.</summary>
internal sealed class MarkupReader(string html)
{
    /// <summary>Those of HTML 4.01 make quirks mode where they name no address.</summary>
    private static readonly string[] TransitionalDoctypes =
    [
        "-//W3C//DTD XHTML 1.0 Frameset//", "-//W3C//DTD XHTML 1.0 Transitional//",
        "-//W3C//DTD HTML 4.01 Frameset//", "-//W3C//DTD HTML 4.01 Transitional//",
    ];

    private readonly SourceText _source = new(html);
    private readonly List<StyleSource> _sheets = [];
    private readonly List<StyleProblem> _problems = [];
    private int _lastOffset;
    private int _elements;

    public MarkupDocument Read()
    {
        try
        {
            RefuseTooManyTags();
            var parser = new HtmlParser(new HtmlParserOptions
            {
                IsKeepingSourceReferences = true,
                IsScripting = true,
                SkipComments = true,
                OnCreated = (_, position) => Count(position.Position - 1),
            });
            var document = parser.ParseDocument(html);
            var root = Element(document.DocumentElement, 0);
            return new MarkupDocument
            {
                Root = root,
                StyleSheets = _sheets,
                Mode = ModeOf(document),
                Problems = _problems,
            };
        }
        catch (RefusedException refused)
        {
            return MarkupDocument.Refused(refused.Problem);
        }
    }

    /// <summary>Of limited quirks AngleSharp does not tell (HTML, 13.2.6.4.1).</summary>
    private static DocumentMode ModeOf(IDocument document)
    {
        if (document.CompatMode is "BackCompat")
        {
            return DocumentMode.Quirks;
        }

        var name = document.Doctype?.PublicIdentifier ?? string.Empty;
        return TransitionalDoctypes.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)) ? DocumentMode.LimitedQuirks : DocumentMode.Standard;
    }

    /// <summary>Before parsing, for the parser's time grows with tags times depth.</summary>
    private void RefuseTooManyTags()
    {
        var tags = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (char.IsAsciiLetter(html[at + 1]) && ++tags > MarkupDocument.MaxElements)
            {
                throw Refuse(at, $"The document has more than {MarkupDocument.MaxElements} elements; leave some out.");
            }
        }
    }

    /// <summary>While parsing, for unclosed formatting elements are opened again in every block.</summary>
    private void Count(int offset)
    {
        if (++_elements > MarkupDocument.MaxElements)
        {
            throw Refuse(Math.Max(offset, 0), $"The document has more than {MarkupDocument.MaxElements} elements; close those that are open or leave some out.");
        }
    }

    private MarkupElement Element(IElement element, int depth)
    {
        var offset = OffsetOf(element);
        if (depth > MarkupDocument.MaxDepth)
        {
            throw Refuse(offset, $"Elements stand in one another more than {MarkupDocument.MaxDepth} deep; flatten them.");
        }

        var (line, column) = _source.Locate(offset);
        var isLeftOut = UndrawableElements.Report(element, line, column, _problems);
        if (element is IHtmlStyleElement style)
        {
            ReadSheet(style, offset);
            isLeftOut = true;
        }

        var svg = element.LocalName is "svg" ? Serialise(element, depth, offset) : null;
        return new MarkupElement
        {
            Tag = element.LocalName,
            Attributes = AttributesOf(element),
            Children = svg is null && !isLeftOut ? Children(element, depth) : [],
            Svg = svg,
            Line = line,
            Column = column,
        };
    }

    private List<MarkupNode> Children(IElement element, int depth)
    {
        var children = new List<MarkupNode>();
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
            {
                AddText(children, text.Data);
            }
            else if (node is IElement child)
            {
                children.Add(Element(child, depth + 1));
            }
        }

        if (element.LocalName is "wbr")
        {
            children.Add(new MarkupText("\u200B"));
        }

        return children;
    }

    /// <summary>What stood around a comment becomes one text again.</summary>
    private static void AddText(List<MarkupNode> children, string text)
    {
        if (children is [.., MarkupText before])
        {
            children[^1] = new MarkupText(before.Text + text);
        }
        else
        {
            children.Add(new MarkupText(text));
        }
    }

    private static MarkupAttribute[] AttributesOf(IElement element)
    {
        var attributes = new MarkupAttribute[element.Attributes.Length];
        for (var i = 0; i < attributes.Length; i++)
        {
            attributes[i] = new MarkupAttribute(element.Attributes[i]!.LocalName.ToLowerInvariant(), element.Attributes[i]!.Value);
        }

        return attributes;
    }

    private void ReadSheet(IHtmlStyleElement style, int offset)
    {
        var start = EndOfTag(offset);
        var (line, column) = _source.Locate(start);
        _sheets.Add(new StyleSource(style.TextContent, line, column, style.GetAttribute("media")));
        _lastOffset = Math.Min(html.Length, start + style.TextContent.Length);
    }

    /// <summary>The character after a start tag's <c>&gt;</c>.</summary>
    private int EndOfTag(int offset)
    {
        var quote = '\0';
        for (var i = offset; i < html.Length; i++)
        {
            if (quote != '\0')
            {
                quote = html[i] == quote ? '\0' : quote;
            }
            else if (html[i] is '"' or '\'')
            {
                quote = html[i];
            }
            else if (html[i] == '>')
            {
                return i + 1;
            }
        }

        return html.Length;
    }

    /// <summary>AngleSharp names no place for elements that the parser added and for the root of an <c>svg</c>.</summary>
    private int OffsetOf(IElement element)
    {
        if (element.SourceReference is { Position.Position: > 0 } reference)
        {
            _lastOffset = Math.Min(reference.Position.Position - 1, html.Length);
        }
        else if (element.LocalName is "svg" or "math"
            && html.IndexOf("<" + element.LocalName, _lastOffset, StringComparison.OrdinalIgnoreCase) is >= 0 and var found)
        {
            _lastOffset = found;
        }

        return _lastOffset;
    }

    private string Serialise(IElement svg, int depth, int offset)
    {
        RefuseDeep(svg, depth, offset);
        if (!svg.HasAttribute("xmlns"))
        {
            svg.SetAttribute("xmlns", "http://www.w3.org/2000/svg");
        }

        return svg.ToHtml(AngleSharp.Xhtml.XhtmlMarkupFormatter.Instance);
    }

    private void RefuseDeep(IElement element, int depth, int offset)
    {
        if (depth > MarkupDocument.MaxDepth)
        {
            throw Refuse(offset, $"Elements stand in one another more than {MarkupDocument.MaxDepth} deep; flatten them.");
        }

        foreach (var child in element.Children)
        {
            RefuseDeep(child, depth + 1, offset);
        }
    }

    private RefusedException Refuse(int offset, string message)
    {
        var (line, column) = _source.Locate(offset);
        return new RefusedException(new StyleProblem(line, column, message, IsError: true));
    }

    /// <summary>Leaves the parser from within its callbacks.</summary>
    private sealed class RefusedException(StyleProblem problem) : Exception(problem.Message)
    {
        public StyleProblem Problem { get; } = problem;
    }
}
