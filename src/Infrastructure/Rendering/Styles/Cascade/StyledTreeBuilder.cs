using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Makes the styled tree of one document. What was computed before for the same structure and environment is used again.</summary>
internal sealed class StyledTreeBuilder(MatchedStructure structure, ComputedSet computed, ParsedTexts texts, StyleEnvironment environment)
{
    private readonly List<StyleProblem> _problems = [];
    private CascadeRun? _run;
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

        if (entry.Own.Style.Box.Display == Display.None)
        {
            _at = index + structure.Elements[index].Size;
            return null;
        }

        _at++;
        var replaced = ReplacedContents.Of(element, environment.Pictures);
        return new StyledElement
        {
            Tag = element.Tag,
            Id = element.Attribute("id"),
            Source = element,
            Style = entry.Own.Style,
            Replaced = replaced,
            Children = replaced is null ? Children(element, entry) : SkipChildren(index),
        };
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

        var entry = Compute(element, parent, index, inline, isRoot);
        computed.Entries[index] = entry;
        return entry;
    }

    private ComputedEntry Compute(MarkupElement element, ElementState parent, int index, string? inline, bool isRoot)
    {
        var run = RunFor(isRoot);
        var (block, problems) = inline is null ? (DeclarationBlock.Empty, []) : texts.Inline(inline);
        var matched = structure.Elements[index];
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
                _run.SetRootSize(root.Own.Style.Text.FontSize);
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
