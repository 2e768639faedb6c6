using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>Finds the declarations for every element of a structure, in the order of the cascade (CSS Cascade 5, 6).</summary>
/// <param name="author">The rules of the document.</param>
/// <param name="media">Which conditions hold.</param>
/// <param name="attributes">Names of those that selectors look at.</param>
/// <param name="isQuirky">Whether the document is drawn by the rules of the nineties.</param>
internal sealed class Matcher(RuleIndex author, bool[] media, HashSet<string> attributes, bool isQuirky)
{
    private static readonly RuleIndex Usual = new(UserAgentSheet.Sheet);
    private static readonly RuleIndex Quirks = new(UserAgentSheet.QuirksSheet);

    private readonly RuleIndex _userAgent = isQuirky ? Quirks : Usual;

    private readonly List<(MarkupElement Ours, IElement Theirs)> _elements = [];
    private readonly List<int> _sizes = [];
    private readonly Dictionary<Rules, MatchedBoxes> _known = [];

    /// <param name="root">The document.</param>
    /// <param name="budget">How long it may take.</param>
    /// <exception cref="MatchTooLongException">It takes longer.</exception>
    public MatchedStructure Match(MarkupElement root, MatchBudget budget)
    {
        var document = new HtmlParser().ParseDocument(string.Empty);
        document.RemoveChild(document.DocumentElement);
        document.AppendChild(Copy(document, root));
        var matched = new MatchedElement[_elements.Count];
        for (var i = 0; i < matched.Length; i++)
        {
            matched[i] = new MatchedElement(MatchOne(_elements[i].Ours, _elements[i].Theirs, budget), _sizes[i]);
        }

        return new MatchedStructure(matched);
    }

    private IElement Copy(IDocument document, MarkupElement ours)
    {
        var theirs = document.CreateElement(IsName(ours.Tag) ? ours.Tag : "unknown");
        var index = _elements.Count;
        _elements.Add((ours, theirs));
        _sizes.Add(1);
        foreach (var attribute in ours.Attributes)
        {
            if (attributes.Contains(attribute.Name) && IsName(attribute.Name))
            {
                theirs.SetAttribute(attribute.Name, attribute.Name is "dir" ? TextDirection.Of(ours, attribute.Value) : attribute.Value);
            }
        }

        foreach (var child in ours.Children)
        {
            if (child is MarkupElement element)
            {
                theirs.AppendChild(Copy(document, element));
            }
            else if (child is MarkupText { Text.Length: > 0 })
            {
                theirs.AppendChild(document.CreateTextNode("t"));
            }
        }

        _sizes[index] = _elements.Count - index;
        return theirs;
    }

    private static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return name.Length > 0 && char.IsAsciiLetter(name[0]);
    }

    private MatchedBoxes MatchOne(MarkupElement ours, IElement theirs, MatchBudget budget)
    {
        var fromAgent = new List<IndexedSelector>();
        var fromAuthor = new List<IndexedSelector>();
        _userAgent.Match(theirs, media: null, budget, fromAgent);
        author.Match(theirs, media, budget, fromAuthor);
        fromAgent.Sort(Compare);
        fromAuthor.Sort(Compare);
        var hints = AttributeHints.Of(ours);
        var rules = new Rules([.. fromAgent, .. fromAuthor]);
        if (hints.Length == 0 && _known.TryGetValue(rules, out var known))
        {
            return known;
        }

        var boxes = new MatchedBoxes(
            Box(fromAgent, fromAuthor, PseudoElement.None, hints) ?? MatchedBox.Empty,
            Box(fromAgent, fromAuthor, PseudoElement.Before, []),
            Box(fromAgent, fromAuthor, PseudoElement.After, []));
        if (hints.Length == 0)
        {
            _known.Add(rules, boxes);
        }

        return boxes;
    }

    /// <summary>By layer, then weight, then place.</summary>
    private static int Compare(IndexedSelector left, IndexedSelector right)
    {
        var order = left.Rule.Layer.CompareTo(right.Rule.Layer);
        order = order != 0 ? order : left.Selector.Specificity.CompareTo(right.Selector.Specificity);
        return order != 0 ? order : left.Order.CompareTo(right.Order);
    }

    private static MatchedBox? Box(List<IndexedSelector> fromAgent, List<IndexedSelector> fromAuthor, PseudoElement pseudo, Declared[] hints)
    {
        var agent = new List<Declared>();
        var normal = new List<Declared>(hints);
        var important = new List<Declared>();
        foreach (var match in fromAgent)
        {
            agent.AddRange(match.Selector.Pseudo == pseudo ? match.Rule.Block.Normal : []);
        }

        foreach (var match in fromAuthor)
        {
            normal.AddRange(match.Selector.Pseudo == pseudo ? match.Rule.Block.Normal : []);
        }

        AddImportant(fromAuthor, pseudo, important);
        return agent.Count + normal.Count + important.Count == 0 ? null : new MatchedBox([.. agent], [.. normal], [.. important]);
    }

    /// <summary>Of important declarations those of earlier layers win (CSS Cascade 5, 6.4.4).</summary>
    private static void AddImportant(List<IndexedSelector> matches, PseudoElement pseudo, List<Declared> important)
    {
        var end = matches.Count;
        while (end > 0)
        {
            var start = end - 1;
            while (start > 0 && matches[start - 1].Rule.Layer == matches[end - 1].Rule.Layer)
            {
                start--;
            }

            for (var i = start; i < end; i++)
            {
                important.AddRange(matches[i].Selector.Pseudo == pseudo ? matches[i].Rule.Block.Important : []);
            }

            end = start;
        }
    }

    /// <summary>Selectors that match an element, by which elements with the same rules are known.</summary>
    private sealed class Rules(IndexedSelector[] selectors) : IEquatable<Rules>
    {
        private readonly IndexedSelector[] _selectors = selectors;

        public bool Equals(Rules? other)
        {
            if (other is null || _selectors.Length != other._selectors.Length)
            {
                return false;
            }

            for (var i = 0; i < _selectors.Length; i++)
            {
                if (!ReferenceEquals(_selectors[i], other._selectors[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public override bool Equals(object? obj) => Equals(obj as Rules);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var selector in _selectors)
            {
                hash.Add(selector.Order);
            }

            return hash.ToHashCode();
        }
    }
}
