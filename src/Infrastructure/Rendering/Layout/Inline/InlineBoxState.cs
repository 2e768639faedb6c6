using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Inline;

/// <summary>An inline box on one line, or the line's root: how high it stands and how far it reaches.</summary>
internal sealed class InlineBoxState : IShifted
{
    public required LayoutBox Box { get; init; }

    public required InlineBoxState? Parent { get; init; }

    public required TextProperties Style { get; init; }

    public required FontMetrics Metrics { get; init; }

    /// <summary>With leading.</summary>
    public required Extent Extent { get; init; }

    /// <inheritdoc/>
    public double Shift { get; set; }

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

    /// <summary>How far it and what is in it reach from its baseline.</summary>
    public Extent Reach { get; set; } = Extent.None;

    /// <summary>What is in it and is aligned with its top or bottom once all else is.</summary>
    public List<WaitingBox> Waiting { get; } = [];

    public bool IsAlignedWithLine => Parent is not null && Box.Properties.VerticalAlign.Kind is VerticalAlignKind.Top or VerticalAlignKind.Bottom;

    /// <summary>Whether its own text makes the line higher.</summary>
    public bool HasText { get; private set; }

    /// <summary>Makes the line as high as text in this box is with its leading.</summary>
    public void IncludeText()
    {
        if (!HasText)
        {
            HasText = true;
            Reach = Reach.Unite(Extent);
        }
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
    /// <param name="reach">Of the box and what is in it, with leading or margins.</param>
    /// <param name="parent">The parent inline box or the root.</param>
    /// <param name="lineHeight">px that percentages are of.</param>
    public static double Of(VerticalAlign align, Extent reach, InlineBoxState parent, double lineHeight) => align.Kind switch
    {
        VerticalAlignKind.Sub => (parent.Style.FontSize / 5) + 1,
        VerticalAlignKind.Super => -((parent.Style.FontSize / 3) + 1),
        VerticalAlignKind.Length => -align.Raise.Resolve(lineHeight),
        VerticalAlignKind.Middle => ((reach.IsNone ? 0 : reach.Ascent - reach.Descent) / 2) - (parent.Metrics.XHeight / 2),
        _ when reach.IsNone => 0,
        VerticalAlignKind.TextTop => reach.Ascent - parent.Metrics.Ascent,
        VerticalAlignKind.TextBottom => parent.Metrics.Descent - reach.Descent,
        _ => 0,
    };
}
