using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>A flex item while its container is laid out. Sizes are px of its border box.</summary>
internal sealed class FlexItem
{
    public required LayoutBox Box { get; init; }

    /// <summary>The flex base size (CSS Flexbox 1, 9.2 step 3).</summary>
    public required double Base { get; init; }

    /// <summary>Limits along the main axis.</summary>
    public required (double Least, double Most) Limits { get; init; }

    /// <summary>px of margins along the main axis, auto ones as 0.</summary>
    public required double MainMargins { get; init; }

    /// <summary>px of margins along the cross axis, auto ones as 0.</summary>
    public required double CrossMargins { get; init; }

    /// <summary>px of border and padding along the main axis.</summary>
    public required double MainEdges { get; init; }

    /// <summary>Whether <see cref="Base"/> is a size of its content.</summary>
    public required bool IsBaseContent { get; init; }

    /// <summary>Whether percentages of its children may be of its main size in a column (CSS Flexbox 1, 9.8).</summary>
    public required bool IsMainDefinite { get; init; }

    /// <summary>How it is aligned across.</summary>
    public required Alignment Align { get; init; }

    /// <summary>The used main size.</summary>
    public double Main { get; set; }

    /// <summary>The used cross size.</summary>
    public double Cross { get; set; }

    /// <summary>px of the margin box before and after the first baseline: above and below it in a row, left and right of it in a column.</summary>
    public (double Before, double After) Baseline { get; set; }

    /// <summary>px of the margin box before and after the last baseline.</summary>
    public (double Before, double After) LastBaseline { get; set; }

    /// <summary>px from the main start of the container's content to its border box.</summary>
    public double MainOffset { get; set; }

    /// <summary>px from the cross start of the line to its border box.</summary>
    public double CrossOffset { get; set; }

    public bool IsFrozen { get; set; }

    public double Hypothetical => Clamp(Base);

    public double OuterHypothetical => Hypothetical + MainMargins;

    public double OuterCross => Cross + CrossMargins;

    public double Grow => Box.Properties.FlexGrow;

    /// <summary>Shrinking is in proportion to the content at its base size (CSS Flexbox 1, 9.7 step 4c).</summary>
    public double ScaledShrink => Box.Properties.FlexShrink * Math.Max(0, Base - MainEdges);

    public double Clamp(double size) => Math.Max(Math.Max(Math.Min(size, Limits.Most), Limits.Least), MainEdges);
}

/// <summary>A line of flex items.</summary>
internal sealed class FlexLine
{
    public List<FlexItem> Items { get; } = [];

    /// <summary>px.</summary>
    public double Cross { get; set; }

    /// <summary>px from the cross start of the container's content.</summary>
    public double Offset { get; set; }

    /// <summary>px of the largest item before and after the common baseline, margins included.</summary>
    public (double Before, double After) Baseline { get; set; }

    /// <summary>The same of items that are aligned by their last baseline.</summary>
    public (double Before, double After) LastBaseline { get; set; }
}
