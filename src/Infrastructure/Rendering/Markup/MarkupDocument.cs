using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Markup;

/// <summary>An HTML document as the renderer takes it: elements, style sheets, and what cannot be drawn.</summary>
internal sealed class MarkupDocument
{
    /// <summary>The longest document, UTF-16 units.</summary>
    public const int MaxLength = 1 << 20;

    public const int MaxElements = 10_000;

    /// <summary>How deep elements may stand in one another.</summary>
    public const int MaxDepth = 256;

    /// <summary>The <c>html</c> element.</summary>
    public required MarkupElement Root { get; init; }

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<StyleSource> StyleSheets { get; init; } = [];

    /// <summary>By which rules browsers draw it, as the doctype says.</summary>
    public DocumentMode Mode { get; init; }

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<StyleProblem> Problems { get; init; } = [];

    /// <summary>Whether the document is refused; <see cref="Root"/> is empty then.</summary>
    public bool IsRefused
    {
        get
        {
            foreach (var problem in Problems)
            {
                if (problem.IsError)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reads a document; never throws for what stands in it.</summary>
    public static MarkupDocument Parse(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (html.Length > MaxLength)
        {
            return Refused(new StyleProblem(1, 1, $"The document has {html.Length} characters; at most {MaxLength} are drawn.", IsError: true));
        }

        return new MarkupReader(html.ReplaceLineEndings("\n")).Read();
    }

    internal static MarkupDocument Refused(StyleProblem problem)
        => new() { Root = new MarkupElement { Tag = "html" }, Problems = [problem] };
}
