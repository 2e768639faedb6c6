using PearlIo.Infrastructure.Rendering.Styles;

namespace PearlIo.Infrastructure.Rendering.Layout.Flex;

/// <summary>Shares free space out (CSS Box Alignment 3, 4.3).</summary>
internal static class Distribution
{
    /// <param name="kind">Relative to the flow.</param>
    /// <param name="free">px; negative where things stick out.</param>
    /// <param name="count">How many things.</param>
    /// <param name="isSafe">Whether what sticks out does so at the end alone.</param>
    /// <param name="isReversed">Whether the flow goes against the direction of writing, whose start is the safe side.</param>
    /// <returns>px before the first thing, and between two.</returns>
    public static (double Before, double Between) Of(AlignmentKind kind, double free, int count, bool isSafe, bool isReversed)
    {
        if (free <= 0 && kind == AlignmentKind.SpaceBetween)
        {
            return (0, 0);
        }

        if (free < 0 && (isSafe || kind is AlignmentKind.SpaceAround or AlignmentKind.SpaceEvenly))
        {
            return (isReversed ? free : 0, 0);
        }

        return kind switch
        {
            AlignmentKind.FlexEnd or AlignmentKind.End => (free, 0),
            AlignmentKind.Center => (free / 2, 0),
            AlignmentKind.SpaceBetween => (0, count > 1 ? free / (count - 1) : 0),
            AlignmentKind.SpaceAround => count > 0 ? (free / count / 2, free / count) : (0, 0),
            AlignmentKind.SpaceEvenly => (free / (count + 1), free / (count + 1)),
            _ => (0, 0),
        };
    }
}
