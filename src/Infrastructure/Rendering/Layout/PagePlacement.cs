using PearlIo.Infrastructure.Rendering.Layout.Inline;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout;

/// <summary>
/// Turns places within parents into places on the page, moves what is <c>position: relative</c>, and lays out what is absolute once all that is in flow
/// has its place, for the containing block may be an inline element with pieces far down (CSS Position 3).
/// </summary>
internal sealed class PagePlacement(AbsoluteLayout absolute, double viewportWidth, double viewportHeight)
{
    private readonly InlinePieces _pieces = new();
    private readonly Queue<AbsoluteBox> _absolutes = new();

    /// <summary>Places a page whose root has its place within the viewport.</summary>
    public void Place(LayoutBox root)
    {
        var viewport = new ContainingBlock(0, 0, viewportWidth, viewportHeight, IsRightToLeft: root.Style.Text.IsRightToLeft);
        Place(root, 0, 0, new Context(Positioned: null, viewportWidth, viewportHeight));
        while (_absolutes.TryDequeue(out var next))
        {
            PlaceAbsolute(next, viewport);
        }
    }

    /// <param name="box">A box that is laid out.</param>
    /// <param name="x">px on the page of the border box of what its place is from.</param>
    /// <param name="y">px on the page of the border box of what its place is from.</param>
    /// <param name="context">Around it.</param>
    private void Place(LayoutBox box, double x, double y, Context context)
    {
        var (moveX, moveY) = RelativeOffset.Of(box, context.Width, context.Height);
        (box.PageX, box.PageY) = (x + box.X + moveX, y + box.Y + moveY);
        if (box.IsContainingBlock)
        {
            context = context with { Positioned = box };
        }

        if (box.IsSplitInline)
        {
            _pieces.Add(box, new PageArea(box.PageX, box.PageY, box.IsEmptyLine ? 0 : box.Width, box.Height), isLineThere: !box.IsEmptyLine);
        }

        context = context with { Width = box.Width - box.EdgesAcross, Height = box.PercentHeight };
        if (box.InlineContent is not null)
        {
            PlaceLines(box, context);
        }

        PlaceChildren(box, box, context);
    }

    /// <summary>Places what is not on a line: blocks and what is absolute, also inside inline boxes.</summary>
    private void PlaceChildren(LayoutBox parent, LayoutBox container, Context context)
    {
        foreach (var child in parent.Children)
        {
            if (child.IsOutOfFlow)
            {
                var (moveX, moveY) = OffsetOfInlines(parent, container, context);
                _absolutes.Enqueue(new AbsoluteBox(child, container, container.PageX + moveX, container.PageY + moveY, context));
            }
            else if (container.InlineContent is null)
            {
                Place(child, container.PageX, container.PageY, context);
            }
            else if (child is { Kind: BoxKind.Inline, Text: null })
            {
                var inner = child.IsContainingBlock ? context with { Positioned = child } : context;
                PlaceChildren(child, container, inner);
            }
        }
    }

    private void PlaceAbsolute(in AbsoluteBox found, ContainingBlock viewport)
    {
        var (box, container) = (found.Box, found.Container);
        var block = box.Properties.Position == Position.Fixed ? viewport
            : found.Context.Positioned is { } positioned ? BlockOf(positioned) : viewport with { IsScrollable = true };
        var flow = box.StaticPosition with { X = box.StaticPosition.X + found.X, Y = box.StaticPosition.Y + found.Y };
        var (x, y) = absolute.Layout(box, block, flow, container);
        (box.X, box.Y) = (0, 0);
        Place(box, x, y, found.Context with { Width = block.Width, Height = block.Height });
    }

    private ContainingBlock BlockOf(LayoutBox positioned)
        => positioned.Kind == BoxKind.Inline || positioned.IsSplitInline ? _pieces.BlockOf(positioned) : ContainingBlock.Of(positioned);

    private void PlaceLines(LayoutBox box, Context context)
    {
        foreach (var inline in InlineBoxesOf(box))
        {
            (inline.PageX, inline.PageY, inline.Width, inline.Height) = (double.NaN, 0, 0, 0);
        }

        foreach (var line in box.Lines)
        {
            LineMover.Move(line, box.PageX, box.PageY, atomics: false);
            line.Fragments.ForEach(fragment => PlaceFragment(fragment, box, context));
            line.Hidden.ForEach(fragment => PlaceFragment(fragment, box, context));
            line.Fragments.ForEach(fragment => AddPiece(fragment, line));
        }

        foreach (var inline in InlineBoxesOf(box))
        {
            if (double.IsNaN(inline.PageX))
            {
                // It would stand on a line beyond the bound of lines.
                (inline.PageX, inline.PageY) = (box.PageX, box.PageY);
            }
        }
    }

