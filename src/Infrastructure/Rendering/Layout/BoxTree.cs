using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Makes boxes of elements (CSS 2, 9.2; CSS Flexbox 1, 4): which boxes there are, before any of them has a size.</summary>
/// <param name="mode">By which rules the document is laid out.</param>
internal sealed class BoxTree(DocumentMode mode)
{
    /// <summary>Blocks in many inline elements at once split all of them; what goes beyond this stands in the container itself.</summary>
    private const int MostPieces = 50_000;

    /// <summary>Those whose margins count less in quirks mode where the browser's sheet gave them (HTML, 15.3.10; <c>__qem</c> of Blink's sheet).</summary>
    private static readonly HashSet<string> QuirkyMargins = new(StringComparer.Ordinal)
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dl", "ul", "ol", "menu", "dir", "pre", "xmp", "plaintext", "listing",
    };

    private readonly Dictionary<StyledElement, LayoutBox> _firstPieces = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<StyledElement, bool> _plainSplits = new(ReferenceEqualityComparer.Instance);

    private int _pieces;

    /// <summary>Whether any text has <c>text-transform: capitalize</c>.</summary>
    private bool _capitalises;

    /// <summary>The boxes of a document; the root is the box of <c>html</c>.</summary>
    public LayoutBox Build(StyledElement root)
    {
        var box = CreateBox(root, parent: null);
        box.HasOwnFormattingContext = true;
        AddChildren(box, root);
        if (_capitalises)
        {
            PreviousCharacters.Find(box);
        }

        return box;
    }

    /// <summary>Adds an element or a text with all that is in it.</summary>
    public void Append(LayoutBox parent, in FlowContent item)
    {
        if (item.Element is { } element)
        {
            AddChildren(Add(parent, CreateBox(element, parent)), element);
            return;
        }

        _capitalises |= item.Style.Text.TextTransform == TextTransform.Capitalize;
        var isNothing = item.IsWhite && parent.Children is [] or [.., { Kind: BoxKind.LineBreak }];
        var box = isNothing || item.Style.Text == parent.Style.Text ? parent : AddAroundText(parent, item.Style);
        Add(box, new LayoutBox { Kind = BoxKind.Inline, Style = item.Style, Text = item.Text, Mode = mode, IsBreakOpportunity = item.IsBreakOpportunity });
    }

    /// <summary>Adds a block that no element asked for.</summary>
    public LayoutBox AddAnonymous(LayoutBox parent)
        => Add(parent, new LayoutBox { Kind = BoxKind.Block, Style = ComputedStyle.Anonymous(parent.Style, Display.Block), Mode = mode });

    /// <summary>Adds a piece of an inline element that blocks split.</summary>
    public LayoutBox AddPiece(LayoutBox parent, StyledElement element, bool isContinued, bool goesOn)
    {
        if (++_pieces > MostPieces)
        {
            return parent;
        }

        var first = _firstPieces.GetValueOrDefault(element);
        var piece = new LayoutBox { Kind = BoxKind.Inline, Style = element.Style, Element = element, Mode = mode, IsContinued = isContinued, GoesOn = goesOn, FirstPiece = first };
        if (first is null)
        {
            piece.IsPlainInline = IsPlainSplit(element);
            _firstPieces.Add(element, piece);
        }

        return Add(parent, piece);
    }

    /// <summary>Adds the box around a block that splits an inline element, with which <c>position</c> moves it.</summary>
    public LayoutBox AddAroundBlock(LayoutBox parent, StyledElement inline)
    {
        if (++_pieces > MostPieces)
        {
            return parent;
        }

        var style = new ComputedStyle
        {
            Text = inline.Style.Text with { IsRightToLeft = parent.Style.Text.IsRightToLeft },
            Box = new BoxProperties { Display = Display.Block, Position = inline.Style.Box.Position, Inset = inline.Style.Box.Inset, VerticalAlign = inline.Style.Box.VerticalAlign },
            Paint = PaintProperties.Initial,
        };
        return Add(parent, new LayoutBox { Kind = BoxKind.Block, Style = style, Element = inline, Mode = mode, IsSplitInline = true, IsPlainInline = IsPlainSplit(inline) });
    }

    /// <summary>Text of an element without a box (<c>display: contents</c>) stands in an inline box, as high as a line of that element is (CSS Display 3, 2.5).</summary>
    private LayoutBox AddAroundText(LayoutBox parent, ComputedStyle style)
        => Add(parent, new LayoutBox { Kind = BoxKind.Inline, Style = ComputedStyle.Anonymous(style, Display.Inline), Mode = mode, IsPlainInline = true });

    private static LayoutBox Add(LayoutBox parent, LayoutBox child)
    {
        child.Parent = parent;
        parent.Children.Add(child);
        return child;
    }

    private LayoutBox CreateBox(StyledElement element, LayoutBox? parent)
    {
        var (kind, style) = (KindOf(element), element.Style.Box);
        var isBody = element.Tag is "body" && parent is { Parent: null };
        var givesOverflow = isBody && parent!.Properties is { OverflowX: Overflow.Visible, OverflowY: Overflow.Visible };
        var hasQuirkyMargins = mode == DocumentMode.Quirks && QuirkyMargins.Contains(element.Tag);
        return new LayoutBox
        {
            Kind = kind,
            Style = element.Style,
            Element = element,
            Mode = mode,
            HasOwnFormattingContext = HasOwnFormattingContext(style, kind, givesOverflow),
            GivesOverflow = givesOverflow,
            IsPlainInline = kind == BoxKind.Inline && IsPlain(element.Style),
            FillsPage = mode == DocumentMode.Quirks && (parent is null || isBody) && FillsPage(style),
            HasQuirkyMarginAbove = hasQuirkyMargins && style.HasAgentMarginAbove,
            HasQuirkyMarginBelow = hasQuirkyMargins && style.HasAgentMarginBelow,
        };
    }

    /// <summary>Whether an inline element that blocks split has no look of its own; one that is the parent of a block has a box all the same (Blink's <c>AppendBlockInInline</c>).</summary>
    private bool IsPlainSplit(StyledElement inline)
    {
        if (!_plainSplits.TryGetValue(inline, out var isPlain))
        {
            isPlain = IsPlain(inline.Style) && !FlowContent.HasOwnBlock(inline);
            _plainSplits.Add(inline, isPlain);
        }

        return isPlain;
    }

    private static bool FillsPage(BoxProperties style)
        => style.Display is Display.Block or Display.FlowRoot or Display.Flex && BoxHeights.IsAutoOrKeyword(style.Height)
            && style.Position is not (Position.Absolute or Position.Fixed);

    private static bool IsPlain(ComputedStyle style)
        => style.Box is { Position: Position.Static, ContainsAbsolute: false } && IsPlain(style.Paint)
            && style.Box.BorderWidth == default && IsZero(style.Box.Padding) && IsZero(style.Box.Margin);

    private static bool IsPlain(PaintProperties paint) => paint is
    {
        BackgroundColor.Alpha: 0, BackgroundLayers.Count: 0, BoxShadows.Count: 0, Outline: null,
        Opacity: 1, Filters.Count: 0, MaskLayers.Count: 0, ClipPath: null,
    };

    private static bool IsZero(in Sides<Length> sides)
        => sides.Top == Length.Zero && sides.Right == Length.Zero && sides.Bottom == Length.Zero && sides.Left == Length.Zero;

    private static BoxKind KindOf(StyledElement element) => element switch
    {
        { Replaced: not null } => BoxKind.Replaced,
        { Tag: "br" } => BoxKind.LineBreak,
        { Style.Box.Display: Display.Flex or Display.InlineFlex } => BoxKind.Flex,
        { Style.Box.Display: Display.Inline } => BoxKind.Inline,
        _ => BoxKind.Block,
    };

    private static bool HasOwnFormattingContext(BoxProperties box, BoxKind kind, bool givesOverflow)
        => kind is BoxKind.Flex or BoxKind.Replaced
            || box.Display is Display.FlowRoot or Display.InlineBlock
            || box.Position is Position.Absolute or Position.Fixed
            || (!givesOverflow && (box.OverflowX is not (Overflow.Visible or Overflow.Clip) || box.OverflowY is not (Overflow.Visible or Overflow.Clip)))
            || box.AlignContent.Kind != AlignmentKind.Normal
            || box.LineClamp is not null;

    private void AddChildren(LayoutBox parent, StyledElement element)
    {
        if (parent.Kind is BoxKind.Replaced or BoxKind.LineBreak)
        {
            return;
        }

        var content = FlowContent.Of(element);
        if (parent.Kind == BoxKind.Flex)
        {
            AddFlexItems(parent, content);
        }
        else if (parent.Kind == BoxKind.Block && content.Exists(static item => item.IsBlock))
        {
            new FlowBuilder(this, parent).Add(content);
        }
        else
        {
            foreach (var item in content)
            {
                Append(parent, item);
            }
        }
    }

    /// <summary>Elements are items; text between them, with its line breaks, is an anonymous item, unless it is white space alone (CSS Flexbox 1, 4).</summary>
    private void AddFlexItems(LayoutBox parent, List<FlowContent> content)
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
            else if (anonymous is not null || !item.IsWhite)
            {
                anonymous ??= AddAnonymous(parent);
                anonymous.HasOwnFormattingContext = true;
                Append(anonymous, item);
            }
        }
    }
}
