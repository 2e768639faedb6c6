using System.Text;
using AngleSharp.Css.Parser;

namespace PearlIo.Infrastructure.Rendering.Styles.Syntax;

/// <summary>The selectors before a block.</summary>
/// <param name="text">As written.</param>
/// <param name="parent">The selector of the rule around it, or null.</param>
internal sealed class SelectorList(string text, string? parent)
{
    private const int MaxLength = 16 << 10;

    private static readonly CssSelectorParser Engine = new();

    /// <summary>The selectors; none where one is wrong, for the whole rule goes then (Selectors 4, 4.1).</summary>
    public List<RuleSelector> Read(Action<string> report)
    {
        var nested = parent is null ? text : Nest(text, parent);
        var list = TokenList.Read(nested, []);
        var selectors = new List<RuleSelector>();
        foreach (var part in new TokenReader(list, 0, list.Tokens.Count).Split())
        {
            var one = list.Slice(part.Position, part.End).Trim();
            if (one.Length == 0 || IsDeep(list, part.Position, part.End))
            {
                report(one.Length == 0 ? "A selector is missing before or after a comma; the rule is left out." : "The selector is nested too deep; the rule is left out.");
                return [];
            }

            if (Check(one, report) is not { } selector)
            {
                return [];
            }

            if (selector.Pseudo == PseudoElement.Other)
            {
                report($"The selector {one} is for a pseudo-element that is not drawn; only ::before and ::after are.");
            }
            else
            {
                selectors.Add(selector);
            }
        }

        return selectors;
    }

    /// <summary>A nested selector with its parent in the place of <c>&amp;</c> or before it (CSS Nesting 1, 3).</summary>
    public static string Nest(string selector, string parent)
    {
        var list = TokenList.Read(selector, []);
        var nested = new StringBuilder();
        foreach (var part in new TokenReader(list, 0, list.Tokens.Count).Split())
        {
            nested.Append(nested.Length == 0 ? string.Empty : ", ").Append(NestOne(list, part, parent));
        }

        return nested.ToString();
    }

    private static string NestOne(TokenList list, TokenReader part, string parent)
    {
        var inner = parent.Contains(',', StringComparison.Ordinal) || parent.Contains(' ', StringComparison.Ordinal) ? $":is({parent})" : parent;
        var text = new StringBuilder();
        var isNamed = false;
        for (var i = part.Position; i < part.End; i++)
        {
            if (text.Length > MaxLength)
            {
                return ":not(*)";
            }

            var isParent = list.Tokens[i].IsDelim('&');
            isNamed |= isParent;
            text.Append(isParent ? inner : list.Text[list.Tokens[i].Start..list.Tokens[i].End]);
        }

        return isNamed ? text.ToString() : $"{inner} {text.ToString().Trim()}";
    }

    private static RuleSelector? Check(string text, Action<string> report)
    {
        var selector = SelectorReader.Read(text);
        if (selector is null)
        {
            report($"The selector {Shown(text)} goes on after a pseudo-element; the rule is left out.");
            return null;
        }

        if (selector.Pseudo != PseudoElement.Other && Engine.ParseSelector(selector.Text) is null)
        {
            report($"The selector {Shown(text)} is wrong or not supported; the rule is left out.");
            return null;
        }

        return selector;
    }

    private static string Shown(string text) => text.Length > 80 ? string.Concat(text.AsSpan(0, 80), "…") : text;

    /// <summary>The matching engine calls itself for each function in a function.</summary>
    private static bool IsDeep(TokenList list, int start, int end)
    {
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += list.Tokens[i].Opens ? 1 : list.Tokens[i].Kind is CssTokenKind.CloseParen ? -1 : 0;
            if (depth > TokenReader.MaxDepth)
            {
                return true;
            }
        }

        return false;
    }
}
