using AngleSharp.Css.Dom;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using PearlIo.Infrastructure.Rendering.Styles.Syntax;

namespace PearlIo.Infrastructure.Rendering.Styles.Cascade;

/// <summary>A selector that can be matched, with its rule.</summary>
/// <param name="Engine">The matching engine's form of it.</param>
/// <param name="Selector">Ours.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Order">Place of the rule in the document.</param>
internal sealed record IndexedSelector(ISelector Engine, RuleSelector Selector, StyleRule Rule, int Order);

/// <summary>The selectors of a sheet by what they ask of an element, so that most of them need not be tried.</summary>
internal sealed class RuleIndex
{
    private readonly Dictionary<string, List<IndexedSelector>> _byKey;
    private readonly List<IndexedSelector> _others = [];

    /// <param name="sheet">The sheet.</param>
    /// <param name="isQuirky">Whether the case of classes and ids does not count.</param>
    public RuleIndex(StyleSheet sheet, bool isQuirky = false)
    {
        _byKey = new(isQuirky ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        var engine = new CssSelectorParser();
        for (var i = 0; i < sheet.Rules.Count; i++)
        {
            foreach (var selector in sheet.Rules[i].Selectors)
            {
                if (engine.ParseSelector(isQuirky ? CaselessSelector.Of(selector.Text) : selector.Text) is { } parsed)
                {
                    Add(new IndexedSelector(parsed, selector, sheet.Rules[i], i));
                }
            }
        }
    }

    /// <summary>The selectors that match an element, in no order.</summary>
    /// <param name="element">An element of a document of the matching engine.</param>
    /// <param name="media">Which conditions hold; null for a sheet without.</param>
    /// <param name="budget">How long it may take.</param>
    /// <param name="matches">Takes them.</param>
    /// <exception cref="MatchTooLongException">It takes longer.</exception>
    public void Match(IElement element, bool[]? media, MatchBudget budget, List<IndexedSelector> matches)
    {
        Try(_others, element, media, budget, matches);
        Try(element.LocalName, element, media, budget, matches);
        if (element.Id is { Length: > 0 } id)
        {
            Try("#" + id, element, media, budget, matches);
        }

        foreach (var name in element.ClassList)
        {
            Try("." + name, element, media, budget, matches);
        }
    }

    private void Add(IndexedSelector selector)
    {
        if (selector.Selector.Key is not { } key)
        {
            _others.Add(selector);
        }
        else if (_byKey.TryGetValue(key, out var list))
        {
            list.Add(selector);
        }
        else
        {
            _byKey.Add(key, [selector]);
        }
    }

    private void Try(string key, IElement element, bool[]? media, MatchBudget budget, List<IndexedSelector> matches)
    {
        if (_byKey.TryGetValue(key, out var list))
        {
            Try(list, element, media, budget, matches);
        }
    }

    private static void Try(List<IndexedSelector> selectors, IElement element, bool[]? media, MatchBudget budget, List<IndexedSelector> matches)
    {
        foreach (var selector in selectors)
        {
            budget.Check();
            if (Holds(selector.Rule.Media, media) && selector.Engine.Match(element, scope: null))
            {
                matches.Add(selector);
            }
        }
    }

    private static bool Holds(int[] conditions, bool[]? media)
    {
        foreach (var condition in conditions)
        {
            if (media is null || !media[condition])
            {
                return false;
            }
        }

        return true;
    }
}