    private void PlaceFragment(LineFragment fragment, LayoutBox container, Context context)
    {
        var (moveX, moveY) = OffsetOfInlines(fragment is AtomicFragment ? fragment.Box.Parent! : fragment.Box, container, context);
        fragment.X += moveX;
        switch (fragment)
        {
            case TextFragment text:
                text.Baseline += moveY;
                break;
            case InlineBoxFragment inline:
                inline.Y += moveY;
                Unite(inline);
                break;
            case AtomicFragment:
                Place(fragment.Box, container.PageX + moveX, container.PageY + moveY, ContextOf(fragment.Box, container, context));
                break;
        }
    }

    private void AddPiece(LineFragment fragment, Line line)
    {
        if (fragment is InlineBoxFragment { Box.IsContainingBlock: true } piece)
        {
            _pieces.Add(piece.Box, new PageArea(piece.X, piece.Y, piece.Width, piece.Height), isLineThere: !line.IsEmpty);
        }
    }

    /// <summary>A box on a line stands in the nearest inline box that is positioned.</summary>
    private static Context ContextOf(LayoutBox box, LayoutBox container, Context context)
    {
        for (var inline = box.Parent!; inline != container; inline = inline.Parent!)
        {
            if (inline.IsContainingBlock)
            {
                return context with { Positioned = inline };
            }
        }

        return context;
    }

    /// <summary>Inline boxes that are <c>position: relative</c> move all that is in them.</summary>
    private static (double X, double Y) OffsetOfInlines(LayoutBox box, LayoutBox container, Context context)
    {
        var (x, y) = (0.0, 0.0);
        for (var inline = box; inline != container && inline is not null; inline = inline.Parent)
        {
            var (moveX, moveY) = RelativeOffset.Of(inline, context.Width, context.Height);
            (x, y) = (x + moveX, y + moveY);
        }

        return (x, y);
    }

    /// <summary>Widens a box by a piece of it, and with it those around that have no look of their own, which are as large as what is in them.</summary>
    private static void Unite(InlineBoxFragment piece)
    {
        Unite(piece.Box, piece);
        if (!piece.Box.IsPlainInline)
        {
            for (var box = piece.Box.Parent; box is { IsPlainInline: true }; box = box.Parent)
            {
                Unite(box, piece);
            }
        }
    }

    private static void Unite(LayoutBox box, InlineBoxFragment piece)
    {
        if (double.IsNaN(box.PageX) || box.Width <= 0 || box.Height <= 0)
        {
            // A piece without an extent counts only where there is no other.
            (box.PageX, box.PageY, box.Width, box.Height) = (piece.X, piece.Y, piece.Width, piece.Height);
            return;
        }

        if (piece.Width <= 0 || piece.Height <= 0)
        {
            return;
        }

        var (right, bottom) = (Math.Max(box.PageX + box.Width, piece.X + piece.Width), Math.Max(box.PageY + box.Height, piece.Y + piece.Height));
        (box.PageX, box.PageY) = (Math.Min(box.PageX, piece.X), Math.Min(box.PageY, piece.Y));
        (box.Width, box.Height) = (right - box.PageX, bottom - box.PageY);
    }

    private static IEnumerable<LayoutBox> InlineBoxesOf(LayoutBox parent)
    {
        foreach (var child in parent.Children)
        {
            if (child is { Kind: BoxKind.Inline or BoxKind.LineBreak, Text: null, IsOutOfFlow: false })
            {
                yield return child;
                foreach (var inner in InlineBoxesOf(child))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <param name="Positioned">What absolute boxes stand in; null for the viewport.</param>
    /// <param name="Width">px of the containing block of boxes in flow.</param>
    /// <param name="Height">px of the containing block of boxes in flow, NaN where percentages of it are of nothing.</param>
    private sealed record Context(LayoutBox? Positioned, double Width, double Height);

    /// <param name="Box">A box that is out of flow.</param>
    /// <param name="Container">What it would stand in.</param>
    /// <param name="X">px on the page that its place in flow is from.</param>
    /// <param name="Y">px on the page that its place in flow is from.</param>
    /// <param name="Context">Around it.</param>
    private readonly record struct AbsoluteBox(LayoutBox Box, LayoutBox Container, double X, double Y, Context Context);
}
