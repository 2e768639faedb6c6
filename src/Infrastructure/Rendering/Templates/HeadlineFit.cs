using PearlIo.Infrastructure.Rendering.Canvas;

namespace PearlIo.Infrastructure.Rendering.Templates;

/// <summary>How large a headline is set and how wide its lines are.</summary>
/// <param name="Size">px.</param>
/// <param name="Width">px of the widest line.</param>
/// <param name="Overflows">Whether the headline is longer than its lines even at the smallest size.</param>
internal readonly record struct HeadlineFit(double Size, double Width, bool Overflows)
{
    /// <summary>Lines that a headline has at most.</summary>
    public const int MaxLines = 3;

    /// <summary>The size at which headlines are measured; every width grows in proportion to the size.</summary>
    public const double MeasuredSize = 100;

    /// <summary>Sizes from large to small, each with the lines for which it is not too loud.</summary>
    private static readonly (double Size, int Lines)[] Steps = [(104, 1), (88, 1), (80, 2), (72, 2), (64, 3), (56, 3)];

    /// <summary>Takes the largest size whose lines are few enough, and balances them.</summary>
    /// <param name="measured">The headline in one line of <see cref="MeasuredSize"/>.</param>
    /// <param name="room">What the headline may take.</param>
    public static HeadlineFit Choose(IReadOnlyList<TextSegment> measured, HeadlineRoom room)
    {
        var width = room.Width;
        foreach (var (size, mostLines) in Steps.Where(step => step.Size <= room.LargestSize))
        {
            var scale = size / MeasuredSize;
            var lines = LineFit.CountLines(measured, (width - LineFit.Slack) / scale);
            if (lines <= mostLines && lines * size * room.LineHeight <= room.Height)
            {
                var balanced = LineFit.Balance(measured, (width - LineFit.Slack) / scale) * scale;
                return new HeadlineFit(size, Math.Min(width, balanced + LineFit.Slack), Overflows: false);
            }
        }

        return new HeadlineFit(Steps[^1].Size, width, Overflows: true);
    }
}

/// <summary>What a headline may take.</summary>
/// <param name="Width">px.</param>
/// <param name="Height">px; the smallest size may take more.</param>
/// <param name="LineHeight">Distance of baselines as a share of the size.</param>
/// <param name="LargestSize">px.</param>
internal readonly record struct HeadlineRoom(double Width, double Height, double LineHeight, double LargestSize);
