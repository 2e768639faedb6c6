using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.RenderingTests.Styles;

/// <summary>A whole HTML document with its styles.</summary>
internal sealed class StyledDocument
{
    /// <summary>The root element; empty where the document is refused.</summary>
    public required StyledElement Root { get; init; }

    /// <summary>The document without styles: all of its elements, those without a box included.</summary>
    public required MarkupDocument Markup { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<StyleProblem> Problems { get; init; }

    /// <summary>The fonts of <c>@font-face</c>.</summary>
    public IReadOnlyList<FontFace> FontFaces { get; init; } = [];

    /// <summary>The first problem that refuses the document, or null.</summary>
    public StyleProblem? Error { get; init; }

    /// <summary>Parses and styles a document; never throws for what stands in it.</summary>
    /// <param name="html">The document.</param>
    /// <param name="environment">Viewport, theme and sizes of pictures.</param>
    /// <param name="cancellationToken">Stops a match that takes too long.</param>
    public static StyledDocument Parse(string html, StyleEnvironment environment, CancellationToken cancellationToken = default)
    {
        var markup = MarkupDocument.Parse(html);
        var stylist = new Stylist(markup.StyleSheets);
        var tree = stylist.Style(markup.Root, environment, cancellationToken);
        List<StyleProblem> problems = [.. markup.Problems, .. stylist.Problems, .. tree.Problems];
        problems.Sort((left, right) => (left.Line, left.Column).CompareTo((right.Line, right.Column)));
        return new StyledDocument
        {
            Root = tree.Root,
            Markup = markup,
            Problems = problems,
            FontFaces = stylist.FontFaces,
            Error = problems.Find(problem => problem.IsError),
        };
    }
}
