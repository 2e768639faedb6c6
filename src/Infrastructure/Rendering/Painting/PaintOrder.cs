using System.Numerics;
using System.Runtime.CompilerServices;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>
/// Puts what is to be painted of a page in order (CSS 2, appendix E): in each stacking context its own box, what lies below by
/// <c>z-index</c>, boxes of the flow, text, and what lies above. Pure but for the list that it fills.
/// </summary>
internal sealed class PaintOrder(DisplayList list)
{
    private readonly List<Deferred> _deferred = [];
    private readonly CommandWriter _writer = new(list);
    private LayoutBox? _viewportBox;

    /// <summary>Fills the list, which is cleared before.</summary>
    /// <param name="root">The box of the document's element.</param>
    /// <param name="page">The picture.</param>
    public void Build(LayoutBox root, PixelRect page)
    {
        _deferred.Clear();
        _viewportBox = CanvasRules.OverflowBox(root);
        _writer.Begin(root, page);
        AddContext(root, new PaintScope(Matrix3x2.Identity, null, null, null), isContext: true);
    }

    /// <summary>Adds a stacking context, or a positioned box that is painted like one.</summary>
    /// <param name="box">The box.</param>
    /// <param name="outer">What the box stands in.</param>
    /// <param name="isContext">Whether positioned boxes in it belong to it rather than to the context around it.</param>
    private void AddContext(LayoutBox box, in PaintScope outer, bool isContext)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var scope = outer.Enter(box);
        var isLayer = PaintRules.NeedsLayer(box.Style.Paint);
        if (isLayer)
        {
            scope = _writer.BeginLayer(box, scope);
        }

        var inside = scope.Inside(box, ReferenceEquals(box, _viewportBox));
        var first = _deferred.Count;
        if (isContext)
        {
            Collect(box, inside);
            _deferred.Sort(first, _deferred.Count - first, Deferred.ByLevel);
        }

