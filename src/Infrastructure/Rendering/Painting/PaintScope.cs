using System.Numerics;
using PearlIo.Infrastructure.Rendering.Canvas;
using PearlIo.Infrastructure.Rendering.Layout;
using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Painting;

/// <summary>What a box inherits from the boxes around it for painting.</summary>
/// <param name="Transform">From px of the layout to px of the page.</param>
/// <param name="Flow">What clips boxes in flow.</param>
/// <param name="Absolute">What clips absolute boxes: their containing block may be further out than a box that clips.</param>
/// <param name="Fixed">What clips fixed boxes.</param>
internal readonly record struct PaintScope(Matrix3x2 Transform, ClipNode? Flow, ClipNode? Absolute, ClipNode? Fixed)
{
    /// <summary>The scope that a box itself stands in.</summary>
    public PaintScope For(LayoutBox box) => box.Style.Box.Position switch
    {
        Position.Absolute => this with { Flow = Absolute },
        Position.Fixed => this with { Flow = Fixed, Absolute = Fixed },
        _ => this,
    };

    /// <summary>With a box's own transform and <c>clip-path</c>.</summary>
    public PaintScope Enter(LayoutBox box)
    {
        var scope = this;
        if (PaintRules.HasTransform(box))
        {
            scope = scope with { Transform = BoxTransform.Of(box) * Transform };
        }

        if (box.Style.Paint.ClipPath is not { } shape)
        {
            return scope;
        }

        var border = Area.Of(box.PageX, box.PageY, box.Width, box.Height);
        return scope with
        {
            Flow = new PathClip(scope.Flow, scope.Transform, shape, border),
            Absolute = new PathClip(scope.Absolute, scope.Transform, shape, border),
            Fixed = new PathClip(scope.Fixed, scope.Transform, shape, border),
        };
    }

    /// <summary>For what is in a box: its <c>overflow</c> clips there.</summary>
    public PaintScope Inside(LayoutBox box, bool isViewport)
    {
        var flow = isViewport ? Flow : Clip(box);
        var scope = this with { Flow = flow };
        scope = PaintRules.ContainsAbsolute(box) ? scope with { Absolute = flow } : scope;
        return PaintRules.ContainsFixed(box) ? scope with { Fixed = flow } : scope;
    }

    private ClipNode? Clip(LayoutBox box)
    {
        var style = box.Style.Box;
        if (box.Kind == BoxKind.Inline || (style.OverflowX == Overflow.Visible && style.OverflowY == Overflow.Visible))
        {
            return Flow;
        }

        var inner = BoxGeometry.BorderOf(box).Inset(box.Border);
        return new BoxClip(Flow, Transform, LetThrough(inner, style));
    }

    /// <summary><c>overflow: clip</c> may clip one axis only.</summary>
    private static RoundedArea LetThrough(RoundedArea inner, BoxProperties style)
    {
        const double Far = 1e6;
        var (opensX, opensY) = (style.OverflowX == Overflow.Visible, style.OverflowY == Overflow.Visible);
        if (!opensX && !opensY)
        {
            return inner;
        }

        var area = inner.Area;
        return new RoundedArea(opensX ? area with { Left = -Far, Right = Far } : area with { Top = -Far, Bottom = Far });
    }
}
