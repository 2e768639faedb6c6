using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Makes boxes of elements (CSS 2, 9.2; CSS Flexbox 1, 4): which boxes there are, before any of them has a size.</summary>
internal static class BoxTree
{
    /// <summary>The boxes of a document; the root is the box of <c>html</c>.</summary>
    public static LayoutBox Build(StyledElement root)
    {
        var box = CreateBox(root);
        box.HasOwnFormattingContext = true;
        AddChildren(box, root);
        return box;
    }

    private static LayoutBox CreateBox(StyledElement element)
    {
        var kind = KindOf(element);
        return new LayoutBox
        {
            Kind = kind,
            Style = element.Style,
            Element = element,
            HasOwnFormattingContext = HasOwnFormattingContext(element.Style.Box, kind),
        };
    }

    private static BoxKind KindOf(StyledElement element) => element switch
    {
        { Replaced: not null } => BoxKind.Replaced,
        { Tag: "br" } => BoxKind.LineBreak,
        { Style.Box.Display: Display.Flex or Display.InlineFlex } => BoxKind.Flex,
        { Style.Box.Display: Display.Inline } => BoxKind.Inline,
        _ => BoxKind.Block,
    };

    private static bool HasOwnFormattingContext(BoxProperties box, BoxKind kind)
        => kind is BoxKind.Flex or BoxKind.Replaced
            || box.Display is Display.FlowRoot or Display.InlineBlock
            || box.Position is Position.Absolute or Position.Fixed
            || box.OverflowX is not (Overflow.Visible or Overflow.Clip)
            || box.OverflowY is not (Overflow.Visible or Overflow.Clip)
            || box.AlignContent.Kind != AlignmentKind.Normal
            || box.LineClamp is not null;

    private static void AddChildren(LayoutBox parent, StyledElement element)
    {
        if (parent.Kind is BoxKind.Replaced or BoxKind.LineBreak)
        {
            return;
        }

        var content = new List<Content>();
        Collect(element, element.Style, content);
        switch (parent.Kind)
        {
            case BoxKind.Flex:
                AddFlexItems(parent, content);
                break;
            case BoxKind.Inline:
                AddAll(parent, content);
                break;
            default:
                AddFlow(parent, content);
                break;
        }
    }

    /// <summary>The children, those of <c>display: contents</c> put into its place.</summary>
    private static void Collect(StyledElement element, ComputedStyle style, List<Content> content)
    {
        foreach (var child in element.Children)
        {
            switch (child)
            {
                case StyledText text:
                    content.Add(new Content(null, text.Text, style));
                    break;
                case StyledElement { Style.Box.Display: Display.None }:
                    break;
                case StyledElement { Style.Box.Display: Display.Contents } transparent:
                    Collect(transparent, transparent.Style, content);
                    break;
                case StyledElement { Tag: "wbr" } opportunity:
                    content.Add(new Content(null, "\u200B", opportunity.Style));
                    break;
                case StyledElement inner:
                    content.Add(new Content(inner, string.Empty, inner.Style));
                    break;
            }
        }
    }

    private static void AddAll(LayoutBox parent, List<Content> content)
    {
        foreach (var item in content)
        {
            Append(parent, item);
        }
    }

    /// <summary>Elements are items; text between them, with its line breaks, is an anonymous item, unless it is white space alone (CSS Flexbox 1, 4).</summary>
    private static void AddFlexItems(LayoutBox parent, List<Content> content)
    {
        LayoutBox? anonymous = null;
        foreach (var item in content)
        {
            if (item.Element is { Tag: not "br" })
            {
                anonymous = null;
                Append(parent, item);
                parent.Children[^1].HasOwnFormattingContext = true;
            }
            else if (anonymous is not null || !IsWhite(item))
            {
                anonymous ??= AddAnonymous(parent);
                anonymous.HasOwnFormattingContext = true;
                Append(anonymous, item);
            }
        }
    }

    /// <summary>Either blocks or inline content: between blocks, inline content gets an anonymous block (CSS 2, 9.2.1.1).</summary>
    private static void AddFlow(LayoutBox parent, List<Content> content)
    {
        if (!content.Exists(IsBlock))
        {
            AddAll(parent, content);
            return;
        }

        var run = new List<Content>();
        foreach (var item in content)
        {
            if (IsBlock(item))
            {
                AddInlineRun(parent, run);
                AddBlock(parent, item);
            }
            else
            {
                run.Add(item);
            }
        }

        AddInlineRun(parent, run);
    }

    private static void AddInlineRun(LayoutBox parent, List<Content> run)
    {
        // What is absolute alone makes no anonymous block, and neither does white space.
        if (run.TrueForAll(item => IsCollapsible(item) || IsOutOfFlow(item)))
        {
            foreach (var item in run.Where(IsOutOfFlow))
            {
                Append(parent, item);
            }
        }
        else
        {
            var anonymous = AddAnonymous(parent);
            AddAll(anonymous, run);
        }

        run.Clear();
    }

    /// <summary>A block inside an inline element splits it (CSS 2, 9.2.1.1); the parts that stand around it go into anonymous blocks.</summary>
    private static void AddBlock(LayoutBox parent, Content item)
    {
        if (item.Element!.Style.Box.Display != Display.Inline || item.Element.Replaced is not null)
        {
            Append(parent, item);
            return;
        }

        var style = ComputedStyle.Anonymous(item.Style, Display.Block);
        var block = new LayoutBox { Kind = BoxKind.Block, Style = style, Element = item.Element, Parent = parent, IsSplitInline = true };
        parent.Children.Add(block);
        var inner = new List<Content>();
        Collect(item.Element, item.Element.Style, inner);
        AddFlow(block, inner);
    }

    private static LayoutBox AddAnonymous(LayoutBox parent)
    {
        var anonymous = new LayoutBox { Kind = BoxKind.Block, Style = ComputedStyle.Anonymous(parent.Style, Display.Block), Parent = parent };
        parent.Children.Add(anonymous);
        return anonymous;
    }

    private static void Append(LayoutBox parent, Content item)
    {
        var child = item.Element is { } element
            ? CreateBox(element)
            : new LayoutBox { Kind = BoxKind.Inline, Style = item.Style, Text = item.Text };
        child.Parent = parent;
        parent.Children.Add(child);
        if (item.Element is not null)
        {
            AddChildren(child, item.Element);
        }
    }

    private static bool IsBlock(Content item)
        => item.Element is { } element && !IsOutOfFlow(item)
            && (element.Style.Box.Display is Display.Block or Display.FlowRoot or Display.Flex
                || (element is { Replaced: null, Style.Box.Display: Display.Inline } && HoldsBlock(element)));

    private static bool HoldsBlock(StyledElement inline)
    {
        foreach (var child in inline.Children)
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
            ? HoldsBlock(element)
            : element.Style.Box.Display != Display.None && IsBlock(new Content(element, string.Empty, element.Style));

    private static bool IsOutOfFlow(Content item) => item.Element?.Style.Box.Position is Position.Absolute or Position.Fixed;

    private static bool IsCollapsible(Content item)
        => item.Style.Text.WhiteSpaceCollapse is WhiteSpaceCollapse.Collapse or WhiteSpaceCollapse.PreserveBreaks && IsWhite(item);

    private static bool IsWhite(Content item) => item.Element is null && item.Text.AsSpan().IndexOfAnyExcept(" \t\n\r\f") < 0;

    /// <summary>An element, or text in the style of the element around it.</summary>
    private readonly record struct Content(StyledElement? Element, string Text, ComputedStyle Style);
}
