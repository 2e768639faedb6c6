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
    private PixelRect _page;
    private LayoutBox? _canvasBox;
    private LayoutBox? _viewportBox;
    private int _filtersAround;

    /// <summary>Fills the list, which is cleared before.</summary>
    /// <param name="root">The box of the document's element.</param>
    /// <param name="page">The picture.</param>
    public void Build(LayoutBox root, PixelRect page)
    {
        list.Clear();
        _deferred.Clear();
        (_page, _filtersAround) = (page, 0);
        _canvasBox = CanvasRules.BackgroundBox(root);
        _viewportBox = CanvasRules.OverflowBox(root);
        list.Add(new PaintCommand
        {
            Kind = PaintKind.Canvas,
            Box = _canvasBox ?? root,
            Transform = Matrix3x2.Identity,
            Area = Area.Of(root.PageX, root.PageY, root.Width, root.Height),
            Border = root.Border,
            Padding = root.Padding,
            Opacity = 1,
            LeavesBackground = _canvasBox is null,
            Bounds = page,
        });
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
            scope = BeginLayer(box, scope);
        }

        var inside = scope.Inside(box, ReferenceEquals(box, _viewportBox));
        var first = _deferred.Count;
        if (isContext)
        {
            Collect(box, inside);
            _deferred.Sort(first, _deferred.Count - first, Deferred.ByLevel);
        }

        AddSelf(box, scope);
        var above = AddDeferred(first, onlyBelow: true);
        AddFlow(box, inside);
        AddOutline(box, scope);
        AddDeferred(above, onlyBelow: false);
        _deferred.RemoveRange(first, _deferred.Count - first);
        if (isLayer)
        {
            EndLayer(box);
        }
    }

    private PaintScope BeginLayer(LayoutBox box, in PaintScope scope)
    {
        // What a filter works on is not clipped yet, for a blur brings in what is outside.
        var hasFilter = box.Style.Paint.Filters.Count > 0;
        list.BeginLayer(new PaintCommand
        {
            Kind = PaintKind.BeginLayer,
            Box = box,
            Transform = scope.Transform,
            Clip = hasFilter ? scope.Flow : null,
            Area = Area.Of(box.PageX, box.PageY, box.Width, box.Height),
            Border = box.Border,
            Padding = box.Padding,
            Opacity = 1,
        });
        _filtersAround += hasFilter ? 1 : 0;
        return hasFilter ? scope with { Flow = null, Absolute = null, Fixed = null } : scope;
    }

    private void EndLayer(LayoutBox box)
    {
        _filtersAround -= box.Style.Paint.Filters.Count > 0 ? 1 : 0;
        list.EndLayer();
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

    private void AddSelf(LayoutBox box, in PaintScope scope)
    {
        if (box.Kind == BoxKind.Inline)
        {
            return;
        }

        AddDecorations(box, scope, Area.Of(box.PageX, box.PageY, box.Width, box.Height), hasLeft: true, hasRight: true);
    }

    /// <summary>Adds what is in flow: backgrounds of blocks, then text and what is painted as one with it.</summary>
    private void AddFlow(LayoutBox box, in PaintScope inside)
    {
        if (box.Kind == BoxKind.Replaced)
        {
            AddPicture(box, inside);
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

            AddSelf(child, inside);
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
                AddPicture(child, within);
            }
            else
            {
                AddForeground(child, within);
            }

            AddOutline(child, inside);
        }
    }

    /// <summary>Adds a flex item or an inline block: all of it at once.</summary>
    private void AddAtomic(LayoutBox box, in PaintScope scope)
    {
        AddSelf(box, scope);
        AddFlow(box, scope.Inside(box, isViewport: false));
        AddOutline(box, scope);
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
                AddText(text, scope);
                break;
            case InlineBoxFragment piece:
                AddDecorations(piece.Box, scope, Area.Of(piece.X, piece.Y, piece.Width, piece.Height), piece.HasLeftEdge, piece.HasRightEdge);
                break;
            default:
                if (!PaintRules.IsDeferred(fragment.Box))
                {
                    AddAtomic(fragment.Box, scope);
                }

                break;
        }
    }

    private void AddText(TextFragment text, in PaintScope scope)
    {
        if (text.Box.Style.Text.IsVisible)
        {
            Add(new PaintCommand
            {
                Kind = PaintKind.Text,
                Box = text.Box,
                Text = text,
                Transform = scope.Transform,
                Clip = scope.Flow,
                Opacity = 1,
                Bounds = PaintBounds.OfText(text, scope.Transform),
            });
        }
    }

    private void AddDecorations(LayoutBox box, in PaintScope scope, Area area, bool hasLeft, bool hasRight)
    {
        var border = box.Border with { Left = hasLeft ? box.Border.Left : 0, Right = hasRight ? box.Border.Right : 0 };
        var padding = box.Padding with { Left = hasLeft ? box.Padding.Left : 0, Right = hasRight ? box.Padding.Right : 0 };
        if (!PaintRules.HasDecorations(box.Style.Paint, border) || !box.Style.Text.IsVisible)
        {
            return;
        }

        Add(new PaintCommand
        {
            Kind = PaintKind.Box,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Border = border,
            Padding = padding,
            Opacity = 1,
            LeavesBackground = ReferenceEquals(box, _canvasBox),
            Bounds = PaintBounds.OfBox(area, box.Style.Paint, scope.Transform),
        });
    }

    private void AddPicture(LayoutBox box, in PaintScope scope)
    {
        if (!box.Style.Text.IsVisible)
        {
            return;
        }

        var area = Area.Of(box.PageX, box.PageY, box.Width, box.Height);
        Add(new PaintCommand
        {
            Kind = PaintKind.Picture,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Border = box.Border,
            Padding = box.Padding,
            Opacity = 1,
            Bounds = area.Snap().Map(scope.Transform).Around(),
        });
    }

    private void AddOutline(LayoutBox box, in PaintScope scope)
    {
        if (box.Kind == BoxKind.Inline || box.Style.Paint.Outline is not { } outline || !box.Style.Text.IsVisible)
        {
            return;
        }

        var area = Area.Of(box.PageX, box.PageY, box.Width, box.Height);
        Add(new PaintCommand
        {
            Kind = PaintKind.Outline,
            Box = box,
            Transform = scope.Transform,
            Clip = scope.Flow,
            Area = area,
            Opacity = 1,
            Bounds = PaintBounds.OfOutline(area, outline, scope.Transform),
        });
    }

    /// <summary>What is off the page is left out, unless a filter might bring it in.</summary>
    private void Add(in PaintCommand command)
    {
        if (_filtersAround > 0 || command.Bounds.Overlaps(_page))
        {
            list.Add(command);
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
