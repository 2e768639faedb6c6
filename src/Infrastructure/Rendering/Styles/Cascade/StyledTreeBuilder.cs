using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Makes the styled tree of one document. What was computed before for the same structure and environment is used again.</summary>
internal sealed class StyledTreeBuilder(MatchedStructure structure, ComputedSet computed, ParsedTexts texts, StyleEnvironment environment)
{
    private readonly List<StyleProblem> _problems = [];
    private readonly Dictionary<MatchedBoxes, ComputedEntry> _computed = [];
    private CascadeRun? _run;
    private bool _hasMarker;
    private int _at;

    public StyledTree Build(MarkupElement root)
    {
        var styled = Element(root, ElementState.Initial, isRoot: true)
            ?? new StyledElement { Tag = root.Tag, Id = root.Attribute("id"), Style = ElementState.Initial.Style };
        return new StyledTree(styled, _problems);
    }

    private StyledElement? Element(MarkupElement element, ElementState parent, bool isRoot)
    {
        var index = _at;
        var entry = EntryOf(element, parent, index, isRoot);
        for (var i = 0; i < entry.Problems.Count; i++)
        {
            _problems.Add(entry.Problems[i]);
        }

        if (entry.Own.Style.Box.Display == Display.None || (element.Tag is "br" && entry.Own.Style.Box.Display == Display.Contents))
        {
            _at = index + structure.Elements[index].Size;
            return null;
        }

        _at++;
        ReportMarker(element, entry.Own);
        var replaced = ReplacedContents.Of(element, environment.Pictures);
        if (environment.IsPage && AlternativeText.Of(element, replaced, entry.Own.Style, environment.Mode) is { } alternative)
        {
            _ = SkipChildren(index);
            return alternative;
        }

        return new StyledElement
        {
            Tag = element.Tag,
            Id = element.Attribute("id"),
            Source = element,
            Style = element.Tag is "br" ? OfLineBreak(entry.Own.Style) : entry.Own.Style,
            Replaced = replaced,
            Children = replaced is null ? Children(element, entry) : SkipChildren(index),
        };
    }

    /// <summary>A line break is no box: nothing but text properties and <c>display: none</c> apply to it (HTML, 15.3.4; CSS Display 3, appendix B).</summary>
    private static ComputedStyle OfLineBreak(ComputedStyle style) => ComputedStyle.Anonymous(style, Display.Inline);

    /// <summary>Once for a document.</summary>
    private void ReportMarker(MarkupElement element, ElementState own)
    {
        if (element.Tag is "li" && own.HasMarkers && !_hasMarker)
        {
            _hasMarker = true;
            _problems.Add(new StyleProblem(
                element.Line, element.Column, "Markers of list items are not drawn; set list-style: none and write bullets into the text or into ::before."));
        }
    }

    private StyledNode[] SkipChildren(int index)
    {
        _at = index + structure.Elements[index].Size;
        return [];
    }

    private List<StyledNode> Children(MarkupElement element, ComputedEntry entry)
    {
        var children = new List<StyledNode>(element.Children.Count + (entry.Before is null ? 0 : 1) + (entry.After is null ? 0 : 1));
        AddPseudo("::before", element, entry.Before, children);
        for (var i = 0; i < element.Children.Count; i++)
        {
            switch (element.Children[i])
            {
                case MarkupText { Text.Length: > 0 } text:
                    children.Add(new StyledText(text.Text));
                    break;
                case MarkupElement child when Element(child, entry.Own, isRoot: false) is { } styled:
                    children.Add(styled);
                    break;
                default:
                    break;
            }
        }

        AddPseudo("::after", element, entry.After, children);
        if (element.Tag is "li" && entry.Own.HasMarkers && children.TrueForAll(static child => child is StyledText text && string.IsNullOrWhiteSpace(text.Text)))
        {
            // The marker that is not drawn makes a line all the same.
            children.Add(new StyledText("\u200B"));
        }

        return children;
    }

    private static void AddPseudo(string tag, MarkupElement element, ElementState? state, List<StyledNode> to)
    {
        if (state is null)
        {
            return;
        }

        var text = string.Empty;
        foreach (var part in state.Content!)
        {
            text += part.IsAttribute ? element.Attribute(part.Text) : part.Text;
        }

        to.Add(new StyledElement { Tag = tag, Style = state.Style, Children = text.Length == 0 ? [] : [new StyledText(text)] });
    }

    private ComputedEntry EntryOf(MarkupElement element, ElementState parent, int index, bool isRoot)
    {
        var inline = element.Attribute("style");
        if (computed.Entries[index] is { } known && known.IsFor(parent, inline))
        {
            return known;
        }

        // A sibling with the same rules has the same style.
        var boxes = structure.Elements[index].Boxes;
        var isPlain = element.Attribute("lang") is null && !isRoot;
        if (!isPlain || !_computed.TryGetValue(boxes, out var entry) || !entry.IsFor(parent, inline))
        {
            entry = Compute(element, parent, boxes, inline, isRoot);
            if (isPlain && entry.Problems.Count == 0)
            {
                _computed[boxes] = entry;
            }
        }

        computed.Entries[index] = entry;
        return entry;
    }

    private ComputedEntry Compute(MarkupElement element, ElementState parent, MatchedBoxes matched, string? inline, bool isRoot)
    {
        var run = RunFor(isRoot);
        var (block, problems) = inline is null ? (DeclarationBlock.Empty, []) : texts.Inline(inline);
        var own = run.Compute(parent, matched.Own, block, element.Attribute("lang"), isRoot);
        var takesBox = run.TakesBox;
        var before = Pseudo(run, own, matched.Before);
        var after = Pseudo(run, own, matched.After);
        var all = new List<StyleProblem>(run.TakeProblems());
        foreach (var problem in problems)
        {
            all.Add(problem with { Line = element.Line, Column = element.Column, Message = "style attribute: " + problem.Message });
        }

        return new ComputedEntry(parent, inline, own, before, after, takesBox, all);
    }

    /// <summary>The root's font size is what rem counts from, whether or not the root was computed in this run.</summary>
    private CascadeRun RunFor(bool isRoot)
    {
        if (_run is null)
        {
            _run = new CascadeRun(environment, texts);
            if (!isRoot && computed.Entries[0] is { } root)
            {
                _run.SetRoot(root.Own.Style.Text);
            }
        }

        return _run;
    }

    private static ElementState? Pseudo(CascadeRun run, ElementState own, MatchedBox? matched)
    {
        if (matched is null)
        {
            return null;
        }

        var state = run.Compute(own, matched, DeclarationBlock.Empty, language: null, isRoot: false);
        return state.Content is null || state.Style.Box.Display == Display.None ? null : state;
    }
}
