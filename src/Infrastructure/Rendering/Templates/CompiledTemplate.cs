using PearlIo.Domain.Templates;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Templates.Expressions;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>
/// A template, or any whole HTML document, parsed once: a card only fills values in, computes styles where they differ, lays out and
/// paints. Threads may share it.
/// </summary>
internal sealed class CompiledTemplate
{
    private readonly ElementNode _root;
    private readonly Stylist _stylist;

    private CompiledTemplate(
        TemplateFront front, ElementNode root, Stylist stylist, IReadOnlyList<TemplateFont> fonts, IReadOnlyList<StyleProblem> problems)
        => (Front, _root, _stylist, Fonts, Problems) = (front, root, stylist, fonts, problems);

    public TemplateFront Front { get; }

    /// <summary>The fonts of <c>@font-face</c>.</summary>
    public IReadOnlyList<TemplateFont> Fonts { get; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<StyleProblem> Problems { get; }

    /// <summary>What refuses the template, or null.</summary>
    public StyleProblem? Error => Problems.FirstOrDefault(problem => problem.IsError);

    /// <summary>Addresses outside of the pictures that the file itself names.</summary>
    public IReadOnlyList<string> PictureAddresses { get; private init; } = [];

    /// <summary>Addresses of the pictures that a card of it shows and does not bring along.</summary>
    /// <param name="values">Its variables by name.</param>
    public IEnumerable<string> PicturesOf(IReadOnlyDictionary<string, string> values)
    {
        var given = Front.Variables.Count == 0
            ? values.Values
            : Front.Variables.Where(v => v.Type is TemplateVariableType.Image).Select(v => values.TryGetValue(v.Name, out var value) && value.Length > 0 ? value : v.Default);
        return PictureAddresses.Concat(given.Where(PictureAddress.IsOutside)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Whether it is a page rather than a template.</summary>
    public bool IsPage { get; private init; }

    /// <summary>By which rules it is drawn.</summary>
    public DocumentMode Mode { get; private init; }

    /// <summary>Parses a template; never throws for what stands in it.</summary>
    /// <param name="html">The file.</param>
    /// <param name="mayBePage">Whether a file without a front block and without variables is drawn as browsers draw a page, by the mode that its doctype asks for; templates are drawn by today's rules.</param>
    public static CompiledTemplate Compile(string html, bool mayBePage = false)
    {
        var problems = new List<StyleProblem>();
        var markup = MarkupDocument.Parse(html);
        var front = markup.IsRefused ? new TemplateFront() : TemplateFront.Read(html, problems);
        var root = new TemplateBuilder(problems).Build(markup.Root);
        var isPage = mayBePage && !front.IsWritten && !html.Contains("{{", StringComparison.Ordinal);
        var mode = isPage ? markup.Mode : DocumentMode.Standard;
        var stylist = new Stylist(markup.StyleSheets, mode: mode);
        if (front.Variables.Count > 0)
        {
            new DeclarationCheck(front.Variables, problems).Check(root);
        }

        problems.AddRange(markup.Problems);
        problems.AddRange(stylist.Problems);
        var fonts = new TemplateFontReader(problems).Read(stylist.FontFaces);
        return new CompiledTemplate(front, root, stylist, fonts, [.. problems.OrderBy(problem => (problem.Line, problem.Column))])
        {
            PictureAddresses = PictureAddress.FindIn(html),
            Mode = mode,
            IsPage = isPage,
        };
    }

    /// <summary>The document of one card.</summary>
    /// <exception cref="CardRefusedException">The values make too many elements.</exception>
    public MarkupElement Fill(TemplateInput input) => new TemplateFiller(input.Values).Fill(_root, input.RootAttributes);

    /// <summary>The styles of a document that was filled in.</summary>
    public StyledTree Style(MarkupElement filled, StyleEnvironment environment, CancellationToken cancellationToken = default)
        => _stylist.Style(filled, environment, cancellationToken);

    /// <summary>Finds names that nobody declared, for they would be empty for ever.</summary>
    private sealed class DeclarationCheck(IReadOnlyList<TemplateVariable> declared, List<StyleProblem> problems)
    {
        private readonly HashSet<string> _names = declared.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);

        public void Check(ElementNode node)
        {
            foreach (var (_, value) in node.Attributes)
            {
                Check(value.Parts, node.Element);
            }

            Check(node.Children, node.Element);
        }

        private void Check(IReadOnlyList<TemplateNode> nodes, MarkupElement owner)
        {
            foreach (var node in nodes)
            {
                switch (node)
                {
                    case ElementNode element:
                        Check(element);
                        break;
                    case TextNode text:
                        Check(text.Parts, owner);
                        break;
                    case ValueNode value:
                        Check(value.Value, owner);
                        break;
                    case BlockNode block:
                        Check(block.Value, owner);
                        Check(block.Body, owner);
                        Check(block.Otherwise, owner);
                        break;
                }
            }
        }

        private void Check(Expression expression, MarkupElement owner)
        {
            if (expression is Variable variable && _names.Add(variable.Name))
            {
                var known = string.Join(", ", declared.Select(candidate => candidate.Name));
                problems.Add(new StyleProblem(
                    owner.Line, owner.Column, $"The variable '{variable.Name}' is not declared in the front block, which has {known}.", IsError: true));
            }

            foreach (var argument in expression is Call call ? call.Arguments : [])
            {
                Check(argument, owner);
            }
        }
    }
}