        _writer.AddSelf(box, scope);
        var above = AddDeferred(first, onlyBelow: true);
        AddFlow(box, inside);
        _writer.AddOutline(box, scope);
        AddDeferred(above, onlyBelow: false);
        _deferred.RemoveRange(first, _deferred.Count - first);
        if (isLayer)
        {
            _writer.EndLayer(box);
        }
    }

    private int AddDeferred(int first, bool onlyBelow)
    {
        var at = first;
        for (; at < _deferred.Count && (!onlyBelow || _deferred[at].Level < 0); at++)
        {
            AddContext(_deferred[at].Box, _deferred[at].Scope, _deferred[at].IsContext);
        }

        return at;
    }

    /// <summary>Finds the boxes below one that are painted before or after the flow.</summary>
    private void Collect(LayoutBox box, in PaintScope inside)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var child in InOrder(box))
        {
            var scope = inside.For(child);
            var isContext = PaintRules.IsStackingContext(child);
            if (isContext || PaintRules.IsPositioned(child))
            {
                _deferred.Add(new Deferred(child, scope, child.Style.Box.ZIndex ?? 0, _deferred.Count, isContext));
            }

            if (!isContext)
            {
                Collect(child, scope.Enter(child).Inside(child, ReferenceEquals(child, _viewportBox)));
            }
        }
    }

    /// <summary>Adds what is in flow: backgrounds of blocks, then text and what is painted as one with it.</summary>
    private void AddFlow(LayoutBox box, in PaintScope inside)
    {
        if (box.Kind == BoxKind.Replaced)
        {
            _writer.AddPicture(box, inside);
        }
        else if (box.Kind == BoxKind.Inline)
        {
            AddInlineBox(box, inside);
        }
        else
        {
            AddBlockBackgrounds(box, inside);
            AddForeground(box, inside);
        }
    }

    private void AddBlockBackgrounds(LayoutBox box, in PaintScope inside)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (box.Kind == BoxKind.Flex || box.Lines.Count > 0)
        {
            return;
        }

        foreach (var child in box.Children)
        {
            if (child.Kind is BoxKind.Inline or BoxKind.LineBreak || PaintRules.IsDeferred(child))
            {
                continue;
            }

            _writer.AddSelf(child, inside);
            AddBlockBackgrounds(child, inside.Inside(child, ReferenceEquals(child, _viewportBox)));
        }
    }

    private void AddForeground(LayoutBox box, in PaintScope inside)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (box.Lines.Count > 0)
        {
            AddLines(box, owner: null, inside);
            return;
        }

        foreach (var child in InOrder(box))
        {
            if (PaintRules.IsDeferred(child))
            {
                continue;
            }

            if (box.Kind == BoxKind.Flex)
            {
                AddAtomic(child, inside);
                continue;
            }

            var within = inside.Inside(child, ReferenceEquals(child, _viewportBox));
            if (child.Kind == BoxKind.Replaced)
            {
                _writer.AddPicture(child, within);
            }
            else
            {
                AddForeground(child, within);
            }

            _writer.AddOutline(child, inside);
        }
    }

    /// <summary>Adds a flex item or an inline block: all of it at once.</summary>
    private void AddAtomic(LayoutBox box, in PaintScope scope)
    {
        _writer.AddSelf(box, scope);
        AddFlow(box, scope.Inside(box, isViewport: false));
        _writer.AddOutline(box, scope);
    }

    /// <summary>Adds an inline box that is painted apart from its line.</summary>
    private void AddInlineBox(LayoutBox box, in PaintScope inside)
    {
        var block = box.Parent;
        while (block is { Kind: BoxKind.Inline })
        {
            block = block.Parent;
        }

        if (block is not null)
        {
            AddLines(block, box, inside);
        }
    }

    /// <param name="block">The block container whose lines they are on.</param>
    /// <param name="owner">The inline box whose pieces are wanted; null for those that no inline box paints apart.</param>
    /// <param name="scope">What the lines stand in.</param>
    private void AddLines(LayoutBox block, LayoutBox? owner, in PaintScope scope)
    {
        foreach (var line in block.Lines)
        {
            foreach (var fragment in line.Fragments)
            {
                if (ReferenceEquals(OwnerOf(fragment, block), owner))
                {
                    AddFragment(fragment, scope);
                }
            }
        }
    }

    private static LayoutBox? OwnerOf(LineFragment fragment, LayoutBox block)
    {
        var box = fragment is AtomicFragment ? fragment.Box.Parent : fragment.Box;
        for (; box is { Kind: BoxKind.Inline } && !ReferenceEquals(box, block); box = box.Parent)
        {
            if (PaintRules.IsDeferred(box))
            {
                return box;
            }
        }

        return null;
    }

    private void AddFragment(LineFragment fragment, in PaintScope scope)
    {
        switch (fragment)
        {
            case TextFragment text:
                _writer.AddText(text, scope);
                break;
            case InlineBoxFragment piece:
                _writer.AddDecorations(piece.Box, scope, Area.Of(piece.X, piece.Y, piece.Width, piece.Height), piece.HasLeftEdge, piece.HasRightEdge);
                break;
            case AtomicFragment when !PaintRules.IsDeferred(fragment.Box):
                AddAtomic(fragment.Box, scope);
                break;
        }
    }

    /// <summary>Children as <c>order</c> has them.</summary>
    private static List<LayoutBox> InOrder(LayoutBox box)
    {
        if (box.Kind != BoxKind.Flex || !box.Children.Exists(static child => child.Style.Box.Order != 0))
        {
            return box.Children;
        }

        return [.. box.Children.OrderBy(static child => child.Style.Box.Order)];
    }

    /// <summary>A box that is painted before or after the flow.</summary>
    private readonly record struct Deferred(LayoutBox Box, PaintScope Scope, int Level, int Order, bool IsContext)
    {
        public static readonly Comparer<Deferred> ByLevel = Comparer<Deferred>.Create(
            static (one, two) => one.Level != two.Level ? one.Level.CompareTo(two.Level) : one.Order.CompareTo(two.Order));
    }
}
