using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// Makes the boxes of a block container that has blocks in it: inline content between them gets anonymous blocks, and an inline element
/// with a block inside is split into pieces around it (CSS 2, 9.2.1.1).
/// </summary>
/// <param name="tree">Makes the boxes.</param>
/// <param name="parent">The container.</param>
internal sealed class FlowBuilder(BoxTree tree, LayoutBox parent)
{
    /// <summary>The inline elements that are open, with their pieces in the present run; the first one stands for the container.</summary>
    private readonly List<Piece> _open = [new Piece(null, IsContinued: false)];

    /// <summary>The boxes around the last block, one for each inline element that it splits, and those elements: blocks that follow one another share them.</summary>
    private List<LayoutBox> _around = [parent];
    private List<StyledElement> _inlines = [];

    public void Add(List<FlowContent> content)
    {
        Walk(content);
        EndRun(out _);
    }

    private void Walk(List<FlowContent> content)
    {
        foreach (var item in content)
        {
            if (!item.IsBlock)
            {
                _open[^1].Content.Add(item);
            }
            else if (item.HoldsBlock)
            {
                Split(item.Element!);
            }
            else
            {
                AddBlock(item);
            }
        }
    }

    private void Split(StyledElement inline)
    {
        Open(inline, isContinued: false);
        Walk(FlowContent.Of(inline));
        _open.RemoveAt(_open.Count - 1);
    }

    private void Open(StyledElement? inline, bool isContinued)
    {
        var piece = new Piece(inline, isContinued);
        if (_open.Count > 0)
        {
            _open[^1].Content.Add(piece);
        }

        _open.Add(piece);
    }

    private void AddBlock(in FlowContent block)
    {
        var inlines = _open.Skip(1).Select(static piece => piece.Element!).ToList();
        var carried = EndRun(out var isNothing);
        if (carried.Exists(static found => found.Depth > 0))
        {
            Surround(inlines);
            for (var depth = 1; depth < _around.Count; depth++)
            {
                AddOutOfFlow(_around[depth], carried, depth);
            }

            Surround(inlines);
        }
        else if (!isNothing || !inlines.SequenceEqual(_inlines))
        {
            Surround(inlines);
        }

        tree.Append(_around[^1], block);
        inlines.ForEach(inline => Open(inline, isContinued: true));
    }

    /// <summary>Starts boxes around what comes next, one for each inline element.</summary>
    private void Surround(List<StyledElement> inlines)
    {
        (_inlines, _around) = (inlines, [parent]);
        inlines.ForEach(inline => _around.Add(tree.AddAroundBlock(_around[^1], inline)));
    }

    /// <summary>Ends what stands before a block or at the end: white space and what is out of flow make no anonymous block.</summary>
    /// <param name="isNothing">Whether no anonymous block was made.</param>
    /// <returns>What is out of flow within open inline elements, and how deep: it stands in boxes of its own before the block that comes next.</returns>
    private List<(FlowContent Content, int Depth)> EndRun(out bool isNothing)
    {
        var run = _open[0];
        for (var i = 1; i < _open.Count; i++)
        {
            _open[i].GoesOn = true;
        }

        var depth = _open.Count - 1;
        _open.Clear();
        Open(null, isContinued: false);
        var outOfFlow = new List<(FlowContent, int)>();
        isNothing = run.IsNothing;
        if (isNothing)
        {
            run.CollectOutOfFlow(0, depth, outOfFlow, AddToEndedInline);
            AddOutOfFlow(parent, outOfFlow, 0);
        }
        else
        {
            run.AddTo(tree.AddAnonymous(parent), tree);
        }

        return outOfFlow;
    }

    /// <summary>What is out of flow at the end of an inline element, behind the last block in it, stands in the box around that block.</summary>
    /// <returns>Whether there was such a block.</returns>
    private bool AddToEndedInline(StyledElement inline, FlowContent outOfFlow)
    {
        var depth = _inlines.IndexOf(inline);
        if (depth >= 0)
        {
            tree.Append(_around[depth + 1], outOfFlow);
        }

        return depth >= 0;
    }

    private void AddOutOfFlow(LayoutBox box, List<(FlowContent Content, int Depth)> outOfFlow, int depth)
    {
        foreach (var (content, found) in outOfFlow)
        {
            if (found == depth)
            {
                tree.Append(box, content);
            }
        }
    }

    /// <summary>A part of an inline element within one run: content and pieces of inline elements inside.</summary>
    private sealed record Piece(StyledElement? Element, bool IsContinued)
    {
        public List<object> Content { get; } = [];

        /// <summary>Whether the element goes on after a block.</summary>
        public bool GoesOn { get; set; }

        /// <summary>Whether it makes no line: nothing is in it, and no edge of it is here.</summary>
        public bool IsNothing => !HasEdge && Content.TrueForAll(static item => item is Piece inner ? inner.IsNothing : item is FlowContent { IsCollapsible: true } or FlowContent { IsOutOfFlow: true });

        private bool HasEdge => Element is { Style: var style } && ((!IsContinued && InlineEdges.HasEdge(style, isStart: true)) || (!GoesOn && InlineEdges.HasEdge(style, isStart: false)));

        public void AddTo(LayoutBox box, BoxTree tree)
        {
            foreach (var item in Content)
            {
                if (item is Piece { Element: { } element } inner)
                {
                    inner.AddTo(tree.AddPiece(box, element, inner.IsContinued, inner.GoesOn), tree);
                }
                else if (item is FlowContent content)
                {
                    tree.Append(box, content);
                }
            }
        }

        /// <summary>Lists what is out of flow.</summary>
        /// <param name="depth">How many inline elements are around it.</param>
        /// <param name="deepest">How many are open at the end of the run; what stands in others belongs to the container.</param>
        /// <param name="to">Takes it.</param>
        /// <param name="addToEnded">Takes what is in an element that ends in this run, if it can.</param>
        public void CollectOutOfFlow(int depth, int deepest, List<(FlowContent Content, int Depth)> to, Func<StyledElement, FlowContent, bool> addToEnded)
        {
            foreach (var item in Content)
            {
                if (item is Piece inner)
                {
                    inner.CollectOutOfFlow(inner.GoesOn ? depth + 1 : 0, deepest, to, addToEnded);
                }
                else if (item is FlowContent { IsOutOfFlow: true } content && !(Element is { } ended && !GoesOn && addToEnded(ended, content)))
                {
                    to.Add((content, Math.Min(depth, deepest)));
                }
            }
        }
    }
}
