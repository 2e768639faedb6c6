using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Something in a box before it has boxes itself: an element, or text in the style of the element around it.</summary>
internal readonly record struct FlowContent(StyledElement? Element, string Text, ComputedStyle Style)
{
    /// <summary>Whether it is a <c>wbr</c>, which is no text but a place where lines may break.</summary>
    public bool IsBreakOpportunity { get; init; }

    public bool IsOutOfFlow => Element?.Style.Box.Position is Position.Absolute or Position.Fixed;

    /// <summary>Whether it is nothing where it stands beside blocks: white space that collapses.</summary>
    public bool IsCollapsible
        => IsWhite && Style.Text.WhiteSpaceCollapse switch
        {
            WhiteSpaceCollapse.Collapse => true,
            WhiteSpaceCollapse.PreserveBreaks => !Text.Contains('\n', StringComparison.Ordinal),
            _ => false,
        };

    public bool IsWhite => Element is null && Text.AsSpan().IndexOfAnyExcept(" \t\n\r\f") < 0;

    /// <summary>Whether it is a block, or an inline element that one in it splits (CSS 2, 9.2.1.1).</summary>
    public bool IsBlock
        => Element is { } element && !IsOutOfFlow
            && (element.Style.Box.Display is Display.Block or Display.FlowRoot or Display.Flex || HoldsBlock);

    /// <summary>Whether it is an inline element with a block in it.</summary>
    public bool HoldsBlock => Element is { Replaced: null, Style.Box.Display: Display.Inline } element && HasBlock(element);

    /// <summary>The children of an element, those of <c>display: contents</c> put into its place.</summary>
    public static List<FlowContent> Of(StyledElement element)
    {
        var content = new List<FlowContent>(element.Children.Count);
        Collect(element, element.Style, content);
        return content;
    }

    /// <summary>Whether a block is a child of an inline element, rather than of another one inside.</summary>
    public static bool HasOwnBlock(StyledElement inline)
        => Of(inline).Exists(static item => item is { IsBlock: true, HoldsBlock: false });

    private static void Collect(StyledElement element, ComputedStyle style, List<FlowContent> content)
    {
        foreach (var child in element.Children)
        {
            switch (child)
            {
                case StyledText text:
                    content.Add(new FlowContent(null, text.Text, style));
                    break;
                case StyledElement { Style.Box.Display: Display.None }:
                    break;
                case StyledElement { Style.Box.Display: Display.Contents } transparent:
                    Collect(transparent, transparent.Style, content);
                    break;
                case StyledElement { Tag: "wbr" } opportunity:
                    content.Add(new FlowContent(null, "\u200B", opportunity.Style) { IsBreakOpportunity = true });
                    break;
                case StyledElement inner:
                    content.Add(new FlowContent(inner, string.Empty, inner.Style));
                    break;
            }
        }
    }

    private static bool HasBlock(StyledElement parent)
    {
        foreach (var child in parent.Children)
        {
            if (child is StyledElement element && element is not { Tag: "br" } && IsBlockInside(element))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlockInside(StyledElement element)
        => element.Style.Box.Display == Display.Contents
            ? HasBlock(element)
            : element.Style.Box.Display != Display.None && new FlowContent(element, string.Empty, element.Style).IsBlock;
}
