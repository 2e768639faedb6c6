using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>An inline box on one line, or the line's root: how high it stands and how far it reaches.</summary>
internal sealed class InlineBoxState
{
    public required LayoutBox Box { get; init; }

    public required InlineBoxState? Parent { get; init; }

    public required TextProperties Style { get; init; }

    public required FontMetrics Metrics { get; init; }

    /// <summary>With leading.</summary>
    public required Extent Extent { get; init; }

    /// <summary>px from the baseline of <see cref="Root"/> down to that of this box.</summary>
    public double Shift { get; set; }

    /// <summary>The box whose baseline shifts are counted from: the line's root, or an ancestor that is aligned with the top or bottom of the line.</summary>
    public InlineBoxState Root { get; set; } = null!;

    /// <summary>Whether it starts on this line.</summary>
    public bool IsOpenedHere { get; set; }

    /// <summary>Whether it ends on this line.</summary>
    public bool IsClosedHere { get; set; }

    /// <summary>Of the line's root: px of the left and right edges that the line may stand between.</summary>
    public (double Left, double Right) Room { get; set; }

    /// <summary>px of the left edge of the border box; NaN where nothing is in it.</summary>
    public double Left { get; private set; } = double.NaN;

    /// <summary>px of the right edge of the border box.</summary>
    public double Right { get; private set; } = double.NaN;

    /// <summary>px of where it starts or ends on the line; NaN where it does neither.</summary>
    public double Edge { get; private set; } = double.NaN;

    /// <summary>Reaches of all that is aligned with this root, from its baseline: up is negative.</summary>
    public (double Top, double Bottom) Reach { get; private set; } = (double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether there is such a thing.</summary>
    public bool HasReach => Reach.Top <= Reach.Bottom;

    public bool IsAlignedWithLine => Parent is not null && Box.Properties.VerticalAlign.Kind is VerticalAlignKind.Top or VerticalAlignKind.Bottom;

    /// <summary>Whether something in it or its own text makes the line higher; always so outside of quirks mode.</summary>
    public bool HasExtent { get; set; }

    /// <summary>Whether its own text makes the line higher.</summary>
    public bool HasText { get; private set; }

    /// <summary>Makes the line as high as text in this box is with its leading.</summary>
    public void IncludeText()
    {
        if (!HasText)
        {
            HasText = true;
            Include(Extent, Shift);
        }
    }

    /// <summary>Makes the root reach at least as far as something in this box does.</summary>
    /// <param name="extent">Of the thing.</param>
    /// <param name="shift">px from the root's baseline down to the thing's.</param>
    public void Include(Extent extent, double shift)
    {
        HasExtent = true;
        Root.Reach = (Math.Min(Root.Reach.Top, shift - extent.Ascent), Math.Max(Root.Reach.Bottom, shift + extent.Descent));
    }

    /// <summary>Makes it end with something on the line; what stands furthest to the left comes first. Negative margins may take room away again.</summary>
    public void Widen(double left, double right) => (Left, Right) = (double.IsNaN(Left) ? left : Left, right);

    /// <summary>Makes it start or end somewhere; one without a look of its own is only as wide as what is in it.</summary>
    public void WidenByEdge(double left, double right)
    {
        Edge = double.IsNaN(Edge) ? left : Edge;
        if (!Box.IsPlainInline)
        {
            Widen(left, right);
        }
    }
}

/// <summary><c>vertical-align</c> (CSS 2, 10.8.1; shifts of sub and super as Blink has them).</summary>
internal static class BaselineShift
{
    /// <summary>px from the parent's baseline down to that of a box; top and bottom are not decided here.</summary>
    /// <param name="align">Of the box.</param>
    /// <param name="extent">Of the box, with leading or margins.</param>
    /// <param name="parent">The parent inline box or the root.</param>
    /// <param name="lineHeight">px that percentages are of.</param>
    public static double Of(VerticalAlign align, Extent extent, InlineBoxState parent, double lineHeight) => align.Kind switch
    {
        VerticalAlignKind.Sub => (parent.Style.FontSize / 5) + 1,
        VerticalAlignKind.Super => -((parent.Style.FontSize / 3) + 1),
        VerticalAlignKind.TextTop => extent.Ascent - parent.Metrics.Ascent,
        VerticalAlignKind.TextBottom => parent.Metrics.Descent - extent.Descent,
        VerticalAlignKind.Middle => ((extent.Ascent - extent.Descent) / 2) - (parent.Metrics.XHeight / 2),
        VerticalAlignKind.Length => -align.Raise.Resolve(lineHeight),
        _ => 0,
    };
}
