using PearlIo.Infrastructure.Rendering.Layout.Flex;
using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Markup;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>Lays a page out: styled elements in, boxes with places out. Pure but for the shaper it asks for text; belongs to one render.</summary>
internal sealed class LayoutEngine
{
    private readonly BlockLayout _blocks;
    private readonly FlexLayout _flex;

    private LayoutEngine(ITextShaper shaper, RenderBudget budget)
    {
        Budget = budget;
        Inlines = new InlineContentBuilder(shaper);
        Sizes = new BoxSizes(this);
        Intrinsic = new IntrinsicSizer(this);
        _blocks = new BlockLayout(this, new InlineLayout(this, shaper));
        _flex = new FlexLayout(this);
    }

    /// <summary>When to give up.</summary>
    public RenderBudget Budget { get; }

    public InlineContentBuilder Inlines { get; }

    public IntrinsicSizer Intrinsic { get; }

    public BoxSizes Sizes { get; }

    /// <summary>Lays out a document.</summary>
    /// <param name="root">The element <c>html</c>.</param>
    /// <param name="width">px of the viewport.</param>
    /// <param name="height">px of the viewport.</param>
    /// <param name="shaper">The thread's text.</param>
    /// <param name="budget">When to give up.</param>
    /// <param name="mode">By which rules.</param>
    /// <returns>The box of the root; positions are on the page.</returns>
    /// <exception cref="RenderTooLongException">The budget is used up.</exception>
    public static LayoutBox Layout(
        StyledElement root, double width, double height, ITextShaper shaper, RenderBudget budget, DocumentMode mode = DocumentMode.Standard)
    {
        var page = new BoxTree(mode).Build(root);
        var engine = new LayoutEngine(shaper, budget);
        var input = new LayoutInput { AvailableWidth = width, PercentHeight = height };
        engine.Layout(page, input);
        (page.X, page.Y) = (page.Margin.Left, page.Margin.Top);
        new PagePlacement(new AbsoluteLayout(engine), width, height).Place(page);
        return page;
    }

    /// <summary>Lays a box out, unless it is so already.</summary>
    public LayoutResult Layout(LayoutBox box, in LayoutInput input)
    {
        BoxEdges.Resolve(box, input.AvailableWidth);
        if (box.FindLaidOut(input) is { } known)
        {
            return Apply(box, known);
        }

        Budget.ThrowIfOver();
        var result = box.Kind switch
        {
            BoxKind.Replaced => LayOutReplaced(box, input),
            BoxKind.Flex => _flex.Layout(box, input),
            _ => _blocks.Layout(box, input),
        };
        result = KeepBaselinesInside(box, result);
        box.Remember(input, result);
        return Apply(box, result);
    }

    /// <summary>The baselines of what clips its content are at its edges where they would be outside of them (CSS Align 3, 9.1).</summary>
    private static LayoutResult KeepBaselinesInside(LayoutBox box, LayoutResult result) => !box.IsScrollContainer || box.Kind == BoxKind.Replaced ? result : result with
    {
        FirstBaseline = Math.Clamp(result.FirstBaseline, 0, result.Height),
        LastBaseline = Math.Clamp(result.LastBaseline, 0, result.Height),
        InlineBaseline = Math.Clamp(result.InlineBaseline, 0, result.Height),
    };

    private static LayoutResult Apply(LayoutBox box, LayoutResult result)
    {
        (box.Width, box.Height) = (result.Width, result.Height);
        (box.FirstBaseline, box.LastBaseline, box.InlineBaseline) = (result.FirstBaseline, result.LastBaseline, result.InlineBaseline);
        return result;
    }

    /// <summary>The size that a box would have; what is in it may be left anywhere.</summary>
    public LayoutResult Measure(LayoutBox box, in LayoutInput input)
    {
        if (box.FindMeasured(input) is not { } known)
        {
            return Layout(box, input);
        }

        BoxEdges.Resolve(box, input.AvailableWidth);
        return known;
    }

    private LayoutResult LayOutReplaced(LayoutBox box, in LayoutInput input)
    {
        var (width, height) = ReplacedSize.Resolve(box, input, Sizes);
        return new LayoutResult
        {
            Width = width,
            Height = height,
            TopMargins = MarginStrut.Above(box),
            BottomMargins = MarginStrut.Below(box),
        };
    }
}
